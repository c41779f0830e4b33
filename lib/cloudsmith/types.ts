/**
 * Bodies of the Cloudsmith API, in the API's own names. Read-only fields are marked `readonly` on responses by being
 * absent from the matching request type. Source: the API's OpenAPI description, version 1.1352.0.
 */

/** `GET /user/self/`. An anonymous caller gets `authenticated: false` and nulls. */
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
  role?: ServiceRole;
  name?: string;
}

export interface Service {
  name: string;
  slug: string;
  description: string;
  role: ServiceRole;
  teams: ServiceTeam[];
  /** In clear only in the answers to create and refresh; elsewhere masked but for its last four characters. */
  key: string;
  key_expires_at: string | null;
  created_at: string;
  created_by: string;
  created_by_url: string;
}

/** `name` 1..120, `description` 1..1024 characters. */
export interface ServiceRequest {
  name: string;
  description?: string | null;
  role?: ServiceRole;
  teams?: ServiceTeam[];
}

export interface DynamicMapping {
  claim_value: string;
  service_account: string;
}

/** As `GET` and lists give it: without the dynamic mappings, which have an endpoint of their own. */
export interface ProviderSettings {
  name: string;
  slug: string;
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
  name: string;
  enabled: boolean;
  provider_url: string;
  claims: { [name: string]: unknown };
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

/** The fields of a repository that trust looks at; the API gives more, which are kept as they come. */
export interface Repository {
  name: string;
  slug: string;
  slug_perm: string;
  namespace: string;
  description?: string;
  repository_type_str: "Public" | "Private" | "Open-Source";
  default_privilege: PrivilegeLevel | "None";
  created_at: string;
  deleted_at?: string | null;
  [field: string]: unknown;
}

export interface RepositoryRequest {
  name: string;
  slug?: string;
  description?: string;
  repository_type_str?: "Public" | "Private" | "Open-Source";
  default_privilege?: PrivilegeLevel | "None";
  [field: string]: unknown;
}

export interface Team {
  name: string;
  slug: string;
  slug_perm: string;
  description: string | null;
  visibility: "Visible" | "Hidden";
}

export interface TeamRequest {
  name: string;
  slug?: string;
  description?: string | null;
  visibility?: "Visible" | "Hidden";
}

export interface TeamMember {
  user: string;
  role: ServiceRole;
  user_kind?: "User" | "Service";
}

export interface OrganizationMember {
  email: string;
  has_two_factor: boolean;
  is_active: boolean;
  joined_at: string;
  last_login_at: string | null;
  last_login_method: string;
  role: "Owner" | "Manager" | "Member" | "Collaborator";
  teams?: ServiceTeam[];
  user: string;
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
  interval: number;
  limit: number;
  remaining: number;
  reset: number;
  reset_iso_8601: string;
  throttled: boolean;
}

export interface AuditLogEntry {
  actor: string;
  actor_kind: string;
  actor_ip_address: string | null;
  actor_slug_perm: string;
  actor_url: string | null;
  context: string;
  event: string;
  event_at: string;
  object: string;
  object_kind: string;
  object_slug_perm: string;
  target: string;
  target_kind: string;
  target_slug_perm: string | null;
  uuid: string;
  [field: string]: unknown;
}
