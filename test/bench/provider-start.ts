/** Start of the provider process: to the handshake line, beside Node's own start, and the size of what is loaded. */
import { readFileSync, statSync } from "node:fs";
import { mustSucceed, run, sideBySide } from "./measure.js";
import type { Binary } from "./stage.js";
import type { Row } from "./table.js";

const PLUGIN_ENVIRONMENT = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5,6",
};
/** Without the extra certificates of this machine: Node reads them at every start, the provider only when it calls out. */
const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env };
delete ENVIRONMENT.NODE_EXTRA_CA_CERTS;
const TARGET_RATIO = 2.2;
const TARGET_BUNDLE_KB = 150;
const PAIRS = 21;

async function start(binary: Binary): Promise<number> {
  const result = await run(binary.path, [], {
    cwd: process.cwd(),
    env: { ...ENVIRONMENT, ...PLUGIN_ENVIRONMENT },
    untilFirstLine: true,
  });
  if (!/^1\|[56]\|/.test(result.stdout)) {
    throw new Error(`${binary.path} did not print a handshake: ${result.stdout}${result.stderr}`);
  }
  return result.seconds;
}

async function node(): Promise<number> {
  const result = await run(process.execPath, ["-e", "0"], { cwd: process.cwd(), env: ENVIRONMENT });
  return mustSucceed("node -e 0", result).seconds;
}

/** Bytes of the bundle that are not axios or one of its dependencies, in kB, from esbuild's metafile. */
function bundleWithoutAxios(metafile: string): number {
  const meta = JSON.parse(readFileSync(metafile, "utf8")) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const AXIOS =
    /node_modules\/(axios|form-data|follow-redirects|proxy-from-env|https-proxy-agent|agent-base|combined-stream|delayed-stream|asynckit|mime-|es-|has-|get-|call-bind|dunder|gopd|hasown|function-bind|math-intrinsics|debug|ms|supports-color|has-flag)/;
  const bytes = Object.values(meta.outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([input]) => !AXIOS.test(input))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return bytes / 1000;
}

export async function benchStart(ours: Binary, peer: Binary | undefined, metafile: string): Promise<Row[]> {
  const measured = await sideBySide(PAIRS, () => start(ours), node);
  const peerSeconds = peer ? (await sideBySide(PAIRS, () => start(peer), node)).ours : undefined;
  const bundle = bundleWithoutAxios(metafile);
  return [
    {
      group: "start",
      what: "process start to handshake, beside node -e 0",
      unit: "s",
      ours: measured.ours,
      floor: measured.other,
      ratio: measured.ratio,
      ...(peerSeconds === undefined ? {} : { peer: peerSeconds }),
      target: `≤ ${TARGET_RATIO} ×`,
      met: measured.ratio <= TARGET_RATIO,
    },
    {
      group: "start",
      what: "spawned bundle without axios and its dependencies",
      unit: "kB",
      ours: bundle,
      ...(peer ? { peer: statSync(peer.path).size / 1000 } : {}),
      target: `≤ ${TARGET_BUNDLE_KB} kB`,
      met: bundle <= TARGET_BUNDLE_KB,
    },
  ];
}
