import {
  type Claims,
  GITHUB_EVENTS,
  type GitHubJob,
  gitHubJobClaims,
  isOidcError,
  PROPOSAL_EVENTS,
  PULL_REQUEST_EVENTS,
  tryParseGitHubSubject,
} from "../../../oidc/index.js";

/** Jobs of GitHub whose tokens have these texts, as far as they can be described; everything else is unremarkable. */
export function* completeGitHub(
  texts: ReadonlyMap<string, string>,
  issuer: string,
): Generator<{ readonly claims: Claims; readonly job: GitHubJob }> {
  const job = jobOf(texts);
  const exp = texts.get("exp");
  const iat = texts.get("iat");
  const now = iat !== undefined ? Number(iat) : exp !== undefined ? Number(exp) - 300 : undefined;
  const audience = texts.get("aud");
  const tokenId = texts.get("jti");
  const options = {
    issuer,
    ...(audience === undefined ? {} : { audience }),
    ...(tokenId === undefined ? {} : { tokenId }),
    ...(now === undefined ? {} : { now }),
  };
  for (const variant of subjectVariants(texts.get("sub"), job)) {
    try {
      const claims = gitHubJobClaims(variant, options);
      if (texts.get("sub") === undefined || claims.sub === texts.get("sub")) {
        yield { claims, job: variant };
      }
    } catch (error) {
      if (!isOidcError(error)) {
        throw error;
      }
    }
  }
}

function jobOf(texts: ReadonlyMap<string, string>): GitHubJob {
  const sub = tryParseGitHubSubject(texts.get("sub") ?? "");
  const workflow = /^([^/]+\/[^/]+)\/([^@]+)@(refs\/.+)?/.exec(texts.get("workflow_ref") ?? "");
  const owner = texts.get("repository_owner");
  const repository =
    texts.get("repository") ?? (owner === undefined ? (workflow?.[1] ?? "someone/repository") : `${owner}/repository`);
  const environment = texts.get("environment") ?? (sub?.context.kind === "environment" ? sub.context.value : undefined);
  const ref =
    texts.get("ref") ??
    (sub?.context.kind === "ref" ? sub.context.value : workflow?.[3]) ??
    (texts.get("ref_type") === "tag" ? "refs/tags/v1" : undefined);
  const event = eventOf(texts, sub?.context.kind === "pull_request", ref);
  const field = <K extends keyof GitHubJob>(name: K, value: GitHubJob[K] | undefined): Partial<GitHubJob> =>
    value === undefined ? {} : { [name]: value };
  return {
    repository,
    ...(event === undefined ? {} : { event }),
    ...(ref === undefined ? {} : { ref }),
    ...field("repositoryId", texts.get("repository_id")),
    ...field("ownerId", texts.get("repository_owner_id")),
    ...field("visibility", texts.get("repository_visibility") as GitHubJob["visibility"]),
    ...field("refProtected", texts.has("ref_protected") ? texts.get("ref_protected") === "true" : undefined),
    ...field("environment", environment),
    ...field("baseRef", notEmpty(texts.get("base_ref"))),
    ...field("headRef", notEmpty(texts.get("head_ref"))),
    ...field("workflow", texts.get("workflow")),
    ...field("workflowPath", workflow?.[1] === repository ? workflow[2] : undefined),
    ...field("reusableWorkflow", texts.get("job_workflow_ref")),
    ...field("actor", texts.get("actor")),
    ...field("actorId", texts.get("actor_id")),
    ...field("runner", texts.get("runner_environment") as GitHubJob["runner"]),
    ...field("sha", texts.get("sha") ?? texts.get("workflow_sha") ?? texts.get("job_workflow_sha")),
    ...field("runId", texts.get("run_id")),
    ...field("runNumber", texts.get("run_number")),
    ...field("runAttempt", texts.get("run_attempt")),
    ...field("checkRunId", texts.get("check_run_id")),
    ...enterpriseOf(texts),
    ...propertiesOf(texts),
  };
}

function notEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The event asked for, else one that has such a ref and such branches. */
function eventOf(texts: ReadonlyMap<string, string>, ofProposal: boolean, ref: string | undefined): string | undefined {
  const event = texts.get("event_name");
  if (event !== undefined) {
    return event;
  }
  if (ofProposal || ref?.startsWith("refs/pull/") === true) {
    return PROPOSAL_EVENTS[0];
  }
  const ofPullRequest = ["base_ref", "head_ref"].some((name) => notEmpty(texts.get(name)) !== undefined);
  return ofPullRequest ? PULL_REQUEST_EVENTS.find((each) => !PROPOSAL_EVENTS.includes(each)) : undefined;
}

function enterpriseOf(texts: ReadonlyMap<string, string>): Partial<GitHubJob> {
  const id = texts.get("enterprise_id");
  const enterprise = texts.get("enterprise") ?? (id === undefined ? undefined : "enterprise");
  return {
    ...(enterprise === undefined ? {} : { enterprise }),
    ...(id === undefined ? {} : { enterpriseId: id }),
  };
}

const PROPERTY = "repo_property_";

function propertiesOf(texts: ReadonlyMap<string, string>): Partial<GitHubJob> {
  const properties = [...texts].filter(([name]) => name.startsWith(PROPERTY));
  return properties.length === 0
    ? {}
    : { properties: Object.fromEntries(properties.map(([name, value]) => [name.slice(PROPERTY.length), value])) };
}

/** The job with each way its repository may make subjects: as usual, with ids, by a template that fits the subject. */
function subjectVariants(sub: string | undefined, job: GitHubJob): readonly GitHubJob[] {
  const keys = sub === undefined ? [] : templateKeys(sub);
  const usual = [job, { ...job, immutableSubject: true }];
  return keys.length === 0 ? usual : [...usual, ...usual.map((each) => ({ ...each, subjectClaimKeys: keys }))];
}

function templateKeys(sub: string): readonly string[] {
  return sub.split(":").filter((_, index) => index % 2 === 0);
}

/** Events in the order in which they are worth showing: those that a branch pin alone does not keep out come first. */
export const EVENTS_TO_SHOW: readonly string[] = [
  ...new Set(["push", "workflow_dispatch", "pull_request_target", "schedule", "pull_request", ...GITHUB_EVENTS]),
];
