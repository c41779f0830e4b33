import { describe, expect, it } from "vitest";
import {
  formatSnapshot,
  type LiveParts,
  parseTrustDocument,
  readLive,
  type TrustModel,
} from "../../../lib/trust/index.js";
import { settingValue, trust, trustValue } from "../support.js";

const TAKEN = { taken_at: "2026-11-25T06:00:00Z", by: "cloudsmith-trust drift 0.1.0" };
const forbidden = { missing: "forbidden", reason: "GET /x answered 403" } as const;

function live(overrides: Partial<LiveParts> = {}): TrustModel {
  const found = (...items: readonly unknown[]) => ({ found: items });
  const parts: LiveParts = {
    organization: "acme",
    services: found({ name: "ci-app", slug: "ci-app", role: "Member", teams: [], description: "" }),
    settings: found({ ...settingValue(), slug: "app-main", slug_perm: "x1", mapping_claim: null }),
    mappings: new Map(),
    repositories: found({ name: "Prod", slug: "prod", repository_type_str: "Private", default_privilege: "None" }),
    seesAllRepositories: true,
    privileges: new Map([["prod", found({ privilege: "Write", service: "ci-app", team: null, user: null })]]),
    teams: found(),
    members: found(),
    ...overrides,
  };
  return readLive(parts, "acme at api.cloudsmith.io");
}

const bare = ({ origin: _, ...rest }: { readonly origin: unknown }): object => rest;
const problemsOf = (value: object): string => {
  try {
    parseTrustDocument(JSON.stringify(value), "snapshot.json");
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a snapshot", () => {
  it("reads as the organization that it was taken of, with its moment", () => {
    const of = live();
    const { model, snapshot } = parseTrustDocument(formatSnapshot(of, TAKEN), "snapshot.json");
    expect(snapshot).toEqual(TAKEN);
    expect(model.scope).toBe("organization");
    for (const list of ["accounts", "settings", "repositories", "grants", "teams"] as const) {
      expect(model[list].map(bare)).toEqual(of[list].map(bare));
    }
    expect(model.unknowns).toEqual([]);
  });

  it("says what could not be read: whole lists, one repository's privileges, the mappings of a setting", () => {
    const mapped = { ...settingValue({ name: "teams" }), slug: "t", slug_perm: "x2", mapping_claim: "repository" };
    const of = live({
      teams: forbidden,
      settings: { found: [{ ...mapped, service_accounts: [] }] },
      mappings: new Map([["x2", forbidden]]),
      privileges: new Map([["prod", forbidden]]),
    });
    const { model } = parseTrustDocument(formatSnapshot(of, TAKEN), "snapshot.json");
    expect(of.unknowns.length).toBeGreaterThanOrEqual(3);
    const told = ({ unknowns }: TrustModel): readonly string[] =>
      unknowns.map(({ about, name, field }) => JSON.stringify([about, name, field])).sort();
    expect(told(model)).toEqual(told(of));
    expect(model.unknowns.find(({ about }) => about === "settings")?.origin.at).toBe("/settings/0");
  });

  it("is of a whole organization only", () => {
    expect(() => formatSnapshot({ ...trust(), scope: "declared" }, TAKEN)).toThrow(
      "a snapshot is of a whole organization",
    );
    const both = { ...trustValue(), snapshot: { ...TAKEN, unknowns: [] } };
    expect(problemsOf(both)).toBe("");
    const declared = { unknowns: [], stacks: {} };
    expect(problemsOf({ organization: "acme", declared, snapshot: both.snapshot })).toContain(
      'not together with "declared"',
    );
  });

  it("has a moment that there is", () => {
    for (const taken_at of ["2026-11-25", "2026-11-25T06:00:00+01:00", "yesterday", "2026-13-45T06:00:00Z"]) {
      const value = { ...trustValue(), snapshot: { ...TAKEN, taken_at, unknowns: [] } };
      expect(problemsOf(value)).toContain("/snapshot/taken_at");
    }
    expect(problemsOf({ ...trustValue(), snapshot: TAKEN })).toContain("unknowns");
  });
});
