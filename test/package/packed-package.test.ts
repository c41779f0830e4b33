import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";

const ROOT = resolve(__dirname, "../..");

/**
 * The package as a user gets it: packed, unpacked into an empty folder's node_modules, with the dependencies that npm
 * would have put beside it linked in (there is no network in the tests).
 */
function installPacked(folder: string): string {
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as { filename: string }[];
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((entry) => entry !== ".package-lock.json")) {
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  execFileSync("tar", ["-xzf", join(folder, packed[0]?.filename ?? ""), "-C", folder]);
  execFileSync("mv", [join(folder, "package"), join(modules, "cloudsmith-trust")]);
  return join(modules, "cloudsmith-trust");
}

/** Every file that the first ones lead to; one that is not there fails the test. */
function reached(first: readonly string[], named: RegExp): ReadonlySet<string> {
  const files = new Set(first);
  for (const file of files) {
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(named)) {
      files.add(join(dirname(file), file.endsWith(".d.ts") ? `${target}.d.ts` : target));
    }
  }
  return files;
}

/** `lib/trust` of `lib/trust/rules`. */
function roomOf(folder: string): string {
  return folder.split("/").slice(0, 2).join("/");
}

const APP = `
const { App, TerraformStack } = require("cdktf");
const { CloudsmithProvider, ServiceAccount } = require("cloudsmith-trust");
const stack = new TerraformStack(new App(), "packed");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
new ServiceAccount(stack, "ci", { name: "ci-packed" });
stack.node.root.synth();
`;

const TYPED = `
import { CloudsmithProvider, ServiceAccount } from "cloudsmith-trust";
import { GitHubPublisher } from "cloudsmith-trust/github";
import * as testing from "cloudsmith-trust/testing";
export const used: unknown[] = [CloudsmithProvider, ServiceAccount, GitHubPublisher, testing];
`;

describe("the packed package, in an empty folder", () => {
  let folder: string;
  let installed: string;
  let emulator: Emulator;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "packed-"));
    installed = installPacked(folder);
    emulator = await startEmulator();
    writeFileSync(join(folder, "main.js"), APP);
    writeFileSync(
      join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "node main.js", sendCrashReports: "false" }),
    );
  });
  afterAll(async () => {
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds what it needs and nothing of the checkout", () => {
    const top = readdirSync(installed).sort();
    const documents = ["ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "README.md"];
    expect(top).toEqual([...documents, "dist", "docs", "package.json", "schemas"]);
    expect(readdirSync(join(installed, "schemas")).filter((name) => !name.endsWith(".schema.json"))).toEqual([]);
    expect(readdirSync(join(installed, "docs"))).toEqual(["review.svg"]);
    expect(readdirSync(join(installed, "dist")).sort()).toEqual(["bin", "lib", "provider"]);
    expect(readdirSync(join(installed, "dist/provider"))).toContain("THIRD-PARTY-NOTICES.txt");
    expect(readdirSync(join(installed, "dist/provider"))).not.toContain("bundle.json");
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    for (const file of Object.values(manifest.bin)) {
      expect(spawnSync("test", ["-f", join(installed, file)]).status).toBe(0);
    }
  });

  it("holds each file that its code and its types name, and no room that nothing names", () => {
    const loaded = reached(
      ["lib/index.js", "lib/github/index.js", "lib/testing/index.js", "bin/cloudsmith-trust.js"].map((file) =>
        join(installed, "dist", file),
      ),
      /(?:require|import)\("(\.[^"]+\.js)"\)/g,
    );
    const typed = reached(
      ["index", "github/index", "testing/index"].map((file) => join(installed, "dist/lib", `${file}.d.ts`)),
      /from "(\.[^"]+)\.js"/g,
    );
    const shipped = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" });
    const roomsOf = (files: Iterable<string>, ending: string) =>
      [
        ...new Set(
          [...files]
            .filter((file) => file.endsWith(ending))
            .map(dirname)
            .map(roomOf),
        ),
      ].sort();
    const inDist = (files: ReadonlySet<string>) => [...files].map((file) => relative(join(installed, "dist"), file));
    expect(roomsOf(shipped, ".js")).toEqual(roomsOf(inDist(loaded), ".js"));
    expect(roomsOf(shipped, ".d.ts")).toEqual(roomsOf(inDist(typed), ".d.ts"));
    expect(shipped.filter((file) => /\.(map|tsbuildinfo)$/.test(file))).toEqual([]);
  });

  it("deploys with a plain cdktf deploy, no flag and no configuration", async () => {
    // Not spawnSync: the embedded Cloudsmith answers from this very process.
    const deploy = await promisify(execFile)(join(folder, "node_modules/.bin/cdktf"), ["deploy", "--auto-approve"], {
      cwd: folder,
      env: { ...process.env, ...emulator.environment, HOME: folder },
    });
    expect(deploy.stdout).toContain("Apply complete! Resources: 1 added");
    expect(emulator.trustFile().accounts?.map((account) => account.slug)).toEqual(["ci-packed"]);
  }, 120_000);

  it("is importable from CommonJS and ECMAScript modules, with the same classes", () => {
    writeFileSync(
      join(folder, "both.mjs"),
      `import { createRequire } from "node:module";
       import { CloudsmithProvider } from "cloudsmith-trust";
       import { GitHubPublisher } from "cloudsmith-trust/github";
       const require = createRequire(import.meta.url);
       console.log(CloudsmithProvider === require("cloudsmith-trust").CloudsmithProvider, typeof GitHubPublisher);`,
    );
    expect(execFileSync("node", ["both.mjs"], { cwd: folder, encoding: "utf8" }).trim()).toBe("true function");
  });

  it("has the trust file's schema under both of its names", () => {
    const names = ["trust-file.schema.json", "schemas/trust-file.schema.json"];
    const code = `console.log(${names.map((name) => `require.resolve("cloudsmith-trust/${name}")`).join(" === ")})`;
    expect(execFileSync("node", ["-e", code], { cwd: folder, encoding: "utf8" })).toBe("true\n");
  });

  it("type-checks in a strict consumer with exactOptionalPropertyTypes", () => {
    writeFileSync(join(folder, "consumer.ts"), TYPED);
    const compile = spawnSync(
      join(ROOT, "node_modules/.bin/tsc"),
      [
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--module",
        "node16",
        "--target",
        "es2022",
        "--skipLibCheck",
        "false",
        "--types",
        "node",
        "consumer.ts",
      ],
      { cwd: folder, encoding: "utf8" },
    );
    const ours = compile.stdout
      .split("\n")
      .filter((line) => line.includes("cloudsmith-trust") || line.startsWith("consumer.ts"));
    expect(ours).toEqual([]);
  }, 120_000);

  it("has the same types for a compiler that knows no exports, as cdktf's own templates set it up", () => {
    const { exports, typesVersions } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      exports: Record<string, string | { types: string }>;
      typesVersions: { "*": Record<string, string[]> };
    };
    const entries = Object.entries(exports).flatMap(([name, target]) =>
      typeof target === "string" || name === "." ? [] : [[name.replace("./", ""), [target.types]] as const],
    );
    expect(typesVersions["*"]).toEqual(Object.fromEntries(entries));
  });

  it("runs its command line", () => {
    const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string };
    const run = spawnSync("node", [join(installed, "dist/bin/cloudsmith-trust.js"), "--version"], { encoding: "utf8" });
    expect(run.stdout.trim()).toBe(version);
    expect(run.status).toBe(0);
  });
});
