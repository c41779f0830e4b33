import type { HttpTransport } from "../../cloudsmith/index.js";
import type { Ci } from "../issuers/index.js";
import { OidcExchangeError } from "./errors.js";

export type Environment = { readonly [name: string]: string | undefined };

/** What Cloudsmith's own clients ask for unless told otherwise. */
export const DEFAULT_AUDIENCE = "cloudsmith";

export interface TokenRequest {
  /** What the token is to name in `aud`. Sources that were given a ready token take no notice of it. */
  readonly audience: string;
  readonly signal?: AbortSignal;
}

/** Where a CI job's id token comes from. */
export interface TokenSource {
  /** Undefined where the token was put there by whoever started this: a variable, a file. */
  readonly ci: Ci | undefined;
  /** For people: `GitHub Actions (ACTIONS_ID_TOKEN_REQUEST_URL)`. */
  readonly name: string;
  /**
   * A token, new where the source can make one.
   *
   * @throws OidcExchangeError `bad_token`, `request_failed`
   */
  token(request: TokenRequest): Promise<string>;
}

/** What sources are made from. */
export interface SourceContext {
  readonly environment: Environment;
  readonly transport: HttpTransport;
}

/**
 * Looks for one kind of source: undefined where its variables are not there.
 *
 * @throws OidcExchangeError `half_set`
 */
export type FindSource = (context: SourceContext) => TokenSource | undefined;

/** A variable's value; an empty one counts as not set, as CIs leave them where a secret is missing. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === "" ? undefined : value;
}

/** Two variables that only make sense together. */
export function pair(
  environment: Environment,
  names: readonly [string, string],
  remedy: string,
): readonly [string, string] | undefined {
  const [first, second] = [variable(environment, names[0]), variable(environment, names[1])];
  if (first !== undefined && second !== undefined) {
    return [first, second];
  }
  if (first === undefined && second === undefined) {
    return undefined;
  }
  const [there, missing] = first === undefined ? [names[1], names[0]] : names;
  throw new OidcExchangeError("half_set", `${there} is set and ${missing} is not.`, remedy);
}

/** A token in compact form, as a CI gives it; anything else is an error that does not show it. */
export function checkToken(text: string, where: string): string {
  const token = text.trim();
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    throw new OidcExchangeError(
      "bad_token",
      `${where} holds no id token: it must be a signed JWT of three parts joined by dots.`,
      "Check what sets it.",
    );
  }
  return token;
}
