import {
  GITHUB,
  GITHUB_DATA_RESIDENCY,
  GITHUB_ENTERPRISE_CLOUD,
  GITHUB_ENTERPRISE_SERVER,
  GITHUB_ISSUER,
  gitHubDataResidencyIssuer,
  gitHubEnterpriseIssuer,
  gitHubServerIssuer,
  type Issuer,
} from "../oidc/issuers/index.js";
import { invalid, isUnknownText } from "./private/checks.js";

/** Who makes the tokens: the URL they carry in `iss`, and what is known of their claims. */
export class OidcIssuer {
  /** github.com. All its users share this issuer: only claims say whose job it is. */
  static gitHub(): OidcIssuer {
    return new OidcIssuer(GITHUB_ISSUER, GITHUB);
  }

  /**
   * An enterprise of github.com that has put its slug into the issuer.
   *
   * @throws DeclarationError with code `invalid_value`
   * @example OidcIssuer.gitHubEnterprise("octo-ent")
   */
  static gitHubEnterprise(slug: string): OidcIssuer {
    return OidcIssuer.#known(gitHubEnterpriseIssuer(slug), GITHUB_ENTERPRISE_CLOUD);
  }

  /**
   * An enterprise with data residency on ghe.com.
   *
   * @param subdomain - what stands before `.ghe.com`
   * @throws DeclarationError with code `invalid_value`
   */
  static gitHubDataResidency(subdomain: string): OidcIssuer {
    return OidcIssuer.#known(gitHubDataResidencyIssuer(subdomain), GITHUB_DATA_RESIDENCY);
  }

  /**
   * A GitHub Enterprise Server.
   *
   * @param host - e.g. `github.example.com`
   * @throws DeclarationError with code `invalid_value`
   */
  static gitHubServer(host: string): OidcIssuer {
    return OidcIssuer.#known(gitHubServerIssuer(host), GITHUB_ENTERPRISE_SERVER);
  }

  /**
   * Any other issuer, such as a Jenkins server with an OpenID Connect plugin.
   *
   * @param url - exactly what its tokens carry in `iss`
   * @throws DeclarationError with code `invalid_value`
   */
  static custom(url: string): OidcIssuer {
    if (!isUnknownText(url) && !isIssuerUrl(url)) {
      throw invalid(
        undefined,
        `an issuer is an https URL without user name, query and fragment, got ${JSON.stringify(url)}`,
      );
    }
    return new OidcIssuer(url, undefined);
  }

  static #known(url: string, description: Issuer): OidcIssuer {
    if (!isUnknownText(url) && !description.matches(url)) {
      throw invalid(
        undefined,
        `the issuer of ${description.name} looks like ${description.urlForm}, got ${JSON.stringify(url)}`,
      );
    }
    return new OidcIssuer(url, description);
  }

  private constructor(
    /** As tokens carry it in `iss`, and as Cloudsmith's `provider_url`. */
    readonly url: string,
    /** What is known of its tokens; undefined for an issuer that is not described here. */
    readonly description: Issuer | undefined,
  ) {}
}

/** Source: OpenID Connect Discovery 1.0, section 3. */
function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return (
    url.protocol === "https:" && url.username === "" && url.password === "" && url.search === "" && url.hash === ""
  );
}
