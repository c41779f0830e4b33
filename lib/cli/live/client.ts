import {
  apiKeyCredential,
  CloudsmithClient,
  type CloudsmithClientOptions,
  type Credential,
} from "../../cloudsmith/index.js";
import { findTokenSource, OidcCredential } from "../../oidc/exchange/index.js";
import { usageError } from "../errors.js";
import { audienceOf } from "../options/described-job.js";
import { packageVersion } from "../private/package.js";
import { rateLimitDeadline } from "../private/rate-limit-deadline.js";

/** Requests under way at once; the API's own pacing comes on top. */
const AT_ONCE = 12;

/**
 * A client that cannot write, for the organization: by CLOUDSMITH_API_KEY, else, in a CI job, as the service account
 * CLOUDSMITH_SERVICE_SLUG. It asks $CLOUDSMITH_API_HOST, else Cloudsmith.
 *
 * @param waitUntil milliseconds since the epoch: how long it waits for the rate limit
 */
export function readingClient(
  organization: string,
  onWait: (seconds: number, reason: string) => void,
  waitUntil: number = rateLimitDeadline(),
): CloudsmithClient {
  const host = variable("CLOUDSMITH_API_HOST");
  const options: CloudsmithClientOptions = {
    readOnly: true,
    concurrency: AT_ONCE,
    waitUntil,
    userAgent: `cloudsmith-trust/${packageVersion()}`,
    onWait: ({ seconds, reason }) => onWait(seconds, reason),
    ...(host === undefined ? {} : { host }),
  };
  return new CloudsmithClient({ ...options, credential: credential(organization, options) });
}

function credential(organization: string, options: CloudsmithClientOptions): Credential {
  const key = variable("CLOUDSMITH_API_KEY");
  if (key !== undefined) {
    return apiKeyCredential(key);
  }
  const serviceSlug = variable("CLOUDSMITH_SERVICE_SLUG");
  if (serviceSlug === undefined) {
    throw usageError(
      "there is nothing to sign in to Cloudsmith with",
      "set CLOUDSMITH_API_KEY; or, in a CI job with an id token, CLOUDSMITH_SERVICE_SLUG to the account to become",
    );
  }
  return new OidcCredential({
    organization,
    serviceSlug,
    source: findTokenSource(),
    client: new CloudsmithClient(options),
    audience: audienceOf({}),
  });
}

function variable(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}
