/** Adopting a thousand pipelines: what it asks, how long it takes, and what the first plan of the app does. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startEmulator } from "../../lib/emulator/index.js";
import { pipelines } from "../cli/adopt/organizations.js";
import { median, mustSucceed, type Run, run } from "./measure.js";
import type { Row } from "./table.js";

const PIPELINES = 1000;
const REPOSITORIES = 20;
const REPEATS = 3;
const MAX_REQUESTS = 30;
const MAX_SECONDS = 5;
const GROUP = "adopt";
const EXECUTABLE = resolve(__dirname, "../../dist/bin/cloudsmith-trust.js");

export async function benchAdopt(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), "trust-bench-adopt-"));
  const emulator = await startEmulator({ seed: pipelines(PIPELINES, REPOSITORIES) });
  writeFileSync(join(root, "empty.tfrc"), "");
  const env = {
    ...process.env,
    CLOUDSMITH_API_HOST: emulator.url,
    CLOUDSMITH_API_KEY: emulator.apiKey,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: join(root, "empty.tfrc"),
  };
  const folder = (index: number): string => join(root, `app-${index}`);
  try {
    emulator.settings.latencyMs = 50;
    const runs: Run[] = [];
    for (let index = 0; index < REPEATS; index++) {
      emulator.requests.clear();
      const args = [EXECUTABLE, "adopt", "--live", "acme", "--output", folder(index)];
      runs.push(mustSucceed("adopt", await run(process.execPath, args, { cwd: root, env })));
    }
    const [seconds, requests] = [median(runs.map((one) => one.seconds)), emulator.requests.total];
    emulator.settings.latencyMs = 0;
    const planned = await firstPlan(folder(0), env);
    return [
      {
        group: GROUP,
        what: `${PIPELINES} pipelines at 50 ms`,
        unit: "s",
        ours: seconds,
        requests,
        target: `≤ ${MAX_SECONDS} s, ≤ ${MAX_REQUESTS} requests`,
        met: seconds <= MAX_SECONDS && requests <= MAX_REQUESTS,
      },
      { group: GROUP, what: "synth of the app", unit: "s", ours: planned.synth },
      {
        group: GROUP,
        what: "first plan of the app",
        unit: "s",
        ours: planned.plan,
        target: "imports only",
        met: planned.importsOnly,
      },
    ];
  } finally {
    await emulator.close();
    rmSync(root, { recursive: true, force: true });
  }
}

interface FirstPlan {
  readonly synth: number;
  readonly plan: number;
  readonly importsOnly: boolean;
}

async function firstPlan(app: string, env: NodeJS.ProcessEnv): Promise<FirstPlan> {
  mkdirSync(join(app, "node_modules"));
  for (const name of ["cdktf", "constructs", "@cdktf", "tsx"]) {
    symlinkSync(resolve(__dirname, "../../node_modules", name), join(app, "node_modules", name));
  }
  symlinkSync(resolve(__dirname, "../.."), join(app, "node_modules", "cloudsmith-trust"));
  const tsx = ["--import", pathToFileURL(require.resolve("tsx")).href, "main.ts"];
  const synth = mustSucceed("synth", await run(process.execPath, tsx, { cwd: app, env }));
  const stack = { cwd: join(app, "cdktf.out/stacks/acme"), env };
  mustSucceed("terraform init", await run("terraform", ["init", "-input=false"], stack));
  const plan = mustSucceed("terraform plan", await run("terraform", ["plan", "-input=false", "-no-color"], stack));
  const resources = PIPELINES * 3 + REPOSITORIES;
  return {
    synth: synth.seconds,
    plan: plan.seconds,
    importsOnly: plan.stdout.includes(`Plan: ${resources} to import, 0 to add, 0 to change, 0 to destroy.`),
  };
}
