import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { describeError } from "../../lib/cli/errors.js";
import { readTrust } from "../../lib/cli/options/readers.js";
import { readPlanFile } from "../../lib/cli/readers/plan.js";
import { World } from "../acceptance/support/world.js";
import { outdir } from "../support/outdir.js";
import { file, MAIN, run, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const PIPELINE = {
  resource: {
    cloudsmith_service: { ci: { organization: "acme", name: "ci-app" } },
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        name: "app-main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74", ref: "refs/heads/main" },
        service_accounts: ["${cloudsmith_service.ci.slug}"],
      },
    },
  },
};

const EXPLAIN = ["explain", "--account", "ci-app", ...MAIN] as const;

describe("--plan and --state", () => {
  it("read a plan in its stack's folder, its JSON, and the state that it leaves", async () => {
    const world = await World.start({ seed: { organization: "acme" } });
    const { workspace } = await world.stack(PIPELINE);
    const plan = JSON.stringify(await workspace.plan());
    const { env } = workspace;

    const itself = await run([...EXPLAIN, "--plan", join(workspace.directory, "plan.bin")], { env });
    expect({ code: itself.code, stderr: itself.stderr }).toEqual({ code: 0, stderr: "" });
    expect(itself.stdout).toMatch(/^ADMITTED as ci-app, by app-main\n/);
    expect(await run([...EXPLAIN, "--plan", "plan.bin"], { env, cwd: workspace.directory })).toMatchObject({ code: 0 });

    expect((await run([...EXPLAIN, "--plan", file(plan, "plan.json")])).code).toBe(0);
    expect((await run([...EXPLAIN, "--plan", "-"], { input: plan })).code).toBe(0);
    const elsewhere = await run([...EXPLAIN, "--plan", "-", "--ref", "refs/heads/dev"], { input: plan });
    expect(elsewhere.code).toBe(10);

    await workspace.apply();
    const state = file(JSON.stringify(await workspace.state()), "state.json");
    expect((await run([...EXPLAIN, "--state", state])).code).toBe(0);
    const confused = await run([...EXPLAIN, "--plan", state]);
    expect({ code: confused.code, stdout: confused.stdout }).toEqual({ code: 1, stdout: "" });
    expect(confused.stderr).toMatch(/this is a state, not a plan/);

    const { stdout: raw } = await workspace.ok("state", "pull");
    expect((await run([...EXPLAIN, "--state", file(raw)])).stderr).toMatch(/a state file as Terraform keeps it/);
  });
});

describe("a plan that cannot be read", () => {
  let zip: string;
  beforeAll(() => {
    zip = file("", "plan.bin");
    writeFileSync(zip, Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(100)]));
  });

  it.each([
    ["truncated", () => file('{"format_version": "1.2", "resource_changes": [{"addr'), /the plan .* is not JSON: it/],
    ["of another version", () => file({ format_version: "2.0", planned_values: {} }), /format_version is "2\.0"/],
    ["empty", () => file(""), /it is empty/],
    ["a list", () => file("[]"), /not a JSON object/],
    ["missing", () => "/nowhere/plan", /cannot read the plan \/nowhere\/plan: it does not exist/],
    ["a folder", () => "/", /it is a directory/],
    ["an archive that is no plan", () => zip, /terraform show -json .* failed: .*\n {2}→ give the plan in the folder/],
  ])("being %s is an error that says so", async (_, path, message) => {
    const error = await readPlanFile(path()).catch((thrown: unknown) => thrown);
    expect(describeError(error)).toEqual({ exitCode: 1, text: expect.stringMatching(message) });
  });

  it("for want of Terraform says what to do, exit code 1", async () => {
    const { code, stderr } = await run([...EXPLAIN, "--plan", zip], { env: { TERRAFORM_BINARY_NAME: "no-terraform" } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/no-terraform is not on PATH to read it\n {2}→ install Terraform/);
  });
});

describe("readers", () => {
  it.each([
    [{ trust: "t", plan: "p" }, "--trust and --plan were both given"],
    [{ state: "s", live: "acme" }, "--state and --live were both given"],
  ])("given as %j are a usage error", async (options, message) => {
    const error = await readTrust(options).catch((thrown: unknown) => thrown);
    expect(describeError(error)).toEqual({ exitCode: 2, text: expect.stringContaining(message) });
  });

  it("are the app that is synthesized here where none is named, on every command", async () => {
    const folder = outdir();
    const commands = [
      ["check", "--fail-on", "none"],
      [...EXPLAIN],
      ["reach", "--account", "ci-app"],
      ["graph", "--format", "text"],
      ["export"],
      ["workflows", "render", "--run", "make"],
    ];
    for (const args of commands) {
      const { code, stdout, stderr } = await inProcess(args, { cwd: folder });
      expect({ code, stdout }, args.join(" ")).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("no trust was given");
      expect(stderr).toContain("run cdktf synth first");
    }
    mkdirSync(join(folder, "cdktf.out/stacks/app"), { recursive: true });
    const { cloudsmith_oidc, ...others } = PIPELINE.resource;
    const privilege = {
      organization: "acme",
      repository: "prod",
      service: "${cloudsmith_service.ci.slug}",
      privilege: "Write",
    };
    const stack = { resource: { ...others, cloudsmith_oidc, cloudsmith_repository_privilege: { ci: privilege } } };
    writeFileSync(join(folder, "cdktf.out/stacks/app/cdk.tf.json"), JSON.stringify(stack));
    writeFileSync(join(folder, "batch.jsonl"), '{"account":"ci-app","claims":{}}\n{"account":"other","claims":{}}');
    for (const args of [...commands, ["explain", "--batch", "batch.jsonl", "--format", "html"]]) {
      const { code, stdout, stderr } = await inProcess(args, { cwd: folder });
      expect({ code, stderr }, args.join(" ")).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/ci-app|acme/);
    }
  });

  it("are the same in the help of each command that reads trust", async () => {
    const { stdout } = await run(["explain", "--help"]);
    for (const option of ["--trust FILE", "--app DIR", "--plan FILE", "--state FILE", "--live ORG"]) {
      expect(stdout).toContain(option);
    }
  });

  it("serve a batch as well", async () => {
    const claims = {
      iss: "https://token.actions.githubusercontent.com",
      repository_id: "74",
      exp: 2e9,
      iat: 1,
      nbf: 1,
    };
    const line = { id: 1, claims: { ...claims, ref: "refs/heads/main", event_name: "push" } };
    const plan = {
      format_version: "1.2",
      resource_changes: [
        {
          address: "cloudsmith_oidc.a",
          type: "cloudsmith_oidc",
          name: "a",
          change: { actions: ["create"], before: null, after: { ...TRUST.settings[0], dynamic_mappings: [] } },
        },
      ],
    };
    const { stdout, stderr } = await run(["explain", "--batch", "-", "--plan", file(plan)], {
      input: JSON.stringify(line),
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ id: 1, admitted: true, reason: null, settings: ["app-main"] });
  });
});
