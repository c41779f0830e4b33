import { describe, expect, it } from "vitest";
import { checkClaims } from "../../lib/provider/oidc/claims.js";
import { Diagnostics } from "../../lib/terraform/index.js";

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

  it("say nothing of an issuer that is not known, or not known yet", () => {
    expect(check({ anything: "x" }, "https://ci.example.com")).toEqual([]);
    expect(check({ anything: "x" }, null)).toEqual([]);
  });
});
