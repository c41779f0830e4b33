/** One of everything that trust is made of, in two versions, and what Cloudsmith has when either is applied. */
import type { Emulator } from "../../../lib/emulator/index.js";
import type { Stack } from "./world.js";

const GITHUB = "https://token.actions.githubusercontent.com";

export const ESTATE_SEED = {
  organization: "acme",
  accounts: [{ slug: "other", name: "other" }],
  teams: [{ slug: "release" }, { slug: "audit" }],
  repositories: [{ slug: "prod" }, { slug: "stage" }],
  privileges: [
    { repository: "prod", user: "owner", privilege: "Admin" as const },
    { repository: "stage", user: "owner", privilege: "Admin" as const },
  ],
};

export interface Version {
  readonly level: "Read" | "Write" | "Admin";
  readonly description: string | null;
  readonly team: "release" | "audit" | null;
  readonly ref: string;
  readonly mapped: boolean;
  readonly rotation: number;
}

export const FIRST: Version = {
  level: "Write",
  description: "first",
  team: "release",
  ref: "refs/heads/main",
  mapped: false,
  rotation: 0,
};

export const SECOND: Version = {
  level: "Read",
  description: null,
  team: "audit",
  ref: "refs/tags/.*",
  mapped: true,
  rotation: 1,
};

export function estate({ level, description, team, ref, mapped, rotation }: Version): Stack {
  const slug = (name: string): string => `\${cloudsmith_service.${name}.slug}`;
  const settings = { namespace: "acme", enabled: true, provider_url: GITHUB };
  return {
    resource: {
      cloudsmith_service: {
        a: {
          organization: "acme",
          name: "a",
          description,
          ...(team === null ? {} : { team: [{ slug: team }] }),
          store_api_key: true,
          rotate_api_key: rotation,
        },
        b: { organization: "acme", name: "b" },
      },
      cloudsmith_oidc: {
        a: { ...settings, name: "a", claims: { ref }, service_accounts: [slug("a"), slug("b")] },
        b: {
          ...settings,
          name: "b",
          claims: { repository_owner_id: "65" },
          ...(mapped
            ? { mapping_claim: "ref", dynamic_mappings: [{ claim_value: ref, service_account: slug("b") }] }
            : { service_accounts: [slug("b")] }),
        },
      },
      cloudsmith_repository_privileges: {
        prod: {
          organization: "acme",
          repository: "prod",
          user: [{ slug: "owner", privilege: "Admin" }],
          service: [{ slug: slug("a"), privilege: level }],
        },
      },
      cloudsmith_repository_privilege: {
        a: { organization: "acme", repository: "stage", service: slug("a"), privilege: level },
        b: { organization: "acme", repository: "stage", service: slug("b"), privilege: level },
      },
    },
  };
}

/** What trust looks like in the emulator, without ids, times and keys. */
export function trustOf({ state }: Emulator): object {
  const grants = (repository: string): string[] =>
    (state.privileges.get(repository) ?? [])
      .map(({ service, team, user, privilege }) => `${service ?? team ?? user}: ${privilege}`)
      .sort();
  return {
    accounts: [...state.services.values()]
      .map(({ slug, name, description, role }) => ({
        slug,
        name,
        description,
        role,
        teams: [...state.teams.values()]
          .filter(({ members }) => members.has(`Service:${slug}`))
          .map((team) => team.slug),
      }))
      .sort((one, other) => (one.slug < other.slug ? -1 : 1)),
    settings: [...state.providerSettings.values()]
      .map(({ name, enabled, claims, service_accounts, mapping_claim, dynamic_mappings }) => ({
        name,
        enabled,
        claims,
        service_accounts: [...service_accounts].sort(),
        mapping_claim,
        dynamic_mappings,
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    prod: grants("prod"),
    stage: grants("stage"),
  };
}

export function expectedTrust({ level, description, team, ref, mapped }: Version): object {
  return {
    accounts: [
      { slug: "a", name: "a", description: description ?? "", role: "Member", teams: team === null ? [] : [team] },
      { slug: "b", name: "b", description: "", role: "Member", teams: [] },
      { slug: "other", name: "other", description: "", role: "Member", teams: [] },
    ],
    settings: [
      {
        name: "a",
        enabled: true,
        claims: { ref },
        service_accounts: ["a", "b"],
        mapping_claim: null,
        dynamic_mappings: [],
      },
      {
        name: "b",
        enabled: true,
        claims: { repository_owner_id: "65" },
        service_accounts: mapped ? [] : ["b"],
        mapping_claim: mapped ? "ref" : null,
        dynamic_mappings: mapped ? [{ claim_value: ref, service_account: "b" }] : [],
      },
    ],
    prod: [`a: ${level}`, "owner: Admin"],
    stage: [`a: ${level}`, `b: ${level}`, "owner: Admin"],
  };
}

export const NOTHING = {
  accounts: [{ slug: "other", name: "other", description: "", role: "Member", teams: [] }],
  settings: [],
  prod: ["owner: Admin"],
  stage: ["owner: Admin"],
};

/** Names in {@link estate}, and those when it is destroyed. */
export const DECLARED = { accounts: ["a", "b", "other"], settings: ["a", "b"] };
export const DESTROYED = { accounts: ["other"], settings: [] };

/** Every route that writes. */
export const WRITES = [
  "POST /orgs/{org}/services/",
  "PATCH /orgs/{org}/services/{service}/",
  "DELETE /orgs/{org}/services/{service}/",
  "POST /orgs/{org}/services/{service}/refresh/",
  "POST /orgs/{org}/openid-connect/",
  "PATCH /orgs/{org}/openid-connect/{slug_perm}/",
  "DELETE /orgs/{org}/openid-connect/{slug_perm}/",
  "PUT /repos/{owner}/{identifier}/privileges",
  "PATCH /repos/{owner}/{identifier}/privileges",
] as const;
