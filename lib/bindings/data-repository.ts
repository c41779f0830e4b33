// Generated from the provider's schema by `npm run generate`: do not edit.
import { type IResolvable, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithRepository}. */
export interface DataCloudsmithRepositoryConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly namespace: string;
  /** Slug or `slug_perm` of the repository. */
  readonly identifier: string;
}

const FIELDS: Fields = {
  namespace: { name: "namespace", kind: "string" },
  identifier: { name: "identifier", kind: "string" },
};

/** One repository. */
export class DataCloudsmithRepository extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_repository";

  readonly #configuration: DataCloudsmithRepositoryConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithRepositoryConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithRepository.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `slug_perm`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get namespace(): string {
    return this.getStringAttribute("namespace");
  }

  /** Slug or `slug_perm` of the repository. */
  get identifier(): string {
    return this.getStringAttribute("identifier");
  }

  /** To whom the repository is broadcast. */
  get broadcastState(): string {
    return this.getStringAttribute("broadcast_state");
  }

  /** Base URL that packages are downloaded from. */
  get cdnUrl(): string {
    return this.getStringAttribute("cdn_url");
  }

  /** Whether the `WWW-Authenticate` header names the repository. */
  get contextualAuthRealm(): IResolvable {
    return this.getBooleanAttribute("contextual_auth_realm");
  }

  /** Whether users may copy packages they uploaded. */
  get copyOwn(): IResolvable {
    return this.getBooleanAttribute("copy_own");
  }

  /** Least level that may copy packages. */
  get copyPackages(): string {
    return this.getStringAttribute("copy_packages");
  }

  /** Whether OCI artifacts are signed with cosign. */
  get cosignSigningEnabled(): IResolvable {
    return this.getBooleanAttribute("cosign_signing_enabled");
  }

  /** When the repository was created, RFC 3339. */
  get createdAt(): string {
    return this.getStringAttribute("created_at");
  }

  /** Level every member of the organization has without a grant: `Admin`, `Write`, `Read` or `None`. */
  get defaultPrivilege(): string {
    return this.getStringAttribute("default_privilege");
  }

  /** Whether users may delete packages they uploaded. */
  get deleteOwn(): IResolvable {
    return this.getBooleanAttribute("delete_own");
  }

  /** Least level that may delete packages. */
  get deletePackages(): string {
    return this.getStringAttribute("delete_packages");
  }

  /** When the repository was deleted, RFC 3339; empty while it is not. */
  get deletedAt(): string {
    return this.getStringAttribute("deleted_at");
  }

  /** What the repository is for. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /** Whether Docker sign-in also gives refresh tokens. */
  get dockerRefreshTokensEnabled(): IResolvable {
    return this.getBooleanAttribute("docker_refresh_tokens_enabled");
  }

  /** Whether files inside packages are indexed. */
  get indexFiles(): IResolvable {
    return this.getBooleanAttribute("index_files");
  }

  /** Whether the repository is open source. */
  get isOpenSource(): IResolvable {
    return this.getBooleanAttribute("is_open_source");
  }

  /** Whether the repository is private. */
  get isPrivate(): IResolvable {
    return this.getBooleanAttribute("is_private");
  }

  /** Whether the repository is public. */
  get isPublic(): IResolvable {
    return this.getBooleanAttribute("is_public");
  }

  /** Least level that may manage entitlement tokens. */
  get manageEntitlementsPrivilege(): string {
    return this.getStringAttribute("manage_entitlements_privilege");
  }

  /** Whether users may move packages they uploaded. */
  get moveOwn(): IResolvable {
    return this.getBooleanAttribute("move_own");
  }

  /** Least level that may move packages. */
  get movePackages(): string {
    return this.getStringAttribute("move_packages");
  }

  /** Name of the repository. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** API address of the organization. */
  get namespaceUrl(): string {
    return this.getStringAttribute("namespace_url");
  }

  /** Whether upstream npm tags win over local ones. */
  get npmUpstreamTagsTakePrecedence(): IResolvable {
    return this.getBooleanAttribute("npm_upstream_tags_take_precedence");
  }

  /** Whether NuGet packages are signed by the repository. */
  get nugetNativeSigningEnabled(): IResolvable {
    return this.getBooleanAttribute("nuget_native_signing_enabled");
  }

  /** Whether missing npm packages come from npmjs.org. */
  get proxyNpmjs(): IResolvable {
    return this.getBooleanAttribute("proxy_npmjs");
  }

  /** Whether missing Python packages come from pypi.org. */
  get proxyPypi(): IResolvable {
    return this.getBooleanAttribute("proxy_pypi");
  }

  /** Whether an index of raw packages is generated. */
  get rawPackageIndexEnabled(): IResolvable {
    return this.getBooleanAttribute("raw_package_index_enabled");
  }

  /** Whether that index shows signatures. */
  get rawPackageIndexSignaturesEnabled(): IResolvable {
    return this.getBooleanAttribute("raw_package_index_signatures_enabled");
  }

  /** Least level that may republish packages. */
  get replacePackages(): string {
    return this.getStringAttribute("replace_packages");
  }

  /** Whether an upload replaces an equal version without being asked to. */
  get replacePackagesByDefault(): IResolvable {
    return this.getBooleanAttribute("replace_packages_by_default");
  }

  /** `Public`, `Private` or `Open-Source`. */
  get repositoryType(): string {
    return this.getStringAttribute("repository_type");
  }

  /** Whether users may resynchronise packages they uploaded. */
  get resyncOwn(): IResolvable {
    return this.getBooleanAttribute("resync_own");
  }

  /** Least level that may resynchronise packages. */
  get resyncPackages(): string {
    return this.getStringAttribute("resync_packages");
  }

  /** Whether users may scan packages they uploaded. */
  get scanOwn(): IResolvable {
    return this.getBooleanAttribute("scan_own");
  }

  /** Least level that may scan packages. */
  get scanPackages(): string {
    return this.getStringAttribute("scan_packages");
  }

  /** Website of the repository. */
  get selfHtmlUrl(): string {
    return this.getStringAttribute("self_html_url");
  }

  /** API address of the repository. */
  get selfUrl(): string {
    return this.getStringAttribute("self_url");
  }

  /** Whether set-up help is shown for all formats. */
  get showSetupAll(): IResolvable {
    return this.getBooleanAttribute("show_setup_all");
  }

  /** Slug of the repository. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Permanent identifier of the repository. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  /** Where package files are stored. */
  get storageRegion(): string {
    return this.getStringAttribute("storage_region");
  }

  /** Whether npm packages are checked strictly. */
  get strictNpmValidation(): IResolvable {
    return this.getBooleanAttribute("strict_npm_validation");
  }

  /** Whether pre-releases may be `latest`. */
  get tagPreReleasesAsLatest(): IResolvable {
    return this.getBooleanAttribute("tag_pre_releases_as_latest");
  }

  /** Whether Debian repositories carry a label. */
  get useDebianLabels(): IResolvable {
    return this.getBooleanAttribute("use_debian_labels");
  }

  /** Whether Cargo dependencies without a registry come from crates.io. */
  get useDefaultCargoUpstream(): IResolvable {
    return this.getBooleanAttribute("use_default_cargo_upstream");
  }

  /** Least level that may see and use entitlement tokens. */
  get useEntitlementsPrivilege(): string {
    return this.getStringAttribute("use_entitlements_privilege");
  }

  /** Whether noarch packages are offered. */
  get useNoarchPackages(): IResolvable {
    return this.getBooleanAttribute("use_noarch_packages");
  }

  /** Whether source packages are offered. */
  get useSourcePackages(): IResolvable {
    return this.getBooleanAttribute("use_source_packages");
  }

  /** Whether packages are scanned for vulnerabilities. */
  get useVulnerabilityScanning(): IResolvable {
    return this.getBooleanAttribute("use_vulnerability_scanning");
  }

  /** Whether users have entitlement tokens of their own. */
  get userEntitlementsEnabled(): IResolvable {
    return this.getBooleanAttribute("user_entitlements_enabled");
  }

  /** Least level that may see statistics. */
  get viewStatistics(): string {
    return this.getStringAttribute("view_statistics");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
