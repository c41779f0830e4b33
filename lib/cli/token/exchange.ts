import { CloudsmithClient } from "../../cloudsmith/index.js";
import { exchange, findTokenSource } from "../../oidc/exchange/index.js";
import { usageError } from "../errors.js";
import { audienceOf } from "../options/described-job.js";
import { rateLimitDeadline } from "../private/rate-limit-deadline.js";
import { mask } from "./runner.js";

export interface TokenOptions {
  readonly organization?: string;
  readonly account?: string;
  readonly audience?: string;
  readonly apiHost?: string;
}

/**
 * The job's id token, exchanged for a Cloudsmith token; both are masked as soon as they are there.
 *
 * @throws OidcExchangeError, CloudsmithApiError, CloudsmithTransportError
 */
export async function exchangeJobToken(options: TokenOptions): Promise<string> {
  const organization = given(options.organization, "CLOUDSMITH_ORG", "--organization SLUG", "organization");
  const serviceSlug = given(options.account, "CLOUDSMITH_SERVICE_SLUG", "--account SLUG", "service account");
  const host = options.apiHost ?? process.env.CLOUDSMITH_API_HOST;
  const source = findTokenSource();
  const oidcToken = await source.token({ audience: audienceOf(options) });
  mask(oidcToken);
  const { token } = await exchange({
    organization,
    serviceSlug,
    oidcToken,
    client: new CloudsmithClient({
      waitUntil: rateLimitDeadline(),
      ...(host === undefined || host === "" ? {} : { host }),
    }),
  });
  mask(token);
  return token;
}

function given(option: string | undefined, variable: string, how: string, what: string): string {
  const value = option ?? process.env[variable];
  if (value === undefined || value === "") {
    throw usageError(`the Cloudsmith ${what} is not known`, `say ${how}, or set ${variable}`);
  }
  return value;
}
