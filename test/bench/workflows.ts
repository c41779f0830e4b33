/** `workflows` and `migrate` on a repository of 500 workflow files, against the trust of 1,000 pipelines. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GITHUB_ISSUER } from "../../lib/oidc/index.js";
import { KEYS } from "../trust/migration/keys.js";
import { MONOREPO, SIMPLE } from "../trust/workflow/corpus.js";
import { median, run } from "./measure.js";
import type { Row } from "./table.js";

const EXECUTABLE = resolve(__dirname, "../../dist/bin/cloudsmith-trust.js");
const REPEATS = 3;
const FILES = 500;
const PIPELINES = 1_000;
const MAX_SECONDS = 2;

/** As long as workflow files are: about a hundred lines. */
const MORE_STEPS = Array.from({ length: 35 }, (_, at) => `      - name: step ${at}\n        run: make ${at}\n`).join(
  "",
);

function writeRepository(folder: string): void {
  const texts = [SIMPLE, MONOREPO, KEYS.WORKFLOW_VARIABLE ?? {}, KEYS.PUSH_ACTION ?? {}].flatMap(
    Object.values,
  ) as string[];
  const workflows = join(folder, ".github", "workflows");
  mkdirSync(workflows, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const more = `\n  more:\n    runs-on: ubuntu-latest\n    steps:\n${MORE_STEPS}`;
    writeFileSync(join(workflows, `w${index}.yml`), `${texts[index % texts.length]}${more}`);
  }
}

function trust(): string {
  const numbers = Array.from({ length: PIPELINES }, (_, index) => index);
  return JSON.stringify({
    organization: "acme",
    accounts: [{ slug: "ci-app" }, ...numbers.map((index) => ({ slug: `ci-${index}` }))],
    settings: ["ci-app", ...numbers.map((index) => `ci-${index}`)].map((account, index) => ({
      name: `s${index}`,
      enabled: true,
      provider_url: GITHUB_ISSUER,
      claims: { repository_id: String(74 + index), ref: "refs/heads/main", event_name: "push" },
      service_accounts: [account],
      mapping_claim: null,
    })),
  });
}

export async function benchWorkflows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-workflows-"));
  try {
    writeRepository(folder);
    writeFileSync(join(folder, "trust.json"), trust());
    const whose = ["--repository", "acme/app", "--repository-id", "74", "--owner-id", "65"];
    const commands = [
      ["workflows", "--trust", "trust.json", "--fail-on", "none", ...whose],
      ["migrate", "--organization", "acme", ...whose],
    ];
    const rows: Row[] = [];
    for (const command of commands) {
      const seconds: number[] = [];
      for (let index = 0; index < REPEATS; index++) {
        const done = await run(process.execPath, [EXECUTABLE, ...command], { cwd: folder, env: process.env });
        if (done.stderr !== "" || !done.stdout.includes(`${FILES} workflow files`)) {
          throw new Error(`${command[0]} failed: ${done.stdout.slice(0, 500)}${done.stderr}`);
        }
        seconds.push(done.seconds);
      }
      const ours = median(seconds);
      const what = `${command[0]} of ${FILES} workflow files`;
      rows.push({ group: "cli", what, unit: "s", ours, target: `≤ ${MAX_SECONDS} s`, met: ours <= MAX_SECONDS });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
