/** Which lock a stack needs for each of its providers, out of what is packed, committed, already there, or unknown. */
import { PACKED_PROVIDER } from "../../bindings/private/metadata.js";
import type { Lock } from "./lock-file.js";

/** A provider the stack declares. */
export interface RequiredProvider {
  /** Name in required_providers, e.g. `github`. */
  readonly name: string;
  /** As declared, e.g. `integrations/github`; undefined for a name of the default namespace. */
  readonly source: string | undefined;
  /** Version or constraint as declared. */
  readonly version: string | undefined;
}

export interface LockInput {
  readonly required: readonly RequiredProvider[];
  /** The provider packed into this package, where the stack uses it. */
  readonly packed: Lock | undefined;
  /** From the file that the project commits for the stack, or undefined where there is none. */
  readonly committed: readonly Lock[] | undefined;
  /** Where that file is, or would be: `locks/<stack>.hcl`. */
  readonly committedPath: string;
  /** From the stack's directory, left by an earlier init. */
  readonly existing: readonly Lock[];
  /** Host of addresses without one, or undefined where the binary is not terraform and its registry is not known. */
  readonly defaultHost: string | undefined;
}

export interface LockResult {
  readonly locks: readonly Lock[];
  /** For the person who deploys, each a sentence with what to do. */
  readonly warnings: readonly string[];
}

export function locksOfStack(input: LockInput): LockResult {
  const { packed, existing, committed } = input;
  const required = input.required.filter((provider) => provider.source !== packed?.source);
  const locks: Lock[] = packed === undefined ? [] : [packedLock(packed, committed)];
  const unlocked: RequiredProvider[] = [];
  const unpinned: RequiredProvider[] = [];
  const outdated: string[] = [];
  const addressOf = (provider: RequiredProvider) => fullAddress(provider, input.defaultHost);
  for (const provider of required) {
    const source = addressOf(provider);
    const fitting = (lock: Lock) =>
      lock.source === source && (lock.version === provider.version || lock.constraints === provider.version);
    const stale = committed?.find((lock) => lock.source === source && !fitting(lock));
    if (stale !== undefined) {
      outdated.push(`${provider.name} ${stale.version}, and the app asks for ${provider.version}`);
    }
    const known = [...(committed ?? []), ...existing].find((lock) => fitting(lock) && lock.hashes.length > 0);
    if (known !== undefined) {
      locks.push(known);
    } else if (source === undefined || !isExact(provider.version)) {
      unpinned.push(provider);
    } else {
      locks.push({ source, version: provider.version, constraints: provider.version, hashes: [] });
      unlocked.push(provider);
    }
  }
  return {
    locks: [
      ...locks,
      ...foreign([...(committed ?? []), ...existing], [...required.map(addressOf), PACKED_PROVIDER.source]),
    ],
    warnings: warningsOf(input.committedPath, unlocked, unpinned, outdated),
  };
}

/** A committed block of our provider stands as it is: a package with other bytes must then fail in terraform init. */
function packedLock(packed: Lock, committed: readonly Lock[] | undefined): Lock {
  return committed?.find((lock) => lock.source === packed.source && lock.version === packed.version) ?? packed;
}

/** Providers that only modules ask for: they are in no construct, and stay as they are. */
function foreign(locks: readonly Lock[], required: readonly (string | undefined)[]): Lock[] {
  const bySource = new Map(locks.map((lock) => [lock.source, lock] as const).reverse());
  return [...bySource.values()].filter(({ source }) => !required.includes(source));
}

function fullAddress(provider: RequiredProvider, defaultHost: string | undefined): string | undefined {
  const parts = (provider.source ?? `hashicorp/${provider.name}`).split("/");
  const address = parts.length === 1 ? ["hashicorp", ...parts] : parts;
  if (address.length === 3) {
    return address.join("/").toLowerCase();
  }
  return defaultHost === undefined ? undefined : [defaultHost, ...address].join("/").toLowerCase();
}

function isExact(version: string | undefined): version is string {
  return version !== undefined && /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version);
}

function warningsOf(
  path: string,
  unlocked: readonly RequiredProvider[],
  unpinned: readonly RequiredProvider[],
  outdated: readonly string[],
): string[] {
  const warnings: string[] = [];
  const names = (providers: readonly RequiredProvider[]) => providers.map(({ name }) => name).join(", ");
  if (outdated.length > 0) {
    warnings.push(
      `${path} has ${outdated.join("; ")}: copy the stack's .terraform.lock.hcl over it after the next init`,
    );
  }
  if (unlocked.length > 0) {
    warnings.push(
      `no lock file is committed for provider ${names(unlocked)}: the first init checks its signature only. ` +
        `Commit the stack's .terraform.lock.hcl as ${path} to pin its bytes`,
    );
  }
  if (unpinned.length > 0) {
    warnings.push(
      `the version of provider ${names(unpinned)} is not exact, so it cannot be locked beforehand: ` +
        `pin it, commit ${path}, or deploy with --skip-provider-lock`,
    );
  }
  return warnings;
}
