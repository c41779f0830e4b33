import { buildSync } from "esbuild";

/** Scripts of HTML pages: TypeScript for the browser as one text that a page holds, readable as it is. */
export function pageScripts(): ReadonlyMap<string, string> {
  return new Map([["lib/report/graph/script.ts", script("lib/report/graph/browser/main.ts")]]);
}

function script(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    // comments would be most of it
    minifyWhitespace: false,
    legalComments: "none",
  });
  const code = (outputFiles[0]?.text ?? "").replace(/^\s*\/\/.*\n/gm, "");
  const literal = code.replace(/[\\`]|\$\{/g, (text) => `\\${text}`);
  return `// Generated from ${entry} by \`npm run generate\`: do not edit.

/** The script of the page, a constant. */
export const SCRIPT = \`${literal}\`;
`;
}
