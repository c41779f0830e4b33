/** TypeScript to the files that a provider ships as. */
import { basename, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { launcher } from "./launcher.js";

export interface BundleOptions {
  /** TypeScript file that calls `serve`. */
  readonly entry: string;
  /** Name of the executable file. */
  readonly file: string;
  /** Of the provider, for messages. */
  readonly type: string;
  /**
   * Files beside the executable, each a module that it loads when it needs it: name to a TypeScript file or a
   * package. Node parses a file as a whole, so what the handshake does not need should not be in its file.
   */
  readonly parts?: { readonly [file: string]: string };
}

export interface Bundle {
  readonly files: { readonly [name: string]: Uint8Array };
  /** Of all files together. */
  readonly metafile: Metafile;
}

const COMMON: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // ES modules where a package has them: what is not used stays out.
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  // Names stay, so that a stack trace in a log says something.
  minifySyntax: true,
  minifyWhitespace: true,
  // Node prints the whole line where an exception comes from.
  lineLimit: 160,
  legalComments: "eof",
  metafile: true,
  write: false,
  logLevel: "error",
};

export async function bundle({ entry, file, type, parts = {} }: BundleOptions): Promise<Bundle> {
  const apart = partsPlugin(parts);
  const made = await Promise.all([
    one(file, { entryPoints: [entry], banner: { js: launcher(type) }, plugins: [apart] }),
    ...Object.entries(parts).map(([name, source]) => one(name, { ...entryOf(source), plugins: [apart] })),
  ]);
  return {
    files: Object.fromEntries(made.map(({ name, code }) => [name, code])),
    metafile: {
      inputs: Object.assign({}, ...made.map(({ metafile }) => metafile.inputs)) as Metafile["inputs"],
      outputs: Object.assign({}, ...made.map(({ metafile }) => metafile.outputs)) as Metafile["outputs"],
    },
  };
}

async function one(name: string, options: BuildOptions) {
  const { outputFiles, metafile } = await build({ ...COMMON, ...options, outfile: name });
  const code = outputFiles?.[0]?.contents;
  if (code === undefined || metafile === undefined) {
    throw new Error(`esbuild made no ${name}`);
  }
  return { name, code, metafile };
}

/** A package is handed on as it is: whoever requires the file gets what `require` of the package would give. */
function entryOf(source: string): BuildOptions {
  return isPackage(source)
    ? { stdin: { contents: `module.exports = require(${JSON.stringify(source)})`, resolveDir: __dirname } }
    : { entryPoints: [source] };
}

function isPackage(source: string): boolean {
  return basename(source) === source;
}

/** Leaves an import of a part to the time when the program runs, and drops modules that nobody uses. */
function partsPlugin(parts: { readonly [file: string]: string }): Plugin {
  const byTarget = new Map(Object.entries(parts).map(([file, source]) => [source, `./${file}`]));
  return {
    name: "parts",
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        const part = importer === "<stdin>" ? undefined : byTarget.get(path);
        return part === undefined ? undefined : { path: part, external: true };
      });
      onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
        if (resolveDir.includes("node_modules")) {
          return undefined;
        }
        const target = resolve(resolveDir, path.replace(/\.js$/, ".ts"));
        const part = byTarget.get(target);
        return part === undefined ? { path: target, sideEffects: false } : { path: part, external: true };
      });
    },
  };
}
