/** The command `review` as a job of a pull request runs it: one stack's change, judged with the rest of the organization. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GITHUB_ISSUER } from "../../lib/oidc/index.js";
import { formatSnapshot, readTrustValue } from "../../lib/trust/index.js";
import { median, run } from "./measure.js";
import type { Row } from "./table.js";

const EXECUTABLE = resolve(__dirname, "../../dist/bin/cloudsmith-trust.js");
const REPEATS = 3;
const PIPELINES = 1_000;
const MAX_SECONDS = 1.5;

const setting = (index: number, ref: string, account: string) => ({
  name: `app-${index}`,
  enabled: true,
  provider_url: GITHUB_ISSUER,
  claims: { repository_id: String(1_000 + index), repository_owner_id: "65", ref, event_name: "push" },
  service_accounts: [account],
  mapping_claim: null,
  dynamic_mappings: [],
});

function snapshot(): string {
  const numbers = Array.from({ length: PIPELINES }, (_, index) => index);
  const value = {
    organization: "acme",
    accounts: numbers.map((index) => ({ slug: `ci-${index}` })),
    settings: numbers.map((index) => setting(index, "refs/heads/main", `ci-${index}`)),
    repositories: [{ slug: "prod" }],
    privileges: numbers.map((index) => ({ repository: "prod", service: `ci-${index}`, privilege: "Write" as const })),
    teams: [],
  };
  const taken = { taken_at: "2026-01-01T00:00:00Z", by: "bench" };
  return formatSnapshot(readTrustValue(value, "bench"), taken);
}

/** A synthesized stack of one pipeline. */
function stack(ref: string): string {
  const service = "${cloudsmith_service.ci.slug}";
  return JSON.stringify({
    resource: {
      cloudsmith_service: { ci: { organization: "acme", name: "ci-7" } },
      cloudsmith_oidc: { main: { namespace: "acme", ...setting(7, ref, service) } },
      cloudsmith_repository_privilege: {
        prod: { organization: "acme", repository: "prod", service, privilege: "Write" },
      },
    },
  });
}

export async function benchReview(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const files = { before: stack("refs/heads/main"), after: stack("refs/heads/.*"), context: snapshot() };
    const args = Object.entries(files).flatMap(([option, text]) => {
      const file = join(folder, `${option}.json`);
      writeFileSync(file, text);
      return [`--${option}`, file];
    });
    const seconds: number[] = [];
    for (let index = 0; index < REPEATS; index++) {
      const command = [EXECUTABLE, "review", ...args, "--fail-on", "none", "--no-summary"];
      const done = await run(process.execPath, command, { cwd: folder, env: process.env });
      if (done.code !== 0 || !done.stdout.startsWith("WIDENED  trust of acme: 1 gain, no losses")) {
        throw new Error(`the review failed: ${done.stdout}${done.stderr}`);
      }
      seconds.push(done.seconds);
    }
    const ours = median(seconds);
    const what = `review of one pipeline with a snapshot of ${PIPELINES.toLocaleString("en")}`;
    return [{ group: "cli", what, unit: "s", ours, target: `≤ ${MAX_SECONDS} s`, met: ours <= MAX_SECONDS }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
