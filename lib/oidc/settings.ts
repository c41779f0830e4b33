/**
 * OIDC provider settings as trust sees them, in the API's own field names.
 *
 * Source: Cloudsmith API, `/orgs/{org}/openid-connect/`.
 */

/** What a claim is required to be. Strings are compared literally, or as a prefix where they end in `.*`. */
export type ClaimValue =
  | string
  | number
  | boolean
  | null
  | readonly ClaimValue[]
  | { readonly [name: string]: ClaimValue };

/** Claims of a token, or claims required of one: flat names, dots and slashes included. */
export type Claims = { readonly [name: string]: ClaimValue };

export interface DynamicMapping {
  readonly claim_value: string;
  readonly service_account: string;
}

export interface ProviderSettings {
  readonly name: string;
  readonly slug?: string;
  readonly slug_perm?: string;
  readonly enabled: boolean;
  readonly provider_url: string;
  readonly claims: Claims;
  readonly service_accounts: readonly string[];
  readonly mapping_claim: string | null;
  readonly dynamic_mappings: readonly DynamicMapping[];
}
