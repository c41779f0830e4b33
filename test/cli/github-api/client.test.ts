import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { describeError, failure } from "../../../lib/cli/errors.js";
import {
  GitHubClient,
  type GitHubError,
  githubAddress,
  githubClient,
  isGitHubError,
  ownLogin,
} from "../../../lib/cli/github-api/index.js";
import { CloudsmithTransportError, type HttpAnswer, type HttpRequest } from "../../../lib/cloudsmith/index.js";
import { openIssue } from "../../../lib/emulator/github/state.js";
import { runEmulator } from "../../emulator/support/running.js";

const world = runEmulator({
  seed: { organization: "acme", github: { repositories: [{ full_name: "acme/app", id: 74, visibility: "private" }] } },
});
const TOKEN = "ghs_abcdefghijklmnop";
const BOT = { login: "github-actions[bot]", repositories: ["acme/app"] };
const clients: GitHubClient[] = [];
afterAll(() => {
  for (const client of clients) {
    client.close();
  }
});

function client(environment: { readonly [name: string]: string | undefined } = { GITHUB_TOKEN: TOKEN }): GitHubClient {
  const made = githubClient({ GITHUB_API_URL: `${world.emulator.url}/api/v3`, ...environment }, { clock: quick() });
  clients.push(made);
  return made;
}

/** A clock whose waits are over at once, and are written down. */
function quick(slept: number[] = []) {
  let at = 1_800_000_000_000;
  return {
    now: () => at,
    sleep: async (milliseconds: number) => {
      at += milliseconds;
      slept.push(milliseconds);
    },
  };
}

async function errorOf(promise: Promise<unknown>): Promise<GitHubError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(isGitHubError(error)).toBe(true);
  expect((error as Error).message).not.toContain(TOKEN);
  return error as GitHubError;
}

describe("GitHub's API", () => {
  beforeEach(() => {
    world.emulator.state.github.tokens.set(TOKEN, {
      ...BOT,
      permissions: { metadata: "read", pull_requests: "write" },
    });
  });

  it("is read with the environment's token", async () => {
    expect(await client().get("/repos/acme/app")).toMatchObject({ id: 74 });
    expect(await client({ GH_TOKEN: TOKEN }).get("/repos/acme/app")).toMatchObject({ id: 74 });
    expect(await client().tryGet("/repos/acme/other")).toBeUndefined();
  });

  it("gives lists page by page, a hundred at a time, no further than is asked for", async () => {
    const repository = world.emulator.state.github.repositories.get("acme/app");
    if (repository === undefined) {
      throw new Error("no repository");
    }
    const issue = openIssue(world.emulator.state.github, repository, { title: "one" }, "2026-01-01T00:00:00Z");
    for (let id = 1; id <= 201; id++) {
      issue.comments.push({ id, user: { login: "x", id: 9 }, body: "-", created_at: "", updated_at: "" });
    }
    const path = "/repos/acme/app/issues/1/comments";
    const all: unknown[] = [];
    for await (const { id } of client().each(path)) {
      all.push(id);
    }
    expect(all).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
    const route = "GET /api/v3/repos/{owner}/{repo}/issues/{issue_number}/comments";
    expect(world.emulator.requests.count(route)).toBe(3);
    for await (const { id } of client().each(path)) {
      if (id === 100) {
        break;
      }
    }
    expect(world.emulator.requests.count(route)).toBe(4);
  });

  it("says which permission the token lacks: GitHub's word, else what was asked for", async () => {
    const refused = await errorOf(client().get("/repos/acme/app/actions/permissions"));
    expect(refused).toMatchObject({ code: "forbidden", status: 403, permission: "administration: read" });
    expect(refused.message).toContain("The token lacks administration: read");
    const hidden = await errorOf(client().get("/repos/acme/other", { permission: "contents: read" }));
    expect(hidden).toMatchObject({ code: "not_found", permission: "contents: read" });
    expect((await errorOf(client({ GITHUB_TOKEN: "ghs_wrong" }).get("/user"))).code).toBe("unauthorized");
  });

  it("knows who the token acts as, for a job's token and for a person's", async () => {
    expect(await ownLogin(client())).toBe("github-actions[bot]");
    expect(await ownLogin(client({ GITHUB_TOKEN: world.emulator.githubToken }))).toBe("octocat");
    expect(world.emulator.requests.count("GET /api/v3/user")).toBe(0);
    world.emulator.faults.add({ kind: "status", status: 404, route: "POST /api/graphql" });
    expect(await ownLogin(client({ GITHUB_TOKEN: world.emulator.githubToken }))).toBe("octocat");
  });

  it("is asked again when it fails, but a comment that may have landed is not sent twice", async () => {
    world.emulator.faults.add({ kind: "status", status: 502, route: "GET /api/v3/repos/{owner}/{repo}", times: 2 });
    expect(await client().get("/repos/acme/app")).toMatchObject({ id: 74 });
    const route = "POST /api/v3/repos/{owner}/{repo}/issues/{issue_number}/comments";
    world.emulator.faults.add({ kind: "status", status: 502, route });
    const error = await errorOf(client().request("POST", "/repos/acme/app/issues/1/comments", { body: { body: "x" } }));
    expect(error).toMatchObject({ code: "server_error", landed: "maybe" });
    expect(world.emulator.requests.count(route)).toBe(1);
  });

  it("never follows a redirect, and tells where a renamed repository went", async () => {
    world.emulator.state.github.renamed.set("acme/old", 74);
    const moved = await errorOf(client().get("/repos/acme/old"));
    expect(moved).toMatchObject({ code: "moved", location: "/repositories/74" });
    world.emulator.faults.add({ kind: "redirect", route: "GET /api/v3/repos/{owner}/{repo}" });
    const elsewhere = await errorOf(client().get("/repos/acme/app"));
    expect(elsewhere).toMatchObject({ code: "moved", location: undefined });
  });

  it("refuses what is not JSON", async () => {
    world.emulator.faults.add({ kind: "html", status: 200, route: "GET /api/v3/repos/{owner}/{repo}" });
    expect((await errorOf(client().get("/repos/acme/app"))).code).toBe("unexpected_answer");
  });
});

describe("rate limits of GitHub's API", () => {
  const address = githubAddress({});
  const answers = (...list: readonly Partial<HttpAnswer>[]) => {
    const sent: HttpRequest[] = [];
    return {
      sent,
      close: () => undefined,
      send: async (request: HttpRequest): Promise<HttpAnswer> => {
        sent.push(request);
        return { status: 200, headers: {}, text: "{}", ...list[Math.min(sent.length, list.length) - 1] };
      },
    };
  };

  it("are waited for as long as GitHub asks, up to a minute, even before a write", async () => {
    for (const [headers, status, atLeast] of [
      [{ "retry-after": "5" }, 403, 5_000],
      [{ "retry-after": "5" }, 429, 5_000],
      [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800000030" }, 403, 30_000],
    ] as const) {
      const slept: number[] = [];
      const waits: number[] = [];
      const transport = answers({ status, headers }, {});
      const client = new GitHubClient({
        address,
        transport,
        clock: quick(slept),
        onWait: (seconds) => waits.push(seconds),
      });
      await client.request("POST", "/repos/a/b/issues/1/comments", { body: {} });
      expect(transport.sent).toHaveLength(2);
      expect(Math.max(...slept)).toBeGreaterThanOrEqual(atLeast);
      expect(Math.max(...slept)).toBeLessThanOrEqual(atLeast + 1_000);
      expect(waits).toHaveLength(1);
    }
  });

  it("that last longer are told, with the time", async () => {
    for (const headers of [
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800001200" },
      { "retry-after": "1200" },
    ]) {
      const transport = answers({ status: 403, headers });
      const error = await errorOf(new GitHubClient({ address, transport, clock: quick() }).get("/user"));
      expect(error).toMatchObject({ code: "rate_limited", status: 403 });
      expect(error.remedy).toContain("Try again in 20 minutes");
      expect(transport.sent).toHaveLength(1);
    }
  });

  it("are not taken for a missing permission, nor the other way round", async () => {
    const secondary = answers({ status: 403, text: '{"message":"You have exceeded a secondary rate limit."}' });
    expect((await errorOf(new GitHubClient({ address, transport: secondary, clock: quick() }).get("/a"))).code).toBe(
      "rate_limited",
    );
    const plain = answers({ status: 403, headers: { "x-ratelimit-remaining": "4999" } });
    expect((await errorOf(new GitHubClient({ address, transport: plain, clock: quick() }).get("/a"))).code).toBe(
      "forbidden",
    );
  });

  it("are kept away from: a second between writes", async () => {
    const slept: number[] = [];
    const client = new GitHubClient({ address, transport: answers({}), clock: quick(slept) });
    await Promise.all([1, 2, 3].map(() => client.request("POST", "/a", { body: {} })));
    expect(slept).toEqual([0, 1_000, 1_000]);
  });

  it("leave no answer at all apart: that says what broke", async () => {
    const send = async (): Promise<HttpAnswer> => {
      const request = { method: "GET", path: "/a" };
      throw new CloudsmithTransportError({ code: "refused", landed: "no", request, host: "api.github.com", what: "x" });
    };
    const client = new GitHubClient({ address, transport: { send, close: () => undefined }, clock: quick() });
    const error = await errorOf(client.get("/a"));
    expect(error).toMatchObject({ code: "no_answer", landed: "no" });
    expect(error.message).toContain("GET /a to api.github.com: the connection was refused");
  });

  it("send the token only to the API's own pages", async () => {
    const transport = answers({ text: "[]", headers: { link: '<https://evil.example/next>; rel="next"' } });
    const client = new GitHubClient({ address, transport, token: TOKEN, clock: quick() });
    const pages = (async () => {
      for await (const _ of client.each("/a")) {
        throw new Error("there is nothing in it");
      }
    })();
    expect((await errorOf(pages)).message).toContain("a next page on another server");
    expect(transport.sent.map(({ url }) => url.href)).toEqual(["https://api.github.com/a?per_page=100"]);
  });
});

describe("the address of GitHub's API", () => {
  it("is github.com's, or what the runner says, https or this machine alone", () => {
    expect(githubAddress({})).toEqual({
      origin: "https://api.github.com",
      rest: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
    });
    expect(githubAddress({ GITHUB_API_URL: "https://github.acme.example/api/v3/" })).toEqual({
      origin: "https://github.acme.example",
      rest: "https://github.acme.example/api/v3",
      graphql: "https://github.acme.example/api/graphql",
    });
    expect(githubAddress({ GITHUB_API_URL: "http://127.0.0.1:8080/api/v3" }).rest).toBe("http://127.0.0.1:8080/api/v3");
    expect(() => githubAddress({ GITHUB_API_URL: "http://github.acme.example" })).toThrow("must use https");
    expect(() => githubAddress({ GITHUB_API_URL: "https://me:pw@github.acme.example" })).toThrow("must not contain");
  });

  it("is told of in no message with a token in it, whoever quotes one", () => {
    for (const token of [`ghs_${"a1".repeat(18)}`, `github_pat_${"A_1".repeat(12)}`]) {
      expect(describeError(failure(`sent ${token}, twice`)).text).toBe("cloudsmith-trust: sent [redacted], twice\n");
    }
  });

  it("is not asked with a token that cannot be one", () => {
    expect(() => githubClient({ GITHUB_TOKEN: "ghp_abc\r\nx: y" })).toThrow("GITHUB_TOKEN holds characters");
  });
});
