/** One provider as Terraform installs it: bundle, zip, and the hash that a lock file wants. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { launcher } from "./launcher.js";

export interface ProviderPackageOptions {
  /** TypeScript file that calls `serve`. */
  readonly entry: string;
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

/** Oldest date that a zip can hold: the same bytes whenever it is built. */
const EPOCH = new Date(1980, 0, 1);
const UNIX = 3;
const REGULAR_EXECUTABLE = 0o100755;

export function buildProviderPackage({ entry, outDir, source, version }: ProviderPackageOptions): ProviderPackage {
  const type = source.split("/").at(-1) ?? "";
  const name = `terraform-provider-${type}`;
  // Terraform takes any suffix, and with .cjs Node never asks the nearest package.json what kind of module this is.
  const file = `${name}.cjs`;
  const { code, metafile } = bundle(entry, launcher(type));
  const zip = zipSync(
    { [file]: [code, { os: UNIX, attrs: REGULAR_EXECUTABLE << 16, mtime: EPOCH }] },
    { level: 9, mtime: EPOCH },
  );
  const metadata: ProviderPackage = { source, version, h1: h1({ [file]: code }), zipSha256: sha256(zip) };

  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, file), code);
  chmodSync(join(outDir, file), 0o755);
  writeFileSync(join(outDir, `${name}.zip`), zip);
  writeFileSync(join(outDir, "provider-package.json"), `${JSON.stringify(metadata, undefined, 2)}\n`);
  writeFileSync(join(outDir, "bundle.json"), JSON.stringify(metafile));
  return metadata;
}

function bundle(entry: string, banner: string) {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // ES modules where a package has them: what is not used stays out.
    mainFields: ["module", "main"],
    // Names stay, so that a stack trace in a log says something.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "eof",
    banner: { js: banner },
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const code = outputFiles[0]?.contents;
  if (code === undefined) {
    throw new Error(`esbuild made nothing of ${entry}`);
  }
  return { code, metafile };
}

/** `golang.org/x/mod/sumdb/dirhash` Hash1: the digest of a sorted list of digests and names. */
export function h1(files: { readonly [name: string]: Uint8Array }): string {
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${sha256(files[name] ?? new Uint8Array(0))}  ${name}\n`);
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
