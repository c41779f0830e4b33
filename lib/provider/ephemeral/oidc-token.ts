import { exchange } from "../../oidc/exchange/index.js";
import { DiagnosticError, type ObjectValue } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { oidcTarget, tokenSource } from "../configure/sign-in.js";
import type { EphemeralHandlers } from "../parts.js";
import { failure } from "../private/failure.js";
import { tryText } from "../private/values.js";

/** Warned this long before the end, so that what runs long says why it will fail. */
const MARGIN_MS = 60_000;

/** Opened in each run that uses it, and again for its apply, so that no token outlives a run. */
export const oidcToken: EphemeralHandlers = {
  async open({ client, config, signal }) {
    const { organization, serviceSlug, audience } = wanted(client, config);
    const { environment, secrets } = client;
    try {
      const oidcToken = await tokenSource(environment, secrets).token({ audience, signal });
      const { token, lifetimeMs } = await exchange({
        client: client.api,
        organization,
        serviceSlug,
        oidcToken,
        signal,
      });
      secrets.learn(token);
      const ends = lifetimeMs === undefined ? undefined : new Date(Date.now() + lifetimeMs);
      return {
        result: { token, expires_at: ends?.toISOString() ?? null },
        ...(ends === undefined ? {} : { renewAt: new Date(Math.max(Date.now(), ends.getTime() - MARGIN_MS)) }),
        private: { expires_at: ends?.toISOString() ?? "", account: `${organization}/${serviceSlug}` },
      };
    } catch (error) {
      throw failure(`A Cloudsmith token for ${organization}/${serviceSlug} could not be had`, error);
    }
  },
  /**
   * Terraform can prolong what it was given, not replace it, and Cloudsmith does not prolong its tokens. Terraform 1.11
   * tells that it renews and does not show the warning.
   */
  async renew({ private: kept, diagnostics }) {
    diagnostics.warning(
      "A Cloudsmith token is about to end",
      `The token of ${String(kept.account)} ends at ${String(kept.expires_at)}, and Cloudsmith does not prolong tokens: what uses it after that is refused. Split the run, or let that resource exchange a token of its own.`,
    );
    return {};
  },
};

function wanted(
  client: ProviderClient,
  config: ObjectValue,
): { organization: string; serviceSlug: string; audience: string } {
  const defaults = { ...oidcTarget({}, client.environment), ...client.signIn };
  const organization = tryText(config, "organization") ?? defaults.organization;
  const serviceSlug = tryText(config, "service_slug") ?? defaults.serviceSlug;
  if (organization === undefined || serviceSlug === undefined) {
    const [attribute, name] =
      organization === undefined ? ["organization", "CLOUDSMITH_ORG"] : ["service_slug", "CLOUDSMITH_SERVICE_SLUG"];
    throw new DiagnosticError(
      "The token lacks a setting",
      `${attribute} is not set: set it here, in the provider's oidc block, or ${name} in the environment.`,
      [attribute],
    );
  }
  return { organization, serviceSlug, audience: tryText(config, "audience") ?? defaults.audience ?? "cloudsmith" };
}
