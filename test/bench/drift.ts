/** The drift of an organization of a thousand pipelines: what it asks, and how long it judges. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drift } from "../../lib/cli/drift/index.js";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { appliedOrganization, SOURCE, state } from "./pipelines.js";
import type { Row } from "./table.js";

const N = 1_000;
/** Repositories that no stack declares: a read of privileges each. */
const OUTSIDE = 10;
const MAX_REQUESTS = 40;

interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: object }[];
}

/** What `terraform show -json` writes of a refresh that found everything as it was last written. */
export function refreshedPlan(n: number): object {
  const resources = (state(n).resources as readonly StateResource[]).map(({ type, name, instances }) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values: instances[0]?.attributes,
    sensitive_values: {},
  }));
  return {
    format_version: "1.2",
    planned_values: { root_module: {} },
    prior_state: { format_version: "1.0", values: { root_module: { resources } } },
    configuration: { provider_config: { cloudsmith: { name: "cloudsmith", full_name: SOURCE } }, root_module: {} },
    complete: true,
  };
}

/** The organization as it is live, its repositories on GitHub, and some on Cloudsmith that no stack knows. */
export async function startOrganization(n: number, outside: number): Promise<Emulator> {
  const organization = appliedOrganization(n);
  const others = Array.from({ length: outside }, (_, index) => ({ slug: `other-${index}` }));
  const emulator = await startEmulator({
    seed: {
      ...organization,
      repositories: [...(organization.repositories ?? []), ...others],
      github: {
        repositories: Array.from({ length: n }, (_, index) => ({
          full_name: `acme/app-${index}`,
          id: 1_000 + index,
          owner_id: 65,
          visibility: "private" as const,
        })),
      },
    },
  });
  emulator.state.github.tokens.set("gh", { login: "octocat", repositories: "all", permissions: "all" });
  return emulator;
}

/** The environment that the command is run in against it. */
export function environmentOf(emulator: Emulator): { readonly [name: string]: string } {
  return {
    CLOUDSMITH_API_HOST: emulator.url,
    CLOUDSMITH_API_KEY: emulator.apiKey,
    GITHUB_API_URL: `${emulator.url}/api/v3`,
    GITHUB_TOKEN: "gh",
  };
}

export async function benchDrift(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-drift-"));
  const emulator = await startOrganization(N, OUTSIDE);
  try {
    const [plan, output] = [join(folder, "plan.json"), join(folder, "report.json")];
    writeFileSync(plan, JSON.stringify(refreshedPlan(N)));
    Object.assign(process.env, environmentOf(emulator));
    emulator.requests.clear();
    const started = process.hrtime.bigint();
    await drift({ plan: [plan], format: "json", failOn: "high", output, summary: false });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    process.exitCode = undefined;
    const { complete, drifts } = JSON.parse(readFileSync(output, "utf8"));
    if (complete !== true || drifts.length > 0) {
      throw new Error(`drift of a thousand pipelines found ${JSON.stringify(drifts).slice(0, 200)}`);
    }
    const requests = emulator.requests.log.length - OUTSIDE;
    return [
      {
        group: "drift",
        what: "1,000 pipelines, beyond the plan and a read for each repository outside of it",
        unit: "s",
        ours: seconds,
        requests,
        target: `≤ ${MAX_REQUESTS} requests`,
        met: requests <= MAX_REQUESTS,
      },
    ];
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
