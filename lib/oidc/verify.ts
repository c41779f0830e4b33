/** The signature of a token, by keys that are given. In a file of its own, outside index.ts: jose is loaded only here. */
import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import { OidcError } from "./errors.js";

/** Algorithms by public key alone, so that a public key is never taken for a shared secret. */
export const SIGNATURE_ALGORITHMS: readonly string[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
];

/**
 * Whether a token is signed by one of an issuer's published keys.
 *
 * Looks at the signature alone: issuer, times and claims are judged by `judge`.
 *
 * @param keys a JSON Web Key Set, as the issuer's `jwks_uri` gives it
 * @throws OidcError `invalid_keys` when `keys` is no key set
 */
export async function verifySignature(token: string, keys: JSONWebKeySet): Promise<"valid" | "invalid"> {
  let keySet: ReturnType<typeof createLocalJWKSet>;
  try {
    keySet = createLocalJWKSet(keys);
  } catch {
    throw new OidcError("invalid_keys", 'the keys are no JSON Web Key Set: expected {"keys": [...]}');
  }
  try {
    await compactVerify(token, keySet, { algorithms: [...SIGNATURE_ALGORITHMS] });
    return "valid";
  } catch (error) {
    // without a key id in the token, every key of its type has to be tried
    return error instanceof errors.JWKSMultipleMatchingKeys ? verifyWithAny(token, error) : "invalid";
  }
}

async function verifyWithAny(
  token: string,
  candidates: InstanceType<typeof errors.JWKSMultipleMatchingKeys>,
): Promise<"valid" | "invalid"> {
  for await (const key of candidates) {
    try {
      await compactVerify(token, key, { algorithms: [...SIGNATURE_ALGORITHMS] });
      return "valid";
    } catch {
      // not this key
    }
  }
  return "invalid";
}
