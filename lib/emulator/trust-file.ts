/**
 * A trust file as the emulator reads and writes it: the organisation's trust in the API's own field names, and beside
 * it what is known of the CI's side.
 */
import type { Claims, DynamicMapping } from "../oidc/index.js";
import type { DefaultPrivilege, Privilege, Role } from "../trust/index.js";
import type { GitHubRepositorySeed } from "./github/seed.js";

export interface TrustFileAccount {
  readonly slug: string;
  /** @default - the slug */
  readonly name?: string;
  readonly description?: string;
  /** @default "Member" */
  readonly role?: Role;
  readonly teams?: readonly { readonly slug: string; readonly role?: Role }[];
}

export interface TrustFileSetting {
  readonly name: string;
  readonly slug?: string;
  readonly slug_perm?: string;
  /** @default true */
  readonly enabled?: boolean;
  readonly provider_url: string;
  readonly claims: Claims;
  readonly service_accounts?: readonly string[];
  readonly mapping_claim?: string | null;
  readonly dynamic_mappings?: readonly DynamicMapping[];
}

export interface TrustFileRepository {
  readonly slug: string;
  readonly name?: string;
  readonly slug_perm?: string;
  /** @default "Private" */
  readonly repository_type_str?: "Public" | "Private" | "Open-Source";
  /** @default "None" */
  readonly default_privilege?: DefaultPrivilege;
}

export interface TrustFilePrivilege {
  readonly repository: string;
  readonly privilege: Privilege;
  readonly service?: string;
  readonly team?: string;
  readonly user?: string;
}

export interface TrustFile {
  readonly organization: string;
  readonly accounts?: readonly TrustFileAccount[];
  readonly settings?: readonly TrustFileSetting[];
  readonly repositories?: readonly TrustFileRepository[];
  readonly privileges?: readonly TrustFilePrivilege[];
  readonly teams?: readonly { readonly slug: string; readonly name?: string }[];
  readonly github?: { readonly repositories?: readonly GitHubRepositorySeed[] };
}
