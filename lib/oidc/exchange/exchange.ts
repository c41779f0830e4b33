import { CloudsmithClient, isCloudsmithApiError } from "../../cloudsmith/index.js";
import { decodeToken } from "../decode.js";
import type { Claims } from "../settings.js";
import { OidcExchangeError } from "./errors.js";

export interface ExchangeOptions {
  /** With or without `/v1`. Not together with `client`. @default - https://api.cloudsmith.io/v1 */
  readonly host?: string;
  /** Slug of the Cloudsmith organization. */
  readonly organization: string;
  /** Slug of the service account to become. */
  readonly serviceSlug: string;
  /** The CI's id token. */
  readonly oidcToken: string;
  /** Its host, proxy and pacing are used, its credential is not. @default - one for `host` */
  readonly client?: CloudsmithClient;
  readonly signal?: AbortSignal;
}

export interface ExchangedToken {
  /** A JWT that the API takes wherever it takes a key. A secret. */
  readonly token: string;
  /** How long it lives from now, in milliseconds, as it says itself; undefined where it cannot be read. */
  readonly lifetimeMs: number | undefined;
}

/**
 * A CI's id token for a token of one Cloudsmith service account.
 *
 * @throws OidcExchangeError `refused`: the API never says which check failed, so the message says what the token claims
 * @throws CloudsmithApiError, CloudsmithTransportError for what has nothing to do with the token
 */
export async function exchange(options: ExchangeOptions): Promise<ExchangedToken> {
  const client = options.client ?? new CloudsmithClient(options.host === undefined ? {} : { host: options.host });
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  try {
    const body = { oidc_token: options.oidcToken, service_slug: options.serviceSlug };
    const { token } = await client.openid.exchange(options.organization, body, signal);
    return { token, lifetimeMs: lifetimeOf(token) };
  } catch (error) {
    if (isCloudsmithApiError(error) && REFUSALS.has(error.status)) {
      throw refused(options, `${error.status}: ${error.detail}`);
    }
    throw error;
  }
}

/** Documented for tokens that are not accepted: 400, 401 and 422; 404 is an organization that does not exist. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 404, 422]);

function refused({ organization, serviceSlug, oidcToken }: ExchangeOptions, answer: string): OidcExchangeError {
  const claims = tryClaims(oidcToken);
  return new OidcExchangeError(
    "refused",
    `Cloudsmith did not accept the OIDC token for the service account ${serviceSlug} of ${organization} (${answer}). ${describe(claims)}`,
    isExpired(claims)
      ? "The token has expired: get a new one just before the exchange."
      : "Check that enabled OIDC settings of that issuer list the account, and that the token meets each of their claims; `cloudsmith-trust explain` shows the step that refuses it.",
  );
}

function describe(claims: Claims | undefined): string {
  if (claims === undefined) {
    return "The token cannot be read.";
  }
  const parts = (["iss", "aud", "sub"] as const).map((name) => `${name} ${JSON.stringify(claims[name] ?? null)}`);
  return `The token says: ${parts.join(", ")}.`;
}

function isExpired(claims: Claims | undefined): boolean {
  return typeof claims?.exp === "number" && claims.exp * 1_000 <= Date.now();
}

/** From `iat` where it is there: the clock of this machine may be off. */
function lifetimeOf(token: string): number | undefined {
  const { exp, iat } = tryClaims(token) ?? {};
  if (typeof exp !== "number") {
    return undefined;
  }
  return Math.max(0, exp * 1_000 - (typeof iat === "number" ? iat * 1_000 : Date.now()));
}

function tryClaims(token: string): Claims | undefined {
  try {
    return decodeToken(token).claims;
  } catch {
    return undefined;
  }
}
