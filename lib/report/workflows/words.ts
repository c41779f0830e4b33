/** What every format says of the jobs that sign in, in plain words that are not escaped for any of them. */
import type {
  JudgedLogin,
  JudgedRun,
  JudgedStart,
  LoginVerdict,
  NotFollowed,
  UnusedSetting,
} from "../../trust/workflows.js";
import { waysIn } from "../explanation/remedy.js";
import { type Names, nameOf } from "../names.js";

/** In the order in which a report shows them. */
export const VERDICT_WORDS: { readonly [verdict in LoginVerdict]: string } = {
  refused: "refused",
  partly: "refused from some starts",
  unknown: "could not tell",
  admitted: "let in",
  elsewhere: "another organization",
  never: "never started",
};

/** `job publish, which .github/workflows/ci.yml calls` */
export function loginWords({ site }: JudgedLogin): string {
  const { frames, actions, login } = site;
  const { job } = frames[frames.length - 1] ?? frames[0];
  const callers = frames.slice(0, -1).map(({ file, job: { id } }) => `job ${id} of ${file.path}`);
  const calls = callers.length === 0 ? "" : `, called by ${callers.join(", ")}`;
  const inside = actions.length === 0 ? "" : `, in ${actions.map(({ action }) => action.path).join(", ")}`;
  return `job ${job.id}${calls}${inside}, by ${login.client ?? "a key"}`;
}

/** `as ci-app in environment production, audience cloudsmith`; empty where nothing of it is known. */
export function askedWords({ account, environment, audience }: JudgedRun, names: Names): string {
  return [
    ...(account === undefined ? [] : [`as ${nameOf(account, names)}`]),
    ...(environment === undefined ? [] : [`in environment ${environment}`]),
    ...(audience === undefined ? [] : [`audience ${audience}`]),
  ].join(", ");
}

export function runWords({ start }: JudgedRun): string {
  return `${start.event} at ${start.ref}${start.baseRef === undefined ? "" : `, to ${start.baseRef}`}`;
}

/** The starts of a login; those that are refused, or open, for the very same reasons are told once. */
export function toldStarts({ starts }: JudgedLogin, names: Names): readonly JudgedStart[] {
  const told = new Map<string, JudgedStart>();
  for (const start of starts) {
    const [run] = start.runs;
    const isAlone = start.verdict === "admitted" || run === undefined;
    const key = isAlone
      ? `${told.size}`
      : JSON.stringify([
          start.verdict,
          run.code,
          run.reasons,
          runWays(run, names),
          run.account,
          run.environment,
          run.audience,
        ]);
    const same = told.get(key);
    told.set(key, same === undefined ? start : { ...same, words: `${same.words}; ${start.words}` });
  }
  return [...told.values()];
}

export function startVerdict({ verdict }: JudgedStart): string {
  return verdict === "admitted"
    ? "let in"
    : verdict === "partly"
      ? "let in with some of its matrix"
      : VERDICT_WORDS[verdict];
}

/** The runs of a start that are not let in although others are: what trust narrows it to. */
export function narrowedTo({ verdict, runs }: JudgedStart): readonly JudgedRun[] {
  return verdict === "admitted" ? runs.filter((run) => run.verdict !== "admitted") : [];
}

export function runReasons(run: JudgedRun, names: Names): readonly string[] {
  return run.reasons.map((reason) => withNames(reason, names));
}

/** What would let a refused run in, one sentence each. */
export function runWays({ explanation, code }: JudgedRun, names: Names): readonly string[] {
  if (code === "no_id_token") {
    return explanation === undefined ? ["permissions with id-token: write in that job"] : [];
  }
  return explanation === undefined ? [] : waysIn(explanation).map((way) => withNames(way, names));
}

/** `it signs in to the organization acne; did you mean acme?` */
export function organizationWords({ asked, meant }: NonNullable<JudgedLogin["organization"]>): string {
  return `it signs in to the organization ${asked}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

/** Why a login is refused, of its first start that is, and what to do. */
export function refusalWords(login: JudgedLogin, names: Names): { readonly reason: string; readonly remedy: string } {
  const { organization, starts } = login;
  if (organization !== undefined) {
    return {
      reason: `it signs in to the organization ${organization.asked}, which is not the trust's`,
      remedy: `sign in to ${organization.meant ?? "the trust's organization"}, if that is meant`,
    };
  }
  const start = starts.find(({ verdict }) => verdict === "refused" || verdict === "partly");
  const run = start?.runs[0];
  if (start === undefined || run === undefined) {
    return { reason: "no start of it is let in", remedy: "see the report" };
  }
  const [way] = runWays(run, names);
  return {
    reason: `${start.words}: refused at ${runWords(run)}: ${runReasons(run, names).join("; ")}`,
    remedy: way ?? "change the workflow or the trust",
  };
}

export function unusedWords({ setting, accounts }: UnusedSetting, names: Names): string {
  const shown = accounts.slice(0, 5).map((account) => nameOf(account, names));
  const more = accounts.length > 5 ? ` and ${accounts.length - 5} more` : "";
  return `${setting}, for ${shown.length === 0 ? "no account" : shown.join(", ") + more}`;
}

export function notFollowedWords({ path, line, uses, reason }: NotFollowed): string {
  return uses === path ? `${path}:${line}: ${reason}` : `${path}:${line}: ${uses}: ${reason}`;
}

function withNames(text: string, names: Names): string {
  return [...names].reduce((named, [identity, name]) => named.replaceAll(identity, name), text);
}
