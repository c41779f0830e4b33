import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../lib/emulator/index.js";
import { buildCloudsmithProvider } from "../../scripts/provider/cloudsmith.js";
import { thirdPartyNotices } from "../../scripts/provider/notices.js";
import { h1, type ProviderPackage } from "../../scripts/provider/package.js";
import { readableStack } from "../../scripts/provider/readable-stack.js";
import { TerraformWorkspace } from "../support/terraform.js";
import { Plugin } from "./support/plugin.js";

const EXECUTABLE = "terraform-provider-cloudsmith.cjs";
const CODE = ["axios.cjs", "handlers.cjs", "provider.cjs", "server.cjs", EXECUTABLE];
const NOTICES = "THIRD-PARTY-NOTICES.txt";
const directories: string[] = [];
const plugins: Plugin[] = [];

async function build(): Promise<{ directory: string; metadata: ProviderPackage }> {
  const directory = mkdtempSync(join(tmpdir(), "tfp-package-"));
  directories.push(directory);
  return { directory, metadata: await buildCloudsmithProvider(directory) };
}

let directory: string;
let metadata: ProviderPackage;
let metafile: Metafile;
beforeAll(async () => {
  ({ directory, metadata } = await build());
  metafile = JSON.parse(readFileSync(join(directory, "bundle.json"), "utf8")) as Metafile;
});
afterAll(async () => {
  await Promise.all(plugins.map((plugin) => plugin.dispose()));
  for (const made of directories) {
    rmSync(made, { recursive: true, force: true });
  }
});

describe("the provider's package", () => {
  it("is the same, byte for byte, whenever it is built", async () => {
    const again = await build();
    expect(again.metadata).toEqual(metadata);
    for (const file of readdirSync(directory)) {
      expect([file, readFileSync(join(again.directory, file)).equals(readFileSync(join(directory, file)))]).toEqual([
        file,
        true,
      ]);
    }
  });

  it("is described for whoever puts it beside a stack", () => {
    const written = JSON.parse(readFileSync(join(directory, "provider-package.json"), "utf8"));
    expect(written).toEqual(metadata);
    expect(metadata).toEqual({
      source: "localhost/cloudsmith-trust/cloudsmith",
      version: JSON.parse(readFileSync("package.json", "utf8")).version,
      h1: expect.stringMatching(/^h1:[A-Za-z0-9+/]{43}=$/),
      zipSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("holds the very files that lie beside it, and its hash is theirs", () => {
    const files = unzipSync(readFileSync(join(directory, "terraform-provider-cloudsmith.zip")));
    expect(Object.keys(files).sort()).toEqual([NOTICES, ...CODE]);
    for (const [name, content] of Object.entries(files)) {
      expect([name, readFileSync(join(directory, name)).equals(content)]).toEqual([name, true]);
      expect([name, statSync(join(directory, name)).mode & 0o777]).toEqual([name, name === NOTICES ? 0o644 : 0o755]);
    }
    expect(h1(files)).toBe(metadata.h1);
  });

  it("says nothing of the machine that built it", () => {
    const root = resolve(__dirname, "../..");
    for (const file of [...CODE, NOTICES]) {
      expect(readFileSync(join(directory, file), "utf8")).not.toContain(root);
    }
  });

  it("passes on the licence of each package that it holds code of", () => {
    const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
        bytesInOutput === 0 ? [] : [/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]],
      ),
    );
    const [, ...notices] = readFileSync(join(directory, NOTICES), "utf8").split(/\n-{80}\n/);
    const names = notices.map((notice) => /^\n(\S+) \d+\.\d+\.\d+ \([\w.-]+(?: AND [\w.-]+)?\)\n/.exec(notice)?.[1]);
    expect(names).toEqual([...new Set(bundled)].filter((name) => name !== undefined).sort());
    expect(names).toContain("axios");
    for (const notice of notices) {
      expect(notice).toMatch(/Copyright [\s\S]*(?:AS IS|apache\.org\/licenses)/);
    }
  });

  it("refuses to be built from a package whose licence is not found", () => {
    const root = mkdtempSync(join(tmpdir(), "tfp-licence-"));
    directories.push(root);
    const folder = "node_modules/nameless";
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "package.json"), '{"name":"nameless","version":"1.0.0","license":"MIT"}');
    writeFileSync(join(root, folder, "index.js"), "// no more than code\n");
    const inputs = { [`${folder}/index.js`]: { bytesInOutput: 1 } };
    const outputs = { "x.cjs": { bytes: 1, inputs, imports: [], exports: [] } };
    expect(() => thirdPartyNotices({ inputs: {}, outputs }, root)).toThrow("no licence of nameless 1.0.0 was found");
  });

  it("has only one file that Terraform could take for the executable", () => {
    const names = Object.keys(unzipSync(readFileSync(join(directory, "terraform-provider-cloudsmith.zip"))));
    expect(names.filter((name) => /^terraform-provider-cloudsmith(_|\.|$)/.test(name))).toEqual([EXECUTABLE]);
  });

  it("marks its code as executable in the zip", () => {
    const zip = readFileSync(join(directory, "terraform-provider-cloudsmith.zip"));
    const modes: number[] = [];
    const CENTRAL_ENTRY = 0x02014b50;
    for (let at = 0; at + 46 <= zip.length; at++) {
      if (zip.readUInt32LE(at) === CENTRAL_ENTRY) {
        modes.push(zip.readUInt32LE(at + 38) >>> 16);
      }
    }
    expect(modes).toEqual([0o100755, 0o100755, 0o100755, 0o100755, 0o100755, 0o100644]);
  });
});

/** A process of the package with some of its files alone. */
function startWith(files: readonly string[]): Plugin {
  const alone = mkdtempSync(join(tmpdir(), "tfp-part-"));
  directories.push(alone);
  for (const file of files) {
    copyFileSync(join(directory, file), join(alone, file));
  }
  const plugin = new Plugin(join(alone, EXECUTABLE));
  plugins.push(plugin);
  return plugin;
}

describe("a stack trace of the packed provider", () => {
  it("is readable with the source maps that lie beside the package, and not in it", () => {
    const read = (file: string) => readFileSync(join(directory, file), "utf8");
    const code = read("server.cjs").split("\n");
    const line = code.findIndex((text) => text.includes("The provider failed unexpectedly"));
    const column = code[line]?.indexOf("The provider failed unexpectedly") ?? -1;
    const text = `Error: x\n    at a (/any/server.cjs:${line + 1}:${column}) of other.cjs:1:1`;
    const readable = readableStack(text, (file) => read(`${file}.map`));
    expect(readable).toMatch(
      /^Error: x\n {4}at a \(lib\/terraform\/server\/failure\.ts:\d+:\d+.*\) of other\.cjs:1:1$/,
    );
  });
});

describe("what a start costs", () => {
  const EVERY_PROCESS = [EXECUTABLE, "server.cjs", "provider.cjs"];
  const SERVICE = "tfplugin6.Provider";
  const inputsOf = (file: string) => Object.keys(metafile.outputs[file]?.inputs ?? {});

  it("is at most 150 kB of code in all that every process loads", () => {
    const bytes = EVERY_PROCESS.map((file) => metafile.outputs[file]?.bytes ?? Number.NaN);
    expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(150_000);
  });

  it("is no more than that for a process that is asked for its schema, for old states and to validate", async () => {
    const plugin = startWith(EVERY_PROCESS);
    const client = await plugin.client();
    expect(Object.keys((await client.call(`${SERVICE}/GetProviderSchema`)).resourceSchemas)).toHaveLength(4);
    const config = { json: Buffer.from(JSON.stringify({ name: "app", organization: "not a slug" })) };
    const typeName = "cloudsmith_service";
    expect(await client.call(`${SERVICE}/ValidateProviderConfig`, { config: { json: Buffer.from("{}") } })).toEqual({
      diagnostics: [],
    });
    expect(await client.call(`${SERVICE}/ValidateResourceConfig`, { typeName, config })).toMatchObject({
      diagnostics: [{ summary: 'Invalid value for "organization"' }],
    });
    const rawState = { json: Buffer.from(JSON.stringify({ id: "app", description: "" })) };
    expect(await client.call(`${SERVICE}/UpgradeResourceState`, { typeName, rawState })).toMatchObject({
      diagnostics: [],
    });
    expect(await client.call(`${SERVICE}/ConfigureProvider`, { config: { json: Buffer.from("{}") } })).toMatchObject({
      diagnostics: [{ detail: expect.stringContaining("Cannot find module './handlers.cjs'") }],
    });
  });

  it("includes what reads and writes once the provider is configured, and axios only with the first request", async () => {
    const client = await startWith([...EVERY_PROCESS, "handlers.cjs"]).client();
    const config = { json: Buffer.from(JSON.stringify({ api_key: "a-key-that-nobody-has" })) };
    expect(await client.call(`${SERVICE}/ConfigureProvider`, { config })).toEqual({ diagnostics: [] });
    const typeName = "cloudsmith_user_self";
    expect(
      await client.call(`${SERVICE}/ReadDataSource`, { typeName, config: { json: Buffer.from("{}") } }),
    ).toMatchObject({ diagnostics: [{ detail: expect.stringContaining("Cannot find module './axios.cjs'") }] });
  });

  it("is the handshake alone until Terraform has its answer", () => {
    expect(inputsOf(EXECUTABLE).filter((input) => !/^(bin|lib\/terraform)\//.test(input))).toEqual([]);
    const server = inputsOf("server.cjs").filter(
      (input) => !/^(lib\/terraform|node_modules\/@(bufbuild|msgpack))\//.test(input),
    );
    expect(server).toEqual([]);
  });

  it("has axios in a file of its own, without what wakes undici", () => {
    for (const file of ["provider.cjs", "handlers.cjs"]) {
      expect(inputsOf(file).filter((input) => input.includes("node_modules"))).toEqual([]);
    }
    const axios = inputsOf("axios.cjs");
    expect(axios).toContain("node_modules/axios/lib/adapters/http.js");
    expect(axios.filter((input) => /mime-db|node_modules\/form-data|adapters\/fetch/.test(input))).toEqual([]);
  });
});

describe("the packed provider", () => {
  it("reads through the API with what is in the package alone", async () => {
    const emulator = await startEmulator();
    try {
      const stack = await TerraformWorkspace.create({
        main: {
          terraform: [{ required_providers: { cloudsmith: { source: metadata.source, version: metadata.version } } }],
          data: { cloudsmith_user_self: { me: {} } },
          output: { slug: { value: "${data.cloudsmith_user_self.me.slug}" } },
        },
        packed: [{ ...metadata, zip: join(directory, "terraform-provider-cloudsmith.zip") }],
        env: emulator.environment,
      });
      await stack.apply();
      expect((await stack.state()).values.outputs.slug.value).toBe("owner");
    } finally {
      await emulator.close();
    }
  });
});
