import {
  type AudienceContext,
  AZURE_DEVOPS,
  BITBUCKET,
  BUILDKITE,
  CIRCLECI,
  type Client,
  GITHUB,
  GITHUB_DATA_RESIDENCY,
  GITHUB_ENTERPRISE_CLOUD,
  GITHUB_ENTERPRISE_SERVER,
  GITHUB_ISSUER,
  GITLAB,
  GITLAB_SELF_MANAGED,
  gitHubDataResidencyIssuer,
  gitHubEnterpriseIssuer,
  gitHubServerIssuer,
  HCP_TERRAFORM,
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
    return OidcIssuer.#known(gitHubEnterpriseIssuer(given("slug", slug)), GITHUB_ENTERPRISE_CLOUD);
  }

  /**
   * An enterprise with data residency on ghe.com.
   *
   * @param subdomain - what stands before `.ghe.com`
   * @throws DeclarationError with code `invalid_value`
   */
  static gitHubDataResidency(subdomain: string): OidcIssuer {
    return OidcIssuer.#known(gitHubDataResidencyIssuer(given("subdomain", subdomain)), GITHUB_DATA_RESIDENCY);
  }

  /**
   * A GitHub Enterprise Server.
   *
   * @param host - e.g. `github.example.com`
   * @throws DeclarationError with code `invalid_value`
   */
  static gitHubServer(host: string): OidcIssuer {
    return OidcIssuer.#known(gitHubServerIssuer(given("host", host)), GITHUB_ENTERPRISE_SERVER);
  }

  /** gitlab.com. All its users share this issuer: only claims say whose job it is. */
  static gitLab(): OidcIssuer {
    return new OidcIssuer("https://gitlab.com", GITLAB);
  }

  /**
   * A GitLab of one's own.
   *
   * @param url - e.g. `https://git.example.com`
   * @throws DeclarationError with code `invalid_value`
   */
  static gitLabSelfManaged(url: string): OidcIssuer {
    return new OidcIssuer(checkedUrl(url), GITLAB_SELF_MANAGED);
  }

  /**
   * @param organizationId - UUID of the CircleCI organization
   * @throws DeclarationError with code `invalid_value`
   */
  static circleCi(organizationId: string): OidcIssuer {
    return OidcIssuer.#known(`https://oidc.circleci.com/org/${given("organizationId", organizationId)}`, CIRCLECI);
  }

  /**
   * @param workspace - slug of the Bitbucket workspace
   * @throws DeclarationError with code `invalid_value`
   */
  static bitbucket(workspace: string): OidcIssuer {
    return OidcIssuer.#known(
      `https://api.bitbucket.org/2.0/workspaces/${given("workspace", workspace)}/pipelines-config/identity/oidc`,
      BITBUCKET,
    );
  }

  /** buildkite.com. All its users share this issuer: only claims say whose job it is. */
  static buildkite(): OidcIssuer {
    return new OidcIssuer("https://agent.buildkite.com", BUILDKITE);
  }

  /**
   * @param organizationId - UUID of the Azure DevOps organization
   * @throws DeclarationError with code `invalid_value`
   */
  static azureDevOps(organizationId: string): OidcIssuer {
    return OidcIssuer.#known(`https://vstoken.dev.azure.com/${given("organizationId", organizationId)}`, AZURE_DEVOPS);
  }

  /** app.terraform.io, or app.eu.terraform.io. All its users share it: only claims say whose run it is. */
  static hcpTerraform(region: "us" | "eu" = "us"): OidcIssuer {
    if (region !== "us" && region !== "eu") {
      throw invalid(undefined, `the region of HCP Terraform is "us" or "eu", got ${JSON.stringify(region)}`);
    }
    return OidcIssuer.#known(`https://app.${region === "eu" ? "eu." : ""}terraform.io`, HCP_TERRAFORM);
  }

  /**
   * Any other issuer, such as a Jenkins server with an OpenID Connect plugin.
   *
   * @param url - exactly what its tokens carry in `iss`
   * @throws DeclarationError with code `invalid_value`
   */
  static custom(url: string): OidcIssuer {
    return new OidcIssuer(checkedUrl(url), undefined);
  }

  static #known(url: string, description: Issuer): OidcIssuer {
    if (!isUnknownText(url) && !description.url.test(url)) {
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

  /**
   * The audience that a client asks for unless told otherwise; undefined where it has none, or where what it is made of
   * is not given.
   *
   * @example OidcIssuer.gitHub().audienceOf("cloudsmith-cli-action", { owner: "acme" }) // https://github.com/acme
   */
  audienceOf(client: Client, context: AudienceContext = {}): string | undefined {
    return this.description?.defaultAudience(client, context);
  }
}

/** Without a check, what is not set would be trust in whoever has `undefined` for a name. */
function given(name: string, value: string): string {
  if (typeof value !== "string") {
    throw invalid(undefined, `the ${name} of an issuer is a text, got ${value === null ? "null" : typeof value}`);
  }
  return value;
}

function checkedUrl(url: string): string {
  if (!isUnknownText(url) && !isIssuerUrl(url)) {
    throw invalid(
      undefined,
      `an issuer is an https URL without user name, query and fragment, got ${JSON.stringify(url)}`,
    );
  }
  return url;
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
