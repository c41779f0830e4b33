/** Adopting for real: what terraform plans for an app that `adopt` wrote. */
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { adoption } from "../../lib/cli/adopt/adopt.js";
import { fetchLive } from "../../lib/cli/live/fetch.js";
import { apiKeyCredential, CloudsmithClient } from "../../lib/cloudsmith/index.js";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { readLive } from "../../lib/trust/index.js";
import { synthesize } from "../cli/adopt/app.js";
import { EVERY_SHAPE, pipelines, TEN } from "../cli/adopt/organizations.js";
import { inProcess } from "../cli/in-process.js";
import { outdir } from "../support/outdir.js";
import { type Json, TerraformWorkspace } from "../support/terraform.js";
import { changesOf, mainOf, World } from "./support/world.js";

const ADOPT = { where: "acme", output: "trust", engine: "packed", now: new Date() } as const;

const writesTo = ({ requests }: Emulator) => requests.log.filter(({ method }) => method !== "GET");

/** What a plan does: how many resources it imports, and whatever else. */
function effectOf(plan: Json): { readonly imported: number; readonly changes: readonly string[] } {
  const changes: readonly Json[] = plan.resource_changes ?? [];
  return { imported: changes.filter(({ change }) => change.importing !== undefined).length, changes: changesOf(plan) };
}

/** Installs what `npm install` would. */
function install(folder: string): void {
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["cdktf", "constructs", "@cdktf", "tsx"]) {
    symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(resolve("."), join(folder, "node_modules", "cloudsmith-trust"));
}

describe("an adopted organization", () => {
  it("is imported by the first plan, changed by none, and by no apply", async () => {
    const emulator = await startEmulator({ seed: TEN });
    try {
      const folder = join(outdir(), "trust");
      const env = { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: emulator.apiKey };
      const { code, stdout } = await inProcess(["adopt", "--live", "acme", "--output", folder, "--format", "json"], {
        env,
      });
      expect(code).toBe(10);
      const before = emulator.trustFile();
      install(folder);
      const app = ["--import", pathToFileURL(require.resolve("tsx")).href, "main.ts"];
      const synth = spawnSync("node", app, { cwd: folder, encoding: "utf8", env: { ...process.env, HOME: folder } });
      expect(synth).toMatchObject({ status: 0, stderr: "" });

      const terraform = await TerraformWorkspace.create({ directory: join(folder, "cdktf.out/stacks/acme"), env });
      await terraform.ok("init");
      expect(effectOf(await terraform.plan())).toEqual({ imported: JSON.parse(stdout).resources, changes: [] });
      const { output } = await terraform.apply();
      expect(output).toMatch(/Resources: 34 imported, 0 added, 0 changed, 0 destroyed/);
      expect(effectOf(await terraform.plan())).toEqual({ imported: 0, changes: [] });

      expect(writesTo(emulator)).toEqual([]);
      expect(emulator.trustFile()).toEqual(before);
    } finally {
      await emulator.close();
    }
  });

  it.each([
    ["additive grants", false],
    ["authoritative lists", true],
  ])("of every shape is imported with %s, and changed in nothing", async (_, authoritative) => {
    const world = await World.start({ seed: EVERY_SHAPE });
    const { url, apiKey } = world.emulator;
    const client = new CloudsmithClient({ host: url, credential: apiKeyCredential(apiKey), readOnly: true });
    const model = readLive(await fetchLive(client, "acme"), "acme");
    const { files, report } = adoption(model, { ...ADOPT, authoritative });
    const { json } = synthesize(files);

    const stack = await world.stack({ resource: json.resource, import: json.import });
    const plan = await stack.workspace.plan();

    expect(effectOf(plan)).toEqual({ imported: report.resources, changes: [] });
    expect(report).toMatchObject({ leftOut: [], notRead: [] });
    expect(writesTo(world.emulator)).toEqual([]);
  });

  it("of a thousand pipelines is imported by the first plan, and changed in nothing", async () => {
    const world = await World.start({ seed: pipelines(1000, 20) });
    const { url, apiKey } = world.emulator;
    const client = new CloudsmithClient({ host: url, credential: apiKeyCredential(apiKey), readOnly: true });
    const model = readLive(await fetchLive(client, "acme"), "acme");
    const { files, report } = adoption(model, { ...ADOPT, authoritative: false });
    expect(report.declared).toEqual({ accounts: 1000, settings: 1000, grants: 1020, pipelines: 1000 });
    const { json } = synthesize(files);
    expect(json.import).toHaveLength(3020);

    const workspace = await TerraformWorkspace.create({
      main: mainOf({ resource: json.resource, import: json.import }),
      reattach: [world.served],
      // A third of terraform's own time here would go into collecting garbage.
      env: { GOGC: "800" },
    });
    const { stdout } = await workspace.ok("plan");

    expect(stdout).toContain("\nPlan: 3020 to import, 0 to add, 0 to change, 0 to destroy.\n");
    expect(stdout.match(/ will be imported$/gm)).toHaveLength(3020);
    expect(writesTo(world.emulator)).toEqual([]);
  }, 120_000);
});
