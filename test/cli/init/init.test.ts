import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { draftOf } from "../../../lib/cli/init/project.js";
import { projectFiles } from "../../../lib/cli/init/project-files.js";
import { npmInstall } from "../../../lib/cli/private/npm-install.js";
import { rateLimitDeadline } from "../../../lib/cli/private/rate-limit-deadline.js";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.js";
import { run } from "../executable.js";

const ROOT = resolve(__dirname, "../../..");
const root = mkdtempSync(join(tmpdir(), "init-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const GIVEN = ["--organization", "acme", "--repository", "acme/trust", "--publish-to", "prod"] as const;
const IDS = ["--repository-id", "74", "--owner-id", "65"] as const;
const VERSIONS = { own: "0.1.0", tested: { cdktf: "0.21.0" } };

function draft(options: Partial<Parameters<typeof draftOf>[0]>) {
  return draftOf({
    organization: "acme",
    repository: "acme/trust",
    repositoryId: "74",
    ownerId: "65",
    branch: "main",
    publishTo: "prod",
    backend: "local",
    backendConfig: [],
    ...options,
  });
}

function filesOf(options: Partial<Parameters<typeof draftOf>[0]> = {}): ReadonlyMap<string, string> {
  const project = { ...draft(options), repositoryId: "74", ownerId: "65" };
  return projectFiles(project, { versions: VERSIONS, today: new Date("2026-11-25T10:00:00Z") });
}

interface Job {
  readonly permissions: { readonly [permission: string]: string };
  readonly env?: { readonly [name: string]: string };
  readonly steps: readonly { readonly name: string; readonly run?: string; readonly uses?: string }[];
}

function workflow(name: string): { on: unknown; permissions: unknown; jobs: { readonly [id: string]: Job } } {
  return parse(filesOf().get(`.github/workflows/${name}.yml`) ?? "");
}

/** As npm would have installed it: what is not published is linked. */
function install(project: string): void {
  mkdirSync(join(project, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((each) => each !== ".bin")) {
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  }
  mkdirSync(join(project, "node_modules/.bin"));
  for (const name of readdirSync(join(ROOT, "node_modules/.bin"))) {
    symlinkSync(join(ROOT, "node_modules/.bin", name), join(project, "node_modules/.bin", name));
  }
  symlinkSync(ROOT, join(project, "node_modules/cloudsmith-trust"));
  const executable = join(project, "node_modules/.bin/cloudsmith-trust");
  writeFileSync(executable, `#!/bin/sh\nexec node "${ROOT}/dist/bin/cloudsmith-trust.js" "$@"\n`, { mode: 0o755 });
}

describe("the project that init makes", () => {
  const project = join(root, "project");
  let emulator: Emulator;
  let env: NodeJS.ProcessEnv;
  let said: string;

  beforeAll(async () => {
    emulator = await startEmulator({
      seed: {
        organization: "acme",
        repositories: [{ slug: "prod" }],
        github: {
          repositories: [
            {
              full_name: "acme/trust",
              exists: true,
              id: 74,
              owner_id: 65,
              visibility: "private",
              default_branch: "main",
            },
          ],
        },
      },
    });
    env = { ...process.env, ...emulator.environment, HOME: root, CI: undefined, CHECKPOINT_DISABLE: "1" };
    const made = await run(["init", project, ...GIVEN], { env: emulator.environment });
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: "" });
    said = made.stdout;
    install(project);
  });
  afterAll(() => emulator.close());

  it("has the ids that GitHub says, and tells what to do next", () => {
    expect(readFileSync(join(project, "organization.ts"), "utf8")).toContain(
      'GitHubRepository.of("acme/trust", { id: 74, ownerId: 65 })',
    );
    expect(said).toMatch(/ && npm install .*\n {2}npm test\n {2}npx cdktf deploy bootstrap trust /);
  });

  it("is installed with the package itself from a clone, which no registry need have", () => {
    expect(said).toContain(`npm install "$(npm pack --silent ${ROOT})"\n`);
    expect(npmInstall("/it's here")).toBe("npm install");
    expect(npmInstall(ROOT)).toBe(`npm install "$(npm pack --silent ${ROOT})"`);
  });

  it("passes its own tests, then deploys, and its workflows get the accounts that are theirs", async () => {
    const { stdout: tested } = await promisify(execFile)("npm", ["test"], { cwd: project, env });
    expect(tested).toContain("3 passed");

    const cdktf = join(project, "node_modules/.bin/cdktf");
    const { stdout } = await promisify(execFile)(cdktf, ["deploy", "bootstrap", "trust", "--auto-approve"], {
      cwd: project,
      env,
    });
    expect(stdout.match(/Apply complete!/g)).toHaveLength(2);
    const trust = emulator.trustFile();
    expect(new Map(trust.accounts?.map(({ slug, role }) => [slug, role]))).toEqual(
      new Map([
        ["trust-deployer", "Manager"],
        ["trust-drift", "Manager"],
        ["ci-packages", "Member"],
      ]),
    );
    expect(trust.privileges).toEqual(
      expect.arrayContaining([
        { repository: "prod", service: "ci-packages", privilege: "Write" },
        { repository: "prod", service: "trust-deployer", privilege: "Admin" },
        { repository: "prod", service: "trust-drift", privilege: "Admin" },
      ]),
    );

    const statuses = await Promise.all(
      [
        ["push", "deploy.yml", "trust-deployer"],
        ["schedule", "drift.yml", "trust-drift"],
        ["push", "deploy.yml", "trust-drift"],
        ["schedule", "drift.yml", "trust-deployer"],
        ["push", "other.yml", "trust-deployer"],
        ["workflow_dispatch", "drift.yml", "trust-drift"],
      ].map(([event = "", file = "", account = ""]) => exchange(event, file, account)),
    );
    expect(statuses).toEqual([201, 201, 401, 401, 401, 401]);
  }, 120_000);

  it("is looked through by its workflow drift, which finds nothing", async () => {
    const { jobs } = workflow("drift");
    const look = jobs.drift?.steps.find(({ name }) => name === "Look for drift")?.run ?? "";
    expect(await asJob("schedule", "drift.yml", "trust-drift", `PRIVATE=true\n${look}`)).toMatch(/^NO DRIFT {2}acme\n/);
    expect(existsSync(join(project, "snapshot.json"))).toBe(true);
    expect([...emulator.state.github.repositories.values()].flatMap(({ issues }) => [...issues])).toEqual([]);
  });

  it("is planned by its workflow deploy, to whose account everything is shown", async () => {
    const plan = "cd cdktf.out/stacks/trust && terraform plan -no-color -input=false";
    expect(await asJob("push", "deploy.yml", "trust-deployer", plan)).toContain("No changes.");
  });

  it("has workflows that its own trust lets in, each as its account", async () => {
    const given = ["--repository", "acme/trust", ...IDS, "--var", "TRUST_DEPLOYER_SLUG=trust-deployer"];
    const args = ["workflows", project, "--app", join(project, "cdktf.out"), ...given];
    const { code, stdout } = await run([...args, "--var", "TRUST_DRIFT_SLUG=trust-drift", "--format", "json"]);
    const { logins } = JSON.parse(stdout);
    expect(logins.map(({ job, verdict }: { job: string; verdict: string }) => [job, verdict])).toEqual([
      ["deploy", "admitted"],
      ["drift", "admitted"],
    ]);
    expect(code).toBe(0);
  });

  it("moves its state to another backend by the command that init prints", async () => {
    const [move = ""] = /npx cdktf deploy .*--migrate-state.*/.exec(said) ?? [];
    expect(readFileSync(join(project, "BOOTSTRAP.md"), "utf8")).toContain(`\`${move}\``);
    writeFileSync(
      join(project, "backend.ts"),
      `import { LocalBackend, type TerraformStack } from "cdktf";
       export function keepState(stack: TerraformStack): void {
         new LocalBackend(stack, { path: \`${root}/moved-\${stack.node.id}.tfstate\` });
       }`,
    );
    const { stdout } = await promisify(execFile)("bash", ["-c", `${move} --auto-approve`], { cwd: project, env });
    expect(stdout.match(/No changes\./g)).toHaveLength(2);
    for (const stack of ["bootstrap", "trust"]) {
      const { resources } = JSON.parse(readFileSync(join(root, `moved-${stack}.tfstate`), "utf8"));
      expect(resources.length).toBeGreaterThan(2);
    }
  }, 120_000);

  it("is deployed only with the provider of the installed package", () => {
    const { steps } = workflow("deploy").jobs.deploy as Job;
    const check = steps.find(({ name }) => name.startsWith("The provider"))?.run ?? "";
    const bash = () => spawnSync("bash", ["-e", "-c", check], { cwd: project, encoding: "utf8" });
    expect(bash()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(cdktf\.out\/.*: OK\n){2,}$/) });
    const [zip = ""] = execFileSync("find", ["cdktf.out/stacks/trust", "-name", "*.zip"], {
      cwd: project,
      encoding: "utf8",
    })
      .trim()
      .split("\n");
    appendFileSync(join(project, zip), "x");
    expect(bash().status).not.toBe(0);
    rmSync(join(project, "cdktf.out/stacks"), { recursive: true });
    expect(bash().status).not.toBe(0);
  });

  /** What a command prints in the job of a workflow, with the variables that the workflow sets. */
  async function asJob(event: string, file: string, account: string, command: string): Promise<string> {
    const workflowPath = `.github/workflows/${file}`;
    const job = emulator.startJob({ repository: "acme/trust", repositoryId: 74, ownerId: 65, event, workflowPath });
    try {
      const variables = {
        ...job.environment,
        CLOUDSMITH_API_HOST: emulator.url,
        CLOUDSMITH_USE_OIDC: "true",
        CLOUDSMITH_ORG: "acme",
        CLOUDSMITH_SERVICE_SLUG: account,
        CLOUDSMITH_API_KEY: undefined,
        GITHUB_TOKEN: emulator.environment.GITHUB_TOKEN,
        GITHUB_API_URL: emulator.environment.GITHUB_API_URL,
      };
      const done = await promisify(execFile)("bash", ["-e", "-c", command], {
        cwd: project,
        env: { ...env, ...variables },
      });
      return done.stdout;
    } finally {
      job.close();
    }
  }

  async function exchange(event: string, file: string, account: string): Promise<number> {
    const workflowPath = `.github/workflows/${file}`;
    const job = emulator.startJob({ repository: "acme/trust", repositoryId: 74, ownerId: 65, event, workflowPath });
    const { status } = await fetch(`${emulator.url}/openid/acme/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ oidc_token: await job.idToken("cloudsmith"), service_slug: account }),
    });
    job.close();
    return status;
  }
});

describe("the workflows of a project", () => {
  it("give each job what it needs and nothing else", () => {
    const permissions = Object.fromEntries(
      ["review", "deploy", "drift"].flatMap((name) => {
        const { permissions: whole, jobs } = workflow(name);
        expect(whole).toEqual({});
        return Object.entries(jobs).map(([id, job]) => [id, job.permissions]);
      }),
    );
    expect(permissions).toEqual({
      synthesize: { contents: "read" },
      review: { contents: "read", actions: "read", "pull-requests": "write" },
      deploy: { contents: "read", "id-token": "write" },
      drift: { contents: "read", "id-token": "write", issues: "write" },
    });
  });

  it("review without a credential of Cloudsmith, on pull_request alone, and hand nothing on but trust files", () => {
    const { on, jobs } = workflow("review");
    expect(on).toBe("pull_request");
    const text = filesOf().get(".github/workflows/review.yml") ?? "";
    expect(text).not.toMatch(/id-token|CLOUDSMITH_(?!TRUST)|secrets\.|vars\./);
    const uploads = jobs.synthesize?.steps.filter(({ uses }) => uses?.includes("upload-artifact"));
    expect(uploads).toMatchObject([{ with: { path: "trust" } }]);
    expect(text).not.toContain("plan");
  });

  it("fail the required check where there was nothing to review: a job that is skipped counts as passed", () => {
    const { review } = workflow("review").jobs as { readonly review: Job & { readonly if?: string } };
    expect(review.if).toBe("always()");
    const [first] = review.steps;
    for (const [result, status] of [
      ["success", 0],
      ["failure", 1],
      ["skipped", 1],
    ] as const) {
      const done = spawnSync("bash", ["-e", "-c", first?.run ?? ""], { env: { RESULT: result }, encoding: "utf8" });
      expect(done.status).toBe(status);
      expect(done.stdout).toBe(
        status === 0 ? "" : `::error::no trust to review, since the job before this ended with ${result}\n`,
      );
    }
  });

  it("compare a change with what it is merged into, and stop where GitHub does not say what that is", () => {
    const bin = join(root, "gh");
    mkdirSync(bin);
    const gh = (script: string) => writeFileSync(join(bin, "gh"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const output = join(root, "base-output");
    for (const { steps } of Object.values(workflow("review").jobs)) {
      const checkouts = steps.filter(({ name }) => name === "Check out the base");
      expect(checkouts).toMatchObject([{ with: { ref: "${{ steps.base.outputs.sha }}" } }]);
      const find = steps.find(({ name }) => name === "Find the base")?.run ?? "";
      const env = {
        PATH: `${bin}:${process.env.PATH}`,
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: "a/b",
        GITHUB_SHA: "f",
      };
      const bash = () => spawnSync("bash", ["-e", "-c", find], { env, encoding: "utf8" }).status;
      writeFileSync(output, "");
      gh("exit 1");
      expect(bash()).toBe(1);
      expect(readFileSync(output, "utf8")).toBe("");
      gh('[ "$*" = "api repos/a/b/commits/f --jq .parents[0].sha" ] && echo 0123');
      expect(bash()).toBe(0);
      expect(readFileSync(output, "utf8")).toBe("sha=0123\n");
    }
  });

  it("keep an issue about drift only where not everybody can read it", () => {
    const { steps } = workflow("drift").jobs.drift!;
    const look = steps.findIndex(({ name }) => name === "Look for drift");
    expect(steps.findIndex((step) => "id" in step && step.id === "repository")).toBe(look - 1);
    expect(steps[look]).toMatchObject({ env: { PRIVATE: "${{ steps.repository.outputs.private }}" } });
    const command = steps[look]?.run?.replace("npx --no-install cloudsmith-trust", "echo");
    const said = (PRIVATE: string) =>
      spawnSync("bash", ["-e", "-c", command ?? ""], { env: { ...process.env, PRIVATE }, encoding: "utf8" }).stdout;
    expect(said("false")).toBe("drift --live acme --only-shown --snapshot snapshot.json\n");
    expect(said("true")).toBe("drift --live acme --only-shown --snapshot snapshot.json --issue\n");
  });

  it("end before their job is killed where the rate limit is used up", () => {
    const { env } = workflow("deploy").jobs.deploy!;
    const minutes = parse(filesOf().get(".github/workflows/deploy.yml") ?? "").jobs.deploy["timeout-minutes"];
    // a plan and an apply wait so long each
    expect(2 * Number(env?.CLOUDSMITH_RATE_LIMIT_WAIT)).toBeLessThan(minutes * 60);
    // what a command waits by itself: see rateLimitDeadline
    expect(rateLimitDeadline(0) / 1_000).toBeLessThan(minutes * 60);
  });

  it("pin each action to a commit", () => {
    const uses = ["review", "deploy", "drift"].flatMap((name) =>
      Object.values(workflow(name).jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? [])),
    );
    expect(uses.length).toBeGreaterThan(10);
    expect(uses.filter((each) => !/^[a-z]+\/[a-z-]+@[0-9a-f]{40}$/.test(each))).toEqual([]);
  });
});

describe("the state of a project", () => {
  const CONFIG: { readonly [type: string]: readonly string[] } = {
    local: [],
    s3: ["bucket=b", "region=eu-west-1"],
    gcs: ["bucket=b"],
    azurerm: ["storageAccountName=a", "containerName=c"],
    cloud: ["organization=o"],
  };

  it("is kept where it is said, in code that compiles", () => {
    const folder = join(root, "backends");
    mkdirSync(folder);
    install(folder);
    for (const [type, backendConfig] of Object.entries(CONFIG)) {
      const text = filesOf({ backend: type, backendConfig }).get("backend.ts") ?? "";
      expect(text.includes("new ")).toBe(true);
      writeFileSync(join(folder, `${type}.ts`), text);
    }
    writeFileSync(join(folder, "tsconfig.json"), filesOf().get("tsconfig.json") ?? "");
    const compiled = spawnSync("node_modules/.bin/tsc", [], { cwd: folder, encoding: "utf8" });
    expect(compiled).toMatchObject({ status: 0, stdout: "" });
  });

  it("is spoken of in the bootstrap note, whatever the backend, in plain markdown", () => {
    for (const [type, backendConfig] of Object.entries(CONFIG)) {
      const note = filesOf({ backend: type, backendConfig }).get("BOOTSTRAP.md") ?? "";
      expect(note).toContain("`backend.ts`.");
      expect(note).not.toContain("\\");
    }
  });

  it("is never configured by a secret in code", () => {
    expect(() => draft({ backend: "s3", backendConfig: ["bucket=b", "region=r", "secretKey=hunter2"] })).toThrow(
      "--backend-config secretKey may be a secret, and would stand in the code",
    );
  });
});

describe("what cannot be a project", () => {
  it.each<[Partial<Record<keyof Parameters<typeof draftOf>[0], unknown>>, string]>([
    [{ organization: undefined }, "--organization is missing"],
    [{ repository: undefined }, "--repository is missing"],
    [{ publishTo: undefined }, "--publish-to is missing"],
    [{ organization: undefined, repository: undefined }, "--organization and --repository are missing"],
    [
      { organization: undefined, repository: undefined, publishTo: undefined },
      "--organization, --repository and --publish-to are missing",
    ],
    [{ repository: "acme" }, '--repository is "acme"'],
    [{ repository: 'acme/x"; evil()' }, '--repository is "acme/x\\"; evil()"'],
    [{ organization: "a b" }, '--organization is "a b"'],
    [{ branch: "main\n  x: y" }, '--branch is "main\\n  x: y"'],
    [{ repositoryId: "0" }, '--repository-id is "0"'],
    [{ backend: "s3" }, "the backend s3 needs bucket and region"],
    [{ backendConfig: ["bucket=b"] }, "--backend-config was given without --backend"],
    [{ backend: "gcs", backendConfig: ["bucket"] }, '--backend-config is "bucket"'],
  ])("is refused: %j", (options, message) => {
    expect(() => draft(options as Partial<Parameters<typeof draftOf>[0]>)).toThrow(message);
  });

  it("is a folder that has one of the files: nothing is written", async () => {
    const folder = join(root, "taken");
    mkdirSync(folder);
    writeFileSync(join(folder, "main.ts"), "mine");
    const { code, stderr } = await run(["init", folder, ...GIVEN, ...IDS]);
    expect(code).toBe(1);
    expect(stderr).toContain("has main.ts already");
    expect(readdirSync(folder)).toEqual(["main.ts"]);
  });

  it("is a repository that GitHub does not show", async () => {
    const emulator = await startEmulator();
    const folder = join(root, "unknown");
    const { code, stderr } = await run(["init", folder, ...GIVEN], { env: emulator.environment });
    await emulator.close();
    expect(code).toBe(1);
    expect(stderr).toContain("GitHub shows no repository acme/trust to this token");
    expect(stderr).toContain("--repository-id");
    expect(existsSync(folder)).toBe(false);
  });
});
