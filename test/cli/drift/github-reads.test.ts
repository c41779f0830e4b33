import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readGitHub } from "../../../lib/cli/drift/github-reads.js";
import { type GitHubClient, githubClient } from "../../../lib/cli/github-api/index.js";
import type { PhantomTarget } from "../../../lib/trust/index.js";
import { runEmulator } from "../../emulator/support/running.js";
import { trust } from "../../trust/support.js";

const repository = (name: string, id: number, visibility: "private" | "public" = "private") => ({
  full_name: `acme/${name}`,
  id,
  owner_id: 65,
  visibility,
});
const world = runEmulator({
  seed: {
    organization: "acme",
    github: {
      repositories: [repository("a", 1), repository("b", 2), repository("c", 3), repository("open", 4, "public")],
    },
  },
});

const [setting] = trust().settings;
const target = (part: Omit<PhantomTarget, "setting">): PhantomTarget => ({ setting: setting!, ...part });
const named = (name: string) => target({ name, owner: name.split("/")[0]! });

const clients: GitHubClient[] = [];
afterAll(() => {
  for (const each of clients) {
    each.close();
  }
});

beforeEach(() => {
  const { tokens, owners } = world.emulator.state.github;
  tokens.set("all", { login: "octocat", repositories: "all", permissions: "all" });
  tokens.set("some", { login: "bot", repositories: ["acme/a"], permissions: { metadata: "read" } });
  owners.set("jane", { id: 7, login: "jane", type: "User" });
});

function reading(targets: readonly PhantomTarget[], token = "all") {
  const client = githubClient(
    { GITHUB_API_URL: `${world.emulator.url}/api/v3`, GITHUB_TOKEN: token },
    { clock: { now: () => Date.now(), sleep: async () => undefined } },
  );
  clients.push(client);
  return readGitHub(client, targets);
}

describe("reading GitHub for what trust rests on", () => {
  it("finds repositories by name and by id, each of few by itself", async () => {
    const { repositories, repositoriesById, owners } = await reading([
      named("Acme/A"),
      target({ id: "2", ownerId: "65" }),
    ]);
    expect(repositories.get("acme/a")).toMatchObject({
      state: "found",
      repository: { id: 1, owner_id: 65, archived: false },
    });
    expect(repositoriesById.get("2")).toMatchObject({ state: "found", repository: { full_name: "acme/b" } });
    expect(owners.get("acme")).toMatchObject({ state: "found", id: 65 });
    expect(world.emulator.requests.log.some(({ path }) => path.startsWith("/api/v3/orgs/"))).toBe(false);
  });

  it("reads a list where many are of one owner", async () => {
    await reading([
      target({ id: "1", ownerId: "65" }),
      target({ id: "2", ownerId: "65" }),
      target({ id: "3", ownerId: "65" }),
    ]);
    expect(world.emulator.requests.log.map(({ path }) => path)).toEqual([
      "/api/v3/user/65",
      "/api/v3/orgs/acme/repos?type=all&per_page=100",
    ]);
  });

  it("follows a name that moved by the id that GitHub gives, and no other way", async () => {
    const { github } = world.emulator.state;
    github.renamed.set("acme/old", 2);
    const { repositories } = await reading([named("acme/old")]);
    expect(repositories.get("acme/old")).toMatchObject({ state: "found", repository: { full_name: "acme/b" } });
  });

  it("takes a 404 for gone only where the token is shown to see all that the owner has", async () => {
    expect((await reading([named("acme/gone")])).repositories.get("acme/gone")).toEqual({ state: "gone" });
    const { repositories } = await reading([named("acme/gone"), named("acme/b"), named("acme/open")], "some");
    for (const name of ["acme/gone", "acme/b"]) {
      expect(repositories.get(name)).toMatchObject({
        state: "unknown",
        reason: expect.stringContaining("metadata: read"),
      });
    }
    expect(repositories.get("acme/open")).toMatchObject({ state: "found" });
  });

  it("cannot tell of a person's repositories, unless the person asks", async () => {
    const { repositories } = await reading([named("jane/gone")]);
    expect(repositories.get("jane/gone")).toMatchObject({
      state: "unknown",
      reason: expect.stringContaining("jane is a person"),
    });
  });

  it("knows a name that nobody has, and asks for nothing below it", async () => {
    const { repositories, owners } = await reading([named("nobody/app")]);
    expect(owners.get("nobody")).toEqual({ state: "free" });
    expect(repositories.get("nobody/app")).toEqual({ state: "gone" });
    expect(world.emulator.requests.log.map(({ path }) => path)).toEqual(["/api/v3/users/nobody"]);
  });

  it("gives up where the token is refused", async () => {
    await expect(reading([named("acme/a")], "wrong")).rejects.toMatchObject({ code: "unauthorized" });
  });
});
