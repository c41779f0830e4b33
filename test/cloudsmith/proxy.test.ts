import http from "node:http";
import { describe, expect, it } from "vitest";
import { HttpTransport } from "../../lib/cloudsmith/index.js";
import { proxyFor } from "../../lib/cloudsmith/private/proxy.js";
import { rejection } from "./support/client.js";
import { startProxy } from "./support/proxy.js";
import { AUTHORITY_FILE, json, listenOnLoopback, NOBODY, serve, TLS_NAME } from "./support/server.js";

const api = new URL("https://api.cloudsmith.io/v1/user/self/");

describe("the proxy of the environment", () => {
  it.each([
    [{ HTTPS_PROXY: "http://proxy.example:3128" }, "http://proxy.example:3128/"],
    [{ https_proxy: "http://low.example", HTTPS_PROXY: "http://up.example" }, "http://low.example/"],
    [{ HTTPS_PROXY: "", ALL_PROXY: "http://all.example" }, "http://all.example/"],
    [{ HTTPS_PROXY: "proxy.example:3128" }, "http://proxy.example:3128/"],
    [{ HTTPS_PROXY: "https://proxy.example" }, "https://proxy.example/"],
    [{ HTTP_PROXY: "http://proxy.example" }, undefined],
    [{}, undefined],
  ])("of %j is %s", (environment, proxy) => {
    expect(proxyFor(api, environment)?.href).toBe(proxy);
  });

  it.each([
    ["*", true],
    ["api.cloudsmith.io", true],
    ["cloudsmith.io", true],
    [".cloudsmith.io", true],
    ["*.cloudsmith.io", true],
    ["API.Cloudsmith.IO", true],
    ["other.example, cloudsmith.io", true],
    ["other.example cloudsmith.io", true],
    ["cloudsmith.io:443", true],
    ["cloudsmith.io:8443", false],
    ["smith.io", false],
    ["loudsmith.io", false],
    ["api.cloudsmith.io.example", false],
    [".", false],
    ["", false],
  ])("is passed by where NO_PROXY is %j: %s", (noProxy, passed) => {
    const proxy = proxyFor(api, { HTTPS_PROXY: "http://proxy.example", NO_PROXY: noProxy });

    expect(proxy === undefined).toBe(passed);
  });

  it.each([
    ["10.1.2.3", "10.0.0.0/8", true],
    ["10.1.2.3", "10.1.2.3", true],
    ["10.1.2.3", "10.1.2.3:443", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["10.1.2.3", "10.0.0.0/99", false],
    ["[fd00::1]", "fd00::/8", true],
    ["[fd00::1]", "fd00::1", true],
    ["[fd00::1]", "[fd00::1]:443", true],
    ["[fd00::1]", "fe00::/8", false],
  ])("for the address %s and NO_PROXY %s is passed by: %s", (host, noProxy, passed) => {
    const proxy = proxyFor(new URL(`https://${host}/`), { HTTPS_PROXY: "http://proxy.example", NO_PROXY: noProxy });

    expect(proxy === undefined).toBe(passed);
  });

  it("is never used for this machine, so plain http never meets it", () => {
    for (const url of ["http://127.0.0.1:1/", "https://localhost/", "http://[::1]/"]) {
      expect(proxyFor(new URL(url), { HTTPS_PROXY: "http://proxy.example" })).toBeUndefined();
    }
  });

  it.each(["socks5://proxy.example", "http://", "http://me:hunter2@bad host"])(
    "must be one of http or https, and the refusal does not show it",
    (text) => {
      expect(() => proxyFor(api, { HTTPS_PROXY: text })).toThrow(/^(?!.*hunter2).*HTTPS_PROXY must be/);
    },
  );
});

const apiRequest = (host: string) => ({
  method: "GET",
  url: new URL(`https://${host}/user/self/`),
  headers: { "x-api-key": "csa_canary" },
  abandonable: true,
});

describe("through a proxy", () => {
  const api = () => serve((_request, response) => json(response, 200, { authenticated: true }), { tls: true });

  it("the API is reached by CONNECT, and the proxy sees no credential", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const transport = new HttpTransport({ environment: { HTTPS_PROXY: proxy.url }, caFile: AUTHORITY_FILE });

    const answer = await transport.send(apiRequest(TLS_NAME));

    expect(answer.text).toBe('{"authenticated":true}');
    expect(server.received[0]!.headers["x-api-key"]).toBe("csa_canary");
    expect(proxy.connects).toEqual([{ target: `${TLS_NAME}:443`, headers: expect.anything() }]);
    expect(JSON.stringify(proxy.connects)).not.toContain("canary");
    expect(Buffer.concat(proxy.passed).includes("canary")).toBe(false);
  });

  it("one tunnel serves many requests", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const transport = new HttpTransport({ environment: { HTTPS_PROXY: proxy.url }, caFile: AUTHORITY_FILE });

    await transport.send(apiRequest(TLS_NAME));
    await transport.send(apiRequest(TLS_NAME));

    expect(proxy.connects).toHaveLength(1);
    expect(server.received).toHaveLength(2);
    transport.close();
  });

  it("the proxy gets its own credentials, and the API does not", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const url = proxy.url.replace("//", "//me:hunter%402@");
    const transport = new HttpTransport({ environment: { HTTPS_PROXY: url }, caFile: AUTHORITY_FILE });

    await transport.send(apiRequest(TLS_NAME));

    const expected = `Basic ${Buffer.from("me:hunter@2").toString("base64")}`;
    expect(proxy.connects[0]!.headers["proxy-authorization"]).toBe(expected);
    expect(server.received[0]!.headers["proxy-authorization"]).toBeUndefined();
  });

  it("the API's certificate is verified, name included", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const environment = { HTTPS_PROXY: proxy.url };

    const untrusted = await rejection(new HttpTransport({ environment }).send(apiRequest(TLS_NAME)));
    const misnamed = await rejection(
      new HttpTransport({ environment, caFile: AUTHORITY_FILE }).send(apiRequest("other.test")),
    );

    expect(untrusted).toMatchObject({ code: "certificate", landed: "no" });
    expect(misnamed).toMatchObject({ code: "certificate", landed: "no" });
    expect(server.received).toEqual([]);
  });

  it.each([403, 407, 502])("a refusal with %i is named, and nothing landed", async (status) => {
    const proxy = await startProxy(0, status);
    const environment = { HTTPS_PROXY: proxy.url.replace("//", "//me:hunter2@") };

    const error = await rejection(new HttpTransport({ environment }).send(apiRequest(TLS_NAME)));

    expect(error).toMatchObject({ code: "proxy", landed: "no" });
    expect(String(error)).toContain(`answered ${status} to CONNECT`);
    expect(String(error)).not.toContain("hunter2");
  });

  it("a proxy that is not there is named", async () => {
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${NOBODY}` };

    const error = await rejection(new HttpTransport({ environment }).send(apiRequest(TLS_NAME)));

    expect(error).toMatchObject({ code: "proxy", landed: "no" });
    expect(String(error)).toContain("cannot be reached (ECONNREFUSED)");
  });

  it("a proxy that says nothing is given up in time", async () => {
    const port = await listenOnLoopback(http.createServer().on("connect", () => undefined));
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` };

    const error = await rejection(new HttpTransport({ environment, connectTimeoutMs: 30 }).send(apiRequest(TLS_NAME)));

    expect(error).toMatchObject({ landed: "no" });
    expect(["proxy", "connect_timeout"]).toContain((error as { code: string }).code);
  });

  it("a write whose answer is lost may have landed", async () => {
    const server = await serve((_request, response) => void response.socket?.destroy(), { tls: true });
    const proxy = await startProxy(server.port);
    const transport = new HttpTransport({ environment: { HTTPS_PROXY: proxy.url }, caFile: AUTHORITY_FILE });

    const error = await rejection(
      transport.send({ ...apiRequest(TLS_NAME), method: "POST", body: "{}", abandonable: false }),
    );

    expect(error).toMatchObject({ landed: "maybe" });
  });
});
