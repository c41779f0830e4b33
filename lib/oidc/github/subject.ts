import { REPOSITORY_PROPERTY_PREFIX } from "./claims.js";
import type { ResolvedGitHubJob } from "./resolve-job.js";

/** A colon inside a value would read as a separator. Source: GitHub's OpenID Connect reference, subject claims. */
function encoded(value: string): string {
  return value.replaceAll(":", "%3A");
}

/**
 * The `sub` of a job: classic (`repo:acme/app:…`), immutable (`repo:acme@65/app@74:…`) or made by a template.
 *
 * An environment comes before everything else in the tail; a proposal reads `pull_request`; all other events give the
 * ref. What `pull_request_target` reads is not documented: it is taken for a ref, as its stored tokens suggest.
 */
export function gitHubSubject(job: ResolvedGitHubJob, claims: { readonly [name: string]: string }): string {
  const keys = job.subjectClaimKeys ?? ["repo", "context"];
  return keys.map((key) => subjectPart(key, job, claims)).join(":");
}

function subjectPart(key: string, job: ResolvedGitHubJob, claims: { readonly [name: string]: string }): string {
  switch (key) {
    case "repo":
      return job.immutableSubject
        ? `repo:${job.owner}@${job.ownerId}/${job.name}@${job.repositoryId}`
        : `repo:${job.repository}`;
    case "context":
      return subjectContext(job);
    default: {
      const property = job.properties.get(key.slice(REPOSITORY_PROPERTY_PREFIX.length));
      const value = key.startsWith(REPOSITORY_PROPERTY_PREFIX) ? property : claims[key];
      return `${key}:${encoded(value ?? "")}`;
    }
  }
}

function subjectContext(job: ResolvedGitHubJob): string {
  if (job.environment !== undefined) {
    return `environment:${encoded(job.environment)}`;
  }
  return job.event === "pull_request" ? "pull_request" : `ref:${encoded(job.ref)}`;
}

export type GitHubSubjectContext =
  | { readonly kind: "environment" | "ref"; readonly value: string }
  | { readonly kind: "pull_request" };

/** A `sub` in one of the two usual forms, taken apart. */
export interface GitHubSubject {
  readonly form: "classic" | "immutable";
  readonly owner: string;
  readonly name: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
  readonly context: GitHubSubjectContext;
}

const SUBJECT = /^repo:([^/@:]+)(?:@([0-9]+))?\/([^/@:]+)(?:@([0-9]+))?:(?:(environment|ref):([^:]+)|(pull_request))$/;

/** Takes a `sub` apart; `undefined` for one that a template made, or that GitHub would not make. */
export function tryParseGitHubSubject(sub: string): GitHubSubject | undefined {
  const [, owner, ownerId, name, repositoryId, kind, value, pullRequest] = SUBJECT.exec(sub) ?? [];
  if (owner === undefined || name === undefined || (ownerId === undefined) !== (repositoryId === undefined)) {
    return undefined;
  }
  const context: GitHubSubjectContext =
    pullRequest === undefined && (kind === "environment" || kind === "ref")
      ? { kind, value: (value ?? "").replaceAll("%3A", ":") }
      : { kind: "pull_request" };
  return ownerId === undefined || repositoryId === undefined
    ? { form: "classic", owner, name, context }
    : { form: "immutable", owner, name, ownerId, repositoryId, context };
}
