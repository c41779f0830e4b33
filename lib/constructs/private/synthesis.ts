/**
 * What the provider construct does when its stack is written: packs the provider in, locks it, looks at the stack.
 *
 * Why: `cdktf deploy` in a clean checkout runs `terraform providers lock`, which asks registries only and fails on a
 * provider that is in none, unless the lock file knows all providers already (hashicorp/terraform-cdk#3568).
 */
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { type ISynthesisSession, TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { PACKED_PROVIDER } from "../../bindings/private/metadata.js";
import { annotate } from "../annotate.js";
import { DeclarationError } from "../errors.js";
import type { ProviderEngine } from "../provider.js";
import type { Element } from "./elements.js";
import { type Lock, parseLocks, renderLocks } from "./lock-file.js";
import { locksOfStack, type RequiredProvider } from "./locks-of-stack.js";
import { type ProviderPackage, providerPackage } from "./provider-package.js";
import { reportFindings } from "./report-findings.js";
import { StackReading } from "./stack-reading.js";
import { whenWritten } from "./when-written.js";

/** Platforms a Node script can run on, by Terraform's names. Windows cannot execute a script. */
const PLATFORMS = ["darwin_amd64", "darwin_arm64", "freebsd_amd64", "linux_amd64", "linux_arm", "linux_arm64"];

export function attachSynthesis(provider: TerraformProvider, engine: ProviderEngine): void {
  whenWritten(provider, (session) => onSynthesize(provider, engine, session));
}

function onSynthesize(provider: TerraformProvider, engine: ProviderEngine, session: ISynthesisSession): void {
  const stack = TerraformStack.of(provider);
  const directory = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
  const packed = engine === "packed" ? providerPackage(provider) : undefined;
  const reading = StackReading.take(stack);
  placePackage(directory, packed);
  placeLocks(provider, reading.elements, directory, packed);
  reportFindings(stack, reading, provider);
}

/** Terraform looks for packages under `terraform.d/plugins` of the directory it runs in. */
function placePackage(directory: string, packed: ProviderPackage | undefined): void {
  const mirror = join(directory, "terraform.d", "plugins", ...PACKED_PROVIDER.source.split("/"));
  if (packed === undefined) {
    rmSync(mirror, { recursive: true, force: true });
    return;
  }
  const { zip, version } = packed;
  const wanted = PLATFORMS.map((platform) => `terraform-provider-cloudsmith_${version}_${platform}.zip`);
  mkdirSync(mirror, { recursive: true });
  for (const name of readdirSync(mirror)) {
    rmSync(join(mirror, name), { recursive: true, force: true });
  }
  const [first = "", ...others] = wanted.map((name) => join(mirror, name));
  copyFileSync(zip, first);
  for (const other of others) {
    sameFile(first, other);
  }
}

/** One file by several names, as all platforms have the same: a copy where the file system has no hard links. */
function sameFile(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
  }
}

function placeLocks(
  construct: IConstruct,
  elements: readonly Element[],
  directory: string,
  packed: ProviderPackage | undefined,
): void {
  const path = join(directory, ".terraform.lock.hcl");
  const committed = join("locks", `${basename(directory)}.hcl`);
  const { locks, warnings } = locksOfStack({
    required: requiredProviders(elements),
    packed: packed && {
      source: PACKED_PROVIDER.source,
      version: packed.version,
      constraints: packed.version,
      hashes: [packed.h1],
    },
    committed: existsSync(committed) ? readLocks(construct, committed) : undefined,
    committedPath: committed,
    existing: existsSync(path) ? readLocks(construct, path) : [],
    defaultHost: defaultHost(process.env.TERRAFORM_BINARY_NAME),
  });
  writeFileSync(path, renderLocks(locks));
  for (const warning of warnings) {
    annotate(construct, "warning", warning);
  }
}

function requiredProviders(elements: readonly Element[]): RequiredProvider[] {
  const byName = new Map<string, RequiredProvider>();
  for (const { construct: node } of elements) {
    if (TerraformProvider.isTerraformProvider(node)) {
      const metadata = node.terraformGeneratorMetadata;
      byName.set(node.terraformResourceType, {
        name: node.terraformResourceType,
        source: node.terraformProviderSource,
        version: metadata?.providerVersion ?? metadata?.providerVersionConstraint,
      });
    }
  }
  return [...byName.values()];
}

function readLocks(construct: IConstruct, path: string): Lock[] {
  try {
    return parseLocks(readFileSync(path, "utf8"));
  } catch (error) {
    throw new DeclarationError(
      "broken_package",
      construct,
      `cannot read the lock file ${path}: ${(error as Error).message}`,
    );
  }
}

/** Another binary, such as tofu, has another registry: seeding Terraform's would name a provider it does not look for. */
function defaultHost(binary: string | undefined): string | undefined {
  return binary === undefined || /^terraform(\.exe)?$/.test(basename(binary)) ? "registry.terraform.io" : undefined;
}
