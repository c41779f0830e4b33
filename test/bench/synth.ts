/** Synth of many pipelines beside cdktf's own cost for as many plain resources; and what importing the package costs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, mustSucceed, run, sideBySide } from "./measure.js";
import type { Row } from "./table.js";

const ROOT = resolve(__dirname, "../..");
const SIZES = [100, 1000, 5000];
const REPEATS = 7;
const MAX_RATIO = 2;
const MAX_IMPORT_MS = 30;
const PAIRS = 11;

/** Makes N pipelines in a process of its own and prints the milliseconds from the first construct to the last file. */
const pipelines = (n: number): string => `
  const { App, TerraformStack } = require("cdktf");
  const { CloudsmithProvider } = require("cloudsmith-trust");
  const { GitHubPublisher, GitHubRef, GitHubRepository } = require("cloudsmith-trust/github");
  const started = performance.now();
  const stack = new TerraformStack(new App({ outdir: process.env.OUT }), "many");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  for (let i = 0; i < ${n}; i++) {
    new GitHubPublisher(stack, "p" + i, {
      repository: GitHubRepository.of("acme/app" + i, { id: 1000 + i, ownerId: 65 }),
      from: [GitHubRef.branch("main").on("push")],
      publishTo: [{ repository: "prod", privilege: "Write" }],
    });
  }
  stack.node.root.synth();
  console.log(performance.now() - started);`;

/** The same number of resources and references, as small as a class of cdktf's can be, with cdktf's own validations. */
const plain = (n: number): string => `
  const { App, TerraformProvider, TerraformResource, TerraformStack } = require("cdktf");
  class Plain extends TerraformResource {
    constructor(scope, id, type, values) {
      super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: "plain" } });
      this.values = values;
    }
    synthesizeAttributes() { return this.values; }
  }
  class Provider extends TerraformProvider {
    constructor(scope, id) {
      super(scope, id, { terraformResourceType: "plain", terraformGeneratorMetadata: { providerName: "plain" } });
    }
  }
  const started = performance.now();
  const stack = new TerraformStack(new App({ outdir: process.env.OUT }), "many");
  new Provider(stack, "plain");
  for (let i = 0; i < ${n}; i++) {
    const account = new Plain(stack, "s" + i, "plain_service", { name: "ci-" + i, organization: "acme" });
    const slug = account.getStringAttribute("slug");
    new Plain(stack, "o" + i, "plain_oidc", { name: "p" + i, claims: { repository_id: String(i) }, service_accounts: [slug] });
    new Plain(stack, "g" + i, "plain_privilege", { repository: "prod", service: slug, privilege: "Write" });
  }
  stack.node.root.synth();
  console.log(performance.now() - started);`;

async function synth(code: string): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), "synth-bench-"));
  try {
    const made = await run(process.execPath, ["-e", code], { cwd: ROOT, env: { ...process.env, OUT: out } });
    return Number(mustSucceed("synth", made).stdout.trim().split("\n").at(-1)) / 1000;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

export async function benchSynth(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const n of SIZES) {
    const pairs: { ours: number; floor: number }[] = [];
    for (let index = 0; index < REPEATS; index++) {
      pairs.push({ ours: await synth(pipelines(n)), floor: await synth(plain(n)) });
    }
    const ratio = median(pairs.map((pair) => pair.ours / pair.floor));
    rows.push({
      group: "synth",
      what: `${n} pipelines, beside as many plain resources`,
      unit: "s",
      ours: median(pairs.map((pair) => pair.ours)),
      floor: median(pairs.map((pair) => pair.floor)),
      ratio,
      target: `≤ ${MAX_RATIO} ×`,
      met: ratio <= MAX_RATIO,
    });
  }
  return rows;
}

/** Milliseconds that `require("cloudsmith-trust")` takes where cdktf is loaded already. */
export async function benchImport(): Promise<Row[]> {
  const start = async (code: string): Promise<number> =>
    mustSucceed("require", await run(process.execPath, ["-e", code], { cwd: ROOT, env: process.env })).seconds;
  const measured = await sideBySide(
    PAIRS,
    () => start('require("cdktf");require("constructs");require("cloudsmith-trust")'),
    () => start('require("cdktf");require("constructs")'),
  );
  const beyond = (measured.ours - measured.other) * 1000;
  return [
    {
      group: "import",
      what: "cloudsmith-trust beyond cdktf and constructs",
      unit: "ms",
      ours: beyond,
      target: `≤ ${MAX_IMPORT_MS} ms`,
      met: beyond <= MAX_IMPORT_MS,
    },
  ];
}
