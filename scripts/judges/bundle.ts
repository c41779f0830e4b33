/**
 * What judges trust is more than a hundred small modules, and synth loads them all: in one file that takes Node a
 * fraction of the time.
 */
import { dirname, join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const DIRECTORY = "constructs/private";

/** @param compiled - the folder of the compiled library, of which one file is replaced */
export async function bundleJudges(source: string, compiled: string): Promise<void> {
  await build({
    entryPoints: [join(source, DIRECTORY, "judges-entry.ts")],
    outfile: join(compiled, DIRECTORY, "judges.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160,
    logLevel: "error",
    plugins: [loadedAlready(source)],
  });
}

/** The constructs themselves use the tables of issuers, so those stay where they are. */
function loadedAlready(source: string): Plugin {
  const issuers = join(source, "oidc", "issuers");
  return {
    name: "loaded-already",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
        const target = resolve(dirname(importer), path);
        return dirname(target) === issuers && dirname(importer) !== issuers
          ? { path: relative(join(source, DIRECTORY), target), external: true }
          : undefined;
      });
    },
  };
}
