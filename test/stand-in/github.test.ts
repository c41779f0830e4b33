import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { TerraformWorkspace } from "../support/terraform.js";

let emulator: Emulator;
let standIn: Reattached;
const environment: { [name: string]: string | undefined } = {};

beforeAll(async () => {
  emulator = await startEmulator();
  standIn = await serveForReattach(gitHubStandIn(environment), { address: GITHUB_SOURCE });
});
afterAll(async () => {
  await standIn.close();
  await emulator.close();
});
beforeEach(() => {
  emulator.reset();
  emulator.seed({
    organization: "acme",
    github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, visibility: "private" }] },
  });
  Object.assign(environment, { GITHUB_BASE_URL: emulator.githubUrl, GITHUB_OWNER: "acme", GITHUB_TOKEN: undefined });
});

const BLOCK = { terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } } };
const workspaceOf = (content: object) =>
  TerraformWorkspace.create({ main: { ...BLOCK, ...content }, reattach: [standIn] });
const app = () => emulator.state.github.repositories.get("acme/app")!;

const EVERYTHING = {
  resource: {
    github_repository_environment: {
      production: {
        repository: "app",
        environment: "production",
        can_admins_bypass: false,
        prevent_self_review: true,
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      },
    },
    github_repository_environment_deployment_policy: {
      tags: {
        repository: "app",
        environment: "${github_repository_environment.production.environment}",
        tag_pattern: "v*",
      },
    },
    github_actions_variable: { slug: { repository: "app", variable_name: "CLOUDSMITH_ORG", value: "acme" } },
    github_actions_environment_variable: {
      slug: {
        repository: "app",
        environment: "${github_repository_environment.production.environment}",
        variable_name: "TARGET",
        value: "prod",
      },
    },
    github_workflow_repository_permissions: { app: { repository: "app", default_workflow_permissions: "read" } },
    github_actions_repository_oidc_subject_claim_customization_template: {
      app: { repository: "app", use_default: false, include_claim_keys: ["repo", "context"] },
    },
    github_repository_ruleset: {
      tags: {
        repository: "app",
        name: "release tags",
        target: "tag",
        enforcement: "active",
        bypass_actors: { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" },
        conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
        rules: {
          creation: true,
          deletion: true,
          pull_request: { required_approving_review_count: 2 },
          required_status_checks: { required_check: [{ context: "test" }] },
        },
      },
    },
  },
  data: {
    github_repository: { app: { name: "app" } },
    github_organization: { acme: { name: "acme" } },
    github_rest_api: { none: { endpoint: "repos/acme/nothing" }, app: { endpoint: "/repos/acme/app" } },
  },
  output: {
    repository_id: { value: "${data.github_repository.app.repo_id}" },
    organization_id: { value: "${data.github_organization.acme.id}" },
    missing: { value: "${data.github_rest_api.none.code}" },
    name: { value: "${jsondecode(data.github_rest_api.app.body).full_name}" },
  },
};

describe("the stand-in for integrations/github", () => {
  it("keeps everything in the embedded GitHub, plans no change afterwards, and takes it away again", async () => {
    const workspace = await workspaceOf(EVERYTHING);
    const { output } = await workspace.apply();
    expect(output).toContain("This is a stand-in for integrations/github");
    const { values } = await workspace.state();
    expect(values.outputs.repository_id.value).toBe(74);
    expect(values.outputs.organization_id.value).toBe("65");
    expect(values.outputs.missing.value).toBe(404);
    expect(values.outputs.name.value).toBe("acme/app");
    expect((await workspace.values("github_actions_variable.slug")).id).toBe("app:CLOUDSMITH_ORG");

    const production = app().environments.get("production");
    expect(production).toMatchObject({ can_admins_bypass: false, prevent_self_review: true });
    expect([...(production?.policies.values() ?? [])]).toMatchObject([{ name: "v*", type: "tag" }]);
    expect(production?.variables.get("TARGET")?.value).toBe("prod");
    expect(app().variables.get("CLOUDSMITH_ORG")?.value).toBe("acme");
    expect(app().subject).toMatchObject({ use_default: false, include_claim_keys: ["repo", "context"] });
    expect([...app().rulesets.values()]).toMatchObject([
      { name: "release tags", target: "tag", enforcement: "active" },
    ]);

    expect((await workspace.run("plan", "-detailed-exitcode")).output).toContain("No changes.");

    await workspace.destroy();
    expect([...app().environments.keys(), ...app().variables.keys(), ...app().rulesets.keys()]).toEqual([]);
    expect(app().subject.use_default).toBe(true);
  });

  it("sees what was changed by hand, and puts it right", async () => {
    const workspace = await workspaceOf(EVERYTHING);
    await workspace.apply();
    app().environments.get("production")!.can_admins_bypass = true;
    app().variables.get("CLOUDSMITH_ORG")!.value = "evil";
    app().workflow_permissions.default_workflow_permissions = "write";
    app().rulesets.values().next().value!.rules = [{ type: "deletion" }];
    const { code, output } = await workspace.run("plan", "-detailed-exitcode");
    expect(code).toBe(2);
    expect(output).toContain("0 to add, 4 to change, 0 to destroy");
    await workspace.apply();
    expect(app().environments.get("production")!.can_admins_bypass).toBe(false);
    expect(app().workflow_permissions.default_workflow_permissions).toBe("read");
    expect((await workspace.run("plan", "-detailed-exitcode")).code).toBe(0);
  });

  it("makes again what somebody deleted", async () => {
    const workspace = await workspaceOf(EVERYTHING);
    await workspace.apply();
    app().variables.delete("CLOUDSMITH_ORG");
    app().rulesets.clear();
    expect((await workspace.run("plan")).output).toContain("2 to add, 0 to change");
  });

  it("imports by the ids of the real provider", async () => {
    const workspace = await workspaceOf(EVERYTHING);
    await workspace.apply();
    const ids = [
      ["github_repository_environment.production", "app:production"],
      ["github_actions_variable.slug", "app:CLOUDSMITH_ORG"],
      ["github_actions_environment_variable.slug", "app:production:TARGET"],
      ["github_workflow_repository_permissions.app", "app"],
    ] as const;
    for (const [address, id] of ids) {
      await workspace.ok("state", "rm", address);
      await workspace.ok("import", address, id);
    }
    expect((await workspace.run("plan", "-detailed-exitcode")).output).toContain("No changes.");
  });

  it.each([
    ["no address", { GITHUB_BASE_URL: undefined }, "The base URL is not set"],
    ["the real GitHub", { GITHUB_BASE_URL: "https://api.github.com/" }, "reaches the embedded GitHub only"],
    ["another machine", { GITHUB_BASE_URL: "http://192.0.2.1/" }, "reaches the embedded GitHub only"],
    ["no owner", { GITHUB_OWNER: undefined }, "No owner"],
  ])("given %s refuses to start", async (_, variables, message) => {
    Object.assign(environment, variables);
    const workspace = await workspaceOf({ data: { github_rest_api: { x: { endpoint: "user" } } } });
    const { code, output } = await workspace.run("plan");
    expect(code).toBe(1);
    expect(output.replace(/\s*\n[│ ]*/g, " ")).toContain(message);
  });
});
