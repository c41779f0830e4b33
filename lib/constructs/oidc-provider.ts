import { Construct, type IConstruct } from "constructs";
import { CloudsmithOidc } from "../bindings/index.js";
import { annotate } from "./annotate.js";
import { type ClaimInput, toClaim } from "./claims/claim.js";
import type { RequiredClaims } from "./claims/required-claims.js";
import type { OidcIssuer } from "./oidc-issuer.js";
import { type PlacementProps, placementOf } from "./placement.js";
import { checkId, checkNoDuplicates, checkNotEmpty, checkSlug, invalid, isUnknownText } from "./private/checks.js";
import type { IServiceAccount } from "./service-account.js";
import { TrustConstruct } from "./trust-construct.js";

/** OIDC provider settings: who may act as which service account. */
export interface IOidcProvider extends IConstruct {
  /** Given by Cloudsmith, and never changed. */
  readonly slugPerm: string;
}

export interface ServiceAccountMapping {
  /** Value of the mapping claim; a prefix is asked for by name, `Claim.prefix("release/")`. */
  readonly claimValue: ClaimInput;
  /** Whom a token with this value may act as. */
  readonly serviceAccount: IServiceAccount;
}

export interface OidcProviderProps extends PlacementProps {
  /**
   * Name of the settings, unique in the organization.
   *
   * @default - the construct's id
   */
  readonly name?: string;
  /** Who makes the tokens. */
  readonly issuer: OidcIssuer;
  /** What a token must say, all of it. */
  readonly claims: RequiredClaims;
  /**
   * Whom a matching token may act as: it chooses one of them. Excludes `mappingClaim`.
   *
   * @default - none, for settings with a mapping claim
   */
  readonly serviceAccounts?: readonly IServiceAccount[];
  /**
   * The claim whose value says whom a matching token may act as. Excludes `serviceAccounts`.
   *
   * @default - none, for settings with service accounts
   */
  readonly mappingClaim?: string;
  /**
   * Which value of the mapping claim stands for which service account.
   *
   * @default - none
   */
  readonly dynamicMappings?: readonly ServiceAccountMapping[];
  /**
   * Whether the settings admit anything.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Sets of blocks cost Terraform itself the square of their number. */
const MANY_MAPPINGS = 1000;

/**
 * OIDC provider settings: a token of this issuer that carries these claims may be exchanged for one of a service account.
 * Settings are alternatives, so a further one can only admit more.
 *
 * @example
 * new OidcProvider(this, "app-main", {
 *   issuer: OidcIssuer.gitHub(),
 *   claims: GitHubClaims.of({ repositoryId: 74, ref: "refs/heads/main", eventName: "push" }),
 *   serviceAccounts: [account],
 * })
 */
export class OidcProvider extends TrustConstruct implements IOidcProvider {
  /**
   * Settings that exist already, made elsewhere.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static fromSlugPerm(scope: Construct, id: string, slugPerm: string): IOidcProvider {
    return new ImportedOidcProvider(scope, id, slugPerm);
  }

  readonly name: string;
  readonly organization: string;
  /** The L1 class, for what this one does not offer. */
  readonly resource: CloudsmithOidc;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const { organization, meta } = placementOf(this, props);
    this.organization = organization;
    this.name = props.name ?? id;
    check(this, this.name, props);
    const mappings = props.dynamicMappings?.length ?? 0;
    if (mappings > MANY_MAPPINGS) {
      annotate(
        this,
        "warning",
        `${mappings} dynamic mappings in one setting: Terraform's time grows with the square of their number, split them above ${MANY_MAPPINGS}`,
      );
    }
    this.resource = new CloudsmithOidc(this, "Resource", {
      name: this.name,
      namespace: organization,
      enabled: props.enabled ?? true,
      providerUrl: props.issuer.url,
      claims: recordOf(this, props.claims),
      serviceAccounts: props.serviceAccounts && slugsOf(props.serviceAccounts),
      mappingClaim: props.mappingClaim,
      dynamicMappings: props.dynamicMappings?.map(({ claimValue, serviceAccount }) => ({
        claimValue: toClaim(claimValue).required,
        serviceAccount: serviceAccount.slug,
      })),
      ...meta,
    });
  }

  /** A reference: Cloudsmith gives it when it makes the settings. */
  get slugPerm(): string {
    return this.resource.slugPerm;
  }
}

class ImportedOidcProvider extends Construct implements IOidcProvider {
  constructor(
    scope: Construct,
    id: string,
    readonly slugPerm: string,
  ) {
    super(scope, id);
    checkId(this);
    checkSlug(this, "slug_perm", slugPerm);
  }
}

/** Where an object is copied key by key, as cdktf does it, this one key is lost, and with it what it requires. */
function recordOf(provider: OidcProvider, claims: RequiredClaims): { [name: string]: string } {
  const record = claims.toRecord();
  if (Object.hasOwn(record, "__proto__")) {
    throw invalid(
      provider,
      'no JSON of cdktf can hold a claim called "__proto__", and without it more tokens would be admitted: require another',
    );
  }
  return record;
}

/** Always in the same order: the official provider reads them sorted, and would otherwise never stop planning a change. */
function slugsOf(accounts: readonly IServiceAccount[]): string[] {
  const sortKey = (account: IServiceAccount) => (isUnknownText(account.slug) ? account.node.path : account.slug);
  return [...accounts].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(({ slug }) => slug);
}

function check(provider: OidcProvider, name: string, props: OidcProviderProps): void {
  checkNotEmpty(provider, "the name of provider settings", name);
  const { serviceAccounts, mappingClaim, dynamicMappings, issuer, claims } = props;
  const ci = issuer.description?.ci;
  if (claims.ci !== undefined && ci !== undefined && claims.ci !== ci) {
    throw invalid(provider, `the claims are those of ${claims.ci}, and ${issuer.url} is the issuer of ${ci}`);
  }
  if (serviceAccounts !== undefined && (mappingClaim !== undefined || dynamicMappings !== undefined)) {
    throw invalid(provider, "settings have either serviceAccounts, or a mappingClaim with dynamicMappings, not both");
  }
  if ((mappingClaim === undefined) !== (dynamicMappings === undefined)) {
    throw invalid(provider, "mappingClaim and dynamicMappings mean something together only: give both");
  }
  if (serviceAccounts === undefined && mappingClaim === undefined) {
    throw invalid(
      provider,
      "say whom a matching token may act as: serviceAccounts, or a mappingClaim with dynamicMappings",
    );
  }
  checkNoDuplicates(
    provider,
    "serviceAccounts",
    (serviceAccounts ?? []).map(({ slug }) => slug),
  );
  if (mappingClaim !== undefined) {
    checkNotEmpty(provider, "mappingClaim", mappingClaim);
  }
  const values = (dynamicMappings ?? []).map(({ claimValue }) => {
    if (claimValue === "") {
      throw invalid(provider, "a claimValue must not be empty");
    }
    return toClaim(claimValue).required;
  });
  checkNoDuplicates(provider, "dynamicMappings", values);
}
