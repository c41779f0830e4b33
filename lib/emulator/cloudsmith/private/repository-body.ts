import type { RepositoryRecord } from "../../state.js";
import type { World } from "../../world.js";

/** Switches of a repository, all off unless set, but for those in {@link ON_BY_DEFAULT}. */
export const REPOSITORY_SWITCHES = [
  "contextual_auth_realm",
  "copy_own",
  "cosign_signing_enabled",
  "delete_own",
  "docker_refresh_tokens_enabled",
  "enforce_eula",
  "generic_package_index_enabled",
  "index_files",
  "is_public_hidden",
  "move_own",
  "npm_upstream_tags_take_precedence",
  "nuget_native_signing_enabled",
  "proxy_npmjs",
  "proxy_pypi",
  "raw_package_index_enabled",
  "raw_package_index_signatures_enabled",
  "replace_packages_by_default",
  "resync_own",
  "scan_own",
  "show_setup_all",
  "strict_npm_validation",
  "tag_pre_releases_as_latest",
  "use_debian_labels",
  "use_default_cargo_upstream",
  "use_noarch_packages",
  "use_source_packages",
  "use_vulnerability_scanning",
  "user_entitlements_enabled",
] as const;

const ON_BY_DEFAULT: readonly string[] = [
  "copy_own",
  "delete_own",
  "index_files",
  "move_own",
  "resync_own",
  "scan_own",
  "strict_npm_validation",
  "use_vulnerability_scanning",
  "user_entitlements_enabled",
];

const TYPE_NUMBERS = { Public: 1, Private: 2, "Open-Source": 3 } as const;

/** The body of a repository with every field of the API's description. */
export function repositoryBody(world: World, repository: RepositoryRecord): unknown {
  const { slug, repository_type_str: type, other } = repository;
  const namespace = world.state.organization.slug;
  const packages = [...world.state.packages.values()].filter((item) => item.repository === slug);
  const size = packages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    ...Object.fromEntries(REPOSITORY_SWITCHES.map((name) => [name, ON_BY_DEFAULT.includes(name)])),
    active_connection_count: 0,
    broadcast_state: "Off",
    cdn_url: null,
    content_kind: "Standard",
    copy_packages: "Read",
    created_at: repository.created_at,
    default_privilege: repository.default_privilege,
    delete_packages: "Admin",
    deleted_at: repository.deleted_at,
    description: repository.description,
    distributes: [],
    ecdsa_keys: [],
    gpg_keys: [],
    is_open_source: type === "Open-Source",
    is_private: type === "Private",
    is_public: type === "Public",
    manage_entitlements_privilege: "Admin",
    move_packages: "Admin",
    name: repository.name,
    namespace,
    namespace_url: `${world.url()}/v1/namespaces/${namespace}/`,
    num_downloads: 0,
    num_policy_violated_packages: 0,
    num_quarantined_packages: 0,
    open_source_license: null,
    open_source_project_url: null,
    package_count: packages.length,
    package_count_excl_subcomponents: packages.length,
    package_group_count: new Set(packages.map(({ name }) => name)).size,
    replace_packages: "Write",
    repository_type: TYPE_NUMBERS[type],
    repository_type_str: type,
    resync_packages: "Admin",
    scan_packages: "Read",
    self_html_url: `${world.url()}/~${namespace}/repos/${slug}/`,
    self_url: `${world.url()}/v1/repos/${namespace}/${slug}/`,
    self_webapp_url: `${world.url()}/${namespace}/r/${slug}/`,
    size,
    size_str: `${size} bytes`,
    slug,
    slug_perm: repository.slug_perm,
    storage_region: "default",
    use_entitlements_privilege: "Read",
    view_statistics: "Read",
    ...other,
  };
}
