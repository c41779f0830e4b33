import { describe, expect, it } from "vitest";
import { type Api, apiOf } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const REPO = "/api/v3/repos/acme/app";
const world = runEmulator({
  seed: {
    organization: "acme",
    github: {
      repositories: [
        {
          full_name: "acme/app",
          exists: true,
          id: 74,
          owner_id: 65,
          visibility: "private",
          default_branch: "main",
          protected_branches: ["main", "release/*"],
          protected_tags: ["v*"],
          environments: [
            {
              name: "production",
              reviewers: ["team:release", "user:alice"],
              can_admins_bypass: false,
              prevent_self_review: true,
              deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
            },
          ],
        },
        { full_name: "acme/site", id: 75, visibility: "public" },
        { full_name: "acme/gone", exists: false },
        { full_name: "acme/maybe", exists: "unknown" },
      ],
    },
  },
});

/** GitHub's API without a token, which may do everything unless the settings say otherwise. */
const github = (): Api => apiOf(world.emulator, {});
const withToken = (token: string): Api => apiOf(world.emulator, { Authorization: `Bearer ${token}` });

describe("a repository on the embedded GitHub", () => {
  it("is read by name in any case, and by id, with the ids that tokens carry", async () => {
    const { status, body, headers } = await github().get(REPO);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 74,
      full_name: "acme/app",
      name: "app",
      owner: { login: "acme", id: 65, type: "Organization" },
      visibility: "private",
      private: true,
      archived: false,
      default_branch: "main",
    });
    expect(headers.get("etag")).toMatch(/^W\/"[0-9a-f]+"$/);
    expect((await github().get("/api/v3/repos/Acme/APP")).body.id).toBe(74);
    expect((await github().get("/api/v3/repositories/74")).body.full_name).toBe("acme/app");
  });

  it("that is gone, unknown, or was never there is 404 in GitHub's words", async () => {
    for (const name of ["gone", "maybe", "never"]) {
      expect(await github().get(`/api/v3/repos/acme/${name}`)).toMatchObject({
        status: 404,
        body: { message: "Not Found" },
      });
    }
  });

  it("that was renamed redirects from its former name to its id", async () => {
    world.emulator.state.github.renamed.set("acme/old", 74);
    const { status, headers } = await github().get("/api/v3/repos/acme/old");
    expect(status).toBe(301);
    expect(headers.get("location")).toBe(`${world.emulator.url}/api/v3/repositories/74`);
  });

  it("is in the list of its owner's, who is an organization", async () => {
    const { body } = await github().get("/api/v3/orgs/acme/repos");
    expect(body.map(({ name }: { name: string }) => name)).toEqual(["app", "site"]);
    expect((await github().get("/api/v3/orgs/acme")).body).toMatchObject({
      login: "acme",
      id: 65,
      type: "Organization",
    });
    expect((await github().get("/api/v3/orgs/nobody")).status).toBe(404);
  });
});

describe("an answer of the embedded GitHub", () => {
  const naming = (tag: string): Api => apiOf(world.emulator, { "If-None-Match": tag });

  it("is not sent again to who names its tag, until it has changed", async () => {
    const path = `${REPO}/actions/permissions/workflow`;
    const tag = String((await github().get(path)).headers.get("etag"));
    for (const named of [tag, tag.replace("W/", ""), `"other", ${tag}`, "*"]) {
      const { status, body, headers } = await naming(named).get(path);
      expect([status, body, headers.get("etag")]).toEqual([304, undefined, tag]);
    }
    expect((await naming('"other"').get(path)).status).toBe(200);
    expect((await naming(tag).put(path, { default_workflow_permissions: "write" })).status).toBe(204);
    const changed = await naming(tag).get(path);
    expect([changed.status, changed.body.default_workflow_permissions]).toEqual([200, "write"]);
  });

  it("has a number of its own, a refusal too", async () => {
    const numbers = new Set<string | null>();
    for (const path of [REPO, REPO, "/api/v3/repos/acme/never"]) {
      numbers.add((await github().get(path)).headers.get("x-github-request-id"));
    }
    expect(numbers.size).toBe(3);
    expect(numbers.has(null)).toBe(false);
  });
});

describe("a token of the embedded GitHub", () => {
  it("sees what it is given, and is told which permission is missing", async () => {
    world.emulator.state.github.tokens.set("narrow", {
      login: "bot",
      repositories: ["acme/app"],
      permissions: { metadata: "read", administration: "read" },
    });
    const narrow = withToken("narrow");
    expect((await narrow.get(REPO)).status).toBe(200);
    expect((await narrow.get(`${REPO}/actions/permissions/workflow`)).status).toBe(200);
    const refused = await narrow.put(`${REPO}/actions/permissions/workflow`, { default_workflow_permissions: "write" });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-accepted-github-permissions")).toBe("administration=write");
    expect((await narrow.get(`${REPO}/contents/a.yml`)).status).toBe(403);
    expect((await narrow.get("/api/v3/user")).body.login).toBe("bot");
  });

  it("does not see other private repositories: 404", async () => {
    world.emulator.state.github.tokens.set("blind", { login: "bot", repositories: [], permissions: "all" });
    expect((await withToken("blind").get(REPO)).status).toBe(404);
    expect((await withToken("blind").get("/api/v3/repositories/74")).status).toBe(404);
    expect((await withToken("blind").get("/api/v3/repos/acme/site")).status).toBe(200);
  });

  it("that is not known is refused", async () => {
    expect(await withToken("wrong").get(REPO)).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  });

  it("is needed for what is not public where the settings say so", async () => {
    world.emulator.settings.githubAnonymous = "public";
    expect((await github().get(REPO)).status).toBe(404);
    expect((await github().get("/api/v3/repos/acme/site")).status).toBe(200);
    expect((await github().put("/api/v3/repos/acme/site/environments/e", {})).status).toBe(403);
  });
});

describe("environments", () => {
  it("show their protection in GitHub's form", async () => {
    const { body } = await github().get(`${REPO}/environments/production`);
    expect(body).toMatchObject({
      name: "production",
      can_admins_bypass: false,
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      protection_rules: [
        {
          type: "required_reviewers",
          prevent_self_review: true,
          reviewers: [
            { type: "Team", reviewer: { slug: "release" } },
            { type: "User", reviewer: { login: "alice" } },
          ],
        },
        { type: "branch_policy" },
      ],
    });
    expect((await github().get(`${REPO}/environments`)).body).toMatchObject({
      total_count: 1,
      environments: [{ name: "production" }],
    });
  });

  it("are made, replaced and deleted; what is not given goes back to GitHub's defaults", async () => {
    const path = `${REPO}/environments/${encodeURIComponent("eu/prod")}`;
    const team = (await github().get("/api/v3/orgs/acme/teams/release")).body.id;
    const put = { wait_timer: 30, can_admins_bypass: false, reviewers: [{ type: "Team", id: team }] };
    expect((await github().put(path, put)).status).toBe(200);
    expect((await github().get(path)).body).toMatchObject({
      name: "eu/prod",
      can_admins_bypass: false,
      protection_rules: [{ type: "wait_timer", wait_timer: 30 }, { reviewers: [{ reviewer: { slug: "release" } }] }],
    });
    await github().put(path, {});
    expect((await github().get(path)).body).toMatchObject({
      can_admins_bypass: true,
      protection_rules: [],
      deployment_branch_policy: null,
    });
    expect((await github().delete(path)).status).toBe(204);
    expect((await github().get(path)).status).toBe(404);
  });

  it.each([
    [{ wait_timer: 43_201 }],
    [{ reviewers: Array.from({ length: 7 }, (_, id) => ({ type: "User", id })) }],
    [{ deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } }],
  ])("refuse %j", async (body) => {
    expect((await github().put(`${REPO}/environments/e`, body)).status).toBe(422);
  });

  it("take a wait of 43200 minutes and six reviewers", async () => {
    const reviewers = Array.from({ length: 6 }, (_, id) => ({ type: "User", id }));
    expect((await github().put(`${REPO}/environments/e`, { wait_timer: 43_200, reviewers })).status).toBe(200);
  });

  it("of private repositories have no reviewers below the Enterprise plan", async () => {
    world.emulator.state.github.plan = "team";
    const body = { reviewers: [{ type: "User", id: 1 }] };
    expect((await github().put(`${REPO}/environments/e`, body)).status).toBe(422);
    expect((await github().put("/api/v3/repos/acme/site/environments/e", body)).status).toBe(200);
  });

  it("keep custom branch and tag policies", async () => {
    const path = `${REPO}/environments/e`;
    await github().put(path, {});
    expect((await github().post(`${path}/deployment-branch-policies`, { name: "main" })).status).toBe(404);
    await github().put(path, { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } });
    const { body } = await github().post(`${path}/deployment-branch-policies`, { name: "v*", type: "tag" });
    expect(body).toMatchObject({ name: "v*", type: "tag" });
    const policy = `${path}/deployment-branch-policies/${body.id}`;
    expect((await github().put(policy, { name: "v1.*" })).body.name).toBe("v1.*");
    expect((await github().get(`${path}/deployment-branch-policies`)).body.branch_policies).toMatchObject([
      { name: "v1.*" },
    ]);
    expect((await github().delete(policy)).status).toBe(204);
    expect((await github().get(policy)).status).toBe(404);
  });
});

describe("variables", () => {
  it.each([
    ["of the repository", `${REPO}/actions/variables`],
    ["of an environment", `${REPO}/environments/production/variables`],
  ])("%s are made, read, changed and deleted, in upper case", async (_, path) => {
    expect((await github().post(path, { name: "cloudsmith_org", value: "acme" })).status).toBe(201);
    expect((await github().post(path, { name: "CLOUDSMITH_ORG", value: "x" })).status).toBe(409);
    expect((await github().get(`${path}/CLOUDSMITH_ORG`)).body).toMatchObject({
      name: "CLOUDSMITH_ORG",
      value: "acme",
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await github().patch(`${path}/cloudsmith_org`, { value: "other" })).status).toBe(204);
    expect((await github().get(path)).body).toMatchObject({ total_count: 1, variables: [{ value: "other" }] });
    expect((await github().delete(`${path}/CLOUDSMITH_ORG`)).status).toBe(204);
    expect((await github().get(`${path}/CLOUDSMITH_ORG`)).status).toBe(404);
  });

  it("may not have names of GitHub's own, or odd ones", async () => {
    for (const name of ["GITHUB_X", "1X", "A-B", ""]) {
      expect((await github().post(`${REPO}/actions/variables`, { name, value: "x" })).status).toBe(422);
    }
  });
});

describe("permissions of workflows", () => {
  it("are read-only by default and can be changed", async () => {
    const path = `${REPO}/actions/permissions/workflow`;
    expect((await github().get(path)).body).toEqual({
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    });
    expect((await github().put(path, { default_workflow_permissions: "write" })).status).toBe(204);
    expect((await github().get(path)).body.default_workflow_permissions).toBe("write");
    expect((await github().put(path, { default_workflow_permissions: "all" })).status).toBe(422);
  });

  it("name which actions may run", async () => {
    const path = `${REPO}/actions/permissions`;
    expect((await github().get(path)).body).toMatchObject({ enabled: true, allowed_actions: "all" });
    await github().put(path, { enabled: true, allowed_actions: "selected" });
    await github().put(`${path}/selected-actions`, { github_owned_allowed: true, patterns_allowed: ["acme/*"] });
    expect((await github().get(path)).body.allowed_actions).toBe("selected");
    expect((await github().get(`${path}/selected-actions`)).body.patterns_allowed).toEqual(["acme/*"]);
  });

  it("say whether a private repository hands write tokens to forks", async () => {
    const path = "actions/permissions/fork-pr-workflows-private-repos";
    expect((await github().get(`${REPO}/${path}`)).body.send_write_tokens_to_workflows).toBe(false);
    await github().put(`${REPO}/${path}`, { send_write_tokens_to_workflows: true });
    expect((await github().get(`${REPO}/${path}`)).body.send_write_tokens_to_workflows).toBe(true);
    expect((await github().get(`/api/v3/repos/acme/site/${path}`)).status).toBe(422);
    expect(world.emulator.trustFile().github?.repositories[0]?.fork_pr_write_tokens).toBe(true);
  });
});

describe("the subject of a repository's tokens", () => {
  it("has the classic prefix, the immutable one where that is chosen, and a template", async () => {
    const path = `${REPO}/actions/oidc/customization/sub`;
    expect((await github().get(path)).body).toEqual({
      use_default: true,
      use_immutable_subject: false,
      sub_claim_prefix: "repo:acme/app",
    });
    const template = { use_default: false, include_claim_keys: ["repository_id"], use_immutable_subject: true };
    expect((await github().put(path, template)).status).toBe(201);
    expect((await github().get(path)).body).toEqual({ ...template, sub_claim_prefix: "repo:acme@65/app@74" });
    await github().put(path, { use_default: true });
    expect((await github().get(path)).body).not.toHaveProperty("include_claim_keys");
    expect((await github().put(path, {})).status).toBe(422);
  });

  it("has a template of the organization", async () => {
    const path = "/api/v3/orgs/acme/actions/oidc/customization/sub";
    expect((await github().get(path)).body.include_claim_keys).toEqual(["repo", "context"]);
    expect((await github().put(path, { include_claim_keys: ["repo"] })).status).toBe(201);
    expect((await github().get(path)).body.include_claim_keys).toEqual(["repo"]);
  });
});

describe("protection of branches and tags", () => {
  it("shows on branches, classic and by ruleset", async () => {
    expect((await github().get(`${REPO}/branches/main`)).body).toMatchObject({ name: "main", protected: true });
    expect((await github().get(`${REPO}/branches/main/protection`)).status).toBe(200);
    expect((await github().get(`${REPO}/branches/missing`)).status).toBe(404);
    const site = "/api/v3/repos/acme/site";
    expect((await github().get(`${site}/branches/main/protection`)).body.message).toBe("Branch not protected");
    const ruleset = {
      name: "main",
      target: "branch",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: [{ type: "deletion" }],
    };
    const { status, body } = await github().post(`${site}/rulesets`, ruleset);
    expect(status).toBe(201);
    expect((await github().get(`${site}/branches?protected=true`)).body).toHaveLength(1);
    expect((await github().get(`${site}/rules/branches/main`)).body).toMatchObject([
      { type: "deletion", ruleset_id: body.id },
    ]);
    await github().put(`${site}/rulesets/${body.id}`, { ...ruleset, enforcement: "disabled" });
    expect((await github().get(`${site}/branches?protected=true`)).body).toEqual([]);
    expect((await github().delete(`${site}/rulesets/${body.id}`)).status).toBe(204);
    expect((await github().get(`${site}/rulesets/${body.id}`)).status).toBe(404);
  });

  it("keeps of a rule on updates what a repository that is no fork can have, and takes no null for actors", async () => {
    const rules = [{ type: "update", parameters: { update_allows_fetch_and_merge: true } }, { type: "deletion" }];
    const given = { name: "tags", target: "tag", enforcement: "active", rules };
    const { body } = await github().post(`${REPO}/rulesets`, given);
    expect(body.rules).toEqual([
      { type: "update", parameters: { update_allows_fetch_and_merge: false } },
      { type: "deletion" },
    ]);
    const path = `${REPO}/rulesets/${body.id}`;
    expect((await github().put(path, { ...given, name: "other", bypass_actors: null })).status).toBe(422);
    expect((await github().get(path)).body.name).toBe("tags");
  });

  it("of tags is a ruleset", async () => {
    const [summary] = (await github().get(`${REPO}/rulesets`)).body;
    expect(summary).toMatchObject({ target: "tag", enforcement: "active" });
    expect((await github().get(`${REPO}/rulesets/${summary.id}`)).body.conditions.ref_name.include).toEqual([
      "refs/tags/v*",
    ]);
  });
});

describe("files", () => {
  const path = `${REPO}/contents/.github/workflows/publish.yml`;
  const text = (content: string): string => Buffer.from(content).toString("base64");

  it("are written, read at a ref, replaced by who names their sha, and deleted", async () => {
    expect((await github().get(path)).status).toBe(404);
    const made = await github().put(path, { message: "add", content: text("on: push"), branch: "main" });
    expect(made.status).toBe(201);
    const { body } = await github().get(`${path}?ref=main`);
    expect(Buffer.from(body.content, "base64").toString()).toBe("on: push");
    expect(body).toMatchObject({ type: "file", encoding: "base64", path: ".github/workflows/publish.yml" });
    expect(new URL(body.url).searchParams.get("ref")).toBe("main");
    expect((await github().put(path, { message: "m", content: text("x") })).status).toBe(422);
    expect((await github().put(path, { message: "m", content: text("x"), sha: "0".repeat(40) })).status).toBe(409);
    expect((await github().put(path, { message: "m", content: text("x"), sha: body.sha })).status).toBe(200);
    const { sha } = (await github().get(path)).body;
    expect((await github().delete(path, { message: "drop", sha })).status).toBe(200);
    expect((await github().get(path)).status).toBe(404);
  });

  it("have the sha that git gives them", async () => {
    const { body } = await github().put(path, { message: "m", content: text("hello\n") });
    expect(body.content.sha).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
  });

  it("are listed by folder", async () => {
    await github().put(path, { message: "m", content: text("a") });
    await github().put(`${REPO}/contents/.github/workflows/sub/deep.yml`, { message: "m", content: text("b") });
    const { body } = await github().get(`${REPO}/contents/.github/workflows`);
    expect(body.map(({ name, type }: { name: string; type: string }) => `${type} ${name}`)).toEqual([
      "file publish.yml",
      "dir sub",
    ]);
  });

  it("have commits, with message, names and what each did, newest first", async () => {
    const other = `${REPO}/contents/README.md`;
    const committer = { name: "Deployer", email: "deployer@acme.example" };
    const { body } = await github().put(path, { message: "add", content: text("a"), committer });
    await github().put(other, { message: "read me", content: text("b") });
    await github().delete(path, { message: "drop", sha: body.content.sha });
    const messages = async (query: string): Promise<string[]> =>
      (await github().get(`${REPO}/commits?${query}`)).body.map(
        ({ commit }: { commit: { message: string } }) => commit.message,
      );
    expect(await messages("")).toEqual(["drop", "read me", "add", "Initial commit"]);
    expect(await messages("path=.github/workflows")).toEqual(["drop", "add"]);
    expect(await messages(`sha=${body.commit.sha}`)).toEqual(["add", "Initial commit"]);
    expect(await messages("path=missing.md")).toEqual([]);
    expect((await github().get(`${REPO}/commits/${body.commit.sha}`)).body).toMatchObject({
      commit: { message: "add", author: committer, committer },
      parents: [{ sha: expect.any(String) }],
      files: [{ filename: ".github/workflows/publish.yml", status: "added" }],
    });
    expect((await github().get(`${REPO}/commits/main`)).body).toMatchObject({
      commit: { message: "drop", committer: { name: "octocat" } },
      files: [{ status: "removed" }],
    });
  });

  it("live on branches, which start at the head of another", async () => {
    const { object } = (await github().get(`${REPO}/git/ref/heads/main`)).body;
    expect((await github().post(`${REPO}/git/refs`, { ref: "refs/heads/dev", sha: object.sha })).status).toBe(201);
    await github().put(path, { message: "m", content: text("a"), branch: "dev" });
    expect((await github().get(path)).status).toBe(404);
    expect((await github().get(`${path}?ref=dev`)).status).toBe(200);
    expect((await github().get(`${path}?ref=nowhere`)).status).toBe(404);
    const [head] = (await github().get(`${REPO}/commits?sha=dev&path=.github/workflows/publish.yml`)).body;
    expect((await github().get(`${REPO}/commits/${head.sha}`)).body.files).toEqual([
      { filename: ".github/workflows/publish.yml", status: "added" },
    ]);
  });
});

describe("the trust file of the embedded GitHub", () => {
  it("has what was seeded, protection and reviewers included", () => {
    const [app, site, ...more] = world.emulator.trustFile().github?.repositories ?? [];
    expect(more).toEqual([]);
    expect(app).toMatchObject({
      full_name: "acme/app",
      exists: true,
      id: 74,
      owner_id: 65,
      protected_branches: ["main", "release/*"],
      protected_tags: ["v*"],
      environments: [{ name: "production", reviewers: ["team:release", "user:alice"], prevent_self_review: true }],
    });
    expect(site).toMatchObject({ full_name: "acme/site", visibility: "public" });
  });
});
