/**
 * Configurations and states of N pipelines as flat Terraform JSON, one block a resource, as cdktf emits them:
 * N service accounts, N provider settings, and one authoritative privileges resource of ten grants for every ten accounts.
 */
import type { TrustFile } from "../../lib/emulator/index.js";

export const ORGANIZATION = "acme";
export const SOURCE = "localhost/cloudsmith-trust/cloudsmith";
const ISSUER = "https://token.actions.githubusercontent.com";
const GRANTS_PER_REPOSITORY = 10;
const LINEAGE = "5ca1ab1e-0000-4000-8000-000000000000";

type Json = { [name: string]: unknown };

const range = (n: number): number[] => Array.from({ length: n }, (_, index) => index);
const repositories = (n: number): number => Math.ceil(n / GRANTS_PER_REPOSITORY);
const members = (n: number, repository: number): number[] =>
  range(n).slice(repository * GRANTS_PER_REPOSITORY, (repository + 1) * GRANTS_PER_REPOSITORY);
const claims = (index: number, ref: string): { [claim: string]: string } => ({
  repository_id: String(1000 + index),
  repository_owner_id: "65",
  ref: `refs/heads/${ref}`,
  event_name: "push",
});

export interface PipelineOptions {
  /** Branch in the `ref` claim: changing it changes one claim in every setting. */
  readonly ref?: string;
  /** Version of the provider package; absent leaves the constraint out. */
  readonly version?: string;
}

function terraformBlock(options: PipelineOptions): Json {
  return {
    required_providers: {
      cloudsmith: { source: SOURCE, ...(options.version === undefined ? {} : { version: options.version }) },
    },
  };
}

export function configuration(n: number, options: PipelineOptions = {}): Json {
  const ref = options.ref ?? "main";
  return {
    terraform: terraformBlock(options),
    provider: { cloudsmith: {} },
    resource: {
      cloudsmith_service: Object.fromEntries(
        range(n).map((i) => [`s${i}`, { name: `ci-${i}`, organization: ORGANIZATION, store_api_key: false }]),
      ),
      cloudsmith_oidc: Object.fromEntries(
        range(n).map((i) => [
          `o${i}`,
          {
            namespace: ORGANIZATION,
            name: `pipeline-${i}`,
            enabled: true,
            provider_url: ISSUER,
            claims: claims(i, ref),
            service_accounts: [`\${cloudsmith_service.s${i}.slug}`],
          },
        ]),
      ),
      cloudsmith_repository_privileges: Object.fromEntries(
        range(repositories(n)).map((r) => [
          `p${r}`,
          {
            organization: ORGANIZATION,
            repository: `repo-${r}`,
            user: [{ slug: "owner", privilege: "Admin" }],
            service: members(n, r).map((i) => ({ slug: `\${cloudsmith_service.s${i}.slug}`, privilege: "Write" })),
          },
        ]),
      ),
    },
  };
}

/** What Terraform itself needs: the same number of resources, references and attributes, without a plugin. */
export function floorConfiguration(n: number, ref = "main"): Json {
  return {
    resource: {
      terraform_data: Object.fromEntries([
        ...range(n).map((i) => [`s${i}`, { input: { name: `ci-${i}`, organization: ORGANIZATION } }]),
        ...range(n).map((i) => [
          `o${i}`,
          { input: { name: `pipeline-${i}`, claims: claims(i, ref), account: `\${terraform_data.s${i}.output.name}` } },
        ]),
        ...range(repositories(n)).map((r) => [
          `p${r}`,
          {
            input: {
              repository: `repo-${r}`,
              services: members(n, r).map((i) => `\${terraform_data.s${i}.output.name}`),
            },
          },
        ]),
      ]),
    },
  };
}

/** Terraform's type of a value made of texts, lists of texts and objects, as state files give it for dynamic values. */
function typeOf(value: unknown): unknown {
  if (typeof value === "string") {
    return "string";
  }
  if (Array.isArray(value)) {
    return ["tuple", value.map(typeOf)];
  }
  return ["object", Object.fromEntries(Object.entries(value as Json).map(([name, inner]) => [name, typeOf(inner)]))];
}

/** A state file that holds what {@link floorConfiguration} declares. */
export function floorState(n: number): Json {
  const declared = (floorConfiguration(n).resource as { terraform_data: { [name: string]: { input: Json } } })
    .terraform_data;
  const resolved = (input: Json): Json =>
    JSON.parse(JSON.stringify(input).replace(/\$\{terraform_data\.s(\d+)\.output\.name\}/g, "ci-$1")) as Json;
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: LINEAGE,
    outputs: {},
    resources: Object.entries(declared).map(([name, { input }]) => {
      const value = { value: resolved(input), type: typeOf(resolved(input)) };
      return {
        mode: "managed",
        type: "terraform_data",
        name,
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [
          {
            schema_version: 0,
            attributes: { id: `id-${name}`, input: value, output: value, triggers_replace: null },
            sensitive_attributes: [],
            dependencies: [...JSON.stringify(input).matchAll(/terraform_data\.s\d+/g)].map(([address]) => address),
          },
        ],
      };
    }),
    check_results: null,
  };
}

/** The organization before anything is applied: only the repositories. */
export function emptyOrganization(n: number): TrustFile {
  return {
    organization: ORGANIZATION,
    accounts: [],
    settings: [],
    repositories: range(repositories(n)).map((r) => ({
      slug: `repo-${r}`,
      repository_type_str: "Private",
      default_privilege: "None",
    })),
    privileges: range(repositories(n)).map((r) => ({ repository: `repo-${r}`, user: "owner", privilege: "Admin" })),
    teams: [],
  };
}

/** The organization as {@link configuration} leaves it. */
export function appliedOrganization(n: number): TrustFile {
  const empty = emptyOrganization(n);
  return {
    ...empty,
    accounts: range(n).map((i) => ({ slug: `ci-${i}`, name: `ci-${i}`, role: "Member" as const, teams: [] })),
    settings: range(n).map((i) => ({
      name: `pipeline-${i}`,
      slug_perm: `perm${i}`,
      enabled: true,
      provider_url: ISSUER,
      claims: claims(i, "main"),
      service_accounts: [`ci-${i}`],
      mapping_claim: null,
      dynamic_mappings: [],
    })),
    privileges: [
      ...(empty.privileges ?? []),
      ...range(n).map((i) => ({
        repository: `repo-${Math.floor(i / GRANTS_PER_REPOSITORY)}`,
        service: `ci-${i}`,
        privilege: "Write" as const,
      })),
    ],
  };
}

/** A state file that holds what {@link configuration} declares: applying thousands takes Terraform itself minutes. */
export function state(n: number): Json {
  const provider = `provider["${SOURCE}"]`;
  const resource = (type: string, name: string, attributes: Json, dependencies: readonly string[] = []): Json => ({
    mode: "managed",
    type,
    name,
    provider,
    instances: [{ schema_version: 0, attributes, sensitive_attributes: [], dependencies }],
  });
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: LINEAGE,
    outputs: {},
    resources: [
      ...range(n).map((i) =>
        resource("cloudsmith_service", `s${i}`, {
          id: `ci-${i}`,
          slug: `ci-${i}`,
          name: `ci-${i}`,
          organization: ORGANIZATION,
          description: null,
          role: "Member",
          key: "**redacted**",
          store_api_key: false,
          rotate_api_key: null,
          team: [],
        }),
      ),
      ...range(n).map((i) =>
        resource(
          "cloudsmith_oidc",
          `o${i}`,
          {
            id: `perm${i}`,
            slug_perm: `perm${i}`,
            slug: `pipeline-${i}`,
            namespace: ORGANIZATION,
            name: `pipeline-${i}`,
            enabled: true,
            provider_url: ISSUER,
            claims: claims(i, "main"),
            service_accounts: [`ci-${i}`],
            mapping_claim: null,
            dynamic_mappings: [],
          },
          [`cloudsmith_service.s${i}`],
        ),
      ),
      ...range(repositories(n)).map((r) =>
        resource(
          "cloudsmith_repository_privileges",
          `p${r}`,
          {
            id: `${ORGANIZATION}.repo-${r}`,
            organization: ORGANIZATION,
            repository: `repo-${r}`,
            user: [{ slug: "owner", privilege: "Admin" }],
            service: members(n, r).map((i) => ({ slug: `ci-${i}`, privilege: "Write" })),
            team: [],
          },
          members(n, r).map((i) => `cloudsmith_service.s${i}`),
        ),
      ),
    ],
    check_results: null,
  };
}
