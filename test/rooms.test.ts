import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const LIB = resolve(__dirname, "../lib");

/**
 * Which room may import which. `oidc/exchange` (what does I/O) is a room of its own, so that trust cannot reach it;
 * so is `emulator/stand-in`, the only part of the emulator that speaks the plugin protocol.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  terraform: [],
  cloudsmith: [],
  oidc: [],
  "oidc/exchange": ["oidc", "cloudsmith"],
  trust: ["oidc"],
  report: ["trust", "oidc"],
  bindings: [],
  constructs: ["bindings", "trust", "oidc"],
  github: ["constructs", "bindings", "trust", "oidc"],
  provider: ["terraform", "cloudsmith", "oidc", "oidc/exchange"],
  emulator: ["oidc", "trust"],
  "emulator/stand-in": ["emulator", "terraform"],
  testing: ["constructs", "trust", "oidc"],
  cli: [
    "report",
    "trust",
    "oidc",
    "oidc/exchange",
    "cloudsmith",
    "emulator",
    "emulator/stand-in",
    "github",
    "constructs",
    "terraform",
  ],
  // lib/index.ts, the main entry point
  ".": ["constructs", "bindings", "oidc", "trust"],
};

/** Packages that a room must stay free of, whatever it may import of ours. */
const FORBIDDEN_PACKAGES: Record<string, RegExp> = {
  terraform: /^(axios|cdktf|constructs|jose)/,
  cloudsmith: /^(cdktf|constructs)/,
  oidc: /^(axios|cdktf|constructs|node:https?|node:net)$/,
  trust: /^(axios|cdktf|constructs|node:)/,
  report: /^(axios|cdktf|constructs|node:https?)/,
  provider: /^(cdktf|constructs)/,
  emulator: /^(cdktf|constructs|axios)/,
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith(".ts") ? [path] : [];
  });
}

function roomOf(path: string): string {
  const inside = relative(LIB, path).split("/");
  const nested = inside.slice(0, 2).join("/");
  return inside.length === 1 ? "." : nested in MAY_IMPORT ? nested : (inside[0] ?? "");
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\b[^;"'`]*?from\s*["']([^"']+)["']|(?:import|require)\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s+["']([^"']+)["']/g;

const imports: Import[] = sources(LIB).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(STATEMENT)].map((match) => ({
    file: relative(LIB, file),
    room: roomOf(file),
    target: match[1] ?? match[2] ?? match[3] ?? "",
  })),
);

describe("the rooms of lib/", () => {
  it("are all known to this test", () => {
    const rooms = new Set(sources(LIB).map(roomOf));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("import only in the directions of ARCHITECTURE.md", () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith("."))
      .map(({ file, room, target }) => ({ file, room, to: roomOf(resolve(LIB, dirname(file), target)), target }))
      .filter(({ room, to }) => room !== to && !(MAY_IMPORT[room] ?? []).includes(to))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("stay free of the packages that do not belong in them", () => {
    const wrong = imports
      .filter(({ room, target }) => !target.startsWith(".") && FORBIDDEN_PACKAGES[room]?.test(target))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).toEqual([]);
  });
});
