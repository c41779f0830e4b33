import { describe, expect, it } from "vitest";
import { parseLocks, renderLocks } from "../../lib/constructs/private/lock-file.js";
import { type LockInput, locksOfStack } from "../../lib/constructs/private/locks-of-stack.js";

const TERRAFORMS_OWN = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "localhost/cloudsmith-trust/cloudsmith" {
  version     = "0.1.0"
  constraints = "0.1.0"
  hashes = [
    "h1:aaaa",
  ]
}

provider "registry.terraform.io/integrations/github" {
  version     = "6.9.0"
  constraints = "6.9.0"
  hashes = [
    "h1:bbbb",
    "zh:cccc",
  ]
}
`;

const packed = {
  source: "localhost/cloudsmith-trust/cloudsmith",
  version: "0.1.0",
  constraints: "0.1.0",
  hashes: ["h1:aaaa"],
};
const ours = { name: "cloudsmith", source: packed.source, version: "0.1.0" };
const github = { name: "github", source: "integrations/github", version: "6.9.0" };
const locked = {
  source: "registry.terraform.io/integrations/github",
  version: "6.9.0",
  constraints: "6.9.0",
  hashes: ["h1:bbbb"],
};

function locks(input: Partial<LockInput>) {
  return locksOfStack({
    required: [ours, github],
    packed,
    committed: undefined,
    committedPath: "locks/trust.hcl",
    existing: [],
    defaultHost: "registry.terraform.io",
    ...input,
  });
}

describe("the lock file", () => {
  it("is written as terraform writes it, whatever the order", () => {
    expect(renderLocks(parseLocks(TERRAFORMS_OWN).reverse())).toBe(TERRAFORMS_OWN);
  });

  it("may have comments, CRLF line ends and blocks without hashes or constraints", () => {
    const text = '// by hand\r\nprovider "a/b/c" {\r\n  # pinned\r\n  version = "1.0.0"\r\n}\r\n';

    expect(parseLocks(text)).toEqual([{ source: "a/b/c", version: "1.0.0", constraints: "", hashes: [] }]);
    expect(renderLocks(parseLocks(text))).toContain('provider "a/b/c" {\n  version     = "1.0.0"\n}\n');
  });

  it.each([
    ["module {}", "line 1 is not what Terraform writes: module {}"],
    ['provider "a" {\n  version: 1\n}', "line 2 is not what Terraform writes: version: 1"],
    ['provider "a" {\n  hashes = [\n    h1:x,\n  ]\n}', "line 3 is not what Terraform writes: h1:x,"],
    ['provider "a" {', "the last provider block is not closed"],
  ])("is refused where it is broken: %j", (text, message) => {
    expect(() => parseLocks(text)).toThrow(message);
  });
});

describe("the locks of a stack", () => {
  it("are our own alone where there is no other provider, and warn of nothing", () => {
    expect(locks({ required: [ours] })).toEqual({ locks: [packed], warnings: [] });
  });

  it("seed another exactly pinned provider without hashes, and warn", () => {
    const result = locks({});

    expect(result.locks).toEqual([packed, { ...locked, hashes: [] }]);
    expect(result.warnings).toEqual([
      expect.stringMatching(/^no lock file is committed for provider github: .* locks\/trust\.hcl/),
    ]);
  });

  it("take a committed lock as it is, without a warning", () => {
    expect(locks({ committed: [locked] })).toEqual({ locks: [packed, locked], warnings: [] });
  });

  it("prefer what is committed to what an earlier init left", () => {
    expect(locks({ committed: [locked], existing: [{ ...locked, hashes: ["h1:other"] }] }).locks).toEqual([
      packed,
      locked,
    ]);
  });

  it("keep what an earlier init left, hashes and all", () => {
    expect(locks({ existing: [locked] })).toEqual({ locks: [packed, locked], warnings: [] });
  });

  it("replace what an earlier init left for another version", () => {
    expect(locks({ existing: [{ ...locked, version: "6.8.0", constraints: "6.8.0" }] }).locks).toEqual([
      packed,
      { ...locked, hashes: [] },
    ]);
  });

  it("still warn in the second synth without an init between", () => {
    expect(locks({ existing: [{ ...locked, hashes: [] }] }).warnings).toHaveLength(1);
  });

  it("say that the committed lock is of another version", () => {
    expect(locks({ committed: [{ ...locked, version: "6.8.0", constraints: "6.8.0" }] }).warnings[0]).toBe(
      "locks/trust.hcl has github 6.8.0, and the app asks for 6.9.0: copy the stack's .terraform.lock.hcl over it after the next init",
    );
  });

  it("leave our own committed lock as it is, so that other bytes of the same version fail in init", () => {
    const pinned = { ...packed, hashes: ["h1:reviewed"] };

    expect(locks({ required: [ours], committed: [pinned] }).locks).toEqual([pinned]);
  });

  it("replace our own lock of another version, or one that an earlier init left", () => {
    expect(locks({ required: [ours], committed: [{ ...packed, version: "0.0.9" }] }).locks).toEqual([packed]);
    expect(locks({ required: [ours], existing: [{ ...packed, hashes: ["h1:older build"] }] }).locks).toEqual([packed]);
  });

  it("keep providers that only modules ask for", () => {
    const random = {
      source: "registry.terraform.io/hashicorp/random",
      version: "3.7.2",
      constraints: "~> 3.0",
      hashes: ["h1:r"],
    };

    expect(locks({ required: [ours], existing: [random] }).locks).toEqual([packed, random]);
    expect(locks({ required: [ours], existing: [{ ...random, hashes: [] }], committed: [random] }).locks).toEqual([
      packed,
      random,
    ]);
  });

  it.each(["~> 6.0", ">= 6.0.0", undefined])("seed nothing for a version of %j, and say what to do", (version) => {
    const result = locks({ required: [ours, { ...github, version }] });

    expect(result.locks).toEqual([packed]);
    expect(result.warnings).toEqual([
      expect.stringMatching(/the version of provider github is not exact.*--skip-provider-lock/),
    ]);
  });

  it("take an earlier lock for a range as it is", () => {
    const ranged = { ...locked, constraints: "~> 6.0" };

    expect(locks({ required: [{ ...github, version: "~> 6.0" }], existing: [ranged] }).locks).toEqual([packed, ranged]);
  });

  it("seed nothing for another binary's registry, which is not known", () => {
    expect(locks({ defaultHost: undefined }).locks).toEqual([packed]);
  });

  it("know the default namespace and hosts that are said", () => {
    const required = [
      { name: "random", source: undefined, version: "3.7.2" },
      { name: "own", source: "Registry.Example.com/Acme/own", version: "1.0.0" },
    ];

    expect(locks({ required }).locks.map(({ source }) => source)).toEqual([
      packed.source,
      "registry.terraform.io/hashicorp/random",
      "registry.example.com/acme/own",
    ]);
  });
});
