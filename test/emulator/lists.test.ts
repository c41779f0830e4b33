import { describe, expect, it } from "vitest";
import { newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const accounts = (count: number) => Array.from({ length: count }, (_, index) => ({ slug: `s-${index + 1}` }));
const world = runEmulator({ seed: { organization: "acme", accounts: accounts(31) } });
const SERVICES = "/orgs/acme/services/";

const pagination = (headers: Headers) =>
  ["count", "page", "pagetotal", "pagesize"].map((name) => headers.get(`x-pagination-${name}`));

const links = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel!, url!]),
  );

describe("a list", () => {
  it("comes in pages of 30, a bare array with four headers and links", async () => {
    const first = await world.api.get(SERVICES);
    expect(first.body).toHaveLength(30);
    expect(pagination(first.headers)).toEqual(["31", "1", "2", "30"]);
    expect(Object.keys(links(first.headers))).toEqual(["first", "next", "last"]);
    const { next } = links(first.headers);
    const second = await world.api.get(next!.slice(world.emulator.url.length));
    expect(second.body).toHaveLength(1);
    expect(pagination(second.headers)).toEqual(["31", "2", "2", "30"]);
    expect(Object.keys(links(second.headers))).toEqual(["first", "prev", "last"]);
  });

  it("of one page has no links", async () => {
    const { headers } = await world.api.get(`${SERVICES}?page_size=31`);
    expect(pagination(headers)).toEqual(["31", "1", "1", "31"]);
    expect(headers.get("link")).toBeNull();
  });

  it("takes page sizes up to 500 and treats more as 500", async () => {
    world.emulator.reset();
    world.emulator.seed({ organization: "acme", accounts: accounts(501) });
    expect((await world.api.get(`${SERVICES}?page_size=500`)).body).toHaveLength(500);
    const { body, headers } = await world.api.get(`${SERVICES}?page_size=501`);
    expect(body).toHaveLength(500);
    expect(pagination(headers)).toEqual(["501", "1", "2", "500"]);
  });

  it.each(["0", "-1", "two", ""])("reads page=%j as the first", async (page) => {
    expect((await world.api.get(`${SERVICES}?page=${page}`)).headers.get("x-pagination-page")).toBe("1");
  });

  it("ends: the page after the last is 404", async () => {
    expect((await world.api.get(`${SERVICES}?page=3`)).status).toBe(404);
  });

  it.each([
    "/orgs/acme/openid-connect/",
    "/orgs/acme/teams/",
    "/repos/acme/",
    "/repos/",
    "/audit-log/acme/",
    "/orgs/acme/services/?query=nothing-like-it",
  ])("that is empty has the headers as well: %s", async (path) => {
    const { status, body, headers } = await world.api.get(path);
    expect([status, body]).toEqual([200, []]);
    expect(pagination(headers)).toEqual(["0", "1", "1", "30"]);
  });
});

describe("a list of service accounts", () => {
  const slugs = async (query: string): Promise<string[]> =>
    (await world.api.get(`${SERVICES}?${query}`)).body.map(({ slug }: { slug: string }) => slug);

  it("is searched by name and role, all terms together, in any case", async () => {
    await newAccount(world.api, "Deploy Prod", { role: "Manager" });
    await newAccount(world.api, "Deploy Test");
    expect(await slugs("query=name:deploy")).toEqual(["deploy-prod", "deploy-test"]);
    expect(await slugs("query=role:Manager")).toEqual(["deploy-prod"]);
    expect(await slugs("query=name:deploy+role:member")).toEqual(["deploy-test"]);
    expect(await slugs(`query=${encodeURIComponent('name:"Deploy Test"')}`)).toEqual(["deploy-test"]);
    expect(await slugs("query=prod")).toEqual(["deploy-prod"]);
  });

  it("is in the order of creation, or as asked", async () => {
    expect((await slugs("page_size=3")).slice(0, 3)).toEqual(["s-1", "s-2", "s-3"]);
    expect((await slugs("sort=-created_at&page_size=3")).slice(0, 2)).toEqual(["s-31", "s-30"]);
    expect((await slugs("sort=-name&page_size=3")).slice(0, 2)).toEqual(["s-9", "s-8"]);
    expect((await slugs("sort=nonsense&page_size=3")).slice(0, 2)).toEqual(["s-1", "s-2"]);
  });
});

describe("a list of provider settings", () => {
  it("is by name, and searched by name, issuer and account", async () => {
    const setting = (name: string, provider_url: string, service_accounts: string[]) =>
      world.api.post("/orgs/acme/openid-connect/", { name, enabled: true, provider_url, claims: {}, service_accounts });
    await setting("b-gitlab", "https://gitlab.com", ["s-1"]);
    await setting("a-github", "https://token.actions.githubusercontent.com", ["s-2"]);
    const names = async (query: string) =>
      (await world.api.get(`/orgs/acme/openid-connect/?${query}`)).body.map(({ name }: { name: string }) => name);
    expect(await names("")).toEqual(["a-github", "b-gitlab"]);
    expect(await names("sort=-name")).toEqual(["b-gitlab", "a-github"]);
    expect(await names("query=provider_url:gitlab.com")).toEqual(["b-gitlab"]);
    expect(await names("query=service_account:s-2")).toEqual(["a-github"]);
    expect(await names("query=github")).toEqual(["a-github"]);
  });
});

describe("a list of repositories", () => {
  it("is newest first, and searched by name, slug and type", async () => {
    await world.api.post("/repos/acme/", { name: "older", repository_type_str: "Private" });
    await world.api.post("/repos/acme/", { name: "newer" });
    const slugs = async (query: string) =>
      (await world.api.get(`/repos/acme/?${query}`)).body.map(({ slug }: { slug: string }) => slug);
    expect(await slugs("")).toEqual(["newer", "older"]);
    expect(await slugs("sort=name")).toEqual(["newer", "older"]);
    expect(await slugs("sort=created_at")).toEqual(["older", "newer"]);
    expect(await slugs("query=old")).toEqual(["older"]);
    expect(await slugs("query=repository_type:private")).toEqual(["older"]);
  });
});

describe("a list of members and teams", () => {
  it("is by name, and searched by its terms", async () => {
    world.emulator.createIdentity({ kind: "user", slug: "alice", role: "Manager" });
    const members = async (query: string) =>
      (await world.api.get(`/orgs/acme/members/?${query}`)).body.map(({ user }: { user: string }) => user);
    expect(await members("")).toEqual(["alice", "owner"]);
    expect(await members("query=role:owner")).toEqual(["owner"]);
    expect(await members("query=email:alice@")).toEqual(["alice"]);
    await world.api.post("/orgs/acme/teams/", { name: "Zebra" });
    await world.api.post("/orgs/acme/teams/", { name: "Ant" });
    const teams = async (query: string) =>
      (await world.api.get(`/orgs/acme/teams/?${query}`)).body.map(({ slug }: { slug: string }) => slug);
    expect(await teams("")).toEqual(["ant", "zebra"]);
    expect(await teams("query=user:owner&sort=-name")).toEqual(["zebra", "ant"]);
  });
});
