/** What a person waits for at the command line: the help, and a check of a synthesized app of 1,000 pipelines. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, mustSucceed, run, sideBySide } from "./measure.js";
import type { Row } from "./table.js";

const ROOT = resolve(__dirname, "../..");
const EXECUTABLE = join(ROOT, "dist/bin/cloudsmith-trust.js");
const GROUP = "command line";
const PAIRS = 11;
const REPEATS = 5;
const MAX_HELP_RATIO = 2.5;
const MAX_CHECK_SECONDS = 1.5;

const SYNTH = `
  const { App, TerraformStack } = require("cdktf");
  const { CloudsmithProvider } = require("cloudsmith-trust");
  const { GitHubPublisher, GitHubRef, GitHubRepository } = require("cloudsmith-trust/github");
  const stack = new TerraformStack(new App({ outdir: process.env.OUT }), "many");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  for (let i = 0; i < 1000; i++) {
    new GitHubPublisher(stack, "p" + i, {
      repository: GitHubRepository.of("acme/app" + i, { id: 1000 + i, ownerId: 65 }),
      from: [GitHubRef.branch("main").on("push")],
      publishTo: [{ repository: "prod", privilege: "Write" }],
    });
  }
  stack.node.root.synth();`;

async function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const made = await run(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  return mustSucceed(args[0] ?? "node", made).seconds;
}

export async function benchCheck(): Promise<Row[]> {
  const help = await sideBySide(
    PAIRS,
    () => node([EXECUTABLE, "--help"]),
    () => node(["-e", "0"]),
  );
  const out = mkdtempSync(join(tmpdir(), "check-bench-"));
  try {
    await node(["-e", SYNTH], { OUT: out });
    const times: number[] = [];
    for (let index = 0; index < REPEATS; index++) {
      times.push(await node([EXECUTABLE, "check", "--app", out]));
    }
    const seconds = median(times);
    return [
      {
        group: GROUP,
        what: "--help, beside node -e 0",
        unit: "ms",
        ours: help.ours * 1000,
        floor: help.other * 1000,
        ratio: help.ratio,
        target: `≤ ${MAX_HELP_RATIO} ×`,
        met: help.ratio <= MAX_HELP_RATIO,
      },
      {
        group: GROUP,
        what: "check of a synthesized app of 1,000 pipelines",
        unit: "s",
        ours: seconds,
        target: `≤ ${MAX_CHECK_SECONDS} s`,
        met: seconds <= MAX_CHECK_SECONDS,
      },
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
