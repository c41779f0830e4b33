import { describe, expect, it } from "vitest";
import { checkClaims, warnOfNoClaims } from "../../lib/provider/oidc/claims.js";
import { Diagnostics, type ObjectValue, Unknown } from "../../lib/terraform/index.js";

const GITHUB = "https://token.actions.githubusercontent.com";

function check(claims: { [name: string]: string }, providerUrl: string | null = GITHUB) {
  const diagnostics = new Diagnostics();
  checkClaims(providerUrl ?? undefined, claims, diagnostics);
  return diagnostics.items.map(({ severity, detail, path }) => ({ severity, detail, path }));
}

describe("required claims", () => {
  it.each(["refs/heads/main", "refs/heads/.*", ".*", "a.b", "a*b"])("accept %s", (value) => {
    expect(check({ ref: value })).toEqual([]);
  });

  it.each(["refs/.*/main", ".*x", ".*.*"])("refuse the pattern %s, at the claim", (value) => {
    const [problem] = check({ ref: value });
    expect(problem).toMatchObject({ severity: "error", path: ["claims", { key: "ref" }] });
  });

  it("warn of a star that is no pattern", () => {
    expect(check({ repository: "acme/*" })).toMatchObject([{ severity: "warning" }]);
  });

  it("warn of a claim the issuer is not known to have, with the nearest name", () => {
    expect(check({ repositry: "acme/app" })[0]?.detail).toContain('did you mean "repository"?');
    expect(check({ completely_else: "x" })[0]?.detail).not.toContain("did you mean");
  });

  it("know claims whose names somebody chooses", () => {
    expect(check({ repo_property_team: "web" })).toEqual([]);
    expect(check({ "agent_tag:queue": "build" }, "https://agent.buildkite.com/")).toEqual([]);
    expect(check({ "agent_tag:": "build" }, "https://agent.buildkite.com")).toMatchObject([{ severity: "warning" }]);
  });

  it("say nothing of an issuer that is not known, or not known yet", () => {
    expect(check({ anything: "x" }, "https://ci.example.com")).toEqual([]);
    expect(check({ anything: "x" }, null)).toEqual([]);
  });

  const warnings = (config: ObjectValue) => {
    const diagnostics = new Diagnostics();
    warnOfNoClaims(config, diagnostics);
    return diagnostics.items.map(({ severity, summary, path }) => ({ severity, summary, path }));
  };

  it("warn where there are none", () => {
    expect(warnings({ claims: {} })).toEqual([
      { severity: "warning", summary: "No claim is required", path: ["claims"] },
    ]);
    expect(warnings({ claims: {}, mapping_claim: null })).toHaveLength(1);
  });

  it.each<ObjectValue>([
    { claims: { ref: "refs/heads/main" } },
    { claims: { ref: new Unknown() } },
    { claims: new Unknown() },
    { claims: {}, mapping_claim: "repository" },
    { claims: {}, mapping_claim: new Unknown() },
  ])("say nothing of none in %j", (config) => {
    expect(warnings(config)).toEqual([]);
  });
});
