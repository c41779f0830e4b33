import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../lib/emulator/index.js";
import { type PackedProvider, TerraformWorkspace } from "../support/terraform.js";
import { ESTATE_SEED, estate, FIRST, SECOND } from "./support/estate.js";
import { packedProvider } from "./support/packed.js";
import { mainOf, type Stack } from "./support/world.js";

let provider: PackedProvider;
beforeAll(async () => {
  provider = packedProvider();
});
const CANARY = "csa_canarycanarycanarycanarycanary12Zk9Q";
const HEADER_CANARY = "header-canary-7f3a9c";

function without(blocks: Stack, attribute: string): Stack {
  return JSON.parse(JSON.stringify(blocks, (name, value) => (name === attribute ? undefined : value)));
}

/** Every file below a directory, with the entries of saved plans unpacked. */
function textsBelow(directory: string): { path: string; text: string }[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) {
      return textsBelow(path);
    }
    const bytes = readFileSync(path);
    return [{ path, text: bytes.toString("latin1") + inflated(bytes) }];
  });
}

function inflated(bytes: Buffer): string {
  let text = "";
  for (let at = bytes.indexOf("PK\x03\x04", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\x03\x04", at + 4, "latin1")) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try {
      text += inflateRawSync(bytes.subarray(start), { finishFlush: 2 }).toString("latin1");
    } catch {
      // stored, or not an entry after all: its bytes are looked at as they are
    }
  }
  return text;
}

describe("secrets", () => {
  it("are in no log, diagnostic, plan or state, with everything traced and everything failing once", async () => {
    const emulator = await startEmulator({ seed: ESTATE_SEED });
    try {
      const owner = [...emulator.state.users.values()].find(({ slug }) => slug === "owner")!;
      owner.key = CANARY;
      const stack = await TerraformWorkspace.create({
        main: mainOf({
          ...without(estate(FIRST), "store_api_key"),
          provider: { headers: { "X-Audit": HEADER_CANARY } },
        }),
        packed: [provider],
        env: {
          ...emulator.environment,
          CLOUDSMITH_API_KEY: CANARY,
          TF_LOG: "TRACE",
          TF_LOG_PATH: "trace.log",
          NODE_DEBUG: "http,https,net,tls",
          DEBUG: "*",
        },
      });
      const secrets = new Set([CANARY]);
      const learn = (): void => {
        for (const { key } of emulator.state.services.values()) {
          secrets.add(key);
        }
      };
      emulator.faults.add({ kind: "status", status: 500, committed: true, method: "POST" });
      emulator.faults.add({ kind: "status", status: 422, method: "PATCH", detail: "No." });
      let shown = "";
      for (const version of [FIRST, SECOND]) {
        stack.write(
          "main.tf.json",
          mainOf({ ...without(estate(version), "store_api_key"), provider: { headers: { "X-Audit": HEADER_CANARY } } }),
        );
        for (let attempt = 0; attempt < 2; attempt += 1) {
          await stack.ok("plan", "-out=saved.bin");
          shown += (await stack.run("apply", "saved.bin")).output;
          learn();
        }
        shown += (await stack.ok("plan", "-detailed-exitcode")).output;
        shown += (await stack.ok("show", "-json", "saved.bin")).stdout;
      }
      const texts = [...textsBelow(stack.directory), { path: "what was shown", text: shown }];
      const log = texts.find(({ path }) => path.endsWith("trace.log"))?.text ?? "";
      expect(log.length).toBeGreaterThan(100_000);
      expect(log).not.toContain(HEADER_CANARY);
      for (const secret of secrets) {
        expect(texts.filter(({ text }) => text.includes(secret)).map(({ path }) => path)).toEqual([]);
      }
      expect(secrets.size).toBeGreaterThan(3);
    } finally {
      await emulator.close();
    }
  });
});
