/** What a call looks like on the wire, and which of it is secret. */
import type { CredentialHeader } from "../credentials.js";
import type { ApiHost } from "../host.js";
import type { Call } from "../requester.js";

type Headers = { readonly [name: string]: string };

/** Reads, and the exchange: they can be given up and repeated at will. */
export function isHarmless(call: Call): boolean {
  return call.method === "GET" || call.anonymous === true;
}

export function urlOf(host: ApiHost, call: Call): URL {
  const url = new URL((call.anonymous === true ? host.root : host.base) + call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) {
      url.searchParams.set(name, String(value));
    }
  }
  return url;
}

export function headersOf(extra: Headers, call: Call, credential: CredentialHeader | undefined): Headers {
  const given = Object.entries(extra).filter(([name]) => call.anonymous !== true || !CREDENTIAL_HEADERS.has(name));
  return {
    ...Object.fromEntries(given),
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(credential === undefined ? {} : { [credential.name]: credential.value }),
  };
}

/** What a server might repeat in its answer. */
export function secretsOf(extra: Headers, call: Call, credential: CredentialHeader | undefined): string[] {
  const given = Object.entries(extra).filter(([name]) => CREDENTIAL_HEADERS.has(name));
  return [
    ...given.map(([, value]) => value),
    ...(credential === undefined ? [] : [credential.value]),
    ...(hasToken(call.body) ? [call.body.oidc_token] : []),
  ];
}

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set(["x-api-key", "authorization", "cookie"]);

function hasToken(body: unknown): body is { oidc_token: string } {
  return typeof body === "object" && body !== null && "oidc_token" in body && typeof body.oidc_token === "string";
}
