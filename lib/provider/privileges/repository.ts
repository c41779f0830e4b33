/** What all handlers of the authoritative resource share. */
import type { ObjectValue } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { failure } from "../private/failure.js";
import { text } from "../private/values.js";
import { type Grants, grantsOf } from "./grants.js";
import { type AdminCheck, checkAdmin, lockout } from "./guard.js";

export interface Repository {
  readonly org: string;
  readonly repository: string;
}

export function repositoryOf(value: ObjectValue): Repository {
  return { org: text(value, "organization"), repository: text(value, "repository") };
}

export function nameOf(value: ObjectValue): string {
  const { org, repository } = repositoryOf(value);
  return `privileges on ${org}/${repository}`;
}

export function sameGrants(one: Grants, other: Grants): boolean {
  return one.size === other.size && [...one].every(([key, level]) => other.get(key) === level);
}

export async function readLive(
  client: ProviderClient,
  { org, repository }: Repository,
  signal: AbortSignal,
): Promise<Grants> {
  return grantsOf(await client.api.privileges.get(org, repository, { signal }));
}

export async function refuseLockout(
  client: ProviderClient,
  { org, repository }: Repository,
  after: Grants,
): Promise<AdminCheck> {
  const check = await checkAdmin(client, org, repository, after).catch((error: unknown) => {
    throw failure("Whether the identity running Terraform keeps Admin could not be found out", error);
  });
  if (!check.keeps) {
    throw lockout(check, org, repository);
  }
  return check;
}
