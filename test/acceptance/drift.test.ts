import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DriftOptions } from "../../lib/cli/commands/drift.js";
import { drift } from "../../lib/cli/drift/index.js";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import { GITHUB_ISSUER } from "../../lib/oidc/index.js";
import { cloudsmithProvider } from "../../lib/provider/index.js";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { finished, start } from "../cli/executable.js";
import { TerraformWorkspace } from "../support/terraform.js";
import { packedProvider } from "./support/packed.js";

const SEED = {
  organization: "acme",
  repositories: [{ slug: "prod" }, { slug: "stage" }, { slug: "other" }],
  privileges: [{ repository: "prod", user: "owner", privilege: "Admin" as const }],
  github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, visibility: "private" as const }] },
};

const slug = "${cloudsmith_service.ci-app.slug}";
const TRUST = {
  cloudsmith_service: { "ci-app": { organization: "acme", name: "ci-app" } },
  cloudsmith_oidc: {
    "app-main": {
      namespace: "acme",
      name: "app-main",
      enabled: true,
      provider_url: GITHUB_ISSUER,
      claims: { repository_id: "74", repository_owner_id: "65", environment: "production" },
      service_accounts: [slug],
    },
  },
  cloudsmith_repository_privileges: {
    prod: {
      organization: "acme",
      repository: "prod",
      user: [{ slug: "owner", privilege: "Admin" }],
      service: [{ slug, privilege: "Write" }],
    },
  },
};
/** Beside whatever else there is on the repository. */
const ADDITIVE = {
  cloudsmith_repository_privilege: {
    stage: { organization: "acme", repository: "stage", service: slug, privilege: "Read" },
  },
};
const GITHUB = {
  github_repository_environment: {
    production: {
      repository: "app",
      environment: "production",
      can_admins_bypass: false,
      prevent_self_review: true,
      reviewers: [{ teams: [7] }],
    },
  },
};

let emulator: Emulator;
let standIn: Reattached;
let workspace: TerraformWorkspace;
const github: { [name: string]: string | undefined } = {};
const kept = { ...process.env };

beforeAll(async () => {
  emulator = await startEmulator({ seed: SEED });
  emulator.state.github.teams.set("acme/release", 7);
  Object.assign(github, { GITHUB_BASE_URL: emulator.githubUrl, GITHUB_OWNER: "acme" });
  standIn = await serveForReattach(gitHubStandIn(github), { address: GITHUB_SOURCE });
  const provider = packedProvider();
  workspace = await TerraformWorkspace.create({
    files: {
      "cdk.tf.json": {
        terraform: {
          required_providers: {
            cloudsmith: { source: provider.source, version: provider.version },
            github: { source: "integrations/github", version: "6.9.0" },
          },
        },
        provider: { cloudsmith: {}, github: { owner: "acme" } },
        resource: { ...TRUST, ...ADDITIVE, ...GITHUB },
      },
    },
    packed: [provider],
    reattach: [standIn],
    env: { ...emulator.environment },
  });
  await workspace.apply();
}, 60_000);
afterAll(async () => {
  await standIn.close();
  await emulator.close();
});

beforeEach(() => {
  emulator.state.github.tokens.set("gh", { login: "octocat", repositories: "all", permissions: "all" });
  Object.assign(process.env, environment());
  emulator.requests.clear();
  emulator.faults.clear();
});
afterEach(() => {
  process.exitCode = undefined;
  for (const name of Object.keys(process.env)) {
    if (!Object.hasOwn(kept, name)) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, kept);
});

/** Of a job that has deployed the stack: where Terraform keeps its data, and who asks. */
function environment(): { [name: string]: string } {
  const { HOME, TF_CLI_CONFIG_FILE, TF_DATA_DIR, TF_REATTACH_PROVIDERS } = workspace.env;
  const terraform = { HOME, TF_CLI_CONFIG_FILE, TF_DATA_DIR, TF_REATTACH_PROVIDERS };
  return {
    ...(terraform as { [name: string]: string }),
    TMPDIR: TEMPORARY,
    ...emulator.environment,
    GITHUB_API_URL: `${emulator.url}/api/v3`,
    GITHUB_TOKEN: "gh",
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a report as JSON, of which tests read a few fields
async function run(options: Partial<DriftOptions> = {}): Promise<{ readonly code: number; readonly json: any }> {
  const output = join(workspace.directory, "..", "report.json");
  const code = await drift({ app: workspace.directory, format: "json", failOn: "high", output, ...options });
  return { code, json: JSON.parse(readFileSync(output, "utf8")) };
}

/** A folder of this file's own, where nobody else leaves anything. */
const TEMPORARY = mkdtempSync(join(tmpdir(), "drift-"));
afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));
const leftovers = (): readonly string[] => readdirSync(TEMPORARY);
const state = (): string => readFileSync(join(workspace.directory, "terraform.tfstate"), "utf8");

describe("drift, with Terraform's own refresh", () => {
  it("finds none behind a deployment", async () => {
    const { code, json } = await run();
    expect(json).toMatchObject({ complete: true, drifts: [], stacks: [{ name: "stack", readOnly: "proved" }] });
    expect(code).toBe(0);
    // what the refresh read of grants is not read again; no stack speaks of the third repository
    const reads = emulator.requests.log.filter(({ route }) => route?.endsWith("/privileges") === true);
    expect(reads.map(({ path }) => path).sort()).toEqual(
      ["other", "prod", "stage"].map((repository) => `/repos/acme/${repository}/privileges`),
    );
  });

  it("finds managed, unmanaged, phantom and undeployed drift, and writes nothing anywhere", async () => {
    const [before, files] = [state(), readdirSync(workspace.directory)];
    const written = JSON.parse(readFileSync(join(workspace.directory, "cdk.tf.json"), "utf8"));
    const setting = [...emulator.state.providerSettings.values()].find(({ name }) => name === "app-main")!;
    const claims = setting.claims;
    setting.claims = { repository_owner_id: "65" };
    const production = () => emulator.state.github.repositories.get("acme/app")!.environments.get("production")!;
    production().reviewers = [];
    emulator.seed({
      ...emulator.trustFile(),
      accounts: [...(emulator.trustFile().accounts ?? []), { slug: "stranger" }],
      settings: [
        ...(emulator.trustFile().settings ?? []),
        {
          name: "back-door",
          enabled: true,
          provider_url: GITHUB_ISSUER,
          claims: { repository: "evil-corp/app" },
          service_accounts: ["stranger"],
        },
      ],
    });
    const next = { cloudsmith_service: { ...TRUST.cloudsmith_service, next: { organization: "acme", name: "next" } } };
    workspace.write("cdk.tf.json", { ...written, resource: { ...TRUST, ...ADDITIVE, ...GITHUB, ...next } });
    emulator.requests.clear();
    try {
      const { code, json } = await run();
      expect(code).toBe(11);
      expect(json.undecided).toEqual([]);
      expect(json.drifts.map((each: { [name: string]: string }) => [each.section, each.at, each.severity])).toEqual(
        expect.arrayContaining([
          ["phantom", expect.stringContaining("openid-connect/"), "critical"],
          ["managed", "cloudsmith_oidc.app-main", "high"],
          ["managed", "github_repository_environment.production", "high"],
          ["unmanaged", expect.stringContaining("openid-connect/"), "medium"],
          ["unmanaged", "services/stranger", "low"],
          ["undeployed", "cloudsmith_service.next", "low"],
        ]),
      );
      const { log } = emulator.requests;
      expect(new Set(log.map(({ method }) => method))).toEqual(new Set(["GET"]));
      expect(new Set(log.map(({ area }) => area))).toEqual(new Set(["cloudsmith", "github"]));
      expect(state()).toBe(before);
      expect(readdirSync(workspace.directory)).toEqual(files);
      expect(leftovers()).toEqual([]);
    } finally {
      [...emulator.state.providerSettings.values()].find(({ name }) => name === "app-main")!.claims = claims;
      production().reviewers = [{ type: "Team", id: 7 }];
      workspace.write("cdk.tf.json", written);
      emulator.state.services.delete("stranger");
      for (const [id, { name }] of emulator.state.providerSettings) {
        if (name === "back-door") {
          emulator.state.providerSettings.delete(id);
        }
      }
    }
  });

  it("could not tell where the identity may not read, in Terraform's own words", async () => {
    process.env.CLOUDSMITH_API_KEY = emulator.createIdentity({ kind: "service", slug: "reader" }).key;
    const { code, json } = await run();
    emulator.state.services.delete("reader");
    expect(code).toBe(1);
    expect(json.drifts).toEqual([]);
    expect(json.undecided[0]).toMatchObject({
      about: "stack stack",
      reason: expect.stringMatching(/^terraform plan in .* failed: Reading service account acme\/ci-app is forbidden/),
    });
    expect(json.undecided[0].reason).not.toContain("on_forbidden");
    expect(json.undecided[1]).toMatchObject({
      about: "accounts",
      reason: "GET /orgs/acme/services/ answered 403; this takes a Manager or an Owner",
    });
  });

  it("could not tell where the provider would have to wait for the rate limit for too long", async () => {
    emulator.faults.add({
      kind: "status",
      status: 429,
      retryAfterSeconds: 3600,
      route: "GET /orgs/{org}/services/{service}/",
      times: "always",
    });
    const { code, json } = await run({ only: ["managed"] });
    expect(code).toBe(1);
    expect(json.undecided[0].reason).toMatch(/429 Too Many Requests.*The rate limit is used up until \d{4}-.* UTC/);
  });

  it("settles with --only-shown for what a Manager may read, and says what it may not", async () => {
    process.env.CLOUDSMITH_API_KEY = emulator.createIdentity({ kind: "service", slug: "watcher", role: "Manager" }).key;
    const strict = await run();
    expect(strict.code).toBe(1);
    expect(strict.json.undecided[0].reason).toMatch(
      /Reading privileges? o[nf] .* is forbidden.*\(run it as an identity that may read this, or settle with --only-shown /,
    );
    const { code, json } = await run({ onlyShown: true, failOn: "none" });
    emulator.state.services.delete("watcher");
    expect(json).toMatchObject({
      complete: true,
      drifts: [{ section: "unmanaged", name: "watcher", severity: "critical" }],
    });
    expect(json.notes).toEqual([
      "of stack stack was not looked at, since this identity may not read it (--only-shown): privilege of service ci-app on acme/stage, privileges on acme/prod",
      "grants on repositories that this identity may not read were not looked at (--only-shown)",
    ]);
    expect(code).toBe(0);
  });

  it("could not tell where the lock file does not know the provider, and leaves the lock file alone", async () => {
    const file = join(workspace.directory, ".terraform.lock.hcl");
    const locks = readFileSync(file, "utf8");
    const other = locks.replace(/"h1:[^"]*"/, `"h1:${"A".repeat(43)}="`);
    writeFileSync(file, other);
    try {
      const { code, json } = await run();
      expect(code).toBe(1);
      expect(json.undecided[0].reason).toMatch(/^terraform init in .* failed/);
      expect(readFileSync(file, "utf8")).toBe(other);
    } finally {
      writeFileSync(file, locks);
    }
  });

  it.each([
    ["TF_CLI_ARGS_plan", "-target=cloudsmith_service.x", /holds -target/],
    ["TERRAFORM_BINARY_NAME", "no-such-terraform", /cannot run no-such-terraform: there is no such command/],
  ])("could not tell where %s is %s", async (name, value, message) => {
    process.env[name] = value;
    const { code, json } = await run();
    expect(code).toBe(1);
    expect(json.undecided[0].reason).toMatch(message);
  });

  it("is stopped by a signal with one message and exit code 1; Terraform ends, and nothing is left behind", async () => {
    emulator.faults.add({ kind: "hang", path: "/repos/acme/prod/privileges", times: "always" });
    const output = join(workspace.directory, "..", "never.json");
    const child = start(["drift", "--app", workspace.directory, "--output", output], { env: environment() });
    const ended = finished(child);
    await until(() => emulator.requests.log.some(({ path }) => path.endsWith("/prod/privileges")));
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^cloudsmith-trust: stopped by SIGINT .*\n {2}→ nothing was written\n$/);
    expect(existsSync(output)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it("says that nothing is proved of a provider that is not ours", async () => {
    const source = "registry.terraform.io/cloudsmith-io/cloudsmith";
    const served = await serveForReattach(cloudsmithProvider({ environment: { ...emulator.environment } }), {
      address: source,
    });
    const other = await TerraformWorkspace.create({
      files: {
        "cdk.tf.json": {
          terraform: { required_providers: { cloudsmith: { source: "cloudsmith-io/cloudsmith" } } },
          data: { cloudsmith_organization: { acme: { slug: "acme" } } },
          provider: { cloudsmith: {} },
        },
      },
      reattach: [served],
    });
    try {
      const { TF_CLI_CONFIG_FILE, TF_DATA_DIR, TF_REATTACH_PROVIDERS } = other.env as { [name: string]: string };
      Object.assign(process.env, { TF_CLI_CONFIG_FILE, TF_DATA_DIR, TF_REATTACH_PROVIDERS });
      const output = join(other.directory, "report.txt");
      await drift({ app: other.directory, format: "text", failOn: "none", output, only: ["managed"] });
      expect(readFileSync(output, "utf8")).toContain("that it wrote nothing is not proved");
    } finally {
      await served.close();
    }
  });
});

async function until(isDone: () => boolean): Promise<void> {
  for (let tries = 0; !isDone(); tries += 1) {
    if (tries > 600) {
      throw new Error("waited for half a minute in vain");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
