import type { JsonSchema } from "../private/schema.js";
import { DECLARED_SCHEMA } from "./declared-schema.js";
import { GITHUB_SCHEMA } from "./github-schema.js";
import { at, ignored, object, ROLES, slug, text, url } from "./schema-parts.js";
import { SNAPSHOT_SCHEMA } from "./snapshot-schema.js";

const ACCOUNT: JsonSchema = object(
  "A service account.",
  {
    slug: slug("Slug of the account."),
    name: { ...text("Name of the account.", 1), maxLength: 120, default: "the slug" },
    role: { type: "string", enum: ROLES, default: "Member", description: "Role in the organization." },
    teams: {
      type: "array",
      description: "Teams the account belongs to.",
      items: object(
        "A membership.",
        {
          slug: slug("Slug of the team."),
          role: { type: "string", enum: ROLES, default: "Member", description: "Role in the team." },
          name: ignored,
        },
        ["slug"],
      ),
    },
    description: { type: ["string", "null"], maxLength: 1024 },
    key_stored: { type: "boolean", description: "Whether its API key is kept somewhere that is known of." },
    at,
    ...fields("key", "key_expires_at", "created_at", "created_by", "created_by_url", "slug_perm"),
  },
  ["slug"],
);

const SETTING: JsonSchema = object(
  "OIDC provider settings: whose tokens are let in, as which accounts.",
  {
    name: text("Name of the setting, unique within the organization.", 1),
    slug: slug("Slug of the setting."),
    slug_perm: slug("Permanent slug of the setting."),
    enabled: { type: "boolean", description: "Disabled settings admit nothing." },
    provider_url: url("The issuer whose tokens are let in."),
    claims: {
      type: "object",
      description:
        "Claims that a token must carry, all of them. A value that ends in .* is a prefix; nothing else in it is a pattern.",
    },
    service_accounts: {
      type: "array",
      uniqueItems: true,
      items: slug("Slug of a service account."),
      description: "Accounts that a matching token may be exchanged for. Not together with dynamic mappings.",
    },
    mapping_claim: {
      type: ["string", "null"],
      minLength: 1,
      description: "The claim whose value chooses the account; null where service_accounts lists them.",
    },
    dynamic_mappings: {
      type: "array",
      description: "Which value of mapping_claim stands for which account.",
      items: object(
        "A mapping.",
        {
          claim_value: text("The claim's value, or a prefix where it ends in .*.", 1),
          service_account: slug("Slug of the service account it stands for."),
        },
        ["claim_value", "service_account"],
      ),
    },
    at,
  },
  ["name", "enabled", "provider_url", "claims"],
);

const REPOSITORY: JsonSchema = object(
  "A repository.",
  {
    slug: slug("Slug of the repository.", "[-a-zA-Z0-9_.]+"),
    name: text("Name of the repository.", 1),
    slug_perm: slug("Permanent slug of the repository."),
    repository_type_str: { type: "string", enum: ["Public", "Private", "Open-Source"], default: "Private" },
    default_privilege: {
      type: "string",
      enum: ["Admin", "Write", "Read", "None"],
      default: "None",
      description: "What every account of the organization has without a grant.",
    },
    at,
    ...fields(
      ...["active_connection_count", "broadcast_state", "cdn_url", "content_kind", "contextual_auth_realm", "copy_own"],
      ...["copy_packages", "cosign_signing_enabled", "created_at", "delete_own", "delete_packages", "deleted_at"],
      ...["description", "distributes", "docker_refresh_tokens_enabled", "ecdsa_keys", "enforce_eula"],
      ...["generic_package_index_enabled", "gpg_keys", "index_files", "is_open_source", "is_private", "is_public"],
      ...["is_public_hidden", "manage_entitlements_privilege", "move_own", "move_packages", "namespace"],
      ...["namespace_url", "npm_upstream_tags_take_precedence", "nuget_native_signing_enabled", "num_downloads"],
      ...["num_policy_violated_packages", "num_quarantined_packages", "open_source_license", "open_source_project_url"],
      ...["package_count", "package_count_excl_subcomponents", "package_group_count", "proxy_npmjs", "proxy_pypi"],
      ...["raw_package_index_enabled", "raw_package_index_signatures_enabled", "replace_packages"],
      ...["replace_packages_by_default", "repository_type", "resync_own", "resync_packages", "scan_own"],
      ...["scan_packages", "self_html_url", "self_url", "self_webapp_url", "show_setup_all", "size", "size_str"],
      ...["storage_region", "strict_npm_validation", "tag_pre_releases_as_latest", "use_debian_labels"],
      ...["use_default_cargo_upstream", "use_entitlements_privilege", "use_noarch_packages", "use_source_packages"],
      ...["use_vulnerability_scanning", "user_entitlements_enabled", "view_statistics"],
    ),
  },
  ["slug"],
);

const PRIVILEGE: JsonSchema = {
  ...object(
    "An explicit grant on a repository, to exactly one of service, team and user.",
    {
      repository: slug("Slug of the repository.", "[-a-zA-Z0-9_.]+"),
      privilege: { type: "string", enum: ["Admin", "Write", "Read"] },
      service: { ...slug("Slug of the service account."), type: ["string", "null"] },
      team: { ...slug("Slug of the team."), type: ["string", "null"] },
      user: { ...slug("Slug of the user."), type: ["string", "null"] },
      at,
    },
    ["repository", "privilege"],
  ),
  oneOf: ["service", "team", "user"].map((target) => ({
    required: [target],
    properties: { [target]: { type: "string" } },
  })),
};

const TEAM: JsonSchema = object(
  "A team.",
  {
    slug: slug("Slug of the team."),
    name: text("Name of the team.", 1),
    at,
    ...fields("slug_perm", "description", "visibility"),
  },
  ["slug"],
);

/**
 * JSON Schema (draft 2020-12) of the trust file: who is trusted to do what, in the field names of Cloudsmith's API, so
 * that what the API returns can be pasted. Fields of the API that trust does not look at are accepted and dropped.
 */
export const TRUST_FILE_SCHEMA: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust file",
  ...object(
    "Who is trusted to do what in a Cloudsmith organization. A list that is left out is not known; an empty one says that there is nothing.",
    {
      $schema: { ...text("Where the schema of this file is, for editors."), readOnly: true },
      organization: slug("Slug of the organization."),
      accounts: { type: "array", items: ACCOUNT },
      settings: { type: "array", items: SETTING },
      repositories: { type: "array", items: REPOSITORY },
      privileges: { type: "array", items: PRIVILEGE },
      teams: { type: "array", items: TEAM },
      github: GITHUB_SCHEMA,
      declared: DECLARED_SCHEMA,
      snapshot: SNAPSHOT_SCHEMA,
    },
    ["organization"],
  ),
};

function fields(...names: readonly string[]): { readonly [name: string]: JsonSchema } {
  return Object.fromEntries(names.map((name) => [name, ignored]));
}
