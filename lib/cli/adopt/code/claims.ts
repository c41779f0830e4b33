import {
  AzureDevOpsClaims,
  BitbucketClaims,
  BuildkiteClaims,
  CircleCiClaims,
  type Claim,
  GitHubClaims,
  GitLabClaims,
  HcpTerraformClaims,
  type OidcIssuer,
  type RequiredClaims,
} from "../../../constructs/index.js";
import {
  AZURE_DEVOPS,
  BITBUCKET,
  BUILDKITE,
  CIRCLECI,
  type Ci,
  type ClaimDescription,
  GITHUB,
  GITLAB,
  HCP_TERRAFORM,
  type Issuer,
} from "../../../oidc/index.js";
import { type Claims, prefixOf, requiredClaim, sameClaims } from "../fit/claims.js";
import { tried } from "../fit/tried.js";
import { keyLiteral, literal, terraformText, valueLiteral } from "./literal.js";
import type { Imports } from "./module.js";
import { type Code, call, object, property } from "./print.js";

interface TypedClaims {
  readonly name: string;
  readonly of: (props: object) => RequiredClaims;
  readonly issuer: Issuer;
  /** What every claim of its own begins with, left out of the properties' names. */
  readonly prefix?: string;
  readonly family?: { readonly property: string; readonly prefix: string };
}

const TYPED: { readonly [ci in Ci]: TypedClaims } = {
  github: {
    name: "GitHubClaims",
    of: GitHubClaims.of,
    issuer: GITHUB,
    family: { property: "properties", prefix: "repo_property_" },
  },
  gitlab: { name: "GitLabClaims", of: GitLabClaims.of, issuer: GITLAB },
  circleci: { name: "CircleCiClaims", of: CircleCiClaims.of, issuer: CIRCLECI, prefix: "oidc.circleci.com/" },
  bitbucket: { name: "BitbucketClaims", of: BitbucketClaims.of, issuer: BITBUCKET },
  buildkite: {
    name: "BuildkiteClaims",
    of: BuildkiteClaims.of,
    issuer: BUILDKITE,
    family: { property: "agentTags", prefix: "agent_tag:" },
  },
  "azure-devops": { name: "AzureDevOpsClaims", of: AzureDevOpsClaims.of, issuer: AZURE_DEVOPS },
  "hcp-terraform": {
    name: "HcpTerraformClaims",
    of: HcpTerraformClaims.of,
    issuer: HCP_TERRAFORM,
    prefix: "terraform_",
  },
};

/** Claims about the token rather than the job, of which the typed classes have no property. */
const NO_PROPERTY = ["iss", "exp", "iat", "nbf", "jti", "user_identities"];

/** A required value, as the constructs take it. */
interface Value {
  readonly input: Claim | string | number | boolean;
  readonly code: (imports: Imports) => Code;
}

/** Code for claims that {@link areClaims} holds of: by the CI's own names where they are known, else by the token's. */
export function claimsCode(issuer: OidcIssuer | undefined, claims: Claims, imports: Imports): Code {
  const typed =
    issuer?.description === undefined ? undefined : typedCode(TYPED[issuer.description.ci], claims, imports);
  if (typed !== undefined) {
    return typed;
  }
  const properties = [...claims].map(([name, value]) =>
    property(keyLiteral(terraformText(name)), requiredValue(value)?.code(imports) ?? ""),
  );
  return call(`${imports.use("cloudsmith-trust", "RequiredClaims")}.of`, object(properties));
}

function typedCode(
  { name: type, of, issuer, prefix = "", family }: TypedClaims,
  claims: Claims,
  imports: Imports,
): Code | undefined {
  const own = new Map<string, Value>();
  const members = new Map<string, Value>();
  for (const [name, value] of claims) {
    const member =
      family !== undefined && name.startsWith(family.prefix) ? name.slice(family.prefix.length) : undefined;
    const description = issuer.claim(name);
    const typed = description && typedValue(description, value, member !== undefined);
    if (typed === undefined || NO_PROPERTY.includes(name)) {
      return undefined;
    }
    member === undefined ? own.set(propertyName(name, prefix), typed) : members.set(member, typed);
  }
  const inputs = (values: ReadonlyMap<string, Value>) =>
    Object.fromEntries([...values].map(([name, { input }]) => [name, input]));
  const props = {
    ...inputs(own),
    ...(family === undefined || members.size === 0 ? {} : { [family.property]: inputs(members) }),
  };
  const made = tried(() => of(props));
  if (made === undefined || !sameClaims(made, claims)) {
    return undefined;
  }
  const properties = (values: ReadonlyMap<string, Value>) =>
    inTypedOrder(issuer, prefix, [...values]).map(([name, value]) => property(keyLiteral(name), value.code(imports)));
  const family_ =
    family === undefined || members.size === 0 ? [] : [property(family.property, object(properties(members)))];
  return call(`${imports.use("cloudsmith-trust", type)}.of`, object([...properties(own), ...family_]));
}

/** What ties a token to one customer first, as the classes declare it. */
function inTypedOrder<T>(
  issuer: Issuer,
  prefix: string,
  properties: readonly (readonly [string, T])[],
): readonly (readonly [string, T])[] {
  const rank = ({ identifies, stability }: ClaimDescription) =>
    identifies === undefined ? 2 : stability === "stable" ? 0 : 1;
  const order = issuer.claims.toSorted((a, b) => rank(a) - rank(b)).map(({ name }) => propertyName(name, prefix));
  return properties.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

/** `repository_owner_id` → `repositoryOwnerId`, `oidc.circleci.com/project-id` → `projectId` */
function propertyName(name: string, prefix: string): string {
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return own.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** As the type of the property allows: see scripts/generate/claims.ts. */
function typedValue(description: ClaimDescription, value: string, isMember: boolean): Value | undefined {
  const plain = requiredValue(value);
  const { values = [], stability, grammar, notText } = description;
  const isExact = typeof plain?.input === "string";
  if (values.length > 0) {
    const isFlag = [...values].sort().join() === "false,true";
    return !isExact || !values.includes(value)
      ? undefined
      : isFlag
        ? { input: value === "true", code: () => value }
        : plain;
  }
  if (isExact && grammar?.source === DIGITS && grammar.test(value)) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? { input: number, code: () => value } : plain;
  }
  const takesPrefix =
    isMember || !(grammar?.source === DIGITS || notText === true || stability === "stable" || stability === "volatile");
  return isExact || takesPrefix ? plain : undefined;
}

const DIGITS = "^(?:0|[1-9][0-9]*)$";

function requiredValue(value: string): Value | undefined {
  const input = requiredClaim(value);
  return input === undefined ? undefined : { input, code: (imports) => requiredCode(value, imports) };
}

/** A required value, or one that is mapped, as the constructs take it. */
export function requiredCode(value: string, imports: Imports): Code {
  if (!value.endsWith(".*")) {
    return valueLiteral(value);
  }
  const type = imports.use("cloudsmith-trust", "Claim");
  return value === ".*" ? `${type}.any()` : call(`${type}.prefix`, valueLiteral(prefixOf(value)));
}

export function plainClaims(claims: Claims): Code {
  return object(
    [...claims].map(([name, value]) => property(keyLiteral(terraformText(name)), literal(terraformText(value)))),
  );
}
