/** The client library of Terraform's GitHub provider, with the provider's calls, before the embedded GitHub. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    github: {
      repositories: [
        { full_name: "acme/app", exists: true, id: 74, owner_id: 65, visibility: "private", default_branch: "main" },
      ],
    },
  },
});

/** The program of `go-github/`, built. */
const program = process.env.GO_GITHUB_CLIENT;
const NOT_THERE = "the Go client is not there: build test/emulator/go-github and name the program in GO_GITHUB_CLIENT";
if (program === undefined) {
  console.warn(`skipped, all of it: ${NOT_THERE}`);
}

interface Line {
  readonly call: string;
  readonly status: number;
  readonly result?: unknown;
  readonly error?: string;
}

type Step = "create" | "refresh" | "update" | "import" | "delete";

/** What the provider keeps from one step to the next. */
let folder: string;
let token: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "go-github-"));
  token = "fine-grained";
  const { state } = world.emulator;
  state.github.renamed.set("acme/former-name", 74);
  // no more than the GitHub half needs
  state.github.tokens.set(token, {
    login: "octocat",
    repositories: ["acme/app"],
    permissions: {
      metadata: "read",
      actions: "write",
      administration: "write",
      contents: "write",
      environments: "write",
      variables: "write",
    },
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function provider(context: TestContext, step: Step): Promise<readonly Line[]> {
  if (program === undefined) {
    context.skip(NOT_THERE);
  }
  const env = {
    GITHUB_BASE_URL: world.emulator.githubUrl,
    GITHUB_OWNER: "acme",
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY_NAME: "app",
  };
  return new Promise((resolve, reject) => {
    execFile(String(program), [step, join(folder, "state.json")], { env }, (error, stdout, stderr) => {
      if (error) {
        reject(new Error(`${error.message}\n${stderr}`));
        return;
      }
      const lines = stdout.split("\n").filter((line) => line !== "");
      resolve(lines.map((line) => JSON.parse(line) as Line));
    });
  });
}

const repository = () => world.emulator.state.github.repositories.get("acme/app")!;
const environment = () => repository().environments.get("eu/prod");
const refusals = (lines: readonly Line[]) =>
  lines.filter(({ error }) => error !== undefined).map(({ call, status, error }) => `${status} ${call}: ${error}`);
/** What the reads of one kind found, in order. */
const found = (lines: readonly Line[], what: string) =>
  lines.filter(({ call }) => call.endsWith(what)).map(({ result }) => result);
/** What the reads of a step found, whichever step it was. */
const reads = (lines: readonly Line[], step: Step) =>
  lines
    .filter(({ call, status }) => call.startsWith(`${step} read`) && status === 200)
    .map(({ call, result }) => [call.replace(`${step} `, ""), result]);

describe("the calls of Terraform's GitHub provider, by its own client library", () => {
  it("are the ones measured, and each is answered", async (context) => {
    await provider(context, "create");
    const seen = world.emulator.requests.log.map(({ method, path, status }) => `${status} ${method} ${path}`);
    const at = (path: string) => `/api/v3/repos/acme/app${path}`;
    const ruleset = (index: number) => at(`/rulesets/${[...repository().rulesets.keys()][index]}`);
    const policy = (index: number) =>
      at(`/environments/eu%2Fprod/deployment-branch-policies/${[...environment()!.policies.keys()][index]}`);
    expect(seen.slice(0, 21)).toEqual([
      "200 GET /api/v3/orgs/acme",
      `204 PUT ${at("/actions/permissions/workflow")}`,
      `200 GET ${at("/actions/permissions/workflow")}`,
      `201 POST ${at("/actions/variables")}`,
      `200 GET ${at("/actions/variables/CLOUDSMITH_ORG")}`,
      `200 PUT ${at("/environments/eu%2Fprod")}`,
      `200 GET ${at("/environments/eu%2Fprod")}`,
      `200 POST ${at("/environments/eu%2Fprod/deployment-branch-policies")}`,
      `200 GET ${policy(0)}`,
      `200 POST ${at("/environments/eu%2Fprod/deployment-branch-policies")}`,
      `200 GET ${policy(1)}`,
      // the same policy once more
      `303 POST ${at("/environments/eu%2Fprod/deployment-branch-policies")}`,
      `201 POST ${at("/environments/eu%2Fprod/variables")}`,
      `200 GET ${at("/environments/eu%2Fprod/variables/CLOUDSMITH_SERVICE_SLUG")}`,
      `201 PUT ${at("/actions/oidc/customization/sub")}`,
      `200 GET ${at("/actions/oidc/customization/sub")}`,
      `201 POST ${at("/rulesets")}`,
      `200 GET ${ruleset(0)}?includes_parents=false`,
      `201 POST ${at("/rulesets")}`,
      `200 GET ${ruleset(1)}?includes_parents=false`,
      `404 GET ${at("/branches/trust%2Fsetup")}`,
    ]);
    expect(world.emulator.requests.log.filter(({ route }) => route === undefined)).toEqual([]);
  });

  it("make each resource, which is there and reads as it was declared", async (context) => {
    const lines = await provider(context, "create");
    expect(refusals(lines)).toEqual([
      "303 create github_repository_environment_deployment_policy: See Other",
      "404 create read github_repository_file branch: unexpected status code: 404 Not Found",
      "404 create github_repository_file contents: Not Found",
    ]);
    expect(Object.fromEntries(reads(lines, "create"))).toMatchObject({
      "read github_actions_variable": { name: "CLOUDSMITH_ORG", value: "acme", created: true, updated: true },
      "read github_repository_environment": {
        can_admins_bypass: false,
        prevent_self_review: true,
        wait_timer: 30,
        teams: [17],
        users: [23],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      },
      "read github_repository_environment_deployment_policy": { name: "v*", type: "tag" },
      "read github_actions_environment_variable": { value: "ci-app", created: true, updated: true },
      "read github_repository_file": { content: "on: push\n", ref: "trust/setup" },
      "read github_repository_file commit": {
        message: "Add .github/workflows/publish.yml",
        committer: "Deployer <deployer@acme.example>",
        files: ["added .github/workflows/publish.yml"],
      },
    });
    const { variables, subject, rulesets, branches } = repository();
    expect(variables.get("CLOUDSMITH_ORG")?.value).toBe("acme");
    expect(subject).toMatchObject({ use_default: false, include_claim_keys: ["repository_id", "context"] });
    expect(environment()).toMatchObject({ wait_timer: 30, can_admins_bypass: false, prevent_self_review: true });
    expect([...environment()!.policies.values()]).toMatchObject([
      { name: "release/*", type: "branch" },
      { name: "v*", type: "tag" },
    ]);
    expect(environment()!.variables.get("CLOUDSMITH_SERVICE_SLUG")?.value).toBe("ci-app");
    expect([...rulesets.values()]).toMatchObject([
      { target: "tag", enforcement: "active", conditions: { ref_name: { include: ["refs/tags/v*"] } } },
      { target: "push", bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }] },
    ]);
    expect(branches.get("trust/setup")?.files.get(".github/workflows/publish.yml")?.toString()).toBe("on: push\n");
  });

  it("leave no difference where the provider asks for more of a ruleset than was declared", async (context) => {
    const [tags, files] = found(await provider(context, "create"), "create read github_repository_ruleset");
    expect(tags).toMatchObject({
      ref_name: { include: ["refs/tags/v*"], exclude: [] },
      rules: { update: { update_allows_fetch_and_merge: false }, deletion: null, non_fast_forward: null },
    });
    expect(files).toMatchObject({
      ref_name: null,
      rules: { file_path_restriction: { restricted_file_paths: [".github/workflows/**/*"] } },
    });
  });

  it("read what data sources read: 404 is an answer with a number, and a former name leads on", async (context) => {
    const lines = await provider(context, "create");
    expect(found(lines, "data github_rest_api")).toMatchObject([
      { id: true, status: "200 OK", body: { id: 74, owner: { id: 65 }, visibility: "private" } },
      { id: true, status: "404 Not Found", body: { message: "Not Found" } },
      { id: true, status: "200 OK", body: { send_write_tokens_to_workflows: false } },
    ]);
    const app = { repo_id: 74, full_name: "acme/app", owner_id: 65, has_pages: false, license: false };
    expect(found(lines, "data github_repository")).toMatchObject([app, app]);
    expect(found(lines, "data github_organization")).toEqual([{ id: 65, login: "acme", plan: "enterprise" }]);
  });

  it("find at a refresh what was made, and nothing new by its tag", async (context) => {
    const made = Object.fromEntries(reads(await provider(context, "create"), "create"));
    const lines = await provider(context, "refresh");
    expect(refusals(lines)).toEqual([]);
    expect(lines).toContainEqual({ call: "refresh read github_repository_ruleset", status: 304 });
    const { "read github_repository_ruleset": _, ...others } = made;
    expect(Object.fromEntries(reads(lines, "refresh"))).toEqual(others);
  });

  it("change each resource in place, and what is no longer declared goes", async (context) => {
    await provider(context, "create");
    const lines = await provider(context, "update");
    expect(refusals(lines)).toEqual([]);
    expect(repository().workflow_permissions).toEqual({
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: true,
    });
    expect(repository().variables.get("CLOUDSMITH_ORG")?.value).toBe("other");
    expect(environment()).toMatchObject({ wait_timer: 0, can_admins_bypass: true, reviewers: [] });
    expect([...environment()!.policies.values()].map(({ name }) => name)).toEqual(["release/*", "v1.*"]);
    expect(environment()!.variables.get("CLOUDSMITH_SERVICE_SLUG")?.value).toBe("ci-other");
    expect(repository().subject.include_claim_keys).toEqual(["repo"]);
    expect(found(lines, "update read github_repository_ruleset")).toMatchObject([
      { ref_name: { include: ["refs/tags/v*", "refs/tags/release-*"] } },
      { bypass_actors: [], rules: { file_path_restriction: { restricted_file_paths: ["cdktf.json"] } } },
    ]);
    const after = Object.fromEntries(reads(await provider(context, "refresh"), "refresh"));
    expect(after).toMatchObject({
      "read github_repository_environment": { wait_timer: 0, prevent_self_review: false, teams: [], users: [] },
      "read github_repository_file": { content: "on: release\n" },
      "read github_repository_file commit": { files: ["modified .github/workflows/publish.yml"] },
    });
  });

  it("import each resource from its id alone, the commits of a file found by its path", async (context) => {
    await provider(context, "create");
    await provider(context, "update");
    const lines = await provider(context, "import");
    expect(refusals(lines)).toEqual([]);
    expect(found(lines, "import read github_repository_environment_deployment_policy")).toEqual([
      { name: "release/*", type: "branch" },
    ]);
    expect(found(lines, "import read github_repository_ruleset")).toMatchObject([{ name: "trust files" }]);
    expect(found(lines, "import read github_repository_file commit")).toMatchObject([
      { message: "Update .github/workflows/publish.yml" },
      { message: "Add .github/workflows/publish.yml", files: ["added .github/workflows/publish.yml"] },
    ]);
  });

  it("delete each resource: what can go is gone, what cannot is as GitHub makes it", async (context) => {
    await provider(context, "create");
    await provider(context, "update");
    const lines = await provider(context, "delete");
    expect(refusals(lines)).toEqual([
      "404 delete read github_repository_file: Not Found",
      "404 delete read github_repository_ruleset: Not Found",
      "404 delete read github_repository_ruleset: Not Found",
      "404 delete read github_actions_environment_variable: Not Found",
      "404 delete read github_repository_environment_deployment_policy: Not Found",
      "404 delete read github_repository_environment_deployment_policy: Not Found",
      "404 delete read github_repository_environment: Not Found",
      "404 delete read github_actions_variable: Not Found",
    ]);
    const { environments, variables, rulesets, branches, subject, workflow_permissions } = repository();
    expect([environments.size, variables.size, rulesets.size]).toEqual([0, 0, 0]);
    expect(branches.get("trust/setup")?.files.size).toBe(0);
    expect(subject).toMatchObject({ use_default: true, include_claim_keys: [] });
    expect(workflow_permissions).toEqual({
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    });
  });

  it("are refused in a form that the library takes, with GitHub's reason", async (context) => {
    world.emulator.state.github.tokens.set("reader", {
      login: "octocat",
      repositories: ["acme/app"],
      permissions: { metadata: "read", administration: "read" },
    });
    token = "reader";
    const lines = await provider(context, "create");
    expect(refusals(lines)).toContain(
      "403 create github_workflow_repository_permissions: Resource not accessible by personal access token",
    );
    token = "wrong";
    const [first] = refusals(await provider(context, "refresh"));
    expect(first).toBe("401 provider configure: Bad credentials");
    expect([repository().environments.size, repository().rulesets.size]).toEqual([0, 0]);
  });

  it("get no reviewers on a private repository below Enterprise", async (context) => {
    world.emulator.state.github.plan = "team";
    const lines = await provider(context, "create");
    expect(refusals(lines)).toContain("422 create github_repository_environment: Validation Failed");
    expect(environment()).toBeUndefined();
  });
});
