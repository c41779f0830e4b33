/** Start of the provider process: to the handshake line, beside Node's own start, and the size of what is loaded. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
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

/** Before the handshake only the executable is loaded; the server and the schemas follow in every process. */
const EXECUTABLE = "terraform-provider-cloudsmith.cjs";
/** Loaded with the provider's configuration, and with the first request. */
const LATER = ["handlers.cjs", "axios.cjs"];
const AXIOS_FILE = "axios.cjs";

/** Sizes in kB, from esbuild's metafile. */
function sizes(metafile: string): Record<"executable" | "everyProcess" | "withoutAxios", number> {
  const { outputs } = JSON.parse(readFileSync(metafile, "utf8")) as { outputs: Record<string, { bytes: number }> };
  const kilobytes = (wanted: (file: string) => boolean): number =>
    Object.entries(outputs)
      .filter(([file]) => file.endsWith(".cjs") && wanted(basename(file)))
      .reduce((sum, [, { bytes }]) => sum + bytes / 1000, 0);
  return {
    executable: kilobytes((file) => file === EXECUTABLE),
    everyProcess: kilobytes((file) => !LATER.includes(file)),
    withoutAxios: kilobytes((file) => file !== AXIOS_FILE),
  };
}

export async function benchStart(ours: Binary, peer: Binary | undefined, metafile: string): Promise<Row[]> {
  const measured = await sideBySide(PAIRS, () => start(ours), node);
  const peerSeconds = peer ? (await sideBySide(PAIRS, () => start(peer), node)).ours : undefined;
  const size = sizes(metafile);
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
      what: "bundle without axios and its dependencies",
      unit: "kB",
      ours: size.withoutAxios,
      ...(peer ? { peer: statSync(peer.path).size / 1000 } : {}),
      target: `≤ ${TARGET_BUNDLE_KB} kB`,
      met: size.withoutAxios <= TARGET_BUNDLE_KB,
    },
    { group: "start", what: "of it what every process loads", unit: "kB", ours: size.everyProcess },
    { group: "start", what: "of it the executable, loaded before the handshake", unit: "kB", ours: size.executable },
  ];
}
