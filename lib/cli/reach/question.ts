import { type Reach, reachOfAccount, reachOfJob, reachOfRepository, type TrustModel } from "../../trust/index.js";
import type { ReachOptions } from "../commands/reach.js";
import { usageError } from "../errors.js";
import { audienceOf, describeJob, tryJob } from "../options/described-job.js";

/** What is asked of trust: the answer, and its subject in the words of a report. */
export type Question = (
  model: TrustModel,
  names: ReadonlyMap<string, string>,
) => { readonly reach: Reach; readonly asked: string };

/** The one question that the options put; they are checked before any trust is read. */
export function questionOf(options: Omit<ReachOptions, "failOn">): Question {
  const { to, account } = options;
  const given = (["to", "account", "repository"] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) {
    throw usageError(`${given.map((name) => `--${name}`).join(" and ")} were given`, "ask about one thing at a time");
  }
  if (to !== undefined) {
    return (model, names) => {
      const reach = reachOfRepository(model, to);
      return { reach, asked: names.get(reach.repository) ?? reach.repository };
    };
  }
  if (account !== undefined) {
    return (model, names) => {
      const reach = reachOfAccount(model, account);
      return { reach, asked: names.get(reach.account) ?? reach.account };
    };
  }
  const job = tryJob(options);
  if (job === undefined) {
    throw usageError(
      "nothing was asked about",
      "ask who reaches a repository (--to REPOSITORY), or what an account (--account SLUG) or a job (--repository OWNER/NAME --ref …) reaches",
    );
  }
  const audience = audienceOf(options);
  return (model) => ({ reach: reachOfJob(model, job, { audience }), asked: describeJob(job) });
}
