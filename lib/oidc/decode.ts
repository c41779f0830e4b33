import { OidcError } from "./errors.js";
import type { Claims } from "./settings.js";

export interface DecodedToken {
  /** The protected header: `alg`, `kid`, `typ` and the like. */
  readonly header: Claims;
  readonly claims: Claims;
  /** False for an unsecured token: `alg` is `none`, or the signature is empty. Such a token proves nothing. */
  readonly signed: boolean;
}

/** Larger than any CI's token by far; a CI's is below 10 kB, and Cloudsmith's answer to more is not known. */
const LONGEST_TOKEN = 4 * 1024 * 1024;

/**
 * Reads a signed token (JWT in compact form) without checking its signature. A leading `Bearer ` is dropped.
 *
 * @throws OidcError `not_a_token`, saying what is wrong with it, never repeating it
 */
export function decodeToken(text: string): DecodedToken {
  const token = text.trim().replace(/^Bearer\s+/i, "");
  if (token === "") {
    throw malformed("it is empty");
  }
  if (token.length > LONGEST_TOKEN) {
    throw malformed(`it has ${token.length} characters; at most ${LONGEST_TOKEN} are read`);
  }
  if (token.startsWith("{")) {
    throw malformed("it is JSON: give claims as claims, a token as three parts joined by dots");
  }
  const parts = token.split(".");
  if (parts.length === 5) {
    throw malformed("it is encrypted (five parts): a CI's identity token is signed and has three");
  }
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw malformed(
      `it has ${parts.length} ${parts.length === 1 ? "part" : "parts"}; a token has three, joined by dots`,
    );
  }
  if (!BASE64URL.test(signature)) {
    throw malformed("its signature (third part) is not base64url");
  }
  const read = { header: jsonPart(header, "header (first part)"), claims: jsonPart(payload, "payload (second part)") };
  return { ...read, signed: signature !== "" && String(read.header.alg ?? "none").toLowerCase() !== "none" };
}

const BASE64URL = /^[A-Za-z0-9_-]*$/;

function jsonPart(part: string, what: string): Claims {
  // one character over a multiple of four never comes out of base64url
  if (!BASE64URL.test(part) || part === "" || part.length % 4 === 1) {
    throw malformed(`its ${what} is not base64url`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(part, "base64url")));
  } catch {
    throw malformed(`its ${what} is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(`its ${what} is not a JSON object`);
  }
  return value as Claims;
}

function malformed(what: string): OidcError {
  return new OidcError("not_a_token", `this is not a signed token (JWT): ${what}`);
}
