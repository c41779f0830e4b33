import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { CloudsmithClient } from "../../../lib/cloudsmith/index.js";
import { findTokenSource, OidcCredential, type TokenSource } from "../../../lib/oidc/exchange/index.js";
import { clientOf, rejection } from "../../cloudsmith/support/client.js";
import { FastClock } from "../../cloudsmith/support/clock.js";
import { json, serve, type TestServer } from "../../cloudsmith/support/server.js";
import { token } from "./support/token.js";

/** A Cloudsmith that exchanges everything for tokens of this life, numbered; `undefined`: opaque ones. */
function exchanging(lifetimeSeconds: number | undefined, delay?: Promise<void>): Promise<TestServer> {
  return serve(async (_request, response, index) => {
    await delay;
    const made =
      lifetimeSeconds === undefined
        ? `opaque-token-${index}`
        : token({ iat: 1_000, exp: 1_000 + lifetimeSeconds, number: index });
    json(response, 201, { token: made });
  });
}

interface Source extends TokenSource {
  readonly asked: string[];
}

function source(): Source {
  const asked: string[] = [];
  return {
    ci: "github",
    name: "test",
    asked,
    token: async ({ audience }) => {
      asked.push(audience);
      return token({ sub: "job" });
    },
  };
}

function credentialOf(server: TestServer, more: { audience?: string; source?: TokenSource; clock?: FastClock } = {}) {
  return new OidcCredential({
    organization: "acme",
    serviceSlug: "ci-app",
    source: source(),
    client: clientOf(server.url),
    clock: new FastClock(),
    ...more,
  });
}

describe("the credential of a CI job", () => {
  it("exchanges the job's token once and sends what it got in X-Api-Key", async () => {
    const server = await exchanging(7_200);
    const from = source();
    const credential = credentialOf(server, { source: from });

    const header = await credential.header();

    expect(header).toEqual({ name: "X-Api-Key", value: token({ iat: 1_000, exp: 8_200, number: 0 }) });
    expect(await credential.header()).toEqual(header);
    expect(from.asked).toEqual(["cloudsmith"]);
    expect(server.received).toHaveLength(1);
  });

  it("asks for the audience it is told", async () => {
    const from = source();

    await credentialOf(await exchanging(7_200), { source: from, audience: "https://github.com/acme" }).header();

    expect(from.asked).toEqual(["https://github.com/acme"]);
  });

  it.each([
    ["a minute before its token ends", 7_200, 7_140_000],
    ["at half the life of a short one", 60, 30_000],
    ["after a quarter of an hour where it cannot read how long", undefined, 900_000],
  ])("gets another %s, and not before", async (_, lifetime, refreshAt) => {
    const server = await exchanging(lifetime);
    const clock = new FastClock();
    const credential = credentialOf(server, { clock });
    await credential.header();

    clock.advance(refreshAt - 1);
    await credential.header();
    expect(server.received).toHaveLength(1);

    clock.advance(1);
    await credential.header();
    expect(server.received).toHaveLength(2);
  });

  it("makes one exchange for all who ask at once", async () => {
    const server = await exchanging(7_200);
    const credential = credentialOf(server);

    const headers = await Promise.all([1, 2, 3, 4, 5].map(() => credential.header()));

    expect(new Set(headers.map(({ value }) => value)).size).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it("gets another when its token was refused, but not for one it has dropped already", async () => {
    const server = await exchanging(7_200);
    const credential = credentialOf(server);
    const first = await credential.header();

    credential.invalidate(first);
    const second = await credential.header();
    credential.invalidate(first);
    const third = await credential.header();

    expect(second.value).not.toBe(first.value);
    expect(third).toEqual(second);
    expect(server.received).toHaveLength(2);
  });

  it("tries again after a failure", async () => {
    const server = await exchanging(7_200);
    let failures = 1;
    const from: TokenSource = {
      ...source(),
      token: async () => {
        failures -= 1;
        if (failures >= 0) {
          throw new Error("no token yet");
        }
        return token({ sub: "job" });
      },
    };
    const credential = credentialOf(server, { source: from });

    expect(String(await rejection(credential.header()))).toContain("no token yet");
    expect((await credential.header()).name).toBe("X-Api-Key");
  });

  it("lets one caller give up while the others go on", async () => {
    let release: () => void = () => undefined;
    const server = await exchanging(
      7_200,
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const credential = credentialOf(server);
    const stop = new AbortController();
    const first = rejection(credential.header({ signal: stop.signal }));
    const second = credential.header();

    stop.abort("enough");

    expect(await first).toBe("enough");
    release();
    expect((await second).name).toBe("X-Api-Key");
  });

  it("makes a new exchange for who asks after all have given up", async () => {
    const server = await exchanging(7_200);
    const credential = credentialOf(server);
    const stop = new AbortController();
    const first = rejection(credential.header({ signal: stop.signal }));
    stop.abort("enough");
    await first;

    expect((await credential.header()).name).toBe("X-Api-Key");
  });

  it("holds no secret that could be printed", async () => {
    const credential = credentialOf(await exchanging(7_200));
    const { value } = await credential.header();

    expect(inspect(credential, { depth: 20, showHidden: true })).not.toContain(value);
    expect(JSON.stringify(credential)).not.toContain(value);
  });

  it("carries a client through the end of its token: a 401 leads to one more exchange", async () => {
    let valid = "";
    let exchanges = 0;
    const server = await serve((request, response) => {
      if (request.path === "/openid/acme/") {
        exchanges += 1;
        valid = token({ iat: 0, exp: 7_200, exchanges });
        json(response, 201, { token: valid });
      } else if (request.headers["x-api-key"] === valid) {
        json(response, 200, { authenticated: true });
      } else {
        json(response, 401, { detail: "Invalid token." });
      }
    });
    const environment = { CLOUDSMITH_OIDC_TOKEN: token({ sub: "job" }) };
    const credential = new OidcCredential({
      organization: "acme",
      serviceSlug: "ci-app",
      source: findTokenSource({ environment }),
      client: new CloudsmithClient({ host: server.url }),
    });
    const client = clientOf(server.url, { credential });
    await client.user.self();

    valid = "revoked";

    expect(await Promise.all([client.user.self(), client.user.self()])).toEqual([
      { authenticated: true },
      { authenticated: true },
    ]);
    expect(exchanges).toBe(2);
  });
});
