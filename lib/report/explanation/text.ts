import { ASSUMPTIONS, type SettingJudgement, type Step } from "../../oidc/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { type Explanation, reasonOf } from "./explanation.js";
import { waysIn } from "./remedy.js";

/** How many refusing settings are shown step by step; an organization may have thousands. */
const SHOWN_SETTINGS = 5;
const SHOWN_REPOSITORIES = 10;

/** The explanation for a person: the verdict, each step of each setting, what would change it, what it rests on. */
export function renderExplanationText(explanation: Explanation, paint: Paint = PLAIN): string {
  const blocks = [
    verdict(explanation, paint),
    ...settings(explanation, paint),
    access(explanation, paint),
    undecided(explanation, paint),
    ways(explanation, paint),
    assumptions(explanation, paint),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return withNames(`${shown.join("\n\n")}\n`, explanation.names);
}

function withNames(text: string, names: Explanation["names"]): string {
  return [...names].reduce(
    (named, [identity, name]) => named.replaceAll(terminalSafe(identity), terminalSafe(name)),
    text,
  );
}

function verdict(explanation: Explanation, paint: Paint): string[] {
  const { result, organization, trust, subject, signature } = explanation;
  const account = paint.bold(terminalSafe(explanation.account));
  const names = result.judgement.settings.filter(({ admitted }) => admitted).map(({ setting }) => setting.name);
  const heads = {
    admitted: `${paint.good(paint.bold("ADMITTED"))} as ${account}, by ${terminalSafe(names.join(", "))}`,
    refused: `${paint.bad(paint.bold("REFUSED"))} as ${account}: ${reasonOf(explanation)}`,
    unknown: `${paint.warn(paint.bold("COULD NOT TELL"))} as ${account}: something that decides it is not known`,
  };
  const count = result.judgement.settings.length;
  const lines = [
    heads[result.verdict],
    paint.dim(
      `  ${terminalSafe(subject)}, against ${count} ${count === 1 ? "setting" : "settings"} of ${terminalSafe(organization)} (${terminalSafe(trust)}), at ${explanation.now.toISOString()}`,
    ),
  ];
  if (explanation.unknownAccount !== undefined) {
    const { meant } = explanation.unknownAccount;
    const hint = meant === undefined ? "" : `; did you mean ${terminalSafe(meant)}?`;
    lines.push(paint.warn(`  This trust knows no account ${terminalSafe(explanation.account)}${hint}`));
  }
  if (result.noToken !== undefined) {
    lines.push(paint.bad(`  ${terminalSafe(result.noToken)}.`));
  }
  if (signature === "not-checked") {
    lines.push(paint.warn("  The signature was not checked: give the issuer's keys with --jwks FILE."));
  }
  return lines;
}

function settings({ result, signature }: Explanation, paint: Paint): string[][] {
  const { admitted, settings: judged } = result.judgement;
  const admitting = judged.filter((setting) => setting.admitted).length;
  const shown = judged.slice(0, Math.max(SHOWN_SETTINGS, admitting));
  const checked = signature === "valid" || signature === "invalid";
  const blocks = shown.map((setting, index) =>
    settingBlock(setting, { nearest: index === 0 && !admitted && judged.length > 1, checked }, paint),
  );
  const hidden = judged.length - shown.length;
  return hidden === 0
    ? blocks
    : [
        ...blocks,
        [paint.dim(`… and ${hidden} more that refuse it, further from admitting; --format json has them all`)],
      ];
}

function settingBlock(judged: SettingJudgement, is: { nearest: boolean; checked: boolean }, paint: Paint): string[] {
  const { setting, admitted } = judged;
  const id = setting.slug_perm === undefined ? "" : paint.dim(` ${terminalSafe(setting.slug_perm)}`);
  const outcome = admitted
    ? paint.good("admits")
    : paint.bad(`refuses: ${judged.code ?? ""}`) + (is.nearest ? paint.dim("  (nearest miss)") : "");
  return [
    `${paint.bold(terminalSafe(setting.name))}${id}  ${outcome}`,
    ...judged.steps.map((step) => stepLine(step, is.checked, paint)),
  ];
}

function stepLine(step: Step, signatureChecked: boolean, paint: Paint): string {
  const skipped = step.step === "signature" && !signatureChecked;
  const mark = skipped ? paint.dim("·") : step.passed ? paint.good("✓") : paint.bad("✗");
  const text = terminalSafe(step.text);
  return `  ${mark} ${step.step.padEnd(9)} ${skipped ? paint.dim(text) : step.passed ? text : paint.bold(text)}`;
}

function access({ result, account }: Explanation, paint: Paint): string[] {
  if (result.verdict === "refused" || result.access.length === 0) {
    return [];
  }
  const shown = result.access.slice(0, SHOWN_REPOSITORIES);
  const hidden = result.access.length - shown.length;
  return [
    paint.bold(`What ${terminalSafe(account)} may do`),
    ...shown.map(({ repository, level, paths }) => {
      const ways = paths.map(({ by, team }) => (team === undefined ? by : `${by} ${team}`));
      return terminalSafe(`  - ${level} on ${repository} (by ${ways.join(", ")})`);
    }),
    ...(hidden === 0 ? [] : [`  - … and on ${hidden} more`]),
    ...(result.unknownAccess.length === 0 ? [] : ["  - perhaps more: not all of it could be read"]),
  ];
}

function undecided({ result }: Explanation, paint: Paint): string[] {
  return result.undecided.length === 0
    ? []
    : [
        paint.bold("What it hangs on"),
        ...result.undecided.map(({ about, name, field, reason, origin }) => {
          const what = [about, ...(name === undefined ? [] : [name]), ...(field ?? [])].join(" ");
          return terminalSafe(`  - ${what}: ${reason} (${origin.at})`);
        }),
      ];
}

function ways({ result }: Explanation, paint: Paint): string[] {
  const found = waysIn(result);
  return found.length === 0
    ? []
    : [
        paint.bold(found.length === 1 ? "What would let it in" : "What would let it in, either of"),
        ...found.map((way) => `  - ${terminalSafe(way)}`),
      ];
}

function assumptions({ result }: Explanation, paint: Paint): string[] {
  const names = result.judgement.assumptions;
  return names.length === 0
    ? []
    : [
        paint.dim("Rests on our readings where Cloudsmith's documentation is silent:"),
        ...names.map((name) => paint.dim(`  - ${name}: ${ASSUMPTIONS[name]}`)),
      ];
}
