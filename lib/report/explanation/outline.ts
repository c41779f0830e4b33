/** An explanation as its parts, in plain words that are not escaped for any format. */
import { ASSUMPTIONS, type SettingJudgement } from "../../oidc/index.js";
import { type Explanation, reasonOf } from "./explanation.js";
import { waysIn } from "./remedy.js";

export interface Outline {
  /** `admitted`, `refused` or `could not tell`. */
  readonly verdict: string;
  /** Behind it: as which account, by what or why not. */
  readonly because: string;
  /** Who asked whom, when. */
  readonly asked: string;
  readonly warnings: readonly string[];
  /** Admitting ones first, then nearest miss first. */
  readonly settings: readonly OutlinedSetting[];
  /** How many more refuse it. */
  readonly hiddenSettings: number;
  readonly lists: readonly { readonly title: string; readonly items: readonly string[] }[];
}

export interface OutlinedSetting {
  readonly name: string;
  readonly outcome: string;
  readonly admitted: boolean;
  readonly steps: readonly { readonly step: string; readonly passed: boolean | undefined; readonly text: string }[];
}

/** What the title of the list of ways in begins with. */
export const WAYS_IN = "What would let it in";

/** How many refusing settings are shown step by step; an organization may have thousands. */
const SHOWN_SETTINGS = 5;
const SHOWN_REPOSITORIES = 10;

export function outlineOf(explanation: Explanation): Outline {
  const { result, organization, trust, subject, now, names } = explanation;
  const { settings: judged, admitted } = result.judgement;
  const admitting = judged.filter((setting) => setting.admitted);
  const shown = judged.slice(0, Math.max(SHOWN_SETTINGS, admitting.length));
  const named = (text: string): string =>
    [...names].reduce((whole, [identity, name]) => whole.replaceAll(identity, name), text);
  return {
    verdict: { admitted: "admitted", refused: "refused", unknown: "could not tell" }[result.verdict],
    because: named(`as ${explanation.account}${because(explanation, admitting)}`),
    asked: `${subject}, against ${judged.length} ${judged.length === 1 ? "setting" : "settings"} of ${organization} (${trust}), at ${now.toISOString()}`,
    warnings: warningsOf(explanation).map(named),
    settings: shown.map((setting, index) => ({
      name: setting.setting.name,
      admitted: setting.admitted,
      outcome: outcomeOf(setting, index === 0 && !admitted && judged.length > 1),
      steps: setting.steps.map(({ step, passed, text }) => ({
        step,
        passed: step === "signature" && !isChecked(explanation) ? undefined : passed,
        text: named(text),
      })),
    })),
    hiddenSettings: judged.length - shown.length,
    lists: listsOf(explanation)
      .filter(({ items }) => items.length > 0)
      .map(({ title, items }) => ({ title: named(title), items: items.map(named) })),
  };
}

function because(explanation: Explanation, admitting: readonly SettingJudgement[]): string {
  switch (explanation.result.verdict) {
    case "admitted":
      return `, by ${admitting.map(({ setting }) => setting.name).join(", ")}`;
    case "refused":
      return `: ${reasonOf(explanation) ?? ""}`;
    case "unknown":
      return ": something that decides it is not known";
  }
}

function outcomeOf({ admitted, code }: SettingJudgement, isNearest: boolean): string {
  return admitted ? "admits" : `refuses: ${code ?? ""}${isNearest ? " (nearest miss)" : ""}`;
}

function isChecked({ signature }: Explanation): boolean {
  return signature === "valid" || signature === "invalid";
}

function warningsOf({ unknownAccount, account, result, signature }: Explanation): readonly string[] {
  const hint = unknownAccount?.meant === undefined ? "" : `; did you mean ${unknownAccount.meant}?`;
  return [
    ...(unknownAccount === undefined ? [] : [`This trust knows no account ${account}${hint}`]),
    ...(result.noToken === undefined ? [] : [`${result.noToken}.`]),
    ...(signature === "not-checked" ? ["The signature was not checked: give the issuer's keys with --jwks FILE."] : []),
  ];
}

function listsOf(explanation: Explanation): Outline["lists"] {
  const { result, account } = explanation;
  const ways = waysIn(result);
  return [
    { title: `What ${account} may do`, items: result.verdict === "refused" ? [] : accessOf(explanation) },
    {
      title: "What it hangs on",
      items: result.undecided.map(({ about, name, field, reason, origin }) => {
        const what = [about, ...(name === undefined ? [] : [name]), ...(field ?? [])].join(" ");
        return `${what}: ${reason} (${origin.at})`;
      }),
    },
    { title: ways.length === 1 ? WAYS_IN : `${WAYS_IN}, either of`, items: ways },
    {
      title: "Rests on our readings where Cloudsmith's documentation is silent",
      items: result.judgement.assumptions.map((name) => `${name}: ${ASSUMPTIONS[name]}`),
    },
  ];
}

function accessOf({ result: { access, unknownAccess } }: Explanation): readonly string[] {
  if (access.length === 0) {
    return [];
  }
  const hidden = access.length - SHOWN_REPOSITORIES;
  return [
    ...access.slice(0, SHOWN_REPOSITORIES).map(({ repository, level, paths }) => {
      const by = paths.map((path) => (path.team === undefined ? path.by : `${path.by} ${path.team}`));
      return `${level} on ${repository} (by ${by.join(", ")})`;
    }),
    ...(hidden > 0 ? [`… and on ${hidden} more`] : []),
    ...(unknownAccess.length === 0 ? [] : ["perhaps more: not all of it could be read"]),
  ];
}
