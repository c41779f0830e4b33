import { type CloudsmithClient, DEFAULT_API_HOST, parseApiHost } from "../../cloudsmith/index.js";
import { type Grant, readLive, type TrustModel } from "../../trust/index.js";
import { type AlreadyRead, fetchLive } from "../live/fetch.js";
import type { ReadStack } from "./plans.js";

/** The trust of the organization, without reading again what the refresh of the stacks read. */
export async function readLiveBeside(
  client: CloudsmithClient,
  organization: string,
  stacks: readonly ReadStack[],
  say: (text: string) => void,
): Promise<TrustModel> {
  const parts = await fetchLive(client, organization, say, alreadyRead(stacks));
  const { origin } = parseApiHost(process.env.CLOUDSMITH_API_HOST || DEFAULT_API_HOST);
  return readLive(parts, `${parts.organization} at ${new URL(origin).host}`);
}

/** Full lists of grants, and the mappings of settings, as the refresh found them. */
function alreadyRead(stacks: readonly ReadStack[]): AlreadyRead {
  const privileges = new Map<string, Grant[]>();
  const seen = new Map(
    stacks.flatMap(({ grants }) => grants.map((each) => [each.repository, each.privileges] as const)),
  );
  const mappings = new Map<string, readonly unknown[]>();
  for (const { plan, unchecked } of stacks) {
    if (unchecked.length > 0) {
      // which of its resources were kept as they were last written is not told by address
      continue;
    }
    const known = new Set(plan.trust.before.unknowns.map(({ origin }) => origin.at));
    for (const { type, address, values } of plan.live) {
      if (type === "cloudsmith_repository_privileges" && typeof values.repository === "string" && !known.has(address)) {
        privileges.set(values.repository, []);
      }
    }
    const whole = new Set(
      plan.live.filter(({ type }) => type === "cloudsmith_repository_privileges").map(({ address }) => address),
    );
    for (const grant of plan.trust.before.grants) {
      if (whole.has(grant.origin.at)) {
        privileges.get(grant.repository)?.push(grant);
      }
    }
    for (const { slug_perm, mapping_claim, dynamic_mappings, origin } of plan.trust.before.settings) {
      if (slug_perm !== undefined && mapping_claim !== null && !known.has(origin.at)) {
        mappings.set(slug_perm, dynamic_mappings);
      }
    }
  }
  return {
    privileges: new Map([
      ...[...privileges].map(([repository, grants]): [string, readonly unknown[]] => [
        repository,
        grants.map(({ privilege, service, team, user }) => ({ privilege, service, team, user })),
      ]),
      ...seen,
    ]),
    mappings,
  };
}
