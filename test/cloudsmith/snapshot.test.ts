import { describe, expect, it } from "vitest";
import type { CloudsmithClientOptions } from "../../lib/cloudsmith/index.js";
import { clientOf, rejection } from "./support/client.js";
import { type Handler, json, page, serve, type TestServer } from "./support/server.js";

const services = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `ci-${index}`, slug: `ci-${index}` }));

/** Services of an organization that a test may change. */
function organization(all: { name: string; slug: string }[]): Handler {
  return (request, response) => {
    const { pathname } = new URL(request.path, "http://localhost");
    if (pathname === "/orgs/acme/services/") {
      page(request, response, all);
      return;
    }
    const found = all.find(({ slug }) => pathname === `/orgs/acme/services/${slug}/`);
    found === undefined ? json(response, 404, { detail: "Not found." }) : json(response, 200, found);
  };
}

/** Reads so many services, ten at once, as terraform does. */
async function readAll(server: TestServer, slugs: readonly string[], options: Partial<CloudsmithClientOptions> = {}) {
  const client = clientOf(server.url, options);
  const left = [...slugs];
  const found: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let slug = left.shift(); slug !== undefined; slug = left.shift()) {
      found.push(await client.services.read("acme", slug));
    }
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return found;
}

const slugs = (count: number) => services(count).map(({ slug }) => slug);
const lists = (server: TestServer) => server.received.filter(({ path }) => path.includes("?")).length;

describe("reading many services", () => {
  it.each([
    // managed, in the organization, requests, of these list pages
    [1, 1, 1, 0],
    [3, 3, 3, 0],
    [4, 4, 5, 1],
    [20, 20, 5, 1],
    [100, 100, 5, 1],
    [500, 500, 6, 2],
    [1_000, 1_000, 7, 3],
    [50, 10_050, 43, 22],
  ])("%i of %i takes %i requests, %i of them lists", async (managed, total, requests, listed) => {
    const server = await serve(organization(services(total)));
    const wanted = slugs(total).slice(-managed);

    const found = await readAll(server, wanted);

    expect(new Set(found.map((one) => (one as { slug: string }).slug))).toEqual(new Set(wanted));
    expect(lists(server)).toBe(listed);
    expect(server.received).toHaveLength(requests);
  });

  it("costs at most twice the single reads, however large the organization", async () => {
    for (const total of [100, 1_000, 3_000, 6_000]) {
      for (const managed of [1, 4, 5, 7, 10, 30]) {
        const server = await serve(organization(services(total)));

        await readAll(server, slugs(total).slice(-managed));

        const pages = Math.ceil(total / 500);
        expect(server.received.length).toBeLessThanOrEqual(2 * Math.min(managed, pages + 4));
      }
    }
  });

  it("can be done one by one", async () => {
    const server = await serve(organization(services(50)));

    await readAll(server, slugs(50), { snapshots: false });

    expect(server.received).toHaveLength(50);
    expect(lists(server)).toBe(0);
  });

  it("confirms one that is not in the list by a read of its own", async () => {
    const all = services(20);
    const server = await serve(organization(all));
    const client = clientOf(server.url);
    for (const slug of slugs(6)) {
      await client.services.read("acme", slug);
    }
    all.push({ name: "late", slug: "late" });

    expect(await client.services.read("acme", "late")).toMatchObject({ slug: "late" });
    expect(await rejection(client.services.read("acme", "gone"))).toMatchObject({ code: "not_found" });
    expect(server.received.at(-1)!.path).toBe("/orgs/acme/services/gone/");
  });

  it("goes on one by one where the list is not allowed", async () => {
    const single = organization(services(30));
    const server = await serve((request, response, index) =>
      request.path.includes("?") ? json(response, 403, { detail: "No." }) : single(request, response, index),
    );

    expect(await readAll(server, slugs(30))).toHaveLength(30);
    expect(lists(server)).toBe(1);
  });

  it("reads what this process wrote, and all else after it, one by one", async () => {
    const all = services(20);
    const respond = organization(all);
    const server = await serve((request, response, index) => {
      if (request.method === "PATCH") {
        all[0] = { name: "renamed", slug: "ci-0" };
        json(response, 200, all[0]);
        return;
      }
      return respond(request, response, index);
    });
    const client = clientOf(server.url);
    for (const slug of slugs(8)) {
      await client.services.read("acme", slug);
    }

    await client.services.update("acme", "ci-0", { name: "renamed" });

    expect(await client.services.read("acme", "ci-0")).toMatchObject({ name: "renamed" });
    const before = server.received.length;
    await client.services.read("acme", "ci-5");
    expect(server.received.length).toBe(before + 1);
  });

  it("does not serve a list that was under way when something was written", async () => {
    const all = services(20);
    const stale = structuredClone(all);
    let releaseList: () => void = () => undefined;
    const listArrived = new Promise<void>((arrived) => {
      releaseList = arrived;
    });
    let answerList: () => void = () => undefined;
    const respond = organization(all);
    const server = await serve((request, response, index) => {
      if (request.path.includes("?")) {
        answerList = () => page(request, response, stale);
        releaseList();
        return;
      }
      if (request.method === "PATCH") {
        all[9] = { name: "renamed", slug: "ci-9" };
        json(response, 200, all[9]);
        return;
      }
      return respond(request, response, index);
    });
    const client = clientOf(server.url);
    for (const slug of slugs(4)) {
      await client.services.read("acme", slug);
    }
    const waiting = client.services.read("acme", "ci-9");
    await listArrived;

    await client.services.update("acme", "ci-9", { name: "renamed" });
    answerList();

    expect(await waiting).toMatchObject({ name: "renamed" });
  });

  it("stops waiting for the list when the caller gives up, while others go on", async () => {
    const respond = organization(services(20));
    let answerList: () => void = () => undefined;
    let arrived: () => void = () => undefined;
    const listArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await serve((request, response, index) => {
      if (request.path.includes("?")) {
        answerList = () => void respond(request, response, index);
        arrived();
        return;
      }
      return respond(request, response, index);
    });
    const client = clientOf(server.url);
    for (const slug of slugs(4)) {
      await client.services.read("acme", slug);
    }
    const stop = new AbortController();
    const givingUp = rejection(client.services.read("acme", "ci-8", { signal: stop.signal }));
    const goingOn = client.services.read("acme", "ci-9");
    await listArrived;

    stop.abort();

    await givingUp;
    answerList();
    expect(await goingOn).toMatchObject({ slug: "ci-9" });
  });
});

describe("reading many settings", () => {
  it("works alike, by their slug_perm", async () => {
    const all = Array.from({ length: 40 }, (_, index) => ({
      name: `s-${index}`,
      slug_perm: `p-${index}`,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: {},
      enabled: true,
    }));
    const server = await serve((request, response) => {
      const one = all.find(({ slug_perm }) => request.path.endsWith(`/${slug_perm}/`));
      one === undefined ? page(request, response, all) : json(response, 200, one);
    });
    const client = clientOf(server.url);

    for (const settings of all) {
      expect(await client.oidc.read("acme", settings.slug_perm)).toEqual(settings);
    }

    expect(server.received).toHaveLength(5);
  });
});
