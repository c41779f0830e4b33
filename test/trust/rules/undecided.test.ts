import { describe, expect, it } from "vitest";
import { readSynthesized, readTrustValue, undecidedBy } from "../../../lib/trust/index.js";

const GITHUB = "https://token.actions.githubusercontent.com";

/** What cannot be told of a setting, as `field/field`. */
function undecided(setting: object, more: object = {}): readonly string[] {
  const body = {
    namespace: "acme",
    name: "app",
    enabled: true,
    provider_url: GITHUB,
    claims: { repository_id: "74" },
    service_accounts: ["ci-app"],
    ...setting,
  };
  const model = readSynthesized({ resource: { cloudsmith_oidc: { app: body }, ...more } }, "stack");
  return undecidedBy(model).map(({ about, field }) => [about, ...(field ?? [])].join("/"));
}

describe("what may hide a finding", () => {
  it("is nothing where all is known", () => {
    expect(undecided({})).toEqual([]);
  });

  it.each([
    [{ claims: { repository_id: "${data.github_repository.app.repo_id}" } }, "a number"],
    [{ claims: { repository: "${github_repository.app.full_name}" } }, "a name, which has no *"],
    [{ claims: { sub: "repo:${var.name}:ref:refs/heads/main" } }, "a text with an end that is known"],
    [{ claims: { sub: "repo:${data.github_repository.app.full_name}:.*" } }, "a prefix that begins with a name"],
    [{ service_accounts: ["${var.account}"] }, "an account: it weighs as if it could do anything"],
    [{ name: "${var.name}" }, "what it is called"],
    [{ count: 2 }, "how many there are"],
  ] as const)("is not %j: %s", (...[setting]) => {
    expect(undecided(setting)).toEqual([]);
  });

  it.each([
    [{ claims: { repository_id: "${var.id}" } }, "settings/claims/repository_id"],
    [{ claims: { repository: "${data.external.app.full_name}" } }, "settings/claims/repository"],
    [{ claims: { sub: "${var.sub}.*" } }, "settings/claims/sub"],
    [{ claims: "${var.claims}" }, "settings/claims"],
    [{ enabled: "${var.enabled}" }, "settings/enabled"],
    [{ provider_url: "${var.issuer}" }, "settings/provider_url"],
    [{ mapping_claim: "${var.claim}" }, "settings/mapping_claim"],
    [{ dynamic: { dynamic_mappings: {} } }, "settings/dynamic_mappings"],
    [
      { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "${var.value}", service_account: "${var.account}" }] },
      "settings/dynamic_mappings/0/claim_value",
    ],
  ] as const)("is %j: %s", (...[setting, about]) => {
    expect(undecided(setting)).toEqual([about]);
  });

  it("is whose grant it is, and not how much it gives, which counts as the most", () => {
    const grant = { organization: "acme", repository: "prod", privilege: "${var.level}", service: "${var.account}" };
    expect(undecided({}, { cloudsmith_repository_privilege: { app: grant } })).toEqual(["privileges/service"]);
  });

  it("is a list of one repository that the live organization did not show, also in a snapshot of it", () => {
    const unknown = { about: "privileges", name: "dev", reason: "answered 403" };
    const snapshot = {
      taken_at: "2026-11-25T12:00:00Z",
      by: "drift",
      unknowns: [{ ...unknown, at: "repos/dev/privileges" }],
    };
    const file = {
      organization: "acme",
      accounts: [],
      settings: [],
      repositories: [],
      privileges: [],
      teams: [],
      snapshot,
    };
    const model = readTrustValue(file, "t.json");
    expect(undecidedBy(model)).toMatchObject([unknown]);
    const live = {
      ...model,
      unknowns: model.unknowns.map((each) => ({ ...each, origin: { ...each.origin, source: "live" as const } })),
    };
    expect(undecidedBy(live)).toMatchObject([unknown]);
  });

  it("is a trust file without settings, and not one that leaves out other lists", () => {
    expect(undecidedBy(readTrustValue({ organization: "acme" }, "t.json"))).toMatchObject([{ about: "settings" }]);
    expect(undecidedBy(readTrustValue({ organization: "acme", settings: [] }, "t.json"))).toEqual([]);
  });
});
