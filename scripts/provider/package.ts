/** One provider as Terraform installs it: bundle, zip, and the hash that a lock file wants. */
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Zippable, zipSync } from "fflate";
import { type BundleOptions, bundle } from "./bundle.js";
import { thirdPartyNotices } from "./notices.js";

export interface ProviderPackageOptions extends Pick<BundleOptions, "entry" | "parts" | "plugins"> {
  /** Emptied first. */
  readonly outDir: string;
  /** Source address: host, namespace and type. */
  readonly source: string;
  readonly version: string;
}

/** `provider-package.json`, read by whoever puts the provider beside a stack. */
export interface ProviderPackage {
  readonly source: string;
  readonly version: string;
  /** As `.terraform.lock.hcl` holds it; the same on every platform. */
  readonly h1: string;
  readonly zipSha256: string;
}

const ROOT = resolve(__dirname, "../..");

/** Oldest date that a zip can hold: the same bytes whenever it is built. */
const EPOCH = new Date(1980, 0, 1);
const UNIX = 3;
const REGULAR_FILE = 0o100000;
const EXECUTABLE = 0o755;
const READABLE = 0o644;
const NOTICES = "THIRD-PARTY-NOTICES.txt";

export async function buildProviderPackage({
  outDir,
  source,
  version,
  ...options
}: ProviderPackageOptions): Promise<ProviderPackage> {
  const type = source.split("/").at(-1) ?? "";
  const name = `terraform-provider-${type}`;
  // Terraform takes any suffix, and with .cjs Node never asks the nearest package.json what kind of module this is.
  const { files: code, maps, metafile } = await bundle({ ...options, file: `${name}.cjs`, type });
  const notices = thirdPartyNotices(metafile, ROOT);
  const files = { ...code, [NOTICES]: new TextEncoder().encode(notices) };
  const zip = pack(files);
  const metadata: ProviderPackage = { source, version, h1: h1(files), zipSha256: sha256(zip) };

  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(outDir, file), content, { mode: modeOf(file) });
  }
  for (const [file, map] of Object.entries(maps)) {
    writeFileSync(join(outDir, file), map);
  }
  writeFileSync(join(outDir, `${name}.zip`), zip);
  writeFileSync(join(outDir, "provider-package.json"), `${JSON.stringify(metadata, undefined, 2)}\n`);
  writeFileSync(join(outDir, "bundle.json"), JSON.stringify(metafile));
  return metadata;
}

function pack(files: { readonly [name: string]: Uint8Array }): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    entries[name] = [content, { os: UNIX, attrs: (REGULAR_FILE | modeOf(name)) << 16, mtime: EPOCH }];
  }
  return zipSync(entries, { level: 9 });
}

function modeOf(file: string): number {
  return file === NOTICES ? READABLE : EXECUTABLE;
}

/** `Hash1` of golang.org/x/mod/sumdb/dirhash: the digest of a sorted list of digests and names. */
export function h1(files: { readonly [name: string]: Uint8Array }): string {
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${sha256(files[name] ?? new Uint8Array(0))}  ${name}\n`);
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
