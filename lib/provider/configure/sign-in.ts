/** Signing in with the id token of the CI job that runs Terraform. */
import { CloudsmithClient, type CloudsmithClientOptions, type Credential } from "../../cloudsmith/index.js";
import { DEFAULT_AUDIENCE, findTokenSource, OidcCredential, type TokenSource } from "../../oidc/exchange/index.js";
import { type Claims, decodeToken } from "../../oidc/index.js";
import { type AttributePath, DiagnosticError, type ObjectValue } from "../../terraform/index.js";
import type { SignIn } from "../client.js";
import { failure } from "../private/failure.js";
import { blocks, tryText } from "../private/values.js";
import type { Secrets } from "./secrets.js";

export type Environment = { readonly [name: string]: string | undefined };

/** A variable's value; an empty one counts as not set. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === "" ? undefined : value;
}

/** As the official provider reads `CLOUDSMITH_USE_OIDC`. */
const YES: ReadonlySet<string> = new Set(["1", "true", "yes", "on"]);

/** Whatever else is said counts as yes: a slip of the pen must not let writes through. */
const NO: ReadonlySet<string> = new Set(["0", "false", "no", "off"]);

/** Whether the environment lets this process read alone: GET, and the exchange. */
export function isReadOnly(environment: Environment): boolean {
  const said = variable(environment, "CLOUDSMITH_READ_ONLY")?.toLowerCase();
  return said !== undefined && !NO.has(said);
}

/** The settings of the sign-in by OIDC, or undefined where it is not asked for. */
export function oidcBlock(config: ObjectValue, environment: Environment): ObjectValue | undefined {
  const [block] = blocks(config, "oidc");
  const asked = YES.has(variable(environment, "CLOUDSMITH_USE_OIDC")?.toLowerCase() ?? "");
  return block ?? (asked && tryText(config, "api_key") === undefined ? {} : undefined);
}

/** Who to become and for whom the token is to be made: the block, else the environment. */
export function oidcTarget(block: ObjectValue, environment: Environment): Partial<Omit<SignIn, "claims">> {
  const organization = tryText(block, "organization") ?? variable(environment, "CLOUDSMITH_ORG");
  const serviceSlug = tryText(block, "service_slug") ?? variable(environment, "CLOUDSMITH_SERVICE_SLUG");
  const audience = tryText(block, "audience") ?? variable(environment, "CLOUDSMITH_OIDC_AUDIENCE") ?? DEFAULT_AUDIENCE;
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(serviceSlug === undefined ? {} : { serviceSlug }),
    audience,
  };
}

/** The job's token source, whose tokens are known as secrets from then on. */
export function tokenSource(environment: Environment, secrets: Secrets): TokenSource {
  const source = findTokenSource({ environment });
  return {
    ci: source.ci,
    name: source.name,
    token: async (request) => {
      const token = await source.token(request);
      secrets.learn(token);
      return token;
    },
  };
}

/** The credential and what the provider wants to know of it. */
export function signInWith(
  block: ObjectValue,
  environment: Environment,
  options: CloudsmithClientOptions,
  secrets: Secrets,
): { readonly credential: Credential; readonly signIn: SignIn } {
  const target = oidcTarget(block, environment);
  const organization = required(target.organization, "organization", "CLOUDSMITH_ORG");
  const serviceSlug = required(target.serviceSlug, "service_slug", "CLOUDSMITH_SERVICE_SLUG");
  const audience = target.audience ?? DEFAULT_AUDIENCE;
  let claims: Claims | undefined;
  const found = sourceOf(environment, secrets);
  const source: TokenSource = {
    ...found,
    token: async (request) => {
      const token = await found.token(request);
      claims = decodeToken(token).claims;
      return token;
    },
  };
  const exchanging = new OidcCredential({
    organization,
    serviceSlug,
    audience,
    source,
    client: new CloudsmithClient(options),
  });
  const credential: Credential = {
    header: async (request) => {
      const header = await exchanging.header(request);
      secrets.learn(header.value);
      return header;
    },
    invalidate: (refused) => exchanging.invalidate(refused),
  };
  const signIn: SignIn = {
    organization,
    serviceSlug,
    audience,
    claims: async () => {
      claims ?? (await credential.header({}));
      return claims ?? {};
    },
  };
  return { credential, signIn };
}

function sourceOf(environment: Environment, secrets: Secrets): TokenSource {
  try {
    return tokenSource(environment, secrets);
  } catch (error) {
    throw failure("No OIDC token to sign in with", error);
  }
}

function required(value: string | undefined, attribute: string, name: string): string {
  if (value === undefined) {
    const path: AttributePath = ["oidc"];
    throw new DiagnosticError(
      "The OIDC sign-in lacks a setting",
      `oidc.${attribute} is not set: set it in the provider's oidc block, or ${name} in the environment.`,
      path,
    );
  }
  return value;
}
