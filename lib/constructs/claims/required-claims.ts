import type { Ci } from "../../oidc/issuers/index.js";
import { invalid } from "../private/checks.js";
import { type Claim, type ClaimInput, toClaim } from "./claim.js";

/**
 * The claims that a token must carry, all of them. Each CI that is known has a class of its own, such as {@link GitHubClaims}, that knows
 * their names and forms.
 *
 * @example RequiredClaims.of({ sub: "job/publish", build_branch: Claim.prefix("release/") })
 */
export class RequiredClaims {
  /**
   * @param claims - by the names they have in the token
   * @throws DeclarationError with code `invalid_value`
   */
  static of(claims: { readonly [name: string]: ClaimInput }): RequiredClaims {
    return new RequiredClaims(
      new Map(Object.entries(claims).map(([name, input]) => [name, toClaim(input)])),
      undefined,
    );
  }

  readonly #claims: ReadonlyMap<string, Claim>;

  protected constructor(
    claims: ReadonlyMap<string, Claim>,
    /** Whose claims they are; undefined where that is not said. */
    readonly ci: Ci | undefined,
  ) {
    if (claims.size === 0) {
      throw invalid(undefined, "require at least one claim: without any, every token of the issuer is admitted");
    }
    if (claims.has("")) {
      throw invalid(undefined, "a claim must have a name");
    }
    this.#claims = claims;
  }

  /** By name, in alphabetical order. */
  get claims(): ReadonlyMap<string, Claim> {
    return new Map([...this.#claims].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * The same claims, and one more.
   *
   * @throws DeclarationError with code `invalid_value` where that one is required already
   */
  with(name: string, input: ClaimInput): RequiredClaims {
    if (this.#claims.has(name)) {
      throw invalid(undefined, `the claim ${name} is required already`);
    }
    return new RequiredClaims(new Map([...this.#claims, [name, toClaim(input)]]), this.ci);
  }

  /** As Cloudsmith stores them. */
  toRecord(): { [name: string]: string } {
    return Object.fromEntries([...this.claims].map(([name, claim]) => [name, claim.required]));
  }
}
