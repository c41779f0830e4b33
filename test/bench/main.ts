/**
 * `npm run bench [-- --json FILE] [--peer PATH]`: measures side by side in one run and prints a table.
 *
 * Read ratios, not seconds: absolute times belong to the machine.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { version } from "../../package.json";
import { benchAdopt } from "./adopt.js";
import { benchCheck } from "./check.js";
import { benchDrift } from "./drift.js";
import { benchGraph } from "./graph.js";
import { benchLibraries } from "./libraries.js";
import { benchStart } from "./provider-start.js";
import { benchReview } from "./review.js";
import { benchGrowth, benchThousand } from "./scale.js";
import type { Binary } from "./stage.js";
import { benchImport, benchSynth } from "./synth.js";
import { formatTable, type Row } from "./table.js";
import { benchCycle, benchSmall } from "./terraform-commands.js";
import { benchTrust } from "./trust.js";
import { benchWorkflows } from "./workflows.js";

const DIST = resolve(__dirname, "../../dist/provider");

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "string" }, peer: { type: "string" } } });
  const ours: Binary = { name: "ours", path: join(DIST, "terraform-provider-cloudsmith.cjs"), version };
  const peer: Binary | undefined = values.peer ? { name: "peer", path: resolve(values.peer), version } : undefined;
  const rows: Row[] = [];
  const add = (title: string, measured: readonly Row[]): void => {
    rows.push(...measured);
    process.stderr.write(`measured: ${title}\n`);
  };
  add("start", await benchStart(ours, peer, join(DIST, "bundle.json")));
  add("libraries", await benchLibraries());
  add("one pipeline", await benchSmall(ours, peer));
  add("100 pipelines", await benchCycle(100, 0, ours, peer));
  add("100 pipelines at 50 ms", await benchCycle(100, 50, ours, peer));
  add("1,000 pipelines", await benchThousand(ours, peer));
  add("growth", await benchGrowth(ours));
  add("synth", [...(await benchImport()), ...(await benchSynth())]);
  add("trust", await benchTrust());
  add("command line", await benchCheck());
  add("review", await benchReview());
  add("drift", await benchDrift());
  add("graph", await benchGraph());
  add("adopt", await benchAdopt());
  add("workflows", await benchWorkflows());
  process.stdout.write(`${formatTable(rows, peer !== undefined)}\n`);
  if (values.json) {
    writeFileSync(
      values.json,
      `${JSON.stringify({ node: process.version, platform: process.platform, rows }, null, 2)}\n`,
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
