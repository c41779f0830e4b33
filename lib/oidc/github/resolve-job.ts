import { OidcError } from "../errors.js";
import { DIGITS, SHA } from "../issuers/claim.js";
import { nearest } from "../nearest.js";
import { shown } from "../private/values.js";
import { GITHUB_CLAIMS, REPOSITORY_PROPERTY_PREFIX } from "./claims.js";
import type { GitHubJob } from "./job.js";
import {
  ACTOR,
  ENTERPRISE,
  ENVIRONMENT,
  EVENT,
  FULL_NAME,
  GITHUB_EVENTS,
  PROPERTY_NAME,
  PROPOSAL_EVENTS,
  PULL_REQUEST_EVENTS,
  REF_OR_EMPTY,
  WORKFLOW_REF,
} from "./names.js";
import { syntheticId, syntheticSha } from "./private/synthetic.js";

/** A described job with every default filled in; ids and counters as the texts that tokens carry. */
export interface ResolvedGitHubJob {
  readonly owner: string;
  readonly name: string;
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly visibility: "public" | "private" | "internal";
  readonly event: string;
  readonly ref: string;
  readonly refType: "branch" | "tag";
  readonly refProtected: boolean;
  readonly baseRef: string;
  readonly headRef: string;
  readonly fromFork: boolean;
  readonly forkWriteTokens: boolean;
  readonly environment: string | undefined;
  readonly workflow: string;
  readonly workflowRef: string;
  readonly jobWorkflowRef: string;
  readonly idTokenPermission: "write" | "none";
  readonly actor: string;
  readonly actorId: string;
  readonly runner: "github-hosted" | "self-hosted";
  readonly sha: string;
  readonly runId: string;
  readonly runNumber: string;
  readonly runAttempt: string;
  readonly checkRunId: string;
  readonly enterprise: { readonly slug: string; readonly id: string } | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly immutableSubject: boolean;
  readonly subjectClaimKeys: readonly string[] | undefined;
}

/**
 * Fills in the defaults of a described job.
 *
 * @throws OidcError `invalid_job`, naming the field, the value got and what was expected
 */
export function resolveGitHubJob(job: GitHubJob): ResolvedGitHubJob {
  checkFields(job);
  const repository = matching(job.repository, "repository", FULL_NAME, "owner/name, such as acme/app");
  const [owner = "", name = ""] = repository.split("/");
  const event = checkedEvent(job.event ?? "push");
  const isPullRequest = PULL_REQUEST_EVENTS.includes(event);
  for (const field of ["pullRequest", "baseRef", "headRef", "fromFork"] as const) {
    if (job[field] !== undefined && job[field] !== false && !isPullRequest) {
      throw invalid(field, job[field], `nothing, since the event is ${event}; only pull requests have it`);
    }
  }
  const defaultBranch = branch(job.defaultBranch ?? "main", "defaultBranch");
  const ref = matching(
    job.ref ??
      (PROPOSAL_EVENTS.includes(event) ? `refs/pull/${pullRequest(job)}/merge` : `refs/heads/${defaultBranch}`),
    "ref",
    REF_OR_EMPTY,
    "a full ref such as refs/heads/main or refs/tags/v1",
  );
  const sha = matching(job.sha ?? syntheticSha(`${repository}\n${ref}`), "sha", SHA, "40 hexadecimal digits");
  const path = matching(
    job.workflowPath ?? ".github/workflows/publish.yml",
    "workflowPath",
    /^[^@\s/][^@]*\.ya?ml$/,
    "a path such as .github/workflows/publish.yml",
  );
  const workflowRef = `${repository}/${path}@${ref === "" ? sha : ref}`;
  const actor = matching(job.actor ?? "octocat", "actor", ACTOR, "a login such as octocat or dependabot[bot]");
  const runId = id(job.runId, "runId", () => syntheticId("run", `${repository}\n${ref}\n${event}`));
  return {
    owner,
    name,
    repository,
    repositoryId: id(job.repositoryId, "repositoryId", () => syntheticId("repository", repository.toLowerCase())),
    ownerId: id(job.ownerId, "ownerId", () => syntheticId("account", owner.toLowerCase())),
    visibility: oneOf(job.visibility ?? "private", "visibility", ["public", "private", "internal"]),
    event,
    ref,
    refType: ref.startsWith("refs/tags/") ? "tag" : "branch",
    refProtected: bool(job.refProtected, "refProtected"),
    baseRef: isPullRequest ? branch(job.baseRef ?? defaultBranch, "baseRef") : "",
    headRef: isPullRequest ? branch(job.headRef ?? "patch-1", "headRef") : "",
    fromFork: bool(job.fromFork, "fromFork"),
    forkWriteTokens: bool(job.forkWriteTokens, "forkWriteTokens"),
    environment:
      job.environment === undefined
        ? undefined
        : matching(job.environment, "environment", ENVIRONMENT, "a name of 1 to 255 characters; leave it out for none"),
    workflow: matching(job.workflow ?? path, "workflow", /^[\s\S]+$/, "a name; leave it out for the path"),
    workflowRef,
    jobWorkflowRef: matching(
      job.reusableWorkflow ?? workflowRef,
      "reusableWorkflow",
      WORKFLOW_REF,
      "owner/name/.github/workflows/file.yml@refs/heads/main",
    ),
    idTokenPermission: oneOf(job.idTokenPermission ?? "write", "idTokenPermission", ["write", "none"]),
    actor,
    actorId: id(job.actorId, "actorId", () => syntheticId("account", actor.toLowerCase())),
    runner: oneOf(job.runner ?? "github-hosted", "runner", ["github-hosted", "self-hosted"]),
    sha,
    runId,
    runNumber: id(job.runNumber, "runNumber", () => "1"),
    runAttempt: id(job.runAttempt, "runAttempt", () => "1"),
    checkRunId: id(job.checkRunId, "checkRunId", () => syntheticId("check run", runId)),
    enterprise: enterpriseOf(job),
    properties: propertiesOf(job),
    immutableSubject: bool(job.immutableSubject, "immutableSubject"),
    subjectClaimKeys: subjectClaimKeysOf(job),
  };
}

function checkedEvent(event: string): string {
  matching(event, "event", EVENT, "an event's name such as push");
  if (event === "workflow_call") {
    throw invalid("event", event, "the event that started the calling workflow: a called one carries that");
  }
  const meant = nearest(event, GITHUB_EVENTS);
  if (meant !== undefined && meant !== event && !GITHUB_EVENTS.includes(event)) {
    throw invalid("event", event, `an event of GitHub; did you mean ${meant}?`);
  }
  return event;
}

function pullRequest({ pullRequest: number = 1 }: GitHubJob): number {
  if (!Number.isSafeInteger(number) || number < 1) {
    throw invalid("pullRequest", number, "a whole number from 1");
  }
  return number;
}

function branch(value: string, field: keyof GitHubJob): string {
  if (typeof value === "string" && value.startsWith("refs/")) {
    throw invalid(field, value, "a branch's name without refs/heads/");
  }
  return matching(value, field, /^[^\s~^:?*[\\]+$/, "a branch's name");
}

function enterpriseOf(job: GitHubJob): ResolvedGitHubJob["enterprise"] {
  if (job.enterprise === undefined) {
    if (job.enterpriseId !== undefined) {
      throw invalid("enterpriseId", job.enterpriseId, "nothing, since no enterprise is given");
    }
    return undefined;
  }
  const slug = matching(job.enterprise, "enterprise", ENTERPRISE, "an enterprise's slug");
  return { slug, id: id(job.enterpriseId, "enterpriseId", () => syntheticId("enterprise", slug.toLowerCase())) };
}

function propertiesOf(job: GitHubJob): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [name, value] of Object.entries(job.properties ?? {})) {
    if (!PROPERTY_NAME.test(name)) {
      throw invalid("properties", name, "names of letters, digits, _, -, $ and #, at most 75 characters");
    }
    properties.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  return properties;
}

function subjectClaimKeysOf({ subjectClaimKeys: keys }: GitHubJob): readonly string[] | undefined {
  if (keys === undefined) {
    return undefined;
  }
  if (!Array.isArray(keys) || keys.length === 0) {
    throw invalid("subjectClaimKeys", String(keys), "at least one key, such as repo and context");
  }
  for (const key of keys) {
    const known = key === "repo" || key === "context" || key.startsWith(REPOSITORY_PROPERTY_PREFIX);
    if (!known && !GITHUB_CLAIMS.some(({ name, notText }) => name === key && notText !== true && name !== "sub")) {
      throw invalid("subjectClaimKeys", key, "repo, context or the name of a claim");
    }
  }
  return keys;
}

function id(value: number | string | undefined, field: keyof GitHubJob, synthetic: () => string): string {
  if (value === undefined) {
    return synthetic();
  }
  if (typeof value === "number" && !(Number.isSafeInteger(value) && value >= 0)) {
    throw invalid(field, value, "a whole number; ids beyond 2^53 - 1 as text");
  }
  return matching(String(value), field, DIGITS, "digits");
}

function bool(value: boolean | undefined, field: keyof GitHubJob): boolean {
  if (value !== undefined && typeof value !== "boolean") {
    throw invalid(field, value, "true or false");
  }
  return value ?? false;
}

function oneOf<T extends string>(value: T, field: keyof GitHubJob, allowed: readonly T[]): T {
  if (!allowed.includes(value)) {
    throw invalid(field, value, allowed.join(" or "));
  }
  return value;
}

function matching(value: string, field: keyof GitHubJob, grammar: RegExp, expected: string): string {
  if (typeof value !== "string" || !grammar.test(value)) {
    throw invalid(field, value, expected);
  }
  return value;
}

function invalid(field: string, value: unknown, expected: string): OidcError {
  const got = typeof value === "string" || typeof value === "number" ? shown(value) : String(value);
  return new OidcError("invalid_job", `invalid job: ${field} is ${got}; expected ${expected}`);
}

const FIELDS: readonly string[] = [
  "repository",
  "repositoryId",
  "ownerId",
  "visibility",
  "defaultBranch",
  "event",
  "ref",
  "refProtected",
  "pullRequest",
  "baseRef",
  "headRef",
  "fromFork",
  "forkWriteTokens",
  "environment",
  "workflow",
  "workflowPath",
  "reusableWorkflow",
  "idTokenPermission",
  "actor",
  "actorId",
  "runner",
  "sha",
  "runId",
  "runNumber",
  "runAttempt",
  "checkRunId",
  "enterprise",
  "enterpriseId",
  "properties",
  "immutableSubject",
  "subjectClaimKeys",
] satisfies readonly (keyof GitHubJob)[];

/** Jobs come from files and command lines too: an unknown field there would silently describe another job. */
function checkFields(job: GitHubJob): void {
  if (typeof job !== "object" || job === null || Array.isArray(job)) {
    throw new OidcError("invalid_job", "invalid job: expected an object with at least a repository");
  }
  for (const field of Object.keys(job)) {
    if (!FIELDS.includes(field)) {
      const meant = nearest(field, FIELDS);
      throw new OidcError(
        "invalid_job",
        `invalid job: unknown field ${shown(field)}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
      );
    }
  }
}
