import { type GitHubJob, type GitHubTokenOptions, gitHubJobClaims, gitHubJobMayGetToken } from "../../oidc/index.js";
import { AccessIndex } from "../access.js";
import type { TrustModel } from "../model.js";
import { powersOf, undecidedAccess } from "./account.js";
import { type Admissions, admissionsOf } from "./admissions.js";
import type { JobAccount, JobReach } from "./result.js";
import { notLookedAt } from "./scope.js";

/**
 * What a CI job can do: every account that its token gets, and what those reach.
 *
 * @param options of its token; the moment is `now`
 * @throws OidcError `invalid_job`
 */
export function reachOfJob(
  model: TrustModel,
  job: GitHubJob,
  { now = new Date(), ...options }: Omit<GitHubTokenOptions, "now"> & { readonly now?: Date } = {},
): JobReach {
  const permission = gitHubJobMayGetToken(job);
  const { admitted, possible, undecided } = permission.allowed
    ? admissionsOf(model, gitHubJobClaims(job, { ...options, now }), now)
    : NOTHING;
  const access = new AccessIndex(model);
  const accounts = (verdict: JobAccount["verdict"], found: Admissions["admitted"]): readonly JobAccount[] =>
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([account, settings]) => ({
        account,
        verdict,
        settings,
        ...powersOf(model, account),
        access: access.accessOf(account),
      }));
  const found = [...accounts("admitted", admitted), ...accounts("unknown", possible)];
  return {
    question: "job",
    ...(permission.allowed ? {} : { noToken: permission.reason }),
    accounts: found,
    undecided: [...new Set([...undecided, ...found.flatMap(({ account }) => undecidedAccess(model, account))])],
    notLookedAt: notLookedAt(model),
    scope: model.scope,
  };
}

const NOTHING: Admissions = { admitted: new Map(), possible: new Map(), undecided: [] };
