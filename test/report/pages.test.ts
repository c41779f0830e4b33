/** Pages of reports in a browser, where there is one: usable by everybody, and nothing runs that strangers wrote. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type DriftReport, renderDriftHtml, renderFindingsHtml } from "../../lib/report/index.js";
import { checkTrust } from "../../lib/trust/index.js";
import { inProcess } from "../cli/in-process.js";
import { accessibilityFaults, openPages } from "../support/pages.js";
import { APP, changed, managed } from "../trust/drift/support.js";
import { settingValue, trust, trustValue } from "../trust/support.js";
import { findingsReport } from "./support.js";

const openPage = openPages();
const folder = mkdtempSync(join(tmpdir(), "pages-of-reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>${"very-long-".repeat(40)}${"word".repeat(40)}`;

function check(): string {
  const model = trust({
    settings: [settingValue({ name: HOSTILE, claims: {} }), settingValue({ claims: { ref: HOSTILE } })],
  });
  const { findings } = checkTrust(model);
  return renderFindingsHtml(
    findingsReport({
      organization: HOSTILE,
      trust: HOSTILE,
      findings: findings.map((finding) => ({ ...finding, message: `${finding.message} ${HOSTILE}` })),
      undecided: [
        { about: "settings", name: HOSTILE, reason: HOSTILE, origin: { source: "live", where: HOSTILE, at: HOSTILE } },
      ],
      notLooked: [{ rule: "branch-unprotected", reason: HOSTILE, times: 2 }],
    }),
  );
}

function drift(): string {
  const fresh = managed(changed(APP, "cloudsmith_oidc.app-main", { claims: { repository_owner_id: "65" } }));
  const author = { actor: HOSTILE, kind: "user", at: HOSTILE, event: HOSTILE };
  const report: DriftReport = {
    organization: HOSTILE,
    at: "2026-11-25T05:17:00.000Z",
    stacks: [{ name: HOSTILE, where: HOSTILE, readOnly: "other provider" }],
    live: HOSTILE,
    parts: ["managed", "undeployed", "unmanaged", "phantom"],
    fresh: fresh.map((each) => ({
      ...each,
      name: HOSTILE,
      at: HOSTILE,
      author,
      changes: [{ field: HOSTILE, declared: HOSTILE, live: HOSTILE }],
    })),
    accepted: [],
    expired: [],
    unused: [],
    undecided: [{ about: HOSTILE, side: "after", reason: HOSTILE }],
    notes: [HOSTILE],
    names: new Map(),
  };
  return renderDriftHtml(report);
}

const STEP =
  "{ uses: cloudsmith-io/cloudsmith-cli-action@v1, with: { oidc-namespace: acme, oidc-service-slug: ci-app } }";

/** What a command writes for a trust file with one way in, beside a hostile one. */
async function written(command: string, ...options: readonly string[]): Promise<string> {
  const settings = [settingValue(), settingValue({ name: HOSTILE, claims: { [HOSTILE]: HOSTILE } })];
  const trustFile = join(folder, `${command}.json`);
  writeFileSync(trustFile, JSON.stringify(trustValue({ settings })));
  const output = join(folder, `${command}.html`);
  const { stderr } = await inProcess([
    command,
    "--trust",
    trustFile,
    ...options,
    "--format",
    "html",
    "--output",
    output,
  ]);
  expect(stderr).toBe("");
  return readFileSync(output, "utf8");
}

const reach = () => written("reach", "--to", "prod");
const explain = () => written("explain", "--account", "ci-app", "--repository", "acme/app", "--event", "pull_request");

async function batch(): Promise<string> {
  const claims = { iss: "https://token.actions.githubusercontent.com", [HOSTILE]: HOSTILE };
  const file = join(folder, "batch.jsonl");
  writeFileSync(file, JSON.stringify({ id: HOSTILE, account: HOSTILE, claims }));
  return written("explain", "--batch", file);
}

async function adopt(): Promise<string> {
  const setting = { ...settingValue({ name: HOSTILE, claims: {} }), slug_perm: "perm1" };
  const trustFile = join(folder, "adopt-trust.json");
  writeFileSync(trustFile, JSON.stringify(trustValue({ settings: [setting] })));
  const report = join(folder, "adopt.html");
  const args = [
    "adopt",
    "--trust",
    trustFile,
    "--output",
    join(folder, "adopted"),
    "--force",
    "--format",
    "html",
    "--report",
    report,
  ];
  expect((await inProcess(args)).stderr).toBe("");
  return readFileSync(report, "utf8");
}

async function workflows(): Promise<string> {
  const trustFile = join(folder, "trust.json");
  writeFileSync(
    trustFile,
    JSON.stringify({ organization: "acme", accounts: [{ slug: "ci-app" }], settings: [settingValue()] }),
  );
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  const job = `{ runs-on: ubuntu-latest, permissions: { id-token: write }, steps: [${STEP}] }`;
  writeFileSync(
    join(folder, ".github/workflows/publish.yml"),
    `name: ${JSON.stringify(HOSTILE)}\non: [push, pull_request]\njobs:\n  publish: ${job}\n`,
  );
  const output = join(folder, "workflows.html");
  const args = ["workflows", folder, "--trust", trustFile, "--repository", "acme/app", "--repository-id", "74"];
  const { stderr } = await inProcess([...args, "--owner-id", "65", "--format", "html", "--output", output]);
  expect(stderr).toBe("");
  return readFileSync(output, "utf8");
}

describe("the page of", () => {
  it.for([
    ["check", 1280, "dark", check],
    ["check", 360, "light", check],
    ["drift", 1280, "light", drift],
    ["drift", 360, "dark", drift],
    ["workflows", 360, "light", workflows],
    ["reach", 360, "dark", reach],
    ["explain", 360, "light", explain],
    ["a batch", 360, "dark", batch],
    ["adopt", 360, "light", adopt],
    ["adopt", 1280, "dark", adopt],
  ] as const)("%s is usable, by everybody, at %i pixels, %s", async ([, width, colorScheme, html], context) => {
    const { page, wrong } = await openPage(context, await html(), { width, colorScheme });
    await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    expect(await page.locator("img, script").count()).toBe(0);
    expect(wrong).toEqual([]);
  });
});
