import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReviewOptions } from "../../../lib/cli/commands/review.js";
import { describeError } from "../../../lib/cli/errors.js";
import { readSides } from "../../../lib/cli/review/sides.js";
import { REVIEW_SCHEMA } from "../../../lib/report/index.js";
import { type JsonSchema, validate } from "../../../lib/trust/private/schema.js";
import { newService, newSetting, plan } from "../../trust/plan/support.js";
import { file, HARMFUL, run, TRUST } from "../executable.js";
import { inProcess } from "../in-process.js";

const [MAIN_SETTING, TAGS] = TRUST.settings;
const base = { ...TRUST, teams: [] };
const before = file(base, "before.json");
const enabled = { ...base, settings: [MAIN_SETTING, { ...TAGS, enabled: true }] };
const after = file(enabled, "after.json");
const broken = { ...base, accounts: [{ slug: "ci-app", role: "Manager" }] };
const folder = mkdtempSync(join(tmpdir(), "review-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A synthesized app of one stack, whose setting asks for this repository and this ref. */
function app(name: string, repository: string, ref: string, data: object = {}): string {
  const stack = join(folder, name, "stacks", "app");
  mkdirSync(stack, { recursive: true });
  const setting = {
    namespace: "acme",
    name: "app-main",
    enabled: true,
    provider_url: "https://token.actions.githubusercontent.com",
    claims: { repository_id: repository, repository_owner_id: "65", ref, event_name: "push" },
    service_accounts: ["${cloudsmith_service.ci.slug}"],
  };
  const resource = {
    cloudsmith_service: { ci: { organization: "acme", name: "ci-app" } },
    cloudsmith_oidc: { main: setting },
  };
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ ...data, resource }));
  return join(folder, name);
}

describe("review", () => {
  it("says what a change does, exit code 10 at or above --fail-on", async () => {
    const { code, stdout, stderr } = await run(["review", "--before", before, "--after", after]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^WIDENED {2}trust of acme: 1 gain, no losses/);
    expect(stdout).toContain("now let in: a job of the repository with id 74 (push at refs/tags/v");
    expect((await inProcess(["review", "--before", before, "--after", after, "--fail-on", "medium"])).code).toBe(10);
    const critical = ["review", "--before", before, "--after", file(broken)];
    expect((await inProcess(critical)).code).toBe(10);
    expect((await inProcess([...critical, "--fail-on", "none"])).code).toBe(0);
  });

  it("lists first what weakens the reviewer between two synthesized apps", async () => {
    const provider = (api_host: string) => ({ provider: { cloudsmith: [{ api_host }] } });
    const one = app("guarded", "74", "refs/heads/main", provider("https://api.cloudsmith.io"));
    const other = app("unguarded", "74", "refs/heads/main", provider("https://evil.example"));
    const { code, stdout } = await inProcess(["review", "--before", one, "--after", other]);
    expect(code).toBe(10);
    expect(stdout).toMatch(/^UNCHANGED {2}trust of acme: 1 weakens the reviewer/);
    expect(stdout).toContain("app provider cloudsmith is told something else: api_host");
  });

  it("finds no change in the same trust", async () => {
    const { code, stdout } = await run(["review", "--before", before, "--after", "-"], { input: JSON.stringify(base) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^UNCHANGED/);
  });

  it("could not tell where a list is missing, exit code 1, and shows the gain all the same", async () => {
    const { privileges: _, ...without } = broken;
    const { code, stdout } = await inProcess(["review", "--before", before, "--after", file(without)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^WIDENED, and the rest could not be told/);
    expect(stdout).toContain('privileges, after: the file has no list "privileges"');
  });

  it("writes JSON of the published shape, and to a file", async () => {
    const output = join(folder, "report.json");
    const args = ["review", "--before", before, "--after", after, "--format", "json", "--output", output];
    expect(await inProcess(args)).toEqual({ code: 0, stdout: "", stderr: "" });
    const value = JSON.parse(readFileSync(output, "utf8"));
    expect(validate(value, REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value).toMatchObject({ direction: "widened", before: { where: before }, after: { where: after } });
    const lost = await inProcess(["review", "--before", before, "--after", after, "--output", join(folder, "no", "x")]);
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain("cannot write the report");
  });

  it("writes markdown for a comment, verdict first", async () => {
    const { code, stdout } = await inProcess(["review", "--before", before, "--after", after, "--format", "markdown"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^## Trust is widened\n/);
  });

  it("reads synthesized apps, a stack's file and both sides of a plan", async () => {
    const [one, other] = [app("one", "74", "refs/heads/main"), app("other", "74", "refs/heads/.*")];
    const apps = await inProcess(["review", "--before", one, "--after", other, "--format", "json"]);
    expect(JSON.parse(apps.stdout)).toMatchObject({ direction: "widened", complete: true });
    const stack = join(one, "stacks", "app", "cdk.tf.json");
    expect((await inProcess(["review", "--before", one, "--after", stack])).stdout).toMatch(/^UNCHANGED/);

    const planned = file(plan([newService(), newSetting(["cloudsmith_service.ci.slug", "cloudsmith_service.ci"])]));
    const { code, stdout, stderr } = await inProcess([
      "review",
      "--plan",
      planned,
      "--fail-on",
      "none",
      "--format",
      "json",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      direction: "widened",
      gained: [{ by: "admission", appeared: true, subject: { kind: "account", name: "ci-app" } }],
    });
    expect((await inProcess(["review", "--before", planned, "--after", planned])).stdout).toMatch(/^WIDENED/);
  });

  it("takes an expression for the same value where all that it speaks of is the same", async () => {
    const id = "${data.github_repository.app.repo_id}";
    const data = (name: string) => ({ data: { github_repository: { app: { full_name: name } } } });
    const one = app("data-one", id, "refs/heads/main", data("acme/app"));
    const same = app("data-same", id, "refs/heads/main", data("acme/app"));
    const moved = app("data-moved", id, "refs/heads/main", data("acme/other"));
    expect(await inProcess(["review", "--before", one, "--after", same])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^UNCHANGED/),
    });
    expect(await inProcess(["review", "--before", one, "--after", moved])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^COULD NOT TELL/),
    });
  });
});

/** What the command would print, and the code it would end with. */
async function refused(options: Partial<ReviewOptions>): Promise<{ text: string; exitCode: number }> {
  try {
    await readSides({ format: "text", failOn: "high", ...options });
  } catch (error) {
    return describeError(error);
  }
  throw new Error("nothing was refused");
}

describe("review, asked wrongly", () => {
  it("ends with exit code 2 and prints nothing but the reason", async () => {
    const { code, stdout, stderr } = await inProcess([
      "review",
      "--before",
      before,
      "--after",
      after,
      "--fail-on",
      "grave",
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--fail-on");
  });

  it.each<{ options: Partial<ReviewOptions>; said: string }>([
    { options: {}, said: "nothing to review was given" },
    { options: { before }, said: "--after is missing" },
    { options: { after }, said: "--before is missing" },
    { options: { plan: ["p"], after }, said: "--plan and --after were both given" },
    { options: { plan: ["p"], before }, said: "--plan and --before were both given" },
  ])("says what is wrong with the command line: $said", async ({ options, said }) => {
    const { text, exitCode } = await refused(options);
    expect(exitCode).toBe(2);
    expect(text).toContain(said);
  });

  it.each([
    { what: "a file that is not there", content: undefined, said: "it does not exist" },
    { what: "a truncated file", content: '{"organization": "acme", "set', said: "not JSON" },
    { what: "a state as Terraform keeps it", content: '{"version": 4, "serial": 1}', said: "as Terraform keeps it" },
    {
      what: "a plan of another version",
      content: '{"format_version": "9.0", "planned_values": {}}',
      said: "format_version",
    },
    { what: "an empty folder", content: folder, said: "holds no synthesized stack" },
    {
      what: "a hostile name",
      content: '{"organization": "acme", "x\\u001b[2J\\n::error::x": 1}',
      said: "unknown field",
    },
  ])("says of $what what is wrong with it", async ({ content, said }) => {
    const path =
      content === undefined
        ? join(folder, "nowhere")
        : content === folder
          ? mkdtempSync(join(folder, "e"))
          : file(content);
    const { text, exitCode } = await refused({ before, after: path });
    expect(exitCode).toBe(1);
    expect(text).toContain(said);
    expect(text).not.toMatch(HARMFUL);
    expect(text).not.toMatch(/^\s*::/m);
  });

  it("compares one organization with itself", async () => {
    const other = file({ ...base, organization: "other" });
    const { code, stderr } = await inProcess(["review", "--before", before, "--after", other]);
    expect(code).toBe(1);
    expect(stderr).toContain("before is of the organization acme, after of other");
  });
});
