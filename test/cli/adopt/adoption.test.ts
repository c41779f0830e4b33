import { describe, expect, it } from "vitest";
import { adoption } from "../../../lib/cli/adopt/adopt.js";
import { readSynthesized, readTrustValue, type TrustFileValue, type TrustModel } from "../../../lib/trust/index.js";
import { type SynthesizedApp, synthesize } from "./app.js";
import { EVERY_SHAPE, TEN } from "./organizations.js";

const NOW = new Date("2026-11-25T12:00:00Z");

function adopted(
  seed: TrustFileValue,
  options: { readonly engine?: "packed" | "registry"; readonly authoritative?: boolean } = {},
) {
  const { engine = "packed", authoritative = engine === "registry" } = options;
  return adoption(readTrustValue(seed, "seed"), { where: "acme", output: "trust", engine, authoritative, now: NOW });
}

/** The synthesized trust, with slugs in the place of addresses: those that the import blocks say. */
function trustOf({ json }: SynthesizedApp): TrustModel {
  const slugs = new Map<string, string>(
    json.import.map(({ to, id }: { readonly to: string; readonly id: string }) => [`\${${to}}`, id.split(".").at(-1)]),
  );
  const model = readSynthesized(json, "app");
  return JSON.parse(JSON.stringify(model), (_, value) =>
    typeof value === "string" ? (slugs.get(value) ?? value) : value,
  );
}

/** What the app has to say of a live organization, as comparable values; `left` are settings that it leaves out. */
function comparable({ accounts, settings, grants }: TrustModel, left: readonly string[] = []): object {
  const sorted = (values: readonly object[]) => values.map((value) => JSON.stringify(value)).sort();
  return {
    accounts: sorted(
      accounts.map(({ slug, name, role, teams, description }) => ({
        slug,
        name,
        role,
        teams: sorted(teams),
        description,
      })),
    ),
    settings: sorted(
      settings
        .filter(({ name }) => !left.includes(name))
        .map(({ name, enabled, provider_url, claims, service_accounts, mapping_claim, dynamic_mappings }) => ({
          name,
          enabled,
          provider_url,
          claims: Object.entries(claims)
            .map(([claim, value]) => [claim, typeof value === "string" ? value : JSON.stringify(value)])
            .sort(),
          service_accounts: service_accounts.toSorted(),
          mapping_claim,
          dynamic_mappings: sorted(
            dynamic_mappings.map(({ claim_value, service_account }) => ({ claim_value, service_account })),
          ),
        })),
    ),
    grants: sorted(
      grants.map(({ repository, privilege, service, team, user }) => ({ repository, privilege, service, team, user })),
    ),
  };
}

const MODES = [
  ["additive grants", {}],
  ["authoritative lists", { authoritative: true }],
  ["the registry's provider", { engine: "registry" }],
] as const;

describe.each([
  ["ten pipelines", TEN],
  ["every shape that the API allows", EVERY_SHAPE],
] as const)("adopting %s", (_, seed) => {
  it.each(MODES)("declares with %s what is live, and imports each resource", (__, options) => {
    const { files, report } = adopted(seed, options);

    const app = synthesize(files);

    expect(comparable(trustOf(app))).toEqual(comparable(readTrustValue(seed, "seed")));
    const resources = Object.entries<object>(app.json.resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    const imported: string[] = app.json.import.map(({ to }: { readonly to: string }) => to);
    expect(imported.toSorted()).toEqual(resources.sort());
    expect(resources).toHaveLength(report.resources);
    expect(new Set(app.json.import.map(({ id }: { readonly id: string }) => id)).size).toBe(resources.length);
    expect(report).toMatchObject({ leftOut: [], notRead: [] });
  });
});
