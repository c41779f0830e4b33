import type { Handler } from "../http/call.js";
import { ok } from "../http/reply.js";

/** Where the emulator serves the discovery document of an issuer that it plays. */
export const issuerBase = (url: string, issuer: string): string => `${url}/_issuer/${encodeURIComponent(issuer)}`;

/** GET /_issuer/{issuer}/.well-known/openid-configuration */
export const discovery: Handler = (call) => {
  const issuer = call.param("issuer");
  return ok({
    issuer,
    jwks_uri: `${issuerBase(call.world.url(), issuer)}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
  });
};

/** GET /_issuer/{issuer}/.well-known/jwks */
export const jwks: Handler = async (call) => ok(await call.world.issuerKeys.jwks(call.param("issuer")));
