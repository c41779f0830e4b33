import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { TRUST } from "./cli/executable.js";

const ROOT = resolve(__dirname, "..");
const SCRIPT = join(ROOT, "scripts/action.sh");

interface Action {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default?: string } };
  readonly outputs: { readonly [name: string]: { readonly description: string } };
  readonly runs: {
    readonly steps: readonly { readonly env: { readonly [name: string]: string }; readonly run: string }[];
  };
}

const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "action-"));
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  // npm makes it executable when it installs the package
  const executable = join(folder, "node_modules/.bin/cloudsmith-trust");
  writeFileSync(executable, `#!/bin/sh\nexec node "${ROOT}/dist/bin/cloudsmith-trust.js" "$@"\n`, { mode: 0o755 });
  writeFileSync(join(folder, "before.json"), JSON.stringify(TRUST));
  const [main, ...others] = TRUST.settings;
  const open = { ...main, claims: { repository_id: "74" } };
  writeFileSync(join(folder, "after.json"), JSON.stringify({ ...TRUST, settings: [open, ...others] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the step of the action as a runner does, with these inputs and else the defaults. */
function act(inputs: { readonly [name: string]: string }) {
  const output = join(folder, "output");
  writeFileSync(output, "");
  const env = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: or = "" }]) => [
      `INPUT_${name.toUpperCase().replaceAll("-", "_")}`,
      inputs[name] ?? (or.startsWith("$") ? "" : or),
    ]),
  );
  const { status, stdout, stderr } = spawnSync("bash", [SCRIPT], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, GITHUB_OUTPUT: output, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr, outputs: readFileSync(output, "utf8") };
}

describe("the GitHub Action", () => {
  it("says of each input and output what it is for, and hands every input on as a variable", () => {
    const { inputs, outputs, runs } = action;
    expect(Object.values(inputs).filter(({ description }) => description.length < 20)).toEqual([]);
    expect(Object.keys(outputs)).toEqual(["verdict", "exit-code"]);
    const [step] = runs.steps;
    expect(step?.run).toBe('bash "$GITHUB_ACTION_PATH/scripts/action.sh"');
    const handed = Object.values(step?.env ?? {}).map((value) => /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1]);
    expect(new Set([...handed, "working-directory"])).toEqual(new Set(Object.keys(inputs)));
  });

  it("reviews a change, and tells its verdict", () => {
    const same = act({ command: "review", before: "before.json", after: "before.json" });
    expect(same).toMatchObject({ status: 0, outputs: "verdict=fine\nexit-code=0\n" });
    expect(same.stdout).toMatch(/^UNCHANGED/);

    const report = join(folder, "report.json");
    const wider = act({
      command: "review",
      before: "before.json",
      after: "after.json",
      output: report,
      "fail-on": "low",
    });
    expect(wider).toMatchObject({ status: 10, outputs: "verdict=finding\nexit-code=10\n" });
    expect(JSON.parse(readFileSync(report, "utf8"))).toMatchObject({ direction: "widened" });
  });

  it("fails where the change could not be told", () => {
    const { status, outputs, stderr } = act({ command: "review", before: "missing.json", after: "before.json" });
    expect({ status, outputs }).toEqual({ status: 1, outputs: "verdict=unknown\nexit-code=1\n" });
    expect(stderr).toContain("missing.json");
  });

  it("takes no input for an option or a command of a shell", () => {
    const hostile = act({ command: "review", before: "--help", after: "$(touch pwned) ; touch pwned" });
    expect(hostile.status).toBe(1);
    expect(hostile.stderr).toContain("--help");
    expect(spawnSync("test", ["-e", join(folder, "pwned")]).status).toBe(1);
  });

  it.each([
    [{ command: "deploy" }, "the input command is neither review nor drift"],
    [{ command: "review", issue: "true" }, "the input issue is not for review"],
    [{ command: "drift", before: "x" }, "the input before is not for drift"],
    [{ command: "drift", issue: "yes" }, "the input for --issue is neither true nor false"],
  ])("refuses inputs that make no sense: %j", (inputs, message) => {
    expect(act(inputs)).toMatchObject({
      status: 2,
      stdout: `::error title=cloudsmith-trust::${message}\n`,
      outputs: "verdict=unknown\nexit-code=2\n",
    });
  });
});
