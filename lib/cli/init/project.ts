import type { InitOptions } from "../commands/init.js";
import { usageError } from "../errors.js";
import { BACKENDS } from "./backends.js";

/** What a new project is made of; every text in it is checked. */
export interface Project {
  readonly organization: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly branch: string;
  readonly publishTo: string;
  readonly backend: { readonly type: string; readonly config: ReadonlyMap<string, string> };
}

/** A project of which the ids may still have to be found. */
export type Draft = Omit<Project, "repositoryId" | "ownerId"> & {
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
};

const SLUG = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * Checks what was given.
 *
 * @throws CliError `usage`
 */
export function draftOf(options: InitOptions): Draft {
  refuseMissing(options);
  return {
    organization: demand(options.organization, "--organization", SLUG, "the slug of the organization, e.g. acme"),
    repository: demand(
      options.repository,
      "--repository",
      /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9._-]+$/,
      "OWNER/NAME, e.g. acme/trust",
    ),
    repositoryId: tryId(options.repositoryId, "--repository-id"),
    ownerId: tryId(options.ownerId, "--owner-id"),
    branch: demand(options.branch, "--branch", /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/, "the name of a branch, e.g. main"),
    publishTo: demand(options.publishTo, "--publish-to", SLUG, "the slug of a repository on Cloudsmith, e.g. prod"),
    backend: { type: options.backend, config: backendConfig(options.backend, options.backendConfig) },
  };
}

/** All at once, so that nobody is sent back three times. */
function refuseMissing({ organization, repository, publishTo }: InitOptions): void {
  const needed = { "--organization": organization, "--repository": repository, "--publish-to": publishTo };
  const missing = Object.entries(needed).flatMap(([option, value]) => (value === undefined ? [option] : []));
  if (missing.length > 1) {
    throw usageError(
      `${missing.slice(0, -1).join(", ")} and ${missing.at(-1)} are missing`,
      "as in: cloudsmith-trust init --organization acme --repository acme/trust --publish-to prod",
    );
  }
}

function demand(value: string | undefined, option: string, form: RegExp, what: string): string {
  if (value === undefined) {
    throw usageError(`${option} is missing`, `give ${what}`);
  }
  if (!form.test(value)) {
    throw usageError(`${option} is ${JSON.stringify(value)}`, `give ${what}`);
  }
  return value;
}

function tryId(value: string | undefined, option: string): string | undefined {
  return value === undefined
    ? undefined
    : demand(value, option, /^[1-9]\d{0,15}$/, "a numeric id, as gh api repos/OWNER/NAME --jq '.id, .owner.id' prints");
}

/** Names that the classes of cdktf have for what must not stand in code. */
const SECRET = /secret|password|token|access_?key|credential|private|sas/i;

function backendConfig(type: string, given: readonly string[]): ReadonlyMap<string, string> {
  const config = new Map<string, string>();
  for (const one of given) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.+)$/s.exec(one) ?? [];
    if (name === undefined || value === undefined) {
      throw usageError(`--backend-config is ${JSON.stringify(one.replace(/=.*/s, "=…"))}`, "give KEY=VALUE");
    }
    if (SECRET.test(name)) {
      throw usageError(
        `--backend-config ${name} may be a secret, and would stand in the code`,
        "leave it out: backends take their credentials from the environment",
      );
    }
    config.set(name, value);
  }
  const missing = (BACKENDS[type]?.needs ?? []).filter((name) => !config.has(name));
  if (missing.length > 0) {
    throw usageError(
      `the backend ${type} needs ${missing.join(" and ")}`,
      `add ${missing.map((name) => `--backend-config ${name}=…`).join(" ")}`,
    );
  }
  if (type === "local" && config.size > 0) {
    throw usageError("--backend-config was given without --backend", "say which backend it is for");
  }
  return config;
}
