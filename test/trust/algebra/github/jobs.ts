import fc from "fast-check";
import { GITHUB_EVENTS, type GitHubJob, PULL_REQUEST_EVENTS } from "../../../../lib/oidc/index.js";

const word = fc.constantFrom("acme", "app", "a", "main", "release", "x-1");
const branch = fc.constantFrom("main", "dev", "release/1", "release-hack");

/** Jobs of every kind that GitHub runs: all events, refs, environments, reusable workflows, forms of the subject. */
export const anyJob: fc.Arbitrary<GitHubJob> = fc
  .record(
    {
      owner: fc.constantFrom("acme", "acme-evil", "other"),
      name: word,
      repositoryId: fc.constantFrom(74, 75, 7),
      ownerId: fc.constantFrom(65, 66),
      event: fc.oneof(
        fc.constantFrom("push", "pull_request", "pull_request_target"),
        fc.constantFrom(...GITHUB_EVENTS),
      ),
      ref: fc.oneof(
        branch.map((each) => `refs/heads/${each}`),
        word.map((each) => `refs/tags/${each}`),
        fc.constant(""),
      ),
      environment: fc.constantFrom("production", "prod:eu", "staging", "100%", "a%3Ab"),
      visibility: fc.constantFrom("public" as const, "private" as const, "internal" as const),
      runner: fc.constantFrom("github-hosted" as const, "self-hosted" as const),
      workflow: word,
      workflowPath: fc.constantFrom(".github/workflows/a.yml", ".github/workflows/b.yaml"),
      reusableWorkflow: fc
        .tuple(word, word, branch)
        .map(([a, b, c]) => `${a}/${b}/.github/workflows/x.yml@refs/heads/${c}`),
      enterprise: word,
      properties: fc.dictionary(fc.constantFrom("tier", "team"), fc.constantFrom("gold", "a:b", "")),
      immutableSubject: fc.boolean(),
      subjectClaimKeys: fc.uniqueArray(
        fc.constantFrom(
          ...["repo", "context", "repository_owner", "repository", "environment", "ref", "job_workflow_ref"],
          ...["actor", "workflow", "repository_id", "repo_property_tier", "event_name"],
        ),
        { minLength: 1, maxLength: 4 },
      ),
      refProtected: fc.boolean(),
      headRef: branch,
      baseRef: branch,
      actor: fc.constantFrom("octocat", "dependabot[bot]"),
    },
    { requiredKeys: ["owner", "name"] },
  )
  .map(({ owner, name, headRef, baseRef, ...rest }) => ({
    repository: `${owner}/${name}`,
    ...rest,
    ...(PULL_REQUEST_EVENTS.includes(rest.event ?? "")
      ? { ...(headRef === undefined ? {} : { headRef }), ...(baseRef === undefined ? {} : { baseRef }) }
      : {}),
  }));
