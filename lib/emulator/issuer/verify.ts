import type { JSONWebKeySet } from "jose";
import { verifySignature } from "../../oidc/verify.js";
import { issuerBase } from "./discovery.js";

const TIMEOUT_MS = 5000;

const isLoopback = (url: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

/**
 * Where an issuer's discovery document is read: as mapped, at the issuer itself if that is on loopback, else at the
 * emulator, which plays every other issuer. Nothing beyond loopback is ever asked.
 */
export function discoveryBase(issuer: string, mapped: ReadonlyMap<string, string>, url: string): string {
  const given = mapped.get(issuer) ?? (isLoopback(new URL(issuer)) ? issuer : issuerBase(url, issuer));
  return given.replace(/\/$/, "");
}

/** Keys of issuers as published, kept between exchanges as the real service does, and read again on a miss. */
export class IssuerKeySets {
  private readonly sets = new Map<string, JSONWebKeySet>();

  /** Whether a token is signed by a published key of its issuer. Not where the keys cannot be had. */
  async verify(token: string, issuer: string, base: string): Promise<"valid" | "invalid"> {
    const name = `${issuer} ${base}`;
    const kept = this.sets.get(name);
    if (kept && (await verifySignature(token, kept)) === "valid") {
      return "valid";
    }
    try {
      const keys = await discover(issuer, base);
      this.sets.set(name, keys);
      return await verifySignature(token, keys);
    } catch {
      return "invalid";
    }
  }

  clear(): void {
    this.sets.clear();
  }
}

async function discover(issuer: string, base: string): Promise<JSONWebKeySet> {
  const document = (await getJson(`${base}/.well-known/openid-configuration`)) as {
    issuer?: unknown;
    jwks_uri?: unknown;
  };
  if (document.issuer !== issuer || typeof document.jwks_uri !== "string") {
    throw new Error(`the discovery document at ${base} is not that of ${issuer}`);
  }
  return (await getJson(document.jwks_uri)) as JSONWebKeySet;
}

async function getJson(url: string): Promise<unknown> {
  if (!isLoopback(new URL(url))) {
    throw new Error(`${url} is not on loopback`);
  }
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response.json();
}
