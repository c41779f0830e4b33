/**
 * Everything the embedded Cloudsmith knows, as plain maps that a test may read and edit. Nothing is derived here but
 * the empty state; the API's bodies are made by the handlers.
 */
import type { Claims, DynamicMapping } from "../oidc/index.js";
import type { DefaultPrivilege, Privilege, Role } from "../trust/index.js";
import { type GitHubState, newGitHubState } from "./github/state.js";
import { newApiKey } from "./private/keys.js";
import { randomSlugPerm } from "./private/random.js";

export type OrganizationRole = "Owner" | "Manager" | "Member" | "Collaborator";

export interface OrganizationRecord {
  readonly slug: string;
  readonly slug_perm: string;
  name: string;
  readonly created_at: string;
}

/** A human member of the organization. */
export interface UserRecord {
  readonly slug: string;
  readonly slug_perm: string;
  name: string;
  email: string;
  role: OrganizationRole;
  key: string;
  is_active: boolean;
  has_two_factor: boolean;
  visibility: "Public" | "Private";
  readonly joined_at: string;
}

export interface ServiceRecord {
  slug: string;
  readonly slug_perm: string;
  name: string;
  description: string;
  role: Role;
  /** In clear: what the API shows is masked by the handlers. */
  key: string;
  key_expires_at: string | null;
  readonly created_at: string;
  readonly created_by: string;
}

export interface ProviderSettingsRecord {
  slug: string;
  readonly slug_perm: string;
  name: string;
  enabled: boolean;
  provider_url: string;
  claims: Claims;
  service_accounts: string[];
  mapping_claim: string | null;
  dynamic_mappings: DynamicMapping[];
}

/** A repository; `deleted_at` is set while a deleted one still reserves its slug. */
export interface RepositoryRecord {
  slug: string;
  readonly slug_perm: string;
  name: string;
  description: string;
  repository_type_str: "Public" | "Private" | "Open-Source";
  default_privilege: DefaultPrivilege;
  readonly created_at: string;
  deleted_at: string | null;
  /** Every other field that was set, under the API's name. */
  readonly other: { [field: string]: unknown };
}

export type TargetKind = "service" | "team" | "user";

/** One explicit grant on a repository, in the API's form: exactly one of the three targets. */
export type GrantRecord =
  | { privilege: Privilege; service: string; team?: never; user?: never }
  | { privilege: Privilege; team: string; service?: never; user?: never }
  | { privilege: Privilege; user: string; service?: never; team?: never };

export interface TeamMemberRecord {
  user: string;
  readonly user_kind: "User" | "Service";
  role: Role;
}

export interface TeamRecord {
  slug: string;
  readonly slug_perm: string;
  name: string;
  description: string | null;
  visibility: "Visible" | "Hidden";
  /** By {@link memberKey}. */
  readonly members: Map<string, TeamMemberRecord>;
}

/** A file on its way into a repository. Its identifier is good for one package. */
export interface UploadRecord {
  readonly identifier: string;
  readonly repository: string;
  readonly filename: string;
  readonly md5_checksum: string | null;
  /** What the upload form must carry; stands for the signature of the storage service. */
  readonly policy: string;
  readonly parts: Map<number, Buffer>;
  content: Buffer | null;
}

export interface PackageRecord {
  readonly slug: string;
  readonly slug_perm: string;
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly description: string | null;
  readonly summary: string | null;
  readonly content: Buffer;
  readonly uploader: string;
  readonly uploaded_at: string;
  /** Status reads left before the synchronisation is complete. */
  syncReadsLeft: number;
}

export interface AuditRecord {
  readonly actor: string;
  readonly actor_kind: "user" | "service_account";
  readonly actor_slug_perm: string;
  readonly event: string;
  readonly event_at: string;
  readonly object: string;
  readonly object_kind: string;
  readonly object_slug_perm: string;
  readonly uuid: string;
  /** The repository concerned; absent for events of the organization. */
  readonly repository?: string;
}

export interface EmulatorState {
  readonly organization: OrganizationRecord;
  /** By slug. */
  readonly users: Map<string, UserRecord>;
  /** By slug. */
  readonly services: Map<string, ServiceRecord>;
  /** By slug_perm. */
  readonly providerSettings: Map<string, ProviderSettingsRecord>;
  /** By slug, deleted ones included. */
  readonly repositories: Map<string, RepositoryRecord>;
  /** Explicit grants, by repository slug. */
  readonly privileges: Map<string, GrantRecord[]>;
  /** By slug. */
  readonly teams: Map<string, TeamRecord>;
  /** By slug_perm. */
  readonly packages: Map<string, PackageRecord>;
  /** By identifier. */
  readonly uploads: Map<string, UploadRecord>;
  /** Oldest first. */
  readonly audit: AuditRecord[];
  /** Account slugs that are taken elsewhere: another organization's, or a deleted account's. */
  readonly reservedSlugs: Set<string>;
  /** Issuer → base URL (loopback) of its discovery document, where it is not the emulator itself. */
  readonly issuers: Map<string, string>;
  readonly github: GitHubState;
}

export const OWNER = "owner";

/** Key of a member in {@link TeamRecord.members}. Users and services are told apart by it. */
export function memberKey(kind: "User" | "Service", slug: string): string {
  return `${kind}:${slug}`;
}

/** An organization with nobody in it but its owner. The owner's key stays the same over resets. */
export function newState(organization: string, ownerKey: string, stamp: () => string): EmulatorState {
  const owner: UserRecord = {
    slug: OWNER,
    slug_perm: randomSlugPerm(),
    name: "Organization Owner",
    email: `${OWNER}@${organization}.example`,
    role: "Owner",
    key: ownerKey,
    is_active: true,
    has_two_factor: true,
    visibility: "Public",
    joined_at: stamp(),
  };
  return {
    organization: { slug: organization, slug_perm: randomSlugPerm(), name: organization, created_at: stamp() },
    users: new Map([[OWNER, owner]]),
    services: new Map(),
    providerSettings: new Map(),
    repositories: new Map(),
    privileges: new Map(),
    teams: new Map(),
    packages: new Map(),
    uploads: new Map(),
    audit: [],
    reservedSlugs: new Set(),
    issuers: new Map(),
    github: newGitHubState(),
  };
}

/** A fresh service account with nothing but what is given. */
export function newService(
  given: Pick<ServiceRecord, "slug" | "name"> & Partial<ServiceRecord>,
  stamp: () => string,
): ServiceRecord {
  return {
    slug_perm: randomSlugPerm(),
    description: "",
    role: "Member",
    key: newApiKey(),
    key_expires_at: null,
    created_at: stamp(),
    created_by: OWNER,
    ...given,
  };
}

/** A fresh repository with nothing but what is given. */
export function newRepository(
  given: Pick<RepositoryRecord, "slug" | "name"> & Partial<RepositoryRecord>,
  stamp: () => string,
): RepositoryRecord {
  return {
    slug_perm: randomSlugPerm(),
    description: "",
    repository_type_str: "Public",
    default_privilege: "None",
    created_at: stamp(),
    deleted_at: null,
    other: {},
    ...given,
  };
}
