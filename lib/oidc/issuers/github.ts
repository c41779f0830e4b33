/**
 * GitHub's four kinds of issuer, all with the same claims.
 *
 * Source: GitHub's OpenID Connect reference; "Customizing the issuer value for an enterprise"; data residency.
 */
import { GITHUB_CLAIMS, REPOSITORY_PROPERTY_PREFIX, repositoryPropertyClaim } from "../github/claims.js";
import { PROPERTY_NAME } from "../github/names.js";
import {
  type AudienceContext,
  type ClaimFamily,
  type Client,
  defineIssuer,
  type Issuer,
  type IssuerProps,
} from "./issuer.js";

/** The issuer that all of github.com shares, but for enterprises with one of their own. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

const CUSTOM_PROPERTIES: ClaimFamily = {
  names: new RegExp(`^${REPOSITORY_PROPERTY_PREFIX}${PROPERTY_NAME.source.slice(1)}`),
  describe: repositoryPropertyClaim,
};

/** Source: action.yml of cloudsmith-cli-action v1 and v3; the command line's and the official provider's defaults. */
function audience(client: Client, { owner }: AudienceContext = {}): string | undefined {
  switch (client) {
    case "cloudsmith-cli":
    case "terraform-provider":
      return "cloudsmith";
    case "cloudsmith-cli-action":
      return owner === undefined ? undefined : `https://github.com/${owner}`;
    case "cloudsmith-cli-action-v1":
      return "api://AzureADTokenExchange";
  }
}

function gitHub(props: Pick<IssuerProps, "id" | "name" | "url" | "urlForm" | "shared">): Issuer {
  return defineIssuer({ ...props, ci: "github", claims: GITHUB_CLAIMS, claimFamily: CUSTOM_PROPERTIES, audience });
}

export const GITHUB = gitHub({
  id: "github",
  name: "GitHub Actions",
  urlForm: GITHUB_ISSUER,
  url: /^https:\/\/token\.actions\.githubusercontent\.com$/,
  shared: true,
});

/** An enterprise of github.com that has put its slug into the issuer. */
export const GITHUB_ENTERPRISE_CLOUD = gitHub({
  id: "github-enterprise-cloud",
  name: "GitHub Actions of an enterprise with an issuer of its own",
  urlForm: `${GITHUB_ISSUER}/ENTERPRISE`,
  url: /^https:\/\/token\.actions\.githubusercontent\.com\/[A-Za-z0-9](?:[A-Za-z0-9-]*)$/,
  shared: false,
});

/** An enterprise with data residency, on ghe.com; its slug may follow. */
export const GITHUB_DATA_RESIDENCY = gitHub({
  id: "github-data-residency",
  name: "GitHub Actions with data residency",
  urlForm: "https://token.actions.SUBDOMAIN.ghe.com",
  url: /^https:\/\/token\.actions\.[a-z0-9](?:[a-z0-9-]*)\.ghe\.com(?:\/[A-Za-z0-9](?:[A-Za-z0-9-]*))?$/,
  shared: false,
});

export const GITHUB_ENTERPRISE_SERVER = gitHub({
  id: "github-enterprise-server",
  name: "GitHub Enterprise Server",
  urlForm: "https://HOST/_services/token",
  url: /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?\/_services\/token(?:\/[A-Za-z0-9](?:[A-Za-z0-9-]*))?$/,
  shared: false,
});

/** The issuer of an enterprise of github.com that has put its slug into the issuer. */
export function gitHubEnterpriseIssuer(slug: string): string {
  return `${GITHUB_ISSUER}/${slug}`;
}

/** The issuer of a subdomain of ghe.com. */
export function gitHubDataResidencyIssuer(subdomain: string): string {
  return `https://token.actions.${subdomain}.ghe.com`;
}

/** The issuer of a GitHub Enterprise Server. */
export function gitHubServerIssuer(host: string): string {
  return `https://${host}/_services/token`;
}
