/** Runs a generated app in this process, as `cdktf synth` would in its own. */
import "../../support/typescript-require.js";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import * as cdktf from "cdktf";
import * as constructs from "constructs";
import { transformSync } from "esbuild";
import { vi } from "vitest";
import * as gitHub from "../../../lib/github/index.js";
import * as ours from "../../../lib/index.js";
import { outdir } from "../../support/outdir.js";

export interface SynthesizedApp {
  /** The stack's folder, where terraform runs. */
  readonly stack: string;
  // biome-ignore lint/suspicious/noExplicitAny: any JSON, read by the tests' own expectations
  readonly json: any;
}

/** On a day, today unless it is told: what an app accepts ends. @throws what the app throws, and what stops its synth */
export function synthesize(files: ReadonlyMap<string, string>, now = new Date()): SynthesizedApp {
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    return run(files);
  } finally {
    vi.useRealTimers();
  }
}

function run(files: ReadonlyMap<string, string>): SynthesizedApp {
  const out = outdir();
  class App extends cdktf.App {
    constructor() {
      super({ outdir: out });
    }
  }
  const packages: { readonly [name: string]: object } = {
    cdktf: { ...cdktf, App },
    constructs,
    "cloudsmith-trust": ours,
    "cloudsmith-trust/github": gitHub,
  };
  const loaded = new Map<string, { exports: object }>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known !== undefined) {
      return known.exports;
    }
    const text = files.get(path);
    if (text === undefined) {
      throw new Error(`the app imports ${path}, which it does not have`);
    }
    const module = { exports: {} };
    loaded.set(path, module);
    const { code } = transformSync(text, { loader: "ts", format: "cjs", target: "es2022" });
    const requireFrom = (name: string): object =>
      packages[name] ?? load(posix.join(posix.dirname(path), name).replace(/\.js$/, ".ts"));
    new Function("require", "module", "exports", code)(requireFrom, module, module.exports);
    return module.exports;
  };
  load("main.ts");
  const stack = join(out, "stacks", "acme");
  return { stack, json: JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) };
}
