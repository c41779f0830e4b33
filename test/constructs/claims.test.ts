import { TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { Claim, GitHubClaims, RequiredClaims } from "../../lib/index.js";
import { GITHUB_CLAIMS } from "../../lib/oidc/index.js";
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
    expect(refusal(() => Claim.prefix("refs/heads/.*"))).toBe(
      'give the prefix without a wildcard, got "refs/heads/.*"',
    );
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
