import { CloudsmithUsageError } from "./errors.js";

/** The header that proves who is calling. */
export interface CredentialHeader {
  readonly name: string;
  readonly value: string;
}

/** Who calls the API. One object serves all requests of a client, also at the same time. */
export interface Credential {
  /** Called before each request; may fetch a token first. */
  header(options: { readonly signal?: AbortSignal }): Promise<CredentialHeader>;
  /**
   * The API refused this header with 401: the next call of {@link header} should bring another. A credential that has
   * this method gets one more try after a 401.
   */
  invalidate?(refused: CredentialHeader): void;
}

/** https://docs.cloudsmith.com/api: keys, and tokens from an exchange, go in this header. */
export const API_KEY_HEADER = "X-Api-Key";

/**
 * A credential that stays the same: an API key, the JWT of an exchange, or either in the form `Bearer …`, which the
 * API accepts in the same header. Spaces and line ends around it are dropped.
 *
 * @throws CloudsmithUsageError `bad_credential` where it is empty or holds what no header can; the value is not shown
 * @example apiKeyCredential(process.env.CLOUDSMITH_API_KEY ?? "")
 */
export function apiKeyCredential(text: string): Credential {
  const header: CredentialHeader = { name: API_KEY_HEADER, value: normalize(text) };
  return { header: () => Promise.resolve(header) };
}

function normalize(text: string): string {
  const trimmed = text.trim();
  const bearer = /^bearer(?:\s+(.*))?$/i.exec(trimmed);
  const key = bearer === null ? trimmed : (bearer[1] ?? "");
  if (key === "") {
    throw new CloudsmithUsageError("bad_credential", "The API key is empty: give a Cloudsmith API key or token.");
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new CloudsmithUsageError(
      "bad_credential",
      "The API key holds spaces, line ends or characters that no key has: check that it was copied whole and alone.",
    );
  }
  return bearer === null ? key : `Bearer ${key}`;
}
