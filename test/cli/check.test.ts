import "../support/typescript-require.js";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Aspects, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startEmulator } from "../../lib/emulator/index.js";
import {
  CloudsmithProvider,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  OrganizationPolicy,
  ServiceAccount,
} from "../../lib/index.js";
import { FINDINGS_SCHEMA } from "../../lib/report/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { outdir } from "../support/outdir.js";
import { sarifProblems } from "../support/sarif.js";
import { OIDC, plan } from "../trust/plan/support.js";
import { file, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const GOOD = {
  ...TRUST,
  settings: [{ ...TRUST.settings[0], claims: { ...TRUST.settings[0].claims, repository_owner_id: "65" } }],
};
const OPEN = { ...GOOD, settings: [{ ...TRUST.settings[0], claims: {} }] };
const NOW = "2026-11-25T12:00:00Z";

describe("check of a trust file", () => {
  it("finds nothing high in a well-pinned one, exit code 0, and says what it looked at", async () => {
    const { code, stdout, stderr } = await inProcess(["check", "--trust", file(GOOD, "trust.json")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^NOTHING FOUND {2}trust of acme\n/);
    expect(stdout).toContain("looked at 1 setting, 1 account, 1 grant and 1 repository (the whole organization)");
  });

  it("says of each finding rule, severity, place, message, why, remedy and link, exit code 10", async () => {
    const { code, stdout } = await inProcess(["check", "--trust", file(OPEN), "--format", "json"]);
    expect(code).toBe(10);
    const report = JSON.parse(stdout);
    expect(validate(report, FINDINGS_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(report).toMatchObject({ severity: "critical", complete: true });
    expect(report.findings[0]).toEqual({
      rule: "no-claims",
      severity: "critical",
      subject: "setting app-main",
      where: "/settings/0",
      message: "requires no claim at all",
      why: expect.stringContaining("any job anywhere"),
      remedy: expect.stringContaining("require claims"),
      link: expect.stringMatching(/^https:/),
    });
  });

  it.each([
    ["none", 0],
    ["critical", 10],
    ["low", 10],
  ])("ends with --fail-on %s by exit code %i", async (severity, expected) => {
    expect((await inProcess(["check", "--trust", file(OPEN), "--fail-on", severity])).code).toBe(expected);
  });

  it("fails on what is at the severity and not on what is below it", async () => {
    const medium = file({
      ...GOOD,
      settings: [
        { ...TRUST.settings[0], claims: { repository: "acme/app", ref: "refs/heads/main", event_name: "push" } },
      ],
    });
    const [at, above] = [
      await inProcess(["check", "--trust", medium, "--fail-on", "medium"]),
      await inProcess(["check", "--trust", medium]),
    ];
    expect(at.stdout).toMatch(/^1 FINDING .*: 1 medium\n/);
    expect([at.code, above.code]).toEqual([10, 0]);
  });

  it("cannot tell without settings, exit code 1, whatever else is found", async () => {
    const { settings: _, ...without } = OPEN;
    const { code, stdout } = await inProcess(["check", "--trust", file(without)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^COULD NOT TELL/);
    expect(stdout).toContain('settings: the file has no list "settings"');
  });

  it("says which rule had nothing to look at, where another list is left out", async () => {
    const { privileges: _, ...without } = GOOD;
    const { code, stdout } = await inProcess(["check", "--trust", file(without)]);
    expect(code).toBe(0);
    expect(stdout).toContain('over-privileged-account: the file has no list "privileges"');
  });

  it("names the line of a file in the repository, in text, annotations and SARIF", async () => {
    const repository = outdir();
    mkdirSync(join(repository, ".git"));
    mkdirSync(join(repository, "infra"));
    writeFileSync(join(repository, "infra/trust.json"), JSON.stringify(OPEN, null, 2));
    const cwd = join(repository, "infra");
    const line = JSON.stringify(OPEN, null, 2)
      .split("\n")
      .findIndex((each) => each.includes('"name": "app-main"'));
    const text = await inProcess(["check", "--trust", "trust.json"], { cwd });
    expect(text.stdout).toContain(`setting app-main (/settings/0)  infra/trust.json:${line}\n`);
    const annotations = await inProcess(["check", "--trust", "trust.json", "--format", "github"], { cwd });
    expect(annotations.stdout).toContain(`::error file=infra/trust.json,line=${line},title=critical no-claims::`);
    const sarif = JSON.parse(
      (await inProcess(["check", "--trust", "trust.json", "--format", "sarif"], { cwd })).stdout,
    );
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif.runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "infra/trust.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: line },
    });
  });

  it("looks at the audience where it is told what jobs sign in with", async () => {
    const [setting] = GOOD.settings;
    const asked = {
      ...GOOD,
      settings: [{ ...setting, claims: { ...setting?.claims, aud: "api://AzureADTokenExchange" } }],
    };
    const args = ["check", "--trust", file(asked)];
    expect((await inProcess(args)).stdout).toMatch(/^NOTHING FOUND/);
    const { stdout } = await inProcess([...args, "--client", "cloudsmith-cli"]);
    expect(stdout).toContain("medium   audience-mismatch");
  });

  it("writes markdown and a page, too", async () => {
    const args = ["check", "--trust", file(OPEN), "--format"];
    expect((await inProcess([...args, "markdown"])).stdout).toMatch(/^## Trust: 1 finding\n/);
    const { stdout } = await inProcess([...args, "html"]);
    expect(stdout).toMatch(/^<!doctype html>\n/);
    expect(stdout).toContain("no-claims");
  });
});

/** An app whose only setting is open, in a folder of its own. */
function synthesize(
  build: (setting: OidcProvider, app: App) => void = () => undefined,
  claims = GitHubClaims.of({ repositoryOwner: "acme" }),
): string {
  const folder = outdir();
  const back = process.cwd();
  process.chdir(folder);
  try {
    const app = new App({ outdir: "cdktf.out", skipValidation: false });
    const stack = new TerraformStack(app, "trust");
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
    const setting = new OidcProvider(stack, "open", {
      name: "open",
      issuer: OidcIssuer.gitHub(),
      claims,
      serviceAccounts: [ServiceAccount.fromSlug(stack, "app", "ci-app")],
    });
    build(setting, app);
    app.synth();
    return folder;
  } finally {
    process.chdir(back);
  }
}

describe("check of a synthesized app", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const accept = (until: string) => (setting: OidcProvider) =>
    setting.accept("owner-only", { reason: "one team owns it all", until });

  it("is the default where cdktf.out is there, and shows what is accepted with reason and date", async () => {
    const folder = synthesize(accept("2027-03-31"));
    const { code, stdout } = await inProcess(["check"], { cwd: folder });
    expect(stdout).toContain("owner-only at trust/open until 2027-03-31: one team owns it all\n");
    expect(stdout).toContain("1 accepted");
    expect(code).toBe(0);
  });

  it("takes the folder that cdktf.json names", async () => {
    const folder = synthesize(accept("2027-03-31"));
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ output: "elsewhere" }));
    const { code, stderr } = await inProcess(["check"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("no trust was given");
  });

  it.each([
    ["2026-12-09T00:00:00Z", "ending", 0],
    ["2026-12-22T23:59:59Z", "ending", 0],
    ["2026-12-23T00:00:00Z", "expired", 10],
  ])("at %s an acceptance until 2026-12-22 is %s, exit code %i", async (now, status, expected) => {
    const folder = synthesize(accept("2026-12-22"));
    const json = await inProcess(["check", "--format", "json", "--now", now], { cwd: folder });
    expect(json.code).toBe(expected);
    expect(JSON.parse(json.stdout).accepted).toMatchObject([{ rule: "owner-only", status }]);
    const { stdout } = await inProcess(["check", "--format", "github", "--now", now], { cwd: folder });
    expect(stdout).toContain("::warning title=accepted owner-only::trust/open: ");
    expect(stdout.includes("::error title=high owner-only::")).toBe(expected === 10);
  });

  it("is quiet about an acceptance up to fourteen days before its end", async () => {
    const folder = synthesize(accept("2026-12-22"));
    const { stdout } = await inProcess(["check", "--format", "github", "--now", "2026-12-08T23:59:59Z"], {
      cwd: folder,
    });
    expect(stdout).not.toContain("accepted owner-only");
  });

  it("shows what an emergency let through, and still finds it", async () => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", "incident 7");
    const folder = synthesize();
    vi.unstubAllEnvs();
    const { code, stdout } = await inProcess(["check"], { cwd: folder });
    expect(code).toBe(10);
    expect(stdout).toContain("which says: incident 7; it let through high owner-only at cloudsmith_oidc.open");
  });

  it("lets through in a plan what the stack beside it accepts, and in another folder does not", async () => {
    const folder = synthesize(accept("2027-03-31"));
    const stack = join(folder, "cdktf.out/stacks/trust");
    const [name = ""] = Object.keys(
      JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")).resource.cloudsmith_oidc,
    );
    const after = { ...OIDC, claims: { repository_owner: "acme" } };
    const planned = JSON.stringify(plan([{ type: "cloudsmith_oidc", name, after }]));
    writeFileSync(join(stack, "plan.json"), planned);
    const beside = await inProcess(["check", "--plan", "cdktf.out/stacks/trust/plan.json"], { cwd: folder });
    expect(beside.stdout).toContain("1 accepted");
    expect(beside.code).toBe(0);
    const elsewhere = await inProcess(["check", "--plan", file(planned)]);
    expect(elsewhere.stdout).toContain(`high     owner-only`);
    expect(elsewhere.code).toBe(10);
  });

  it.each([1, 2])("lets through in an exported trust file what its app accepts, of %i stacks", async (stacks) => {
    const folder = synthesize(accept("2027-03-31"));
    if (stacks === 2) {
      const stack = readFileSync(join(folder, "cdktf.out/stacks/trust/cdk.tf.json"), "utf8");
      mkdirSync(join(folder, "cdktf.out/stacks/other"));
      writeFileSync(join(folder, "cdktf.out/stacks/other/cdk.tf.json"), stack.replaceAll("open", "other"));
    }
    expect((await inProcess(["export", "--app", "cdktf.out", "--output", "trust.json"], { cwd: folder })).code).toBe(0);
    const { code, stdout } = await inProcess(["check", "--trust", "trust.json", "--format", "json"], { cwd: folder });
    const { accepted, findings } = JSON.parse(stdout) as {
      accepted: { findings: object[] }[];
      findings: { rule: string }[];
    };
    expect(findings.filter(({ rule }) => rule === "owner-only")).toEqual([]);
    expect(accepted).toMatchObject(Array(stacks).fill({ rule: "owner-only", findings: [{ severity: "high" }] }));
    expect(code).toBe(0);
  });

  it("takes two organizations one at a time, and says how", async () => {
    const folder = synthesize(accept("2027-03-31"));
    const stack = readFileSync(join(folder, "cdktf.out/stacks/trust/cdk.tf.json"), "utf8");
    mkdirSync(join(folder, "cdktf.out/stacks/other"));
    writeFileSync(join(folder, "cdktf.out/stacks/other/cdk.tf.json"), stack.replaceAll('"acme"', '"other"'));
    const { code, stderr } = await inProcess(["check"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain("→ give the folder of one stack, as in --app cdktf.out/stacks/NAME");
    expect((await inProcess(["check", "--app", "cdktf.out/stacks/other"], { cwd: folder })).stdout).toContain(
      "of other:",
    );
  });

  it("does without lines where a program makes something else of stack traces", async () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_, frames) => frames;
    try {
      const folder = synthesize(accept("2027-03-31"));
      const { stdout } = await inProcess(["check"], { cwd: folder });
      expect(stdout).toContain("owner-only at trust/open");
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });

  it("holds it to the policy that it is under", async () => {
    const folder = synthesize((setting, app) => {
      Aspects.of(app).add(new OrganizationPolicy({ mode: "audit", forbiddenClaims: ["repository_owner"] }));
      accept("2027-03-31")(setting);
    });
    const { stdout } = await inProcess(["check"], { cwd: folder });
    expect(stdout).toContain("medium   policy-claim");
    expect(stdout).toContain("rests on repository_owner, which the policy forbids");
  });
});

describe("check of a live organization", () => {
  it("cannot tell what the API forbids, exit code 1", async () => {
    const emulator = await startEmulator({ seed: JSON.parse(JSON.stringify(TRUST)) });
    try {
      const key = emulator.state.services.get("ci-app")?.key;
      const env = { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: emulator.apiKey };
      expect((await inProcess(["check", "--live", "acme"], { env })).code).toBe(0);
      const { code, stdout } = await inProcess(["check", "--live", "acme"], {
        env: { ...env, CLOUDSMITH_API_KEY: key },
      });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^COULD NOT TELL/);
      expect(stdout).toContain("answered 403");
    } finally {
      await emulator.close();
    }
  });
});
