/** TypeScript to the files that a provider ships as. */
import { resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { launcher } from "./launcher.js";

export interface BundleOptions {
  /** TypeScript file that calls `serve`. */
  readonly entry: string;
  /** Name of the executable file. */
  readonly file: string;
  /** Of the provider, for messages. */
  readonly type: string;
  readonly parts?: readonly Part[];
  readonly plugins?: readonly Plugin[];
}

/**
 * A module in a file of its own beside the executable, loaded when it is first needed. Node parses a file as a whole,
 * so what the handshake does not need should not be in its file.
 */
export interface Part {
  readonly file: string;
  /** What the others import: a package, or the path of a TypeScript file. */
  readonly imported: string;
  /** The code of the file; by default the TypeScript file itself. */
  readonly contents?: string;
}

export interface Bundle {
  readonly files: { readonly [name: string]: Uint8Array };
  /** A source map a file, e.g. `server.cjs.map`: for people who read a stack trace, not for the package. */
  readonly maps: { readonly [name: string]: Uint8Array };
  /** Of all files together. */
  readonly metafile: Metafile;
}

const COMMON: BuildOptions = {
  // Paths in the output are relative to it.
  absWorkingDir: resolve(__dirname, "../.."),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // ES modules where a package has them: what is not used stays out.
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  // Names too: they are a third of what Node reads at each start. Nothing depends on a function's own name.
  minify: true,
  // Apart, so that scripts/readable-stack.ts can give the names back.
  sourcemap: "external",
  sourcesContent: false,
  // Node prints the whole line where an exception comes from.
  lineLimit: 160,
  legalComments: "eof",
  metafile: true,
  write: false,
  logLevel: "error",
};

export async function bundle({ entry, file, type, parts = [], plugins = [] }: BundleOptions): Promise<Bundle> {
  const apart = [...plugins, partsPlugin(parts)];
  const made = await Promise.all([
    one(file, { entryPoints: [entry], banner: { js: launcher(type) }, plugins: apart }),
    ...parts.map((part) => one(part.file, { ...entryOf(part), plugins: apart })),
  ]);
  return {
    files: Object.fromEntries(made.map(({ name, code }) => [name, code])),
    maps: Object.fromEntries(made.map(({ name, map }) => [`${name}.map`, map])),
    metafile: {
      inputs: Object.assign({}, ...made.map(({ metafile }) => metafile.inputs)) as Metafile["inputs"],
      outputs: Object.assign({}, ...made.map(({ metafile }) => metafile.outputs)) as Metafile["outputs"],
    },
  };
}

async function one(name: string, options: BuildOptions) {
  const { outputFiles, metafile } = await build({ ...COMMON, ...options, outfile: name });
  const [map, code] = [".map", ".cjs"].map((end) => outputFiles?.find(({ path }) => path.endsWith(end))?.contents);
  if (code === undefined || map === undefined || metafile === undefined) {
    throw new Error(`esbuild made no ${name}`);
  }
  return { name, code, map, metafile };
}

function entryOf({ imported, contents }: Part): BuildOptions {
  return contents === undefined ? { entryPoints: [imported] } : { stdin: { contents, resolveDir: __dirname } };
}

/** Leaves an import of a part to the time when the program runs, and drops modules that nobody uses. */
function partsPlugin(parts: readonly Part[]): Plugin {
  const byImport = new Map(parts.map(({ file, imported }) => [imported, `./${file}`]));
  return {
    name: "parts",
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const part = byImport.get(path);
        return part === undefined ? undefined : { path: part, external: true };
      });
      onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
        if (resolveDir.includes("node_modules")) {
          return undefined;
        }
        const target = resolve(resolveDir, path.replace(/\.js$/, ".ts"));
        const part = byImport.get(target);
        return part === undefined ? { path: target, sideEffects: false } : { path: part, external: true };
      });
    },
  };
}
