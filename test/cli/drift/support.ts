/** Runs the command in this process, against an embedded Cloudsmith and GitHub. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import type { DriftOptions } from "../../../lib/cli/commands/drift.js";
import { drift } from "../../../lib/cli/drift/index.js";
import type { Emulator } from "../../../lib/emulator/index.js";
import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import { APP, type PlannedResource, planJson } from "../../trust/drift/support.js";

export const directory = mkdtempSync(join(tmpdir(), "cloudsmith-trust-drift-test-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const kept = { ...process.env };
afterEach(() => {
  process.exitCode = undefined;
  for (const name of Object.keys(process.env)) {
    if (!Object.hasOwn(kept, name)) {
      delete process.env[name];
    }
  }
});

/** What {@link APP} left in the organization. */
export const SEED = {
  organization: "acme",
  accounts: [{ slug: "ci-app" }],
  settings: [
    {
      name: "app-main",
      slug_perm: "perm-app-main",
      enabled: true,
      provider_url: GITHUB_ISSUER,
      claims: { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" },
      service_accounts: ["ci-app"],
    },
  ],
  repositories: [{ slug: "prod" }],
  privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" as const }],
  teams: [],
  github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, visibility: "private" as const }] },
};

export interface Ran {
  readonly code: number;
  /** The report. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a report as JSON, of which tests read a few fields
  readonly json: any;
}

let files = 0;

/** A path for a file of a test. */
export function path(name: string): string {
  files += 1;
  return join(directory, `${files}-${name}`);
}

export function file(name: string, content: string | object): string {
  const where = path(name);
  writeFileSync(where, typeof content === "string" ? content : JSON.stringify(content));
  return where;
}

/** A plan of the stack `app`. */
export function planFile(recorded: readonly PlannedResource[] = APP, live = recorded, more = {}): string {
  const folder = path("plan");
  mkdirSync(folder);
  const where = join(folder, "app.json");
  writeFileSync(where, JSON.stringify(planJson(recorded, live, more)));
  return where;
}

/** The environment of a person with all rights on both. */
export function owner(emulator: Emulator): { [name: string]: string } {
  emulator.state.github.tokens.set("gh-all", { login: "octocat", repositories: "all", permissions: "all" });
  return {
    CLOUDSMITH_API_HOST: emulator.url,
    CLOUDSMITH_API_KEY: emulator.apiKey,
    GITHUB_API_URL: `${emulator.url}/api/v3`,
    GITHUB_TOKEN: "gh-all",
  };
}

export async function run(
  env: { readonly [name: string]: string | undefined },
  options: Partial<DriftOptions> = {},
): Promise<Ran> {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
  const output = path("report");
  const format = options.format ?? "json";
  const code = await drift({ plan: [planFile()], failOn: "high", ...options, format, output });
  const text = readFileSync(output, "utf8");
  return { code, text, json: format === "json" ? JSON.parse(text) : undefined };
}
