import type { IncomingHttpHeaders } from "node:http";
import { invalidCredential, Problem } from "./http/reply.js";
import type { ServiceRecord, UserRecord } from "./state.js";
import type { World } from "./world.js";

/** Who a request comes from. */
export type Identity =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly slug: string; readonly user: UserRecord }
  | { readonly kind: "service"; readonly slug: string; readonly service: ServiceRecord };

export const ANONYMOUS: Identity = { kind: "anonymous" };

/** As the request log writes it: `user:owner`, `service:ci-app`, `anonymous`. */
export const identityName = (identity: Identity): string =>
  identity.kind === "anonymous" ? "anonymous" : `${identity.kind}:${identity.slug}`;

/**
 * The caller behind a request's headers. Every form that real clients use is taken: `X-Api-Key` with a key or an
 * exchanged token, with and without `Bearer`; `Authorization` as `token`, `Bearer` or Basic.
 *
 * @throws {Problem} 401 where something is presented that opens nothing.
 */
export async function authenticate(world: World, headers: IncomingHttpHeaders): Promise<Identity> {
  const key = headers["x-api-key"];
  if (typeof key === "string" && key !== "") {
    return byCredential(world, key.replace(/^Bearer\s+/i, ""));
  }
  const authorization = headers.authorization;
  if (!authorization) {
    return ANONYMOUS;
  }
  const [, scheme = "", value = ""] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case "token":
    case "bearer":
      return byCredential(world, value);
    case "basic":
      return byBasic(world, value);
    default:
      throw invalidCredential();
  }
}

/** `token:CREDENTIAL` is what package clients send; otherwise the name must be that of the credential's owner. */
async function byBasic(world: World, encoded: string): Promise<Identity> {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) {
    throw invalidCredential();
  }
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const identity = await byCredential(world, password);
  const names =
    identity.kind === "user"
      ? [identity.slug, identity.user.email]
      : identity.kind === "service"
        ? [identity.slug]
        : [];
  if (name !== "token" && !names.includes(name)) {
    throw invalidCredential();
  }
  return identity;
}

async function byCredential(world: World, credential: string): Promise<Identity> {
  for (const user of world.state.users.values()) {
    if (user.key === credential) {
      return { kind: "user", slug: user.slug, user };
    }
  }
  for (const service of world.state.services.values()) {
    if (service.key === credential) {
      return { kind: "service", slug: service.slug, service };
    }
  }
  const claims = await world.tokens.verify(credential);
  const service = [...world.state.services.values()].find(({ slug_perm }) => slug_perm === claims?.service_slug_perm);
  if (!claims || !service) {
    throw invalidCredential();
  }
  if (claims.exp * 1000 <= world.clock.now()) {
    throw world.assumptions["expired-credential"] === "403"
      ? new Problem(403, "The presented token has expired.")
      : invalidCredential();
  }
  return { kind: "service", slug: service.slug, service };
}
