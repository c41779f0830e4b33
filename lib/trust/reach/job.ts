import { type GitHubJob, type GitHubTokenOptions, gitHubJobClaims, gitHubJobMayGetToken } from "../../oidc/index.js";
import { AccessIndex } from "../access.js";
import type { TrustModel } from "../model.js";
import { powersOf, undecidedAccess } from "./account.js";
import { type Admissions, admissionsOf } from "./admissions.js";
import type { JobAccount, JobReach } from "./result.js";
import { notLookedAt } from "./scope.js";

/**
 * What a CI job can do: every account that its token gets, and what those reach. Ids that the description leaves out are
 * taken from what is known of GitHub; where they are not known there, and a setting asks for them, the account is one
 * that the job may get.
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
  const known = withKnownIds(job, model);
  const { admitted, possible, undecided } = permission.allowed
    ? admissionsOf(model, { claims: gitHubJobClaims(known, { ...options, now }), madeUp: madeUp(known) }, now)
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

function withKnownIds(job: GitHubJob, { github }: TrustModel): GitHubJob {
  const name = String(job.repository).toLowerCase();
  const found = github?.repositories.find(({ full_name }) => full_name.toLowerCase() === name);
  return {
    ...(found?.id === undefined ? {} : { repositoryId: found.id }),
    ...(found?.owner_id === undefined ? {} : { ownerId: found.owner_id }),
    ...job,
  };
}

/** Claims of a described job that stand for ids which nobody told. */
function madeUp({ repositoryId, ownerId, actorId }: GitHubJob): ReadonlySet<string> {
  return new Set([
    ...(repositoryId === undefined ? ["repository_id"] : []),
    ...(ownerId === undefined ? ["repository_owner_id"] : []),
    ...(actorId === undefined ? ["actor_id"] : []),
  ]);
}
