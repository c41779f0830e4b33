import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, TerraformStack } from "cdktf";
import { afterEach, describe, expect, it } from "vitest";
import { CloudsmithProvider } from "../../lib/index.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";

const MIRROR = "terraform.d/plugins/localhost/cloudsmith-trust/cloudsmith";
const packaged = JSON.parse(readFileSync("dist/provider/provider-package.json", "utf8")) as {
  version: string;
  h1: string;
};

function synthesize(directory: string, build: (stack: TerraformStack) => void = () => undefined) {
  const app = new App({ outdir: directory });
  const stack = new TerraformStack(app, "trust");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  build(stack);
  app.synth();
  const stackDirectory = join(directory, "stacks", "trust");
  return {
    stackDirectory,
    annotations: app.manifest.forStack(stack).annotations.map(({ message }) => message),
    lock: readFileSync(join(stackDirectory, ".terraform.lock.hcl"), "utf8"),
    packages: readdirSync(join(stackDirectory, MIRROR)).sort(),
  };
}

const home = process.cwd();

afterEach(() => {
  process.chdir(home);
});

describe("synth", () => {
  it("puts the packed provider beside the stack, for every platform that can run it", () => {
    const { stackDirectory, packages } = synthesize(outdir());

    expect(packages).toEqual(
      ["darwin_amd64", "darwin_arm64", "freebsd_amd64", "linux_amd64", "linux_arm", "linux_arm64"].map(
        (platform) => `terraform-provider-cloudsmith_${packaged.version}_${platform}.zip`,
      ),
    );
    expect(readFileSync(join(stackDirectory, MIRROR, packages[0]!))).toEqual(
      readFileSync("dist/provider/terraform-provider-cloudsmith.zip"),
    );
  });

  it("locks it by its hash", () => {
    expect(synthesize(outdir()).lock).toBe(`# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "localhost/cloudsmith-trust/cloudsmith" {
  version     = "${packaged.version}"
  constraints = "${packaged.version}"
  hashes = [
    "${packaged.h1}",
  ]
}
`);
  });

  it("takes away packages of another version that an earlier synth left", () => {
    const directory = outdir();
    const { stackDirectory } = synthesize(directory);
    writeFileSync(join(stackDirectory, MIRROR, "terraform-provider-cloudsmith_0.0.9_linux_amd64.zip"), "old");

    expect(synthesize(directory).packages).toHaveLength(6);
  });

  it("locks the version of the GitHub provider, and warns that its bytes are not pinned", () => {
    const { lock, annotations } = synthesize(
      outdir(),
      (stack) => new GithubProvider(stack, "github", { owner: "acme" }),
    );

    expect(lock).toContain(
      `provider "registry.terraform.io/integrations/github" {\n  version     = "6.9.0"\n  constraints = "6.9.0"\n}`,
    );
    expect(annotations).toEqual([expect.stringMatching(/no lock file is committed for provider github/)]);
  });

  it("merges the lock file that the project commits for the stack", () => {
    const project = outdir();
    process.chdir(project);
    mkdirSync("locks");
    writeFileSync(
      "locks/trust.hcl",
      'provider "registry.terraform.io/integrations/github" {\n  version = "6.9.0"\n  hashes = [\n    "zh:pinned",\n  ]\n}\n',
    );

    const { lock, annotations } = synthesize(
      outdir(),
      (stack) => new GithubProvider(stack, "github", { owner: "acme" }),
    );

    expect(lock).toContain("zh:pinned");
    expect(lock).toContain(packaged.h1);
    expect(annotations).toEqual([]);
  });

  it("names a committed lock file that it cannot read", () => {
    const project = outdir();
    process.chdir(project);
    mkdirSync("locks");
    writeFileSync("locks/trust.hcl", "nonsense");

    expect(refusal(() => synthesize(outdir()))).toBe(
      "cannot read the lock file locks/trust.hcl: line 1 is not what Terraform writes: nonsense (at trust/cloudsmith)",
    );
  });

  it("does it once a stack, however many configurations of the provider there are", () => {
    const { packages, annotations } = synthesize(
      outdir(),
      (stack) => new CloudsmithProvider(stack, "second", { alias: "second" }),
    );

    expect(packages).toHaveLength(6);
    expect(annotations).toEqual([]);
  });
});
