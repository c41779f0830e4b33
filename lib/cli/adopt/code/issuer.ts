import { isDeclarationError, OidcIssuer } from "../../../constructs/index.js";
import { valueLiteral } from "./literal.js";
import type { Imports } from "./module.js";
import { type Code, call } from "./print.js";

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
  return found(url)?.issuer;
}

/** Code that makes {@link tryIssuer}. */
export function issuerCode(url: string, imports: Imports): Code {
  const { code = "", argument } = found(url) ?? {};
  const type = imports.use("cloudsmith-trust", "OidcIssuer");
  return argument === undefined ? `${type}.${code}` : call(`${type}.${code}`, valueLiteral(argument));
}

interface Found {
  readonly issuer: OidcIssuer;
  readonly code: string;
  readonly argument?: string;
}

function found(url: string): Found | undefined {
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

export function tried<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (isDeclarationError(error)) {
      return undefined;
    }
    throw error;
  }
}
