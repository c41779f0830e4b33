/** What loading a library costs a process at its start: the ground on which hand-written parts stand or fall. */
import { mustSucceed, run, sideBySide } from "./measure.js";
import type { Row } from "./table.js";

const PAIRS = 9;

const LOADED = [
  { module: "node:tls", what: "node:tls, the transport's ground" },
  { module: "node:http2", what: "node:http2, which the own transport replaces" },
  { module: "@grpc/grpc-js", what: "@grpc/grpc-js, which the own transport replaces" },
  { module: "@bufbuild/protobuf/wire", what: "@bufbuild/protobuf/wire, in use" },
  { module: "@grpc/proto-loader", what: "@grpc/proto-loader, which the field tables replace" },
  { module: "@msgpack/msgpack", what: "@msgpack/msgpack, in use" },
  { module: "axios", what: "axios, in use, loaded at the first API request" },
];

export async function benchLibraries(): Promise<Row[]> {
  const start = async (code: string): Promise<number> =>
    mustSucceed(
      `node -e '${code}'`,
      await run(process.execPath, ["-e", code], { cwd: process.cwd(), env: process.env }),
    ).seconds;
  const rows: Row[] = [];
  for (const { module, what } of LOADED) {
    const measured = await sideBySide(
      PAIRS,
      () => start(`require("${module}")`),
      () => start("0"),
    );
    rows.push({
      group: "load",
      what,
      unit: "s",
      ours: measured.ours,
      floor: measured.other,
      ratio: measured.ratio,
    });
  }
  return rows;
}
