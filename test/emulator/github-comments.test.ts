import { describe, expect, it } from "vitest";
import { openIssue } from "../../lib/emulator/github/state.js";
import { type Api, apiOf } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: { organization: "acme", github: { repositories: [{ full_name: "acme/app", id: 74, visibility: "private" }] } },
});
const COMMENTS = "/api/v3/repos/acme/app/issues/1/comments";

function as(login: string, permissions: { readonly [name: string]: "read" | "write" }): Api {
  world.emulator.state.github.tokens.set(login, { login, repositories: ["acme/app"], permissions });
  return apiOf(world.emulator, { Authorization: `Bearer ${login}` });
}

function pullRequest(): void {
  const { github } = world.emulator.state;
  const repository = github.repositories.get("acme/app");
  if (repository === undefined) {
    throw new Error("no repository");
  }
  openIssue(github, repository, { title: "a change", pull_request: true }, "2026-01-01T00:00:00Z");
}

describe("comments on the embedded GitHub", () => {
  it("are written, read, edited and deleted, with their author", async () => {
    pullRequest();
    const bot = as("github-actions[bot]", { pull_requests: "write" });
    const { status, body } = await bot.post(COMMENTS, { body: "one" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ body: "one", user: { login: "github-actions[bot]", type: "Bot" } });
    const one = `/api/v3/repos/acme/app/issues/comments/${body.id}`;
    const alice = as("alice", { issues: "write" });
    expect((await alice.patch(one, { body: "two" })).body).toMatchObject({
      body: "two",
      user: { login: "github-actions[bot]" },
    });
    expect((await bot.get(COMMENTS)).body).toMatchObject([{ id: body.id, body: "two" }]);
    expect((await bot.delete(one)).status).toBe(204);
    expect((await bot.get(one)).status).toBe(404);
    expect((await bot.get("/api/v3/repos/acme/app/issues/2/comments")).status).toBe(404);
  });

  it("hold 65,536 characters and no more", async () => {
    pullRequest();
    const bot = as("github-actions[bot]", { pull_requests: "write" });
    expect((await bot.post(COMMENTS, { body: "x".repeat(65_536) })).status).toBe(201);
    expect(await bot.post(COMMENTS, { body: "x".repeat(65_537) })).toMatchObject({
      status: 422,
      body: { errors: [{ message: "Body is too long (maximum is 65536 characters)" }] },
    });
    expect((await bot.post(COMMENTS, { body: "" })).status).toBe(422);
  });

  it("need one of two permissions, which the refusal names", async () => {
    pullRequest();
    const reader = as("github-actions[bot]", { pull_requests: "read" });
    expect((await reader.get(COMMENTS)).status).toBe(200);
    const { status, body, headers } = await reader.post(COMMENTS, { body: "x" });
    expect({ status, message: body.message }).toEqual({
      status: 403,
      message: "Resource not accessible by integration",
    });
    expect(headers.get("x-accepted-github-permissions")).toBe("issues=write; pull_requests=write");
    expect((await as("alice", {}).get(COMMENTS)).status).toBe(403);
  });
});

describe("who a token of the embedded GitHub acts as", () => {
  const viewer = { query: "query { viewer { login databaseId } }" };

  it("is told to people by either API, to apps by GraphQL alone", async () => {
    const bot = as("github-actions[bot]", {});
    expect((await bot.post("/api/graphql", viewer)).body).toEqual({
      data: { viewer: { login: "github-actions[bot]", databaseId: 41_898_282 } },
    });
    expect(await bot.get("/api/v3/user")).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
    expect((await as("alice", {}).get("/api/v3/user")).body).toMatchObject({ login: "alice", type: "User" });
  });

  it("is all that its GraphQL answers", async () => {
    const alice = as("alice", {});
    for (const query of ["{ repository { id } }", "{ viewer { email } }", "{ viewer { } }"]) {
      expect((await alice.post("/api/graphql", { query })).body.errors).toHaveLength(1);
    }
  });
});
