import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { graph } from "../../lib/cli/graph/index.js";
import { startEmulator } from "../../lib/emulator/index.js";
import { GRAPH_SCHEMA } from "../../lib/report/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { sarifProblems } from "../support/sarif.js";
import { file, TRUST } from "./executable.js";
import { inProcess as run } from "./in-process.js";

const trust = file({ ...TRUST, teams: [] }, "trust.json");

/** Runs the command in this process, into a file. */
async function drawn(options: object): Promise<{ code: number; text: string }> {
  const output = join(file(""), "..", "graph.out");
  const { exitCode } = process;
  try {
    const code = await graph({ format: "mermaid", failOn: "none", trust, output, ...options });
    return { code, text: readFileSync(output, "utf8") };
  } finally {
    process.exitCode = exitCode;
  }
}

describe("graph", () => {
  it("draws Mermaid by default, exit code 0", async () => {
    const { code, stdout, stderr } = await run(["graph", "--trust", trust]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^flowchart LR\n/);
    expect(stdout).toContain('account1 -->|"Write"| repository1');
  });

  it("writes markdown, a page, and JSON of the published shape", async () => {
    expect((await drawn({ format: "markdown" })).text).toContain("```mermaid\nflowchart LR\n");
    expect((await drawn({ format: "html" })).text).toMatch(/^<!doctype html>/);
    const { code, text } = await drawn({ format: "json" });
    expect(code).toBe(0);
    const value = JSON.parse(text);
    expect(validate(value, GRAPH_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value).toMatchObject({ version: 1, organization: "acme", trust, complete: true, around: {} });
  });

  it("draws what is around an account or a repository", async () => {
    const { text } = await drawn({ format: "json", account: "ci-app", to: "prod" });
    expect(JSON.parse(text)).toMatchObject({ around: { account: "ci-app", repository: "prod" } });
    await expect(drawn({ to: "prud" })).rejects.toThrow("this trust speaks of no repository prud; did you mean prod?");
  });

  it("marks what an app does not let through, and counts what it does", async () => {
    const oidc = {
      namespace: "acme",
      name: "app",
      enabled: true,
      provider_url: TRUST.settings[0].provider_url,
      claims: {},
    };
    const at = ["cloudsmith_oidc.app"];
    const lasting = { rule: "no-claims", path: "app", at, reason: "a migration", until: "9999-12-31" };
    const stack = (accepted: readonly object[]) => ({
      "//": { metadata: { cloudsmithTrust: { accepted } } },
      terraform: { required_providers: {} },
      resource: { cloudsmith_oidc: { app: { ...oidc, service_accounts: ["ci-app"] } } },
    });
    const judged = async (accepted: readonly object[]) => {
      const folder = join(file(""), "..", `app-${accepted.length}`);
      mkdirSync(folder);
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack(accepted)));
      const { code, text } = await drawn({ format: "json", trust: undefined, app: folder });
      const { findings, accepted: count } = JSON.parse(text);
      return { code, count, found: findings.some(({ rule }: { rule: string }) => rule === "no-claims") };
    };
    expect(await judged([])).toEqual({ code: 0, count: 0, found: true });
    expect(await judged([lasting])).toEqual({ code: 0, count: 1, found: false });
  });

  it("says that it is not complete, exit code 1, where something could not be read", async () => {
    const emulator = await startEmulator({ seed: JSON.parse(JSON.stringify(TRUST)) });
    try {
      const { key } = emulator.state.services.get("ci-app")!;
      const env = { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: key };
      const { code, stdout } = await run(["graph", "--live", "acme"], { env });
      expect(code).toBe(1);
      expect(stdout).toContain("Not complete: something could not be read");
    } finally {
      await emulator.close();
    }
  });

  it("says what is marked for code scanning, as annotations and in words, and ends with 10 only where that is asked for", async () => {
    const open = file({ ...TRUST, settings: [{ ...TRUST.settings[0], claims: {} }], teams: [] }, "open.json");
    const sarif = await drawn({ format: "sarif", trust: open });
    expect(sarif.code).toBe(0);
    const document = JSON.parse(sarif.text);
    expect(sarifProblems(document)).toEqual([]);
    expect(document.runs[0].results[0]).toMatchObject({
      ruleId: "no-claims",
      level: "error",
      message: { text: expect.stringContaining("setting app-main (/settings/0): ") },
    });
    const { code, text } = await drawn({ format: "github", trust: open, failOn: "high" });
    expect(code).toBe(10);
    expect(text).toMatch(/^::error title=(critical|high) no-claims::setting app-main /);
    expect((await drawn({ format: "text", failOn: "high" })).code).toBe(0);
  });

  it("says which formats there are, exit code 2", async () => {
    const { code, stderr } = await run(["graph", "--trust", trust, "--format", "svg"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are mermaid, text, markdown, json, sarif, github, html.");
  });

  it("explains itself with examples, and says what each format is", async () => {
    const { code, stdout } = await run(["graph", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("cloudsmith-trust graph --live acme --format html --output trust.html");
    for (const format of ["mermaid", "markdown", "html", "text", "json", "sarif"]) {
      expect(stdout).toMatch(new RegExp(`\\n {2}${format} +\\S`));
    }
  });
});
