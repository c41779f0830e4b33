import { TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  AzureDevOpsClaims,
  BitbucketClaims,
  BuildkiteClaims,
  CircleCiClaims,
  Claim,
  GitHubClaims,
  GitHubSubject,
  GitLabClaims,
  GitLabProject,
  HcpTerraformClaims,
  HcpWorkspace,
  RequiredClaims,
} from "../../lib/index.js";
import { GITHUB_CLAIMS, gitHubJobClaims } from "../../lib/oidc/index.js";
import { resolved } from "../support/resolve.js";
import { refusal } from "./refusal.js";

describe("Claim", () => {
  it.each([
    [Claim.exactly("refs/heads/main"), "refs/heads/main"],
    [Claim.exactly(74), "74"],
    [Claim.exactly(true), "true"],
    [Claim.prefix("refs/heads/release/"), "refs/heads/release/.*"],
    [Claim.any(), ".*"],
  ])("is stored as Cloudsmith reads it", (claim, stored) => {
    expect(claim.required).toBe(stored);
  });

  it("refuses a wildcard written by hand, and says how it is meant", () => {
    expect(refusal(() => Claim.exactly("refs/heads/release/.*"))).toBe(
      '"refs/heads/release/.*" would be a prefix to Cloudsmith; write Claim.prefix("refs/heads/release/") if that is meant',
    );
    expect(refusal(() => Claim.exactly(".*"))).toBe(
      '".*" would be a prefix to Cloudsmith; write Claim.any() if that is meant',
    );
    expect(refusal(() => Claim.prefix("refs/heads/.*"))).toBe(
      'give the prefix without a wildcard, got "refs/heads/.*"',
    );
  });

  it("refuses a wildcard written by hand behind a token, too", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const id = new TerraformVariable(stack, "id", { type: "string" });

    expect(refusal(() => Claim.exactly(`${id.stringValue}.*`))).toMatch(/would be a prefix to Cloudsmith/);
    expect(refusal(() => GitHubClaims.of({ repositoryId: `${id.stringValue}.*` }))).toMatch(/would be a prefix/);
    expect(refusal(() => Claim.prefix(`${id.stringValue}.*`))).toMatch(/give the prefix without a wildcard/);
    expect(refusal(() => GitHubClaims.of({ repositoryId: Claim.prefix(id.stringValue) as never }))).toMatch(
      /gives repository_id to one thing only/,
    );
  });

  it.each<readonly [unknown, string]>([
    [null, "null"],
    [undefined, "undefined"],
    [{}, "object"],
    [["74"], "a list"],
    [new TerraformVariable(new TerraformStack(Testing.app(), "stack"), "id", {}).value, "object"],
  ])("refuses what JavaScript may give instead of a value, which would leave the claim out: %j", (value, kind) => {
    const message = `a required claim is a text, a number, a boolean or a Claim, got ${kind}; a token is given as text, by Token.asString`;

    expect(refusal(() => RequiredClaims.of({ repository_id: "74", environment: value as string }))).toBe(message);
    expect(refusal(() => Claim.exactly(value as string))).toBe(message);
    expect(refusal(() => Claim.prefix(value as string))).toBe(`a prefix is a text, got ${kind}`);
  });

  it("refuses numbers that are none, or whose digits are lost", () => {
    expect(Claim.exactly(Number.MAX_SAFE_INTEGER).required).toBe("9007199254740991");
    for (const value of [Number.MAX_SAFE_INTEGER + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(() => Claim.exactly(value))).toMatch(/give it as text$/);
    }
  });

  it("refuses an empty text, which no token has", () => {
    expect(refusal(() => Claim.exactly(""))).toMatch(/must have some text/);
    expect(refusal(() => Claim.prefix(""))).toMatch(/must have some text/);
  });

  it("takes texts and numbers that are known only later", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const id = new TerraformVariable(stack, "id", { type: "number" });

    expect(resolved(stack, Claim.exactly(id.numberValue).required)).toBe("${var.id}");
    expect(resolved(stack, Claim.exactly(Token.asNumber("${data.github_repository.app.repo_id}")).required)).toBe(
      "${data.github_repository.app.repo_id}",
    );
    expect(resolved(stack, Claim.prefix(id.stringValue).required)).toBe("${var.id}.*");
  });
});

describe("RequiredClaims", () => {
  it("are stored in alphabetical order", () => {
    const claims = RequiredClaims.of({ sub: "job/x", "https://example.com/team": Claim.prefix("a/") });

    expect(Object.entries(claims.toRecord())).toEqual([
      ["https://example.com/team", "a/.*"],
      ["sub", "job/x"],
    ]);
  });

  it("refuse to be none: every token of the issuer would be admitted", () => {
    expect(refusal(() => RequiredClaims.of({}))).toMatch(/require at least one claim/);
    expect(refusal(() => GitHubClaims.of({}))).toMatch(/require at least one claim/);
  });

  it("refuse a claim without a name", () => {
    expect(refusal(() => RequiredClaims.of({ "": "x" }))).toBe("a claim must have a name");
  });

  it("keep names of JavaScript's own prototypes as names", () => {
    expect(
      RequiredClaims.of(JSON.parse('{"__proto__": "x", "constructor": "y"}')).claims.get("__proto__")?.required,
    ).toBe("x");
  });
});

describe("GitHubClaims", () => {
  it("are named as in the token", () => {
    const claims = GitHubClaims.of({
      repositoryId: 74,
      repositoryOwnerId: "65",
      ref: Claim.prefix("refs/heads/release/"),
      refProtected: true,
      eventName: "push",
      properties: { tier: "backend" },
    });

    expect(claims.toRecord()).toEqual({
      repository_id: "74",
      repository_owner_id: "65",
      ref: "refs/heads/release/.*",
      ref_protected: "true",
      event_name: "push",
      repo_property_tier: "backend",
    });
  });

  it("cover every claim of GitHub's tokens that is not about time or the token itself", () => {
    const elsewhere = ["iss", "exp", "iat", "nbf", "jti"];
    for (const { name, example } of GITHUB_CLAIMS.filter((claim) => !elsewhere.includes(claim.name))) {
      const property = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(GitHubClaims.of({ [property]: example }).toRecord()).toEqual({ [name]: example });
    }
  });

  it.each([
    [
      { ref: "main" },
      'GitHub Actions never gives the claim ref the value "main"; it is refs/heads/…, refs/tags/… or refs/pull/…, e.g. refs/heads/main',
    ],
    [
      { repositoryId: "acme/app" },
      'GitHub Actions never gives the claim repository_id the value "acme/app"; it is digits, e.g. 74',
    ],
    [
      { repositoryId: 7.4 },
      'GitHub Actions never gives the claim repository_id the value "7.4"; it is digits, e.g. 74',
    ],
    [
      { repository: "app" },
      'GitHub Actions never gives the claim repository the value "app"; it is OWNER/NAME, e.g. acme/app',
    ],
    [
      { eventName: "Push" },
      'GitHub Actions never gives the claim event_name the value "Push"; it is an event\'s name, e.g. push',
    ],
    [{ brnach: "main" } as never, 'tokens of GitHub Actions have no claim "brnach"'],
  ])("refuse %j, which could never match", (props, message) => {
    expect(refusal(() => GitHubClaims.of(props))).toBe(message);
  });

  it("refuse a claim that is not set, as by a variable of the environment: without it more would be admitted", () => {
    const unset = process.env.NO_SUCH_VARIABLE as string;

    expect(refusal(() => GitHubClaims.of({ repositoryId: 74, environment: unset }))).toBe(
      "the claim environment is undefined: it would not be required, and more tokens admitted; leave it out if that is meant",
    );
    expect(refusal(() => GitHubClaims.of({ repositoryId: 74, properties: { tier: unset } }))).toMatch(
      /the claim repo_property_tier is undefined/,
    );
    expect(refusal(() => GitLabProject.of(unset, { namespaceId: 5 }).protectedBranch("main"))).toMatch(
      /the claim project_id is undefined/,
    );
    expect(refusal(() => HcpWorkspace.of(unset, { organizationId: "org-GRNbCjYNpBB6NEBH" }).applies())).toMatch(
      /the claim terraform_workspace_id is undefined/,
    );
  });

  it("refuse a prefix of an id, which would fit other ids", () => {
    expect(refusal(() => GitHubClaims.of({ repositoryId: "7.*" }))).toMatch(/would be a prefix/);
    expect(refusal(() => GitHubClaims.of({ repositoryId: Claim.prefix("7") as never }))).toMatch(
      /gives repository_id to one thing only, so what begins with "7" is something else/,
    );
  });

  it("refuse a prefix that begins no value", () => {
    expect(refusal(() => GitHubClaims.of({ ref: Claim.prefix("heads/") }))).toMatch(
      /never gives ref a value that begins with "heads\/"/,
    );
  });
});

describe("the claims of other CIs", () => {
  const uuid = "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11";

  it.each([
    [
      GitLabClaims.of({ projectId: 20, refPath: "refs/heads/main", refProtected: true }),
      "gitlab",
      { project_id: "20", ref_path: "refs/heads/main", ref_protected: "true" },
    ],
    [
      CircleCiClaims.of({ projectId: uuid, vcsRef: "refs/heads/main" }),
      "circleci",
      { "oidc.circleci.com/project-id": uuid, "oidc.circleci.com/vcs-ref": "refs/heads/main" },
    ],
    [
      BitbucketClaims.of({ repositoryUuid: `{${uuid}}`, branchName: "main" }),
      "bitbucket",
      { repositoryUuid: `{${uuid}}`, branchName: "main" },
    ],
    [
      BuildkiteClaims.of({ organizationSlug: "acme", pipelineSlug: "app", agentTags: { queue: "release" } }),
      "buildkite",
      { organization_slug: "acme", pipeline_slug: "app", "agent_tag:queue": "release" },
    ],
    [
      AzureDevOpsClaims.of({ sub: "p://acme/app/publish", rpoRef: "refs/heads/main" }),
      "azure-devops",
      { sub: "p://acme/app/publish", rpo_ref: "refs/heads/main" },
    ],
    [
      HcpTerraformClaims.of({ workspaceId: "ws-mbsd5E3Ktt5Rg2Xm", runPhase: "apply" }),
      "hcp-terraform",
      { terraform_workspace_id: "ws-mbsd5E3Ktt5Rg2Xm", terraform_run_phase: "apply" },
    ],
  ])("are named as in the token", (claims, ci, record) => {
    expect(claims.ci).toBe(ci);
    expect(claims.toRecord()).toEqual(record);
  });

  it.each([
    [() => GitLabClaims.of({ projectId: "acme/app" }), "GitLab CI/CD never gives the claim project_id"],
    [() => CircleCiClaims.of({ projectId: "app" }), "CircleCI never gives the claim oidc.circleci.com/project-id"],
    [() => BitbucketClaims.of({ repositoryUuid: uuid }), "Bitbucket Pipelines never gives the claim repositoryUuid"],
    [
      () => HcpTerraformClaims.of({ workspaceId: "publish" }),
      "HCP Terraform never gives the claim terraform_workspace_id",
    ],
  ])("refuse a value that the CI never gives: %s", (make, message) => {
    expect(refusal(make)).toContain(message);
  });
});

describe("GitHubSubject", () => {
  it.each([
    ["a ref", GitHubSubject.classic("acme/app").ref("refs/heads/main"), {}],
    ["an environment", GitHubSubject.classic("acme/app").environment("pro:duction"), { environment: "pro:duction" }],
    ["a pull request", GitHubSubject.classic("acme/app").pullRequest(), { event: "pull_request" }],
    [
      "a ref, immutable",
      GitHubSubject.immutable("acme/app", { id: 74, ownerId: 65 }).ref("refs/heads/main"),
      { immutableSubject: true },
    ],
  ])("is what GitHub writes for %s", (_, claim, job) => {
    const token = gitHubJobClaims({ repository: "acme/app", repositoryId: 74, ownerId: 65, ...job });

    expect(claim.required).toBe(token.sub);
  });

  it("is of a repository given as OWNER/NAME", () => {
    expect(refusal(() => GitHubSubject.classic("app"))).toMatch(/given as OWNER\/NAME/);
  });
});
