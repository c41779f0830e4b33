import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeProject } from "../../lib/cli/init/write.js";
import { makeFolder } from "../../lib/cli/private/make-folder.js";
import { inProcess } from "./in-process.js";

const root = mkdtempSync(join(tmpdir(), "make-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A file system of the kernel's own: it answers ENOENT, or refuses, whatever is to be made there. */
const NOWHERE = "/proc/nowhere/at/all";

describe("making a folder", () => {
  it("makes those that it stands in, and leaves one that is there", () => {
    const path = join(root, "a/b/c");
    expect(makeFolder(path)).toEqual(["a", "a/b", "a/b/c"].map((folder) => join(root, folder)));
    expect(makeFolder(path)).toEqual([]);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("follows a link to a folder", () => {
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "link"));
    makeFolder(join(root, "link/inside"));
    expect(statSync(join(root, "real/inside")).isDirectory()).toBe(true);
  });

  it("fails at a file, and at a link that leads nowhere", () => {
    writeFileSync(join(root, "file"), "");
    symlinkSync(join(root, "gone"), join(root, "dangling"));
    expect(() => makeFolder(join(root, "file"))).toThrow("EEXIST");
    expect(() => makeFolder(join(root, "file/inside"))).toThrow(/EEXIST|ENOTDIR/);
    expect(() => makeFolder(join(root, "dangling/inside"))).toThrow("EEXIST");
  });

  it("fails at once where nothing can be made", () => {
    expect(() => makeFolder(NOWHERE)).toThrow("mkdir");
  });
});

describe("a project that cannot be written", () => {
  it("leaves nothing behind, and what was there as it was", () => {
    const folder = join(root, "project");
    mkdirSync(folder);
    writeFileSync(join(folder, "test"), "mine");
    const files = new Map([
      ["src/parts/main.ts", ""],
      ["test/main.test.ts", ""],
    ]);
    expect(() => writeProject(folder, files)).toThrow(/cannot write .*test: EEXIST/);
    expect(readdirSync(folder)).toEqual(["test"]);
    expect(() =>
      writeProject(
        join(root, "new"),
        new Map([
          ["a/b", ""],
          ["a/b/c", ""],
        ]),
      ),
    ).toThrow(/cannot write/);
    expect(existsSync(join(root, "new"))).toBe(false);
  });
});

describe("a path that cannot be made", () => {
  const app = ["--organization", "acme", "--repository", "acme/trust", "--publish-to", "prod"];
  const ids = ["--repository-id", "74", "--owner-id", "65"];

  it("is one error of init, exit code 1", async () => {
    const { code, stdout, stderr } = await inProcess(["init", NOWHERE, ...app, ...ids]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^cloudsmith-trust: cannot write \/proc.*: E[A-Z]+\n {2}→ check the folder and its permissions\n$/,
    );
  });
});

describe("making a temporary folder", () => {
  it.each([
    ["job", ["emulator", "job", "--repository", "acme/app", "--", "true"]],
    ["demo", ["demo"]],
  ])("says where it cannot: %s", async (_, args) => {
    const { code, stdout, stderr } = await inProcess(args, { env: { TMPDIR: NOWHERE } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^cloudsmith-trust: cannot make a temporary folder in \/proc\/nowhere\/at\/all: ENOENT\n.*set TMPDIR to a folder/,
    );
  });
});
