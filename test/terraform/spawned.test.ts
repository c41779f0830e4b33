import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { UNKNOWN } from "../../lib/terraform/index.js";
import { createIdentity } from "../../lib/terraform/plugin/certificate.js";
import { encodeValue, fromHandlerValue } from "../../lib/terraform/wire/dynamic-value.js";
import { fullFolder } from "../support/full-folder.js";
import { type BuiltProvider, packTestProvider } from "./support/package.js";
import { Plugin } from "./support/plugin.js";
import { THING } from "./support/test-provider.js";

let built: BuiltProvider;
beforeAll(async () => {
  built = await packTestProvider();
});

const plugins: Plugin[] = [];
afterEach(async () => {
  await Promise.all(plugins.splice(0).map((plugin) => plugin.dispose()));
});

function start(env: Record<string, string | undefined> = {}): Plugin {
  const plugin = new Plugin(built.file, env);
  plugins.push(plugin);
  return plugin;
}

const SCHEMA = "tfplugin6.Provider/GetProviderSchema";
const READ = "tfplugin6.Provider/ReadResource";

function readRequest() {
  const currentState = encodeValue(THING, fromHandlerValue(THING, { id: "thing-1", name: "one" }));
  return { typeName: "test_thing", currentState };
}

/** Socket directories that a plugin has left in its TMPDIR. */
function sockets(plugin: Plugin): string[] {
  return readdirSync(plugin.directory).filter((name) => name.startsWith("tfp-"));
}

describe("the handshake", () => {
  it("names a unix socket that only this user can reach, and a certificate", async () => {
    const plugin = start();
    expect(await plugin.handshake()).toMatchObject({
      core: "1",
      protocol: "6",
      network: "unix",
      address: expect.stringContaining(plugin.directory),
      kind: "grpc",
      certificate: expect.stringMatching(/^[A-Za-z0-9+/]{300,}$/),
    });
    expect(sockets(plugin)).toHaveLength(1);
  });

  it("names the loopback interface where a socket's path would be too long", async () => {
    const plugin = start();
    const fits = "d".repeat(99 - `${plugin.directory}//tfp-XXXXXX/s`.length);
    for (const [name, network] of [
      [fits, "unix"],
      [`${fits}d`, "tcp"],
    ] as const) {
      const directory = join(plugin.directory, name);
      mkdirSync(directory);
      const other = start({ TMPDIR: directory });
      expect(await other.handshake()).toMatchObject({ network });
      expect(await (await other.client()).call(SCHEMA)).toHaveProperty("provider");
    }
  });

  it("names the loopback interface where the disk for sockets is full, and the log says why and what to do", async () => {
    const full = fullFolder();
    try {
      const plugin = start({ TMPDIR: full.path, TF_LOG: "warn" });
      expect(await plugin.handshake()).toMatchObject({ network: "tcp" });
      const client = await plugin.client();
      expect(await client.call(SCHEMA)).toHaveProperty("provider");
      await client.call("plugin.GRPCController/Shutdown").catch(() => {});
      const { stderr } = await plugin.ended;
      expect(stderr).toContain(`no socket can be made in ${full.path} (`);
      expect(stderr).toMatch(full.says);
      expect(stderr).toContain("Make room there, or set TMPDIR to a folder with a short path that can hold a socket.");
    } finally {
      full.remove();
    }
  });

  it("prefers the directory that its client asks for", async () => {
    const plugin = start();
    const directory = join(plugin.directory, "here");
    mkdirSync(directory);
    expect((await start({ PLUGIN_UNIX_SOCKET_DIR: directory }).handshake()).address).toContain(directory);
  });

  it("is the only thing on stdout, whatever is printed before and after", async () => {
    const plugin = start({ TEST_NOISE: "1" });
    const client = await plugin.client();
    await client.call("tfplugin6.Provider/ConfigureProvider", { config: { json: Buffer.from("{}") } });
    await client.call(READ, readRequest());
    await client.call("plugin.GRPCController/Shutdown").catch(() => {});
    const { stdout, stderr } = await plugin.ended;
    expect(stdout.split("\n")).toEqual([(await plugin.handshake()).line, ""]);
    expect(stderr).toContain("a banner of some dependency");
    expect(stderr).toContain("and more of it");
  });

  it("is refused when Terraform did not start the program", async () => {
    const { code, stdout, stderr } = await start({ TF_PLUGIN_MAGIC_COOKIE: undefined }).ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      'This is the Terraform provider "test". Terraform starts it by itself; it does nothing when run by hand. ' +
        "Run terraform (or cdktf) in a directory whose configuration requires the provider.\n",
    );
  });

  it("is replaced by a sentence when the provider cannot start", async () => {
    const { code, stdout } = await start({ PLUGIN_CLIENT_CERT: "no certificate" }).ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^The provider "test" could not start: .+\n$/);
  });

  it("is replaced by a sentence under a Terraform that is too old", async () => {
    const { code, stdout } = await start({ PLUGIN_PROTOCOL_VERSIONS: "4,5" }).ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^The provider "test" could not start: it speaks plugin protocol 6, .* Use Terraform 1\.0/);
  });

  it("does not wait for the provider's code; when that is broken, each call says why", async () => {
    const plugin = start({ TEST_BROKEN: "provider.cjs is damaged" });
    const client = await plugin.client();
    await expect(client.call(SCHEMA)).rejects.toMatchObject({
      code: status.INTERNAL,
      details: "provider.cjs is damaged",
    });
  });
});

describe("a spawned provider", () => {
  it("answers the client that Terraform announced, on all services of a plugin", async () => {
    const client = await start().client();
    expect(Object.keys((await client.call(SCHEMA)).resourceSchemas)).toEqual(["test_thing"]);
    expect(await client.call("grpc.health.v1.Health/Check")).toEqual({ status: 1 });
  });

  it("answers nobody else", async () => {
    const plugin = start();
    const stranger = await plugin.client(createIdentity());
    await expect(stranger.call(SCHEMA)).rejects.toMatchObject({ code: status.UNAVAILABLE });
    const plain = await plugin.client(null);
    await expect(plain.call(SCHEMA)).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(await (await plugin.client()).call(SCHEMA)).toHaveProperty("provider");
  });

  it("speaks plain text where no certificate is announced", async () => {
    const plugin = start({ PLUGIN_CLIENT_CERT: undefined });
    expect(await plugin.handshake()).toMatchObject({ certificate: "" });
    expect(await (await plugin.client(null)).call(SCHEMA)).toHaveProperty("provider");
  });

  it.each([
    "/tfplugin6.Provider/GenerateResourceConfig",
    "/tfplugin6.Provider/InvokeAction",
    "/tfplugin6.Provider/PlanAction",
    "/plugin.GRPCBroker/StartStream",
    "/tfplugin5.Provider/GetSchema",
  ])("says of %s that it is not implemented", async (path) => {
    expect(await (await start().client()).status(path)).toMatchObject({ code: status.UNIMPLEMENTED });
  });

  it("keeps the stream for its output open, and silent", async () => {
    const plugin = start();
    const client = await plugin.client();
    const seen: unknown[] = [];
    const stream = client.stream("plugin.GRPCStdio/StreamStdio");
    stream.on("data", (data) => seen.push(data)).on("end", () => seen.push("end"));
    const cancelled = new Promise<void>((resolve) => stream.on("error", () => resolve()));
    await client.call(SCHEMA);
    expect(seen).toEqual([]);
    stream.cancel();
    await cancelled;
    expect(await client.call(SCHEMA)).toHaveProperty("provider");
  });

  it("takes a message of 32 MB", async () => {
    const client = await start().client();
    const big = encodeValue(THING, fromHandlerValue(THING, { name: "one", description: "x".repeat(32 * 1024 * 1024) }));
    const { diagnostics } = await client.call("tfplugin6.Provider/ValidateResourceConfig", {
      typeName: "test_thing",
      config: big,
    });
    expect(diagnostics).toEqual([]);
  });

  it("hears a stop while a request is under way", async () => {
    const plugin = start();
    const other = start({ TEST_GATE: plugin.directory });
    const client = await other.client();
    await client.call("tfplugin6.Provider/ConfigureProvider", { config: { json: Buffer.from("{}") } });
    const reading = client.call(READ, readRequest());
    await client.call("tfplugin6.Provider/StopProvider");
    expect(await reading).toHaveProperty("newState");
  });
});

describe("the end of a spawned provider", () => {
  it("comes at once with Shutdown, and leaves nothing behind", async () => {
    const plugin = start();
    const client = await plugin.client();
    await client.call("plugin.GRPCController/Shutdown").catch(() => {});
    expect(await plugin.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    expect(sockets(plugin)).toEqual([]);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("comes with %s", async (signal) => {
    const plugin = start();
    await plugin.handshake();
    plugin.child.kill(signal);
    expect(await plugin.ended).toMatchObject({ code: 0, signal: null });
    expect(sockets(plugin)).toEqual([]);
  });

  it("does not come with SIGINT, which is meant for Terraform", async () => {
    const plugin = start();
    const client = await plugin.client();
    await client.call(SCHEMA);
    plugin.child.kill("SIGINT");
    plugin.child.kill("SIGINT");
    expect(await client.call(SCHEMA)).toHaveProperty("provider");
    expect(plugin.child.exitCode).toBeNull();
  });

  it("comes when its client has gone without a word", async () => {
    const plugin = start();
    const client = await plugin.client();
    await client.call(SCHEMA);
    client.close();
    expect(await plugin.ended).toMatchObject({ code: 0 });
    expect(sockets(plugin)).toEqual([]);
  });

  /** A plugin in the middle of a creation. */
  async function creating() {
    const gate = start().directory;
    const plugin = start({ TEST_GATE: gate, TEST_BACKEND: join(gate, "backend.json") });
    const client = await plugin.client();
    await client.call("tfplugin6.Provider/ConfigureProvider", { config: { json: Buffer.from("{}") } });
    const config = { name: "one", region: "eu" };
    const planned = { ...config, id: UNKNOWN, key: UNKNOWN, revision: UNKNOWN };
    let cancel = () => {};
    const answer = client.call(
      "tfplugin6.Provider/ApplyResourceChange",
      {
        typeName: "test_thing",
        plannedState: encodeValue(THING, fromHandlerValue(THING, planned)),
        config: encodeValue(THING, fromHandlerValue(THING, config)),
      },
      (canceller) => {
        cancel = canceller;
      },
    );
    await vi.waitUntil(() => existsSync(join(gate, "started")), { timeout: 10_000 });
    return {
      plugin,
      client,
      answer,
      cancel,
      goOn: () => writeFileSync(join(gate, "go"), ""),
      stored: () => readFileSync(join(gate, "backend.json"), "utf8"),
    };
  }

  it("waits for a write that is under way when its client has gone", async () => {
    const { plugin, client, answer, cancel, goOn, stored } = await creating();
    cancel();
    await expect(answer).rejects.toMatchObject({ code: status.CANCELLED });
    client.close();
    goOn();
    expect(await plugin.ended).toMatchObject({ code: 0 });
    expect(stored()).toContain('"name":"one"');
  });

  it("waits for a write that is under way, and its answer, after SIGTERM", async () => {
    const { plugin, answer, goOn, stored } = await creating();
    plugin.child.kill("SIGTERM");
    goOn();
    expect(await answer).toMatchObject({ diagnostics: [] });
    expect(await plugin.ended).toMatchObject({ code: 0 });
    expect(stored()).toContain('"name":"one"');
  });
});

describe("the launcher", () => {
  async function environmentOf(env: Record<string, string>): Promise<Record<string, string>> {
    const plugin = start({ TEST_ENVIRONMENT: "environment.json", ...env });
    await (await plugin.client()).call(SCHEMA);
    return JSON.parse(readFileSync(join(plugin.directory, "environment.json"), "utf8"));
  }

  it("takes what is meant for other programs out of Node's environment", async () => {
    const environment = await environmentOf({
      NODE_OPTIONS: "--require ./missing.cjs",
      NODE_DEBUG: "http",
      DEBUG: "*",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      CLOUDSMITH_API_KEY: "kept",
    });
    expect(Object.keys(environment)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(NODE_OPTIONS|NODE_DEBUG|DEBUG|NODE_TLS_REJECT_UNAUTHORIZED)$/)]),
    );
    expect(environment.CLOUDSMITH_API_KEY).toBe("kept");
  });

  it("puts in what is meant for this one", async () => {
    const environment = await environmentOf({
      NODE_OPTIONS: "--require ./missing.cjs",
      CLOUDSMITH_TRUST_NODE_OPTIONS: "--max-old-space-size=256",
    });
    expect(environment.NODE_OPTIONS).toBe("--max-old-space-size=256");
  });

  it("hands further authorities on under a name that Node does not read at every start", async () => {
    const environment = await environmentOf({ NODE_EXTRA_CA_CERTS: "/etc/ssl/private ca.pem" });
    expect(environment).toMatchObject({ CLOUDSMITH_TRUST_EXTRA_CA_CERTS: "/etc/ssl/private ca.pem" });
    expect(environment).not.toHaveProperty("NODE_EXTRA_CA_CERTS");
    const both = { NODE_EXTRA_CA_CERTS: "/a.pem", CLOUDSMITH_TRUST_EXTRA_CA_CERTS: "/b.pem" };
    expect(await environmentOf(both)).toMatchObject({ CLOUDSMITH_TRUST_EXTRA_CA_CERTS: "/b.pem" });
  });

  it("takes the Node that it is told to take", async () => {
    const environment = await environmentOf({ CLOUDSMITH_TRUST_NODE: process.execPath, PATH: "/bin:/usr/bin" });
    expect(environment.CLOUDSMITH_TRUST_NODE).toBe(process.execPath);
  });
});
