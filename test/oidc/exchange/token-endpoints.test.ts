import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { HttpTransport } from "../../../lib/cloudsmith/index.js";
import { findTokenSource } from "../../../lib/oidc/exchange/index.js";
import { requestToken } from "../../../lib/oidc/exchange/private/request-token.js";
import { rejection } from "../../cloudsmith/support/client.js";
import { FastClock } from "../../cloudsmith/support/clock.js";
import { type Handler, json, serve } from "../../cloudsmith/support/server.js";
import { token } from "./support/token.js";

const A = token({ sub: "a" });

const github = (url: string) => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: url,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "canary-bearer",
});
const ask = (environment: { [name: string]: string }, audience = "cloudsmith") =>
  findTokenSource({ environment }).token({ audience });

describe("GitHub's token endpoint", () => {
  it("is asked for the audience, with the job's bearer", async () => {
    const server = await serve((_request, response) => json(response, 200, { value: A }));

    expect(await ask(github(`${server.url}/idtoken/4/5?api-version=2.0`), "https://github.com/acme")).toBe(A);

    expect(server.received[0]).toMatchObject({
      method: "GET",
      path: "/idtoken/4/5?api-version=2.0&audience=https%3A%2F%2Fgithub.com%2Facme",
      headers: { authorization: "Bearer canary-bearer", accept: "application/json" },
    });
  });

  it("is asked as well where its URL has no query", async () => {
    const server = await serve((_request, response) => json(response, 200, { value: A }));

    await ask(github(`${server.url}/idtoken`));

    expect(server.received[0]!.path).toBe("/idtoken?audience=cloudsmith");
  });

  it("may have other variables, for a CI that answers alike", async () => {
    const server = await serve((_request, response) => json(response, 200, { value: A }));
    const environment = { CLOUDSMITH_OIDC_REQUEST_URL: server.url, CLOUDSMITH_OIDC_REQUEST_TOKEN: "t" };

    expect(await ask({ ...github("https://never.example"), ...environment })).toBe(A);
  });

  it.each(["http://token.example/", "ftp://token.example/", "token.example", "https://me:pw@token.example/"])(
    "must be reached by https, or be on this machine: %s",
    async (url) => {
      const error = await rejection(ask(github(url)));

      expect(error).toMatchObject({ code: "bad_host" });
      expect(String(error)).toContain("ACTIONS_ID_TOKEN_REQUEST_URL");
    },
  );

  it("does not lead elsewhere", async () => {
    const other = await serve((_request, response) => json(response, 200, { value: A }));
    const server = await serve((_request, response) => void response.writeHead(302, { location: other.url }).end());

    const error = await rejection(ask(github(server.url)));

    expect(error).toMatchObject({ code: "request_failed" });
    expect(String(error)).toContain("answered redirect");
    expect(other.received).toEqual([]);
  });

  it.each<[string, Handler]>([
    ["401", (_request, response) => json(response, 401, { message: "canary-words" })],
    ["a page", (_request, response) => void response.end("<html>canary-words</html>")],
    ["null", (_request, response) => json(response, 200, null)],
    ["no value", (_request, response) => json(response, 200, { token: A })],
    ["an empty value", (_request, response) => json(response, 200, { value: "" })],
  ])("that answers %s gives an error without the answer and without the bearer", async (_, handler) => {
    const server = await serve(handler);

    const error = await rejection(ask(github(server.url)));

    expect(error).toMatchObject({ code: "request_failed" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("canary");
  });

  it("that gives something else than a token gives an error that does not show it", async () => {
    const server = await serve((_request, response) => json(response, 200, { value: "canary" }));

    const error = await rejection(ask(github(server.url)));

    expect(error).toMatchObject({ code: "bad_token" });
    expect(String(error)).not.toContain("canary");
  });

  it("is asked again after errors of the server, broken connections and 429", async () => {
    const clock = new FastClock();
    const server = await serve((_request, response, index) => {
      [
        () => json(response, 503, {}),
        () => void response.socket?.resetAndDestroy(),
        () => json(response, 429, {}, { "Retry-After": "2" }),
        () => json(response, 200, { value: A }),
      ][index]?.();
    });

    const found = await requestToken(
      new HttpTransport({ environment: {} }),
      { ci: "GitHub Actions", variable: "X", method: "GET", url: server.url, bearer: "b", field: "value" },
      clock,
    );

    expect(found).toBe(A);
    expect(clock.slept).toHaveLength(3);
    expect(clock.slept[2]).toBeGreaterThanOrEqual(2_000);
  });

  it("is given up after five attempts", async () => {
    const server = await serve((_request, response) => json(response, 500, {}));

    const error = await rejection(
      requestToken(
        new HttpTransport({ environment: {} }),
        { ci: "GitHub Actions", variable: "X", method: "GET", url: server.url, bearer: "b", field: "value" },
        new FastClock(),
      ),
    );

    expect(String(error)).toContain("GitHub Actions gave no id token: 127.0.0.1");
    expect(server.received).toHaveLength(5);
  });
});

describe("Azure DevOps's token endpoint", () => {
  it("is asked by POST, in the API version that has it", async () => {
    const server = await serve((_request, response) => json(response, 200, { oidcToken: A }));

    expect(await ask({ SYSTEM_OIDCREQUESTURI: `${server.url}/oidctoken`, SYSTEM_ACCESSTOKEN: "t" })).toBe(A);

    expect(server.received[0]).toMatchObject({ method: "POST", path: "/oidctoken?api-version=7.1", body: "" });
    expect(server.received[0]!.headers).toMatchObject({
      authorization: "Bearer t",
      "content-type": "application/json",
      "content-length": "0",
    });
  });

  it("is asked for the token of a service connection where one is named", async () => {
    const server = await serve((_request, response) => json(response, 200, { oidcToken: A }));

    await ask({
      SYSTEM_OIDCREQUESTURI: `${server.url}/oidctoken`,
      SYSTEM_ACCESSTOKEN: "t",
      CLOUDSMITH_ADO_SERVICE_CONNECTION_ID: "a b",
    });

    expect(server.received[0]!.path).toBe("/oidctoken?api-version=7.1&serviceConnectionId=a%20b");
  });
});

describe("Buildkite's agent", () => {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) {
      rmSync(directory, { recursive: true });
    }
  });

  /** A PATH with a `buildkite-agent` that runs these lines of shell. */
  function agent(lines: string): { BUILDKITE_JOB_ID: string; PATH: string } {
    const directory = mkdtempSync(join(tmpdir(), "agent-"));
    directories.push(directory);
    writeFileSync(join(directory, "buildkite-agent"), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(directory, "buildkite-agent"), 0o755);
    return { BUILDKITE_JOB_ID: "1", PATH: `${directory}:/usr/bin:/bin` };
  }

  it("is asked for the audience", async () => {
    const environment = agent(
      `[ "$*" = "oidc request-token --audience cloud smith" ] && [ "$BUILDKITE_JOB_ID" = 1 ] && echo ${A}`,
    );

    expect(await ask(environment, "cloud smith")).toBe(A);
  });

  it("that fails gives an error without what it printed", async () => {
    const error = await rejection(ask(agent("echo canary; echo canary >&2; exit 3")));

    expect(error).toMatchObject({ code: "request_failed" });
    expect(String(error)).toContain("ended with 3");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("canary");
  });

  it("that is not there is named", async () => {
    const error = await rejection(ask({ BUILDKITE_JOB_ID: "1", PATH: "/nonexistent" }));

    expect(String(error)).toContain("it is not on PATH");
  });

  it("that prints something else gives an error that does not show it", async () => {
    const error = await rejection(ask(agent("echo canary")));

    expect(error).toMatchObject({ code: "bad_token" });
    expect(String(error)).not.toContain("canary");
  });

  it("is stopped when the caller gives up", async () => {
    const stop = new AbortController();
    const asking = rejection(
      findTokenSource({ environment: agent("exec sleep 600") }).token({ audience: "x", signal: stop.signal }),
    );

    stop.abort("enough");

    expect(await asking).toBe("enough");
  });
});
