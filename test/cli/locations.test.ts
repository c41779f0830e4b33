import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { locationsOf } from "../../lib/cli/private/locations.js";

const here = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), "locations-")));
afterEach(() => {
  process.chdir(here);
  delete process.env.GITHUB_WORKFLOW_REF;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let repositories = 0;

/** Works in a folder of a repository that has these files. */
function inRepository(files: readonly string[], folder = "."): void {
  const repository = join(root, String(repositories++));
  for (const file of [".git/HEAD", ...files]) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), "");
  }
  process.chdir(join(repository, folder));
}

const LIVE = "acme at api.cloudsmith.io";
const WORKFLOW = ".github/workflows/drift.yml";
const REF = `acme/app/${WORKFLOW}@refs/heads/main`;

function fallback(where = LIVE): string | undefined {
  return locationsOf({ where }).fallback?.file;
}

describe("what is live and has no file of its own is shown", () => {
  it("at cdktf.json, in the folder or in the repository's root", () => {
    inRepository(["infra/cdktf.json"], "infra");
    expect(fallback()).toBe("infra/cdktf.json");
    inRepository(["cdktf.json", "infra/main.ts"], "infra");
    expect(fallback()).toBe("cdktf.json");
  });

  it("else at the workflow that runs", () => {
    inRepository([WORKFLOW]);
    expect(fallback()).toBeUndefined();
    process.env.GITHUB_WORKFLOW_REF = REF;
    expect(fallback()).toBe(WORKFLOW);
    process.env.GITHUB_WORKFLOW_REF = "acme/other/.github/workflows/elsewhere.yml@refs/heads/main";
    expect(fallback()).toBeUndefined();
    process.env.GITHUB_WORKFLOW_REF = "acme/app/.github/workflows/../../../../etc/passwd@x";
    expect(fallback()).toBeUndefined();
  });
});

describe("what was read from a file and has no line of its own is shown", () => {
  it("at that file", () => {
    inRepository(["cdktf.json", "trust.json"]);
    expect(fallback("trust.json")).toBe("trust.json");
  });

  it("at what made it, where cdktf did", () => {
    const stack = "cdktf.out/stacks/trust/cdk.tf.json";
    inRepository(["cdktf.json", stack]);
    expect(fallback(stack)).toBe("cdktf.json");
    inRepository([stack]);
    expect(fallback(stack)).toBe(stack);
  });
});
