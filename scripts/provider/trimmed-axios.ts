/**
 * axios without what the provider never calls but would pay for at every load: the fetch adapter and the global
 * FormData, either of which wakes the whole of Node's undici, and form-data, which brings a table of all media types.
 * Together they are two thirds of the time it takes to load; the figures are in ARCHITECTURE.md.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import type { Part } from "./bundle.js";

const root = dirname(require.resolve("axios/package.json"));

export const axiosPart: Part = {
  file: "axios.cjs",
  imported: "axios",
  // What `require("axios")` gives; the package names its ES modules to `import` alone.
  contents: `module.exports = require(${JSON.stringify(join(root, "index.js"))}).default;`,
};

const LEFT_OUT: { readonly [module: string]: string } = {
  "./fetch.js": "export const getFetch = () => false;",
  "form-data": `export default class FormData {
    constructor() { throw new Error("The provider sends no forms."); }
  }`,
};

const GLOBAL_FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

export const trimAxios: Plugin = {
  name: "trim-axios",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(\.\/fetch\.js|form-data)$/ }, ({ path, importer }) =>
      importer.startsWith(root) ? { path, namespace: "left-out" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: LEFT_OUT[path] ?? "" }));
    onLoad({ filter: /utils\.js$/ }, ({ path }) => {
      if (path !== join(root, "lib/utils.js")) {
        return undefined;
      }
      const code = readFileSync(path, "utf8");
      if (!code.includes(GLOBAL_FORM_DATA)) {
        throw new Error(`${path} has changed: look again for what loads undici`);
      }
      return { contents: code.replace(GLOBAL_FORM_DATA, "undefined") };
    });
  },
};
