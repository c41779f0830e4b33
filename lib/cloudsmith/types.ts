/**
 * Bodies of the Cloudsmith API, in the API's own names.
 *
 * Source: the API's OpenAPI description, version 1.1352.0. Lengths and patterns are its own; where a field is missing
 * there but seen in answers, the comment says so.
 */

/** `GET /user/self/`. An anonymous caller gets `authenticated: false` and nulls; a service has no `email`. */
export interface UserSelf {
  authenticated: boolean;
  email?: string | null;
  name: string | null;
  profile_url?: string | null;
  self_url: string;
  slug: string | null;
  slug_perm: string | null;
}

export type ServiceRole = "Manager" | "Member";

export interface ServiceTeam {
  slug: string;
  /** The description says that `Manager` is the default; the service itself gives `Member`. */
  role?: ServiceRole;
  /** Only in answers. */
  name?: string;
}

/** A service account. The API calls it a service. */
export interface Service {
  name: string;
  /** Given by the API: at most 30 characters, with random ones at the end where the plain slug is taken. */
  slug: string;
  /** Empty where none was given. */
  description: string;
  role: ServiceRole;
  teams: ServiceTeam[];
  /** In clear only in the answers to create and refresh; elsewhere masked but for its last four characters. */
  key: string;
  /** Set only where the organization has an API-key policy. */
  key_expires_at: string | null;
  created_at: string;
  created_by: string;
  created_by_url: string;
}

/** `name` 1..120, `description` 1..1024 characters. */
export interface ServiceRequest {
  name: string;
  /** Not nullable by the description; null and "" are tried where a description is to be cleared. */
  description?: string | null;
  role?: ServiceRole;
  /** The whole set: what is not in it is removed. */
  teams?: ServiceTeam[];
}

export interface DynamicMapping {
  /** Compared literally, or as a prefix where it ends in `.*`. */
  claim_value: string;
  /** Slug of a service account. */
  service_account: string;
}

/** As `GET` and lists give it: without the dynamic mappings, which have an endpoint of their own. */
export interface ProviderSettings {
  name: string;
  slug: string;
  /** What paths address the settings by. */
  slug_perm: string;
  enabled: boolean;
  provider_url: string;
  claims: { [name: string]: unknown };
  service_accounts: string[];
  mapping_claim: string | null;
}

/** As `POST`, `PUT` and `PATCH` answer it. */
export interface ProviderSettingsWrite extends ProviderSettings {
  dynamic_mappings: DynamicMapping[];
}

export interface ProviderSettingsRequest {
  /** Unique in the organization. */
  name: string;
  enabled: boolean;
  provider_url: string;
  claims: { [name: string]: unknown };
  /** Slugs. Excludes `mapping_claim` and `dynamic_mappings`. */
  service_accounts?: string[];
  mapping_claim?: string | null;
  dynamic_mappings?: DynamicMapping[];
}

export type PrivilegeLevel = "Admin" | "Write" | "Read";

/** One explicit grant. Exactly one of the three targets is a slug; `GET` gives null for the other two. */
export interface RepositoryPrivilege {
  privilege: PrivilegeLevel;
  service?: string | null;
  team?: string | null;
  user?: string | null;
}

export type RepositoryType = "Public" | "Private" | "Open-Source";

/** The fields of a repository that trust looks at; the API gives more, which are kept as they come. */
export interface Repository {
  name: string;
  slug: string;
  slug_perm: string;
  namespace: string;
  namespace_url?: string;
  description?: string;
  repository_type_str: RepositoryType;
  /** Counts for every member of the organization, whatever their role. */
  default_privilege: PrivilegeLevel | "None";
  content_kind?: "Standard" | "Distribution" | "Upstream";
  storage_region?: string;
  cdn_url?: string | null;
  is_public?: boolean;
  is_private?: boolean;
  is_open_source?: boolean;
  created_at: string;
  deleted_at?: string | null;
  [field: string]: unknown;
}

/** `name` 1..50 characters, `^\w[\w \-'\.\/()]+$`. */
export interface RepositoryRequest {
  name: string;
  slug?: string;
  description?: string;
  repository_type_str?: RepositoryType;
  default_privilege?: PrivilegeLevel | "None";
  /** Only at creation. */
  content_kind?: "Standard" | "Distribution" | "Upstream";
  /** Only at creation. */
  storage_region?: string;
  [field: string]: unknown;
}

export type TeamVisibility = "Visible" | "Hidden";

export interface Team {
  name: string;
  slug: string;
  slug_perm: string;
  description: string | null;
  visibility: TeamVisibility;
}

/** `name` 1..200, `description` at most 200 characters. */
export interface TeamRequest {
  name: string;
  slug?: string;
  description?: string | null;
  visibility?: TeamVisibility;
}

export type TeamMemberKind = "User" | "Service";

export interface TeamMember {
  /** Slug of a user or of a service account. */
  user: string;
  role: ServiceRole;
  /** `User` where it is not given. */
  user_kind?: TeamMemberKind;
}

export interface OrganizationMember {
  email: string;
  has_two_factor: boolean;
  is_active: boolean;
  joined_at: string;
  last_login_at: string | null;
  last_login_method: "Unknown" | "Password" | "Social" | "SAML" | "OIDC";
  role: "Owner" | "Manager" | "Member" | "Collaborator";
  teams?: ServiceTeam[];
  /** Slug. */
  user: string;
  /** `slug_perm`. */
  user_id: string;
  user_name: string;
  user_url: string;
  visibility: "Public" | "Private";
}

export interface Organization {
  name: string;
  slug: string;
  slug_perm: string;
  country: string | null;
  created_at: string;
  location: string | null;
  tagline: string | null;
}

export interface RateLimit {
  /** Seconds that the API suggests to leave between two calls. */
  interval: number;
  /** Calls an hour. */
  limit: number;
  remaining: number;
  /** Epoch seconds. */
  reset: number;
  reset_iso_8601: string;
  throttled: boolean;
}

export interface AuditLogEntry {
  actor: string | null;
  actor_kind: string;
  actor_ip_address: string | null;
  actor_slug_perm: string | null;
  actor_url: string | null;
  context: string;
  event: string;
  event_at: string;
  object: string;
  object_kind: string;
  object_slug_perm: string;
  /** Absent in the log of one repository. */
  target?: string;
  target_kind?: string;
  target_slug_perm?: string | null;
  uuid: string;
  [field: string]: unknown;
}

/** `POST /openid/{org}/`: a CI's id token for a Cloudsmith token of one service account. */
export interface ExchangeRequest {
  oidc_token: string;
  service_slug: string;
}

export interface ExchangeResponse {
  /** A serialised JWT; its `exp` says how long it lives. */
  token: string;
}
