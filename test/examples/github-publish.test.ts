import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { Checkout, demandSuccess } from "../support/checkout.js";

const EXAMPLE = "examples/github-publish";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ seed: JSON.parse(readFileSync(`${EXAMPLE}/organization.json`, "utf8")) });
});

afterAll(() => emulator.close());

describe("the example's workflow file", () => {
  it("is what its script prints", () => {
    const printed = execFileSync("npx", ["--no-install", "tsx", `${EXAMPLE}/workflow.ts`], { encoding: "utf8" });

    expect(readFileSync(`${EXAMPLE}/.github/workflows/publish.yml`, "utf8")).toBe(printed);
  });
});

/** The emulator's environment for somebody who has not configured a GitHub owner. */
function withoutGitHub(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(emulator.environment).filter(([name]) => !name.startsWith("GITHUB_")));
}

describe("cdktf deploy in a clean checkout, without flag or configuration", () => {
  let checkout: Checkout;
  let deployed: string;

  beforeAll(async () => {
    emulator.reset();
    checkout = new Checkout();
    deployed = demandSuccess(
      await checkout.run("npx", ["cdktf", "deploy", "--auto-approve"], { ...withoutGitHub(), CI: "true" }),
    );
  });

  it("makes account, grant and settings", () => {
    expect(deployed).toContain("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.");
    expect(emulator.trustFile()).toMatchObject({
      accounts: [{ name: "ci-app", role: "Member" }],
      settings: [{ name: "ci-app-branch-main-push", enabled: true, service_accounts: ["ci-app"] }],
    });
    expect(emulator.trustFile().privileges).toContainEqual(
      expect.objectContaining({ repository: "prod", service: "ci-app", privilege: "Write" }),
    );
  });

  it("shows the finding that the example accepts", () => {
    expect(deployed).toMatch(/high local-state-in-ci: accepted until 2099-12-31/);
  });

  it("keeps no key and no token in the state", () => {
    const state = readFileSync(join(checkout.directory, "terraform.github-publish.tfstate"), "utf8");

    expect(state).toContain('"**redacted**"');
    // What the provider keeps beside a resource is JSON in base64: look inside it, too.
    const hidden = [...state.matchAll(/"private": "([^"]+)"/g)].map((match) =>
      Buffer.from(match[1] ?? "", "base64").toString(),
    );
    expect(hidden).not.toEqual([]);
    for (const text of [state, ...hidden]) {
      expect(text).not.toMatch(/csa_[0-9a-f]|eyJ[\w-]+\.eyJ/);
      expect(text).not.toContain(emulator.apiKey);
    }
  });

  it("lets a job on main publish, by two plain requests, and no job on another branch", async () => {
    const slug = emulator.trustFile().accounts?.[0]?.slug;
    const publish = async (ref: string) => {
      const job = emulator.startJob({ repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push", ref });
      const env = { ...job.environment, CLOUDSMITH_ORG: "acme", CLOUDSMITH_SERVICE_SLUG: slug };
      demandSuccess(await checkout.run("node", [`${EXAMPLE}/build.mjs`, "app.txt"], env));
      const result = await checkout.run("node", [`${EXAMPLE}/two-requests.mjs`, "prod", "app.txt"], env);
      job.close();
      return result;
    };

    expect(demandSuccess(await publish("refs/heads/main"))).toMatch(/published app\.txt \d+ to acme\/prod/);
    const refused = await publish("refs/heads/other");
    expect(refused.output).toMatch(/Cloudsmith's exchange: 401/);
    expect(refused.code).toBe(1);
  });

  it("plans nothing more, and takes it all back on destroy", async () => {
    const planned = await checkout.run("npx", ["cdktf", "diff"], withoutGitHub());
    expect(demandSuccess(planned)).toContain("No changes.");

    demandSuccess(await checkout.run("npx", ["cdktf", "destroy", "--auto-approve"], withoutGitHub()));
    expect(emulator.trustFile().accounts).toEqual([]);
    expect(emulator.trustFile().settings).toEqual([]);
  });
});

describe("cdktf synth", () => {
  it("stops at a state that a CI job would lose, where the organization is a real one", async () => {
    const synthesized = await new Checkout().run("npx", ["cdktf", "synth"], { CI: "true" });

    expect(synthesized.code).not.toBe(0);
    expect(synthesized.output).toMatch(/github-publish\/cloudsmith/);
    expect(synthesized.output).toMatch(/high local-state-in-ci: .*Remedy: give the stack a backend/);
  });
});

describe("cdktf deploy with the GitHub half, the stand-in in the place of its provider", () => {
  let standIn: Reattached;

  beforeAll(async () => {
    standIn = await serveForReattach(gitHubStandIn(emulator.environment), { address: GITHUB_SOURCE });
  });

  afterAll(() => standIn.close());

  it("sets both sides up in one deployment, and plans nothing more", async () => {
    emulator.reset();
    const checkout = new Checkout();
    const env = { ...emulator.environment, ...standIn.env, GITHUB_OWNER: "acme" };

    const deployed = demandSuccess(await checkout.run("npx", ["cdktf", "deploy", "--auto-approve"], env));

    expect(deployed).toContain("Apply complete! Resources: 10 added, 0 changed, 0 destroyed.");
    expect(
      emulator
        .trustFile()
        .settings?.map(({ name }) => name)
        .sort(),
    ).toEqual(["ci-app-branch-main-push", "ci-app-environment-production"]);
    expect(emulator.trustFile().github?.repositories?.[0]).toMatchObject({
      default_workflow_permissions: "read",
      environments: [{ name: "production", can_admins_bypass: false }],
    });
    expect(demandSuccess(await checkout.run("npx", ["cdktf", "diff"], env))).toContain("No changes.");
  });
});
