import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MANIFEST, openFolder, writeFolder } from "../../../lib/cli/adopt/project/folder.js";
import { outdir } from "../../support/outdir.js";

const OPTIONAL = ["README.md"];
const FIRST = new Map([
  ["main.ts", "first"],
  ["repositories/prod.ts", "prod"],
  ["repositories/old.ts", "old"],
  ["README.md", "read"],
]);
const SECOND = new Map([
  ["main.ts", "second"],
  ["repositories/prod.ts", "prod 2"],
  ["README.md", "read 2"],
]);

function write(path: string, files: ReadonlyMap<string, string>, force = false): readonly string[] {
  return writeFolder(openFolder(path, force), files, OPTIONAL);
}

/** Texts of all files below, by path. */
function contents(path: string): { readonly [file: string]: string } {
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

function expectNothingBeside(path: string): void {
  expect(readdirSync(join(path, "..")).filter((name) => name.startsWith("."))).toEqual([]);
}

describe("the folder of an app", () => {
  it("is made, whole, with nothing beside it", () => {
    const path = join(outdir(), "deep", "trust");

    expect(write(path, FIRST)).toEqual([]);

    const { [MANIFEST]: manifest, ...rest } = contents(path);
    expect(rest).toEqual(Object.fromEntries(FIRST));
    expect(Object.keys(JSON.parse(manifest ?? "").files)).toEqual([...FIRST.keys()]);
    expect(statSync(path).mode & 0o777).toBe(0o777 & ~process.umask());
    expectNothingBeside(path);
  });

  it("may be there, empty", () => {
    const path = outdir();

    write(path, FIRST);

    expect(contents(path)["main.ts"]).toBe("first");
  });

  it("is refused where something is in it, unless forced", () => {
    const path = outdir();
    writeFileSync(join(path, ".hidden"), "");

    expect(() => openFolder(path, false)).toThrow(/is not empty/);
    expect(openFolder(path, true).occupied).toBe(true);
  });

  it("is refused where it is a file", () => {
    const path = join(outdir(), "file");
    writeFileSync(path, "");

    expect(() => openFolder(path, true)).toThrow(/is there, and is no folder/);
    expect(() => openFolder(join(path, "trust"), true)).toThrow(/is there, and is no folder/);
  });

  it("gets, forced, what a later adoption writes, and loses what the earlier one wrote alone", () => {
    const path = join(outdir(), "trust");
    write(path, FIRST);
    writeFileSync(join(path, "mine.ts"), "mine");

    expect(write(path, SECOND, true)).toEqual([]);

    const { [MANIFEST]: _, ...rest } = contents(path);
    expect(rest).toEqual({ ...Object.fromEntries(SECOND), "mine.ts": "mine" });
    expectNothingBeside(path);
  });

  it("keeps, forced, what is somebody's own where the app works without, and says so", () => {
    const path = outdir();
    writeFileSync(join(path, "README.md"), "mine");

    expect(write(path, FIRST, true)).toEqual(["README.md"]);

    expect(contents(path)).toMatchObject({ "README.md": "mine", "main.ts": "first" });
    expect(write(path, SECOND, true)).toEqual(["README.md"]);
    expect(contents(path)).toMatchObject({ "README.md": "mine", "main.ts": "second" });
  });

  it.each([
    ["edited since", (path: string) => writeFileSync(join(path, "main.ts"), "first, edited")],
    ["somebody else's", (path: string) => writeFileSync(join(path, MANIFEST), "{}")],
    ["somebody else's, by a manifest that is none", (path: string) => writeFileSync(join(path, MANIFEST), "not JSON")],
  ])("changes in nothing, forced, where a file that the app needs is %s", (_, change) => {
    const path = join(outdir(), "trust");
    write(path, FIRST);
    change(path);
    const before = contents(path);

    expect(() => write(path, SECOND, true)).toThrow(/main\.ts.* is not ours, or was edited since an earlier adopt/);

    expect(contents(path)).toEqual(before);
    expectNothingBeside(path);
  });

  it("trusts its manifest no further than the folder", () => {
    const parent = outdir();
    const path = join(parent, "trust");
    write(path, FIRST);
    writeFileSync(join(parent, "outside"), "x");
    const sha256OfX = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    writeFileSync(join(path, MANIFEST), JSON.stringify({ files: { "../outside": sha256OfX } }));

    expect(openFolder(path, true).ours.size).toBe(0);
    expect(existsSync(join(parent, "outside"))).toBe(true);
  });

  it("is as it was where writing fails half way", () => {
    const path = join(outdir(), "trust");
    write(path, FIRST);
    const before = contents(path);
    // a file of somebody's own in the place of a folder
    writeFileSync(join(path, "teams"), "mine");

    expect(() => write(path, new Map([...SECOND, ["teams/release.ts", ""]]), true)).toThrow(/cannot write .*EEXIST/);

    expect(contents(path)).toEqual({ ...before, teams: "mine" });
    expectNothingBeside(path);
  });
});
