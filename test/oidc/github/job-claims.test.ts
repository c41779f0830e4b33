import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GITHUB,
  GITHUB_CLAIMS,
  GITHUB_EVENTS,
  GITHUB_ISSUER,
  type GitHubJob,
  gitHubJobClaims,
  isClaimText,
  isOidcError,
  mayBeginClaim,
  PULL_REQUEST_EVENTS,
  tryParseGitHubSubject,
} from "../../../lib/oidc/index.js";

const NOW = 1_767_225_600;
const ACME: GitHubJob = { repository: "acme/app", repositoryId: 74, ownerId: 65 };

function claims(job: Partial<GitHubJob> = {}) {
  return gitHubJobClaims({ ...ACME, ...job }, { audience: "cloudsmith", now: NOW });
}

describe("the claims of a job described by its repository alone", () => {
  it("are those of a push to main", () => {
    expect(claims()).toMatchObject({
      iss: GITHUB_ISSUER,
      aud: "cloudsmith",
      sub: "repo:acme/app:ref:refs/heads/main",
      event_name: "push",
      ref: "refs/heads/main",
      ref_type: "branch",
      ref_protected: "false",
      base_ref: "",
      head_ref: "",
      repository: "acme/app",
      repository_id: "74",
      repository_owner: "acme",
      repository_owner_id: "65",
      repository_visibility: "private",
      workflow: ".github/workflows/publish.yml",
      workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main",
      job_workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main",
      runner_environment: "github-hosted",
      run_attempt: "1",
    });
  });

  it("hold every claim that no job lacks", () => {
    const always = GITHUB_CLAIMS.filter(({ optional }) => optional !== true).map(({ name }) => name);
    expect(Object.keys(claims())).toEqual(expect.arrayContaining(always));
  });

  it("hold no environment and no enterprise", () => {
    const names = Object.keys(claims());
    for (const name of ["environment", "environment_node_id", "enterprise", "enterprise_id"]) {
      expect(names).not.toContain(name);
    }
  });

  it("are valid for five minutes from now", () => {
    expect(claims()).toMatchObject({ iat: NOW, exp: NOW + 300, nbf: NOW - 600 });
  });

  it("are the same each time, ids that were not given included", () => {
    const job = { repository: "acme/other" };
    expect(gitHubJobClaims(job, { now: NOW })).toEqual(gitHubJobClaims(job, { now: NOW }));
    expect(gitHubJobClaims(job, { now: NOW }).repository_id).not.toBe(
      gitHubJobClaims({ repository: "acme/app" }).repository_id,
    );
  });

  it("give two repositories of one owner the same owner id", () => {
    const owner = (repository: string) => gitHubJobClaims({ repository }).repository_owner_id;
    expect(owner("acme/app")).toBe(owner("acme/other"));
    expect(owner("acme/app")).not.toBe(owner("acme-evil/app"));
  });

  it("have the owner's URL for an audience", () => {
    expect(gitHubJobClaims(ACME).aud).toBe("https://github.com/acme");
  });
});

describe("the subject", () => {
  it.each<readonly [Partial<GitHubJob>, string]>([
    [{ ref: "refs/tags/v1" }, "repo:acme/app:ref:refs/tags/v1"],
    [{ environment: "production" }, "repo:acme/app:environment:production"],
    [{ environment: "prod:eu" }, "repo:acme/app:environment:prod%3Aeu"],
    [{ environment: "production", event: "pull_request" }, "repo:acme/app:environment:production"],
    [{ event: "pull_request" }, "repo:acme/app:pull_request"],
    [{ event: "pull_request_target" }, "repo:acme/app:ref:refs/heads/main"],
    [{ immutableSubject: true }, "repo:acme@65/app@74:ref:refs/heads/main"],
    [{ immutableSubject: true, environment: "production" }, "repo:acme@65/app@74:environment:production"],
    [{ subjectClaimKeys: ["repository_owner_id", "event_name"] }, "repository_owner_id:65:event_name:push"],
    [
      { subjectClaimKeys: ["repo", "context", "runner_environment"] },
      "repo:acme/app:ref:refs/heads/main:runner_environment:github-hosted",
    ],
    [{ subjectClaimKeys: ["repo", "environment"] }, "repo:acme/app:environment:"],
    [{ subjectClaimKeys: ["repo", "context"], immutableSubject: true }, "repo:acme@65/app@74:ref:refs/heads/main"],
    [{ subjectClaimKeys: ["repo_property_tier"], properties: { tier: "a:b" } }, "repo_property_tier:a%3Ab"],
  ])("of %j is %s", (job, sub) => {
    expect(claims(job).sub).toBe(sub);
  });

  it("is taken apart into what it was made of", () => {
    expect(tryParseGitHubSubject("repo:acme/app:environment:prod%3Aeu")).toEqual({
      form: "classic",
      owner: "acme",
      name: "app",
      context: { kind: "environment", value: "prod:eu" },
    });
    expect(tryParseGitHubSubject("repo:acme@65/app@74:pull_request")).toEqual({
      form: "immutable",
      owner: "acme",
      ownerId: "65",
      name: "app",
      repositoryId: "74",
      context: { kind: "pull_request" },
    });
  });

  it.each(["repo:acme@65/app:pull_request", "repo:acme/app", "repo:acme-65/app-74", "organization:acme", ""])(
    "%s is of neither form",
    (sub) => {
      expect(tryParseGitHubSubject(sub)).toBeUndefined();
    },
  );
});

describe("what a job may be", () => {
  it("a pull request has its number, base and head", () => {
    expect(claims({ event: "pull_request", pullRequest: 7, headRef: "fix", baseRef: "dev" })).toMatchObject({
      ref: "refs/pull/7/merge",
      ref_type: "branch",
      base_ref: "dev",
      head_ref: "fix",
    });
  });

  it("a reusable workflow holds the job, and the caller started it", () => {
    const reusableWorkflow = "acme/automation/.github/workflows/publish.yml@refs/tags/v2";
    expect(claims({ reusableWorkflow })).toMatchObject({
      job_workflow_ref: reusableWorkflow,
      workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main",
    });
  });

  it("an enterprise and properties add their claims", () => {
    const properties = { tier: "gold", audited: true, teams: ["a", "b"] };
    expect(claims({ enterprise: "octo", enterpriseId: 42, properties })).toMatchObject({
      enterprise: "octo",
      enterprise_id: "42",
      repo_property_tier: "gold",
      repo_property_audited: "true",
      repo_property_teams: "a,b",
    });
  });

  it("a tag's ref is of type tag, and an empty ref stays empty", () => {
    expect(claims({ ref: "refs/tags/v1" }).ref_type).toBe("tag");
    expect(claims({ ref: "", event: "deployment" }).ref).toBe("");
  });
});

describe("a job that cannot be", () => {
  it.each<readonly [unknown, RegExp]>([
    [{}, /repository is undefined; expected owner\/name/],
    [null, /expected an object/],
    [{ repository: "acme" }, /repository is "acme"; expected owner\/name/],
    [{ repository: "acme/.." }, /repository is "acme\/\.\."/],
    [{ repository: `${"a".repeat(40)}/app` }, /repository is/],
    [{ repository: "acme/app", ref: "main" }, /ref is "main"; expected a full ref/],
    [{ repository: "acme/app", event: "pul_request" }, /did you mean pull_request\?/],
    [{ repository: "acme/app", event: "workflow_call" }, /a called one carries that/],
    [{ repository: "acme/app", enviroment: "x" }, /unknown field "enviroment"; did you mean environment\?/],
    [{ repository: "acme/app", environment: "" }, /environment is ""/],
    [{ repository: "acme/app", repositoryId: "seven" }, /repositoryId is "seven"; expected digits/],
    [{ repository: "acme/app", repositoryId: 2 ** 53 }, /ids beyond 2\^53 - 1 as text/],
    [{ repository: "acme/app", repositoryId: -1 }, /repositoryId is -1/],
    [{ repository: "acme/app", headRef: "x" }, /headRef is "x"; expected nothing, since the event is push/],
    [{ repository: "acme/app", event: "pull_request", headRef: "refs/heads/x" }, /without refs\/heads\//],
    [{ repository: "acme/app", event: "pull_request", pullRequest: 0 }, /pullRequest is 0/],
    [{ repository: "acme/app", enterpriseId: 1 }, /enterpriseId is 1; expected nothing/],
    [{ repository: "acme/app", visibility: "secret" }, /expected public or private or internal/],
    [{ repository: "acme/app", subjectClaimKeys: [] }, /at least one key/],
    [{ repository: "acme/app", subjectClaimKeys: ["nonsense"] }, /repo, context or the name of a claim/],
    [{ repository: "acme/app", reusableWorkflow: "x.yml" }, /reusableWorkflow is "x.yml"/],
    [{ repository: "acme/app", fromFork: "yes", event: "pull_request" }, /fromFork is "yes"; expected true or false/],
    [{ repository: "acme/app", properties: { "a b": "c" } }, /properties is "a b"/],
    [{ repository: "acme/app", sha: "abc" }, /40 hexadecimal digits/],
  ])("%j is refused", (job, message) => {
    let caught: unknown;
    try {
      gitHubJobClaims(job as GitHubJob);
    } catch (error) {
      caught = error;
    }
    expect(isOidcError(caught)).toBe(true);
    expect((caught as Error).message).toMatch(message);
  });

  it("takes names of the greatest length, and no longer ones", () => {
    const owner = "a".repeat(39);
    expect(gitHubJobClaims({ repository: `${owner}/${"b".repeat(100)}` }).repository_owner).toBe(owner);
    expect(() => gitHubJobClaims({ repository: `${owner}/${"b".repeat(101)}` })).toThrow(/repository is/);
    expect(gitHubJobClaims({ ...ACME, environment: "e".repeat(255) }).environment).toHaveLength(255);
    expect(() => gitHubJobClaims({ ...ACME, environment: "e".repeat(256) })).toThrow(/environment is/);
  });
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const branch = fc.stringMatching(/^[a-z][a-z0-9/-]{0,8}[a-z]$/);
const job: fc.Arbitrary<GitHubJob> = fc
  .record(
    {
      owner: name,
      repositoryName: name,
      event: fc.constantFrom(...GITHUB_EVENTS),
      ref: fc.oneof(
        branch.map((each) => `refs/heads/${each}`),
        name.map((each) => `refs/tags/${each}`),
        fc.constant(""),
      ),
      environment: fc.string({ minLength: 1, maxLength: 20 }),
      visibility: fc.constantFrom("public" as const, "private" as const, "internal" as const),
      runner: fc.constantFrom("github-hosted" as const, "self-hosted" as const),
      workflow: fc.string({ minLength: 1, maxLength: 20 }),
      enterprise: name,
      properties: fc.dictionary(name, fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()))),
      reusableWorkflow: fc
        .tuple(name, name, branch)
        .map(([a, b, c]) => `${a}/${b}/.github/workflows/x.yml@refs/heads/${c}`),
      immutableSubject: fc.boolean(),
      subjectClaimKeys: fc.uniqueArray(fc.constantFrom("repo", "context", "job_workflow_ref", "actor"), {
        minLength: 1,
      }),
      refProtected: fc.boolean(),
      fromFork: fc.boolean(),
    },
    { requiredKeys: ["owner", "repositoryName"] },
  )
  .map(({ owner, repositoryName, fromFork, ...rest }) => ({
    repository: `${owner}/${repositoryName}`,
    ...rest,
    ...(fromFork === true && PULL_REQUEST_EVENTS.includes(rest.event ?? "") ? { fromFork } : {}),
  }));

describe("the claims of any job", () => {
  it("keep to the grammar of every claim, and are all known ones", () => {
    fc.assert(
      fc.property(job, (described) => {
        for (const [claim, value] of Object.entries(gitHubJobClaims(described, { now: NOW }))) {
          const description = GITHUB.claim(claim);
          expect(description, claim).toBeDefined();
          expect(typeof value).toBe(description?.notText === true ? "number" : "string");
          if (typeof value === "string" && description !== undefined) {
            expect(isClaimText(description, value), `${claim}: ${value}`).toBe(true);
            for (let length = 0; length <= value.length; length++) {
              expect(mayBeginClaim(description, value.slice(0, length)), `${claim}: ${value}`).toBe(true);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("hang together", () => {
    fc.assert(
      fc.property(job, (described) => {
        const made = gitHubJobClaims(described, { now: NOW });
        expect(made.repository).toBe(`${made.repository_owner}/${String(made.repository).split("/")[1]}`);
        expect(made.ref_type).toBe(String(made.ref).startsWith("refs/tags/") ? "tag" : "branch");
        expect(String(made.workflow_ref).startsWith(`${made.repository}/`)).toBe(true);
        const parsed = tryParseGitHubSubject(String(made.sub));
        if (described.subjectClaimKeys === undefined && made.ref !== "") {
          expect(`${parsed?.owner}/${parsed?.name}`).toBe(made.repository);
          expect(parsed?.form).toBe(described.immutableSubject === true ? "immutable" : "classic");
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
