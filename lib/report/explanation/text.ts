import { ASSUMPTIONS, type SettingJudgement, type Step } from "../../oidc/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { type Explanation, isAdmitted, refusalOf } from "./explanation.js";
import { whatToChange } from "./remedy.js";

/** How many refusing settings are shown step by step; an organisation may have thousands. */
const SHOWN_SETTINGS = 5;

/** The explanation for a person: the verdict, each step of each setting, what to change, what it rests on. */
export function renderExplanationText(explanation: Explanation, paint: Paint = PLAIN): string {
  const { judgement, signature } = explanation;
  const signatureSeen = signature === "valid" || signature === "invalid";
  const blocks = [verdict(explanation, paint)];
  const shown = judgement.settings.slice(0, Math.max(SHOWN_SETTINGS, admitting(explanation)));
  for (const [index, setting] of shown.entries()) {
    const nearest = index === 0 && !judgement.admitted && judgement.settings.length > 1;
    blocks.push(settingBlock(setting, nearest, signatureSeen, paint));
  }
  const hidden = judgement.settings.length - shown.length;
  if (hidden > 0) {
    blocks.push([paint.dim(`… and ${hidden} more that refuse it, further from admitting; --format json has them all`)]);
  }
  const changes = whatToChange(explanation);
  if (changes.length > 0) {
    blocks.push([
      paint.bold(changes.length === 1 ? "To let it in" : "To let it in, all of these"),
      ...changes.map((change) => `  - ${terminalSafe(change)}`),
    ]);
  }
  if (judgement.assumptions.length > 0) {
    blocks.push([
      paint.dim("Rests on our readings where Cloudsmith's documentation is silent:"),
      ...judgement.assumptions.map((name) => paint.dim(`  - ${name}: ${ASSUMPTIONS[name]}`)),
    ]);
  }
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function admitting({ judgement }: Explanation): number {
  return judgement.settings.filter(({ admitted }) => admitted).length;
}

function verdict(explanation: Explanation, paint: Paint): string[] {
  const { judgement, organization, trust, subject, signature } = explanation;
  const account = terminalSafe(judgement.account);
  const names = judgement.settings.filter(({ admitted }) => admitted).map(({ setting }) => terminalSafe(setting.name));
  const head = isAdmitted(explanation)
    ? `${paint.good(paint.bold("ADMITTED"))} as ${paint.bold(account)}, by ${names.join(", ")}`
    : `${paint.bad(paint.bold("REFUSED"))} as ${paint.bold(account)}: ${refusalOf(explanation) ?? "no_setting"}`;
  const count = judgement.settings.length;
  const lines = [
    head,
    paint.dim(
      `  ${terminalSafe(subject)}, against ${count} ${count === 1 ? "setting" : "settings"} of ${terminalSafe(organization)} (${terminalSafe(trust)}), at ${explanation.now.toISOString()}`,
    ),
  ];
  if (explanation.withoutToken !== undefined) {
    lines.push(paint.bad(`  ${terminalSafe(explanation.withoutToken)}.`));
  }
  if (signature === "not-checked") {
    lines.push(paint.warn("  The signature was not checked: give the issuer's keys with --jwks FILE."));
  }
  return lines;
}

function settingBlock(judged: SettingJudgement, nearest: boolean, signatureSeen: boolean, paint: Paint): string[] {
  const { setting, admitted } = judged;
  const id = setting.slug_perm === undefined ? "" : paint.dim(` ${terminalSafe(setting.slug_perm)}`);
  const outcome = admitted
    ? paint.good("admits")
    : paint.bad(`refuses: ${judged.code ?? ""}`) + (nearest ? paint.dim("  (nearest miss)") : "");
  return [
    `${paint.bold(terminalSafe(setting.name))}${id}  ${outcome}`,
    ...judged.steps.map((step) => stepLine(step, signatureSeen, paint)),
  ];
}

function stepLine(step: Step, signatureSeen: boolean, paint: Paint): string {
  const skipped = step.step === "signature" && !signatureSeen;
  const mark = skipped ? paint.dim("·") : step.passed ? paint.good("✓") : paint.bad("✗");
  const text = terminalSafe(step.text);
  return `  ${mark} ${step.step.padEnd(9)} ${skipped ? paint.dim(text) : step.passed ? text : paint.bold(text)}`;
}
