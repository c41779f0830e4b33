import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adoption } from "../../../lib/cli/adopt/adopt.js";
import type { AcceptedAsFound } from "../../../lib/report/index.js";
import { readSynthesized, readTrustValue, type TrustFileValue, type TrustModel } from "../../../lib/trust/index.js";
import OFFICIAL from "../../provider/official-schema.json";
import { type SynthesizedApp, synthesize } from "./app.js";
import { EVERY_SHAPE, HOSTILE, TEN } from "./organizations.js";

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
    (json.import ?? []).map(({ to, id }: { readonly to: string; readonly id: string }) => [
      `\${${to}}`,
      id.split(".").at(-1),
    ]),
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

/** What the registry's provider would refuse of a resource, by the schema that it publishes. */
function refusedByOfficial(resource: {
  readonly [type: string]: { readonly [name: string]: object };
}): readonly string[] {
  const known: {
    readonly [type: string]: { attributes: object; blocks: { readonly [name: string]: { attributes: object } } };
  } = OFFICIAL.resources as never;
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.values(named).flatMap((body) =>
      Object.entries(body).flatMap(([name, value]) => {
        const { attributes = {}, blocks = {} } = known[type] ?? {};
        const block = blocks[name];
        const inside = block === undefined ? [] : (value as readonly object[]).flatMap((each) => Object.keys(each));
        const unknown = inside.filter((each) => !Object.hasOwn(block?.attributes ?? {}, each));
        const isKnown = Object.hasOwn(attributes, name) || block !== undefined || name === "//";
        return [...(isKnown ? [] : [`${type}.${name}`]), ...unknown.map((each) => `${type}.${name}.${each}`)];
      }),
    ),
  );
}

/** What is said to be accepted where the code does not: on that line, below a comment that says what was found. */
function acceptedElsewhere(accepted: readonly AcceptedAsFound[], files: ReadonlyMap<string, string>) {
  return accepted.filter(({ file, line = 0, rule, severity }) => {
    const [comment = "", statement = ""] = (files.get(file) ?? "").split("\n").slice(line - 2, line);
    return (
      !comment.trim().startsWith(`// ${severity}: `) ||
      !/^ {4}[\w.]*\baccept\(/.test(statement) ||
      !statement.includes(`"${rule}"`)
    );
  });
}

describe.each([
  ["ten pipelines", TEN],
  ["every shape that the API allows", EVERY_SHAPE],
] as const)("adopting %s", (_, seed) => {
  it.each(MODES)("declares with %s what is live, and imports each resource", (__, options) => {
    const { files, report } = adopted(seed, options);

    const app = synthesize(files, NOW);

    expect(comparable(trustOf(app))).toEqual(comparable(readTrustValue(seed, "seed")));
    const resources = Object.entries<object>(app.json.resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    const imported: string[] = app.json.import.map(({ to }: { readonly to: string }) => to);
    expect(imported.toSorted()).toEqual(resources.sort());
    expect(resources).toHaveLength(report.resources);
    expect(new Set(app.json.import.map(({ id }: { readonly id: string }) => id)).size).toBe(resources.length);
    expect(report).toMatchObject({ leftOut: [], notRead: [] });
    expect(report.accepted.length).toBeGreaterThan(0);
    expect(acceptedElsewhere(report.accepted, files)).toEqual([]);
    if (report.engine === "registry") {
      expect(refusedByOfficial(app.json.resource)).toEqual([]);
      expect(app.json.terraform.required_providers.cloudsmith.source).toBe("cloudsmith-io/cloudsmith");
    }
  });
});

describe("with the registry's provider", () => {
  it("lists accounts in the order in which that one reads them, whatever file they are in", () => {
    const seed: TrustFileValue = {
      organization: "acme",
      accounts: [{ slug: "a" }, { slug: "b" }, { slug: "c" }],
      teams: [],
      repositories: [{ slug: "x" }, { slug: "y" }],
      privileges: [
        { repository: "y", service: "a", privilege: "Write" },
        { repository: "x", service: "b", privilege: "Write" },
      ],
      settings: [
        {
          name: "all",
          slug_perm: "p",
          enabled: true,
          provider_url: "https://ci.example.com",
          claims: { sub: "job" },
          service_accounts: ["c", "a", "b"],
        },
      ],
    };

    const { json } = synthesize(adopted(seed, { engine: "registry" }).files, NOW);

    const [settings] = Object.values<{ service_accounts: string[] }>(json.resource.cloudsmith_oidc);
    expect(settings?.service_accounts.map((each) => each.replace(/_[0-9A-F]{8}\.slug/, ""))).toEqual([
      "${cloudsmith_service.y_a}",
      "${cloudsmith_service.x_b}",
      "${cloudsmith_service.accounts_c}",
    ]);
  });
});

const slug = fc.constantFrom(
  "a",
  "A",
  "a-b",
  "a_b",
  "ci-app",
  "class",
  "constructor",
  "1st",
  "repository",
  "props",
  "-",
);
const word = fc.oneof(
  fc.constantFrom(
    ...HOSTILE.filter((text) => text !== "__proto__"),
    ...["a", "ci-app", "refs/heads/main", "push", "74", "true", "env:x"],
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: "binary" }),
);
/** A required value; a pattern has its mark at the end only. */
const required = fc
  .tuple(word, fc.constantFrom("", "", ".*"))
  .map(([text, end]) => `${text.replaceAll(".*", "")}${end}`)
  .filter((text) => text !== "");
const claims = fc.dictionary(
  fc
    .oneof(
      fc.constantFrom(
        ...["repository_id", "repository_owner_id", "ref", "ref_type", "event_name", "environment", "sub", "aud"],
      ),
      word,
    )
    .filter((name) => name !== "__proto__"),
  required,
  { maxKeys: 4, noNullPrototype: true },
);
const issuer = fc.constantFrom(
  "https://token.actions.githubusercontent.com",
  "https://token.actions.githubusercontent.com/",
  "https://gitlab.com",
  "https://agent.buildkite.com",
  "https://ci.example.com/oidc",
  "http://ci.example.com",
);
const level = fc.constantFrom("Read", "Write", "Admin");

const organization = fc
  .record({
    accounts: fc.uniqueArray(
      fc.record({
        slug,
        name: word,
        description: fc.option(word, { nil: null }),
        role: fc.constantFrom("Member", "Member", "Manager"),
        teams: fc.uniqueArray(fc.record({ slug, role: fc.constantFrom("Member", "Manager") }), {
          selector: (team) => team.slug,
          maxLength: 2,
        }),
      }),
      { selector: (account) => account.slug, maxLength: 5 },
    ),
    repositories: fc.uniqueArray(fc.record({ slug }), { selector: (repository) => repository.slug, maxLength: 4 }),
    settings: fc.uniqueArray(
      fc.record({
        name: word,
        enabled: fc.boolean(),
        provider_url: issuer,
        claims,
        service_accounts: fc.uniqueArray(slug, { maxLength: 3 }),
        mapping_claim: fc.option(word, { nil: null, freq: 1 }),
        dynamic_mappings: fc.uniqueArray(fc.record({ claim_value: required, service_account: slug }), {
          selector: (mapping) => mapping.claim_value,
          maxLength: 3,
        }),
      }),
      { selector: (setting) => setting.name, maxLength: 5 },
    ),
    privileges: fc.uniqueArray(
      fc.record({
        repository: slug,
        kind: fc.constantFrom("service", "team", "user"),
        grantee: slug,
        privilege: level,
      }),
      { selector: ({ repository, kind, grantee }) => `${repository} ${kind} ${grantee}`, maxLength: 8 },
    ),
  })
  .map(({ accounts, repositories, settings, privileges }) => ({
    organization: "acme",
    teams: [],
    accounts,
    repositories,
    settings: settings.map((setting, index) => ({
      ...setting,
      slug_perm: `p${index}`,
      ...(setting.mapping_claim === null ? { dynamic_mappings: [] } : { service_accounts: [] }),
    })),
    privileges: privileges.map(({ repository, kind, grantee, privilege }) => ({
      repository,
      [kind]: grantee,
      privilege,
    })),
  }));

describe("adopting whatever there may be", () => {
  it("declares it, imports it and synthesizes", () => {
    fc.assert(
      fc.property(organization, fc.constantFrom(...MODES), (seed, [, options]) => {
        const { files, report } = adopted(seed as TrustFileValue, options);
        const app = synthesize(files, NOW);
        expect(comparable(trustOf(app))).toEqual(comparable(readTrustValue(seed, "seed")));
        expect(report.leftOut).toEqual([]);
        expect(acceptedElsewhere(report.accepted, files)).toEqual([]);
        expect(app.json.import ?? []).toHaveLength(report.resources);
      }),
      { numRuns: 15, seed: 74 },
    );
  });
});
