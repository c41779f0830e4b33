import type { Unknown } from "../../model.js";
import type { Admissions } from "../../reach/admissions.js";
import type { JudgedRun } from "../result.js";

export type Verdict = Pick<JudgedRun, "verdict" | "settings" | "code" | "reasons" | "explanation">;

/** The verdict on a login whose account is not known: refused where no account would do. */
export function ofAnyAccount(each: readonly Admissions[], written: string | undefined): Verdict {
  const accounts = new Map(each.flatMap(({ admitted, possible }) => [...possible, ...admitted]));
  const open = each.flatMap(({ undecided }) => undecided);
  const asked = written === undefined ? "the account is written nowhere" : `the account is ${written}`;
  if (accounts.size === 0 && open.length === 0) {
    return {
      verdict: "refused",
      settings: [],
      code: "no_setting",
      reasons: [`${asked}, and no account at all is open to it`],
    };
  }
  const names = [...accounts.keys()].sort();
  const shown = names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
  return {
    verdict: "unknown",
    settings: [...new Set([...accounts.values()].flat())],
    reasons: [names.length === 0 ? asked : `${asked}; it would be let in as ${shown}`, ...reasonsOf(open)],
  };
}

/** What a verdict hangs on, one sentence each. */
export function reasonsOf(undecided: readonly Unknown[]): readonly string[] {
  return [
    ...new Set(
      undecided.map(({ name, field, reason }) => {
        const what = [...(name === undefined ? [] : [name]), ...(field ?? [])].join(" ");
        const known = reason === "the job is described without it" ? "that of this job is not known" : reason;
        return what === "" ? known : `${what}: ${known}`;
      }),
    ),
  ];
}
