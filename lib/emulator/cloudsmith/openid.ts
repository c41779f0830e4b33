import { type Claims, decodeToken, judge } from "../../oidc/index.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { badRequest, notFound, Problem } from "../http/reply.js";
import { discoveryBase } from "../issuer/verify.js";

/** One text for every refusal, on purpose: the answer must not tell which check failed. */
const refused = (): Problem => new Problem(401, "Failed to validate token");

/** POST /openid/{owner}/: a CI job's token for a token of one service account. Needs no credential. */
export const exchange: Handler = async (call) => {
  const { world } = call;
  if (call.param("owner") !== world.state.organization.slug) {
    throw world.assumptions["exchange-unknown-organization"] === "404" ? notFound() : refused();
  }
  const fields = new Fields(call.json()).require("oidc_token", "service_slug");
  const token = fields.text("oidc_token");
  const account = fields.text("service_slug");
  fields.done();
  if (token === undefined || account === undefined) {
    throw refused();
  }
  const claims = decode(token);
  if (!claims) {
    const status = Number(world.assumptions["exchange-malformed-token"]);
    record(call, { account, status, claims, judgement: undefined });
    throw status === 400 ? badRequest("The token could not be decoded.") : refused();
  }
  const now = world.clock.now();
  const judgement = judge({
    claims,
    signature: await signatureOf(call, token, claims),
    account,
    settings: [...world.state.providerSettings.values()],
    existingAccounts: new Set(world.state.services.keys()),
    now: new Date(now),
  });
  const service = world.state.services.get(account);
  const status = judgement.admitted && service ? Number(world.assumptions["exchange-status"]) : 401;
  record(call, { account, status, claims, judgement });
  if (!judgement.admitted || !service) {
    throw refused();
  }
  const iat = Math.floor(now / 1000);
  return {
    status,
    body: {
      token: await world.tokens.issue({
        iat,
        exp: iat + world.settings.tokenLifetimeSeconds,
        service_slug: service.slug,
        service_slug_perm: service.slug_perm,
      }),
    },
  };
};

function decode(token: string): Claims | undefined {
  try {
    return decodeToken(token).claims;
  } catch {
    return undefined;
  }
}

/** Keys are asked for only where some settings name the issuer: a token must not make the service call strangers. */
async function signatureOf({ world }: Call, token: string, claims: Claims): Promise<"valid" | "invalid"> {
  const issuer = claims.iss;
  if (typeof issuer !== "string" || !URL.canParse(issuer)) {
    return "invalid";
  }
  const named = [...world.state.providerSettings.values()].some(
    ({ provider_url }) => provider_url.replace(/\/$/, "") === issuer.replace(/\/$/, ""),
  );
  return named
    ? world.keySets.verify(token, issuer, discoveryBase(issuer, world.state.issuers, world.url()))
    : "invalid";
}

function record({ world }: Call, entry: Omit<(typeof world.exchanges)[number], "at">): void {
  world.exchanges.push({ at: world.clock.stamp(), ...entry });
}
