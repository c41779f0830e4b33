import { beforeEach, describe, expect, it } from "vitest";
import { openIssue } from "../../lib/emulator/github/state.js";
import { apiOf } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const ISSUES = "/api/v3/repos/acme/app/issues";
const world = runEmulator({
  seed: {
    organization: "acme",
    github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, visibility: "private" }] },
  },
});
const as = (token: string) => apiOf(world.emulator, { Authorization: `Bearer ${token}` });

beforeEach(() => {
  const { tokens } = world.emulator.state.github;
  tokens.set("bot", { login: "trust[bot]", repositories: "all", permissions: { metadata: "read", issues: "write" } });
  tokens.set("all", { login: "octocat", repositories: "all", permissions: "all" });
  tokens.set("none", { login: "eve", repositories: "all", permissions: { metadata: "read" } });
});

describe("issues on the embedded GitHub", () => {
  it("are made, edited, closed and opened again", async () => {
    const made = await as("bot").post(ISSUES, { title: "drift", body: "one", labels: ["x"] });
    expect(made.status).toBe(201);
    // labels are for those who may push
    expect(made.body).toMatchObject({
      number: 1,
      state: "open",
      user: { login: "trust[bot]", type: "Bot" },
      labels: [],
    });
    const closed = await as("bot").patch(`${ISSUES}/1`, { body: "two", state: "closed", state_reason: "completed" });
    expect(closed.body).toMatchObject({ body: "two", state: "closed", state_reason: "completed" });
    expect((await as("bot").patch(`${ISSUES}/1`, { state: "open" })).body).toMatchObject({
      state_reason: "reopened",
      closed_at: null,
    });
    expect((await as("all").get(`${ISSUES}/1`)).body).toMatchObject({ title: "drift", comments: 0 });
  });

  it("are listed the latest first, by state and by who made them, pull requests among them", async () => {
    await as("bot").post(ISSUES, { title: "a" });
    await as("all").post(ISSUES, { title: "b", labels: ["drift"] });
    const { github } = world.emulator.state;
    openIssue(github, github.repositories.get("acme/app")!, { title: "c", pull_request: true }, "2026-01-01T00:00:00Z");
    await as("bot").patch(`${ISSUES}/1`, { state: "closed" });
    const titles = async (query: string) =>
      (await as("all").get(`${ISSUES}?${query}`)).body.map(({ title }: { title: string }) => title);
    expect(await titles("")).toEqual(["c", "b"]);
    expect(await titles("state=all")).toEqual(["c", "b", "a"]);
    expect(await titles("state=all&creator=trust[bot]")).toEqual(["a"]);
    expect(await titles("labels=drift")).toEqual(["b"]);
    const [pull] = (await as("all").get(ISSUES)).body;
    expect(pull.pull_request).toMatchObject({ html_url: expect.stringContaining("/pull/3") });
  });

  it("refuse what GitHub refuses", async () => {
    expect((await as("none").post(ISSUES, { title: "x" })).status).toBe(403);
    expect((await as("bot").post(ISSUES, { title: " " })).body.errors).toMatchObject([
      { field: "title", code: "missing_field" },
    ]);
    expect((await as("bot").post(ISSUES, { title: "x", body: "y".repeat(65_537) })).status).toBe(422);
    await as("bot").post(ISSUES, { title: "x" });
    expect((await as("bot").patch(`${ISSUES}/1`, { state: "gone" })).status).toBe(422);
    expect((await as("bot").patch(`${ISSUES}/9`, { state: "open" })).status).toBe(404);
  });

  it("tell an owner by id, and how many private repositories it has to those who may know", async () => {
    expect((await as("all").get("/api/v3/user/65")).body).toMatchObject({ login: "acme", type: "Organization" });
    expect((await as("all").get("/api/v3/user/1234567")).status).toBe(404);
    expect((await as("all").get("/api/v3/orgs/acme")).body.total_private_repos).toBe(1);
    expect((await as("bot").get("/api/v3/orgs/acme")).body.total_private_repos).toBeUndefined();
  });
});
