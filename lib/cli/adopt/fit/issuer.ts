import { OidcIssuer } from "../../../constructs/index.js";
import { tried } from "./tried.js";

type Factory = { readonly of: (argument: string) => OidcIssuer; readonly name: string; readonly url: RegExp };

/** Issuers with one part of their own; what does not fit exactly is written as it is. */
const FACTORIES: readonly Factory[] = [
  {
    name: "gitHubEnterprise",
    of: OidcIssuer.gitHubEnterprise,
    url: /^https:\/\/token\.actions\.githubusercontent\.com\/([^/]+)$/,
  },
  {
    name: "gitHubDataResidency",
    of: OidcIssuer.gitHubDataResidency,
    url: /^https:\/\/token\.actions\.([^./]+)\.ghe\.com$/,
  },
  { name: "gitHubServer", of: OidcIssuer.gitHubServer, url: /^https:\/\/([^/]+)\/_services\/token$/ },
  { name: "circleCi", of: OidcIssuer.circleCi, url: /^https:\/\/oidc\.circleci\.com\/org\/([^/]+)$/ },
  {
    name: "bitbucket",
    of: OidcIssuer.bitbucket,
    url: /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/([^/]+)\/pipelines-config\/identity\/oidc$/,
  },
  { name: "azureDevOps", of: OidcIssuer.azureDevOps, url: /^https:\/\/vstoken\.dev\.azure\.com\/([^/]+)$/ },
];

const WITHOUT_PARTS: readonly (readonly [code: string, issuer: OidcIssuer])[] = [
  ["gitHub()", OidcIssuer.gitHub()],
  ["gitLab()", OidcIssuer.gitLab()],
  ["buildkite()", OidcIssuer.buildkite()],
  ["hcpTerraform()", OidcIssuer.hcpTerraform()],
  ['hcpTerraform("eu")', OidcIssuer.hcpTerraform("eu")],
];

/** The issuer with this very URL; undefined where the constructs take it for none. */
export function tryIssuer(url: string): OidcIssuer | undefined {
  return issuerFactory(url)?.issuer;
}

/** How the constructs make an issuer. */
export interface IssuerFactory {
  readonly issuer: OidcIssuer;
  /** What follows `OidcIssuer.`: a call, or the name of a method that takes the argument. */
  readonly code: string;
  readonly argument?: string;
}

/** The way to make the issuer with this very URL; undefined where there is none. */
export function issuerFactory(url: string): IssuerFactory | undefined {
  const plain = WITHOUT_PARTS.find(([, issuer]) => issuer.url === url);
  if (plain !== undefined) {
    return { code: plain[0], issuer: plain[1] };
  }
  for (const { name, of, url: form } of FACTORIES) {
    const [, part] = form.exec(url) ?? [];
    const issuer = part === undefined ? undefined : tried(() => of(part));
    if (part !== undefined && issuer?.url === url) {
      return { code: name, argument: part, issuer };
    }
  }
  const custom = tried(() => OidcIssuer.custom(url));
  return custom && { code: "custom", argument: url, issuer: custom };
}
