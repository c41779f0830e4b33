/** The page of the graph of 1,000 pipelines: what it weighs, and how soon a person can use it in headless Chromium. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderGraphHtml } from "../../lib/report/graph/html.js";
import { checkTrust, graphOf, readTrustValue } from "../../lib/trust/index.js";
import { CHROMIUM, launch } from "../support/chromium.js";
import { median } from "./measure.js";
import { appliedOrganization } from "./pipelines.js";
import type { Row } from "./table.js";

const N = 1_000;
const REPEATS = 5;
const MAX_MEGABYTES = 2;
const MAX_SECONDS = 2;
const GROUP = "graph";

/** Every setting trusts by name, so that rules find something about each. */
function page(): string {
  const value = appliedOrganization(N);
  const settings = (value.settings ?? []).map((setting, index) => ({
    ...setting,
    claims: { repository: `acme/app-${index}`, environment: "production" },
  }));
  const model = readTrustValue({ ...value, settings }, "bench");
  const { findings } = checkTrust(model);
  if (findings.length < N) {
    throw new Error(`rules found ${findings.length} things about ${N} settings`);
  }
  return renderGraphHtml({
    graph: graphOf(model, findings),
    trust: "bench",
    names: new Map(),
    around: {},
    accepted: 0,
  });
}

export async function benchGraph(): Promise<Row[]> {
  const html = page();
  const megabytes = Buffer.byteLength(html) / 1e6;
  const size: Row = {
    group: GROUP,
    what: "page of 1,000 pipelines, a finding on each",
    unit: "MB",
    ours: megabytes,
    target: `≤ ${MAX_MEGABYTES}`,
    met: megabytes <= MAX_MEGABYTES,
  };
  if (CHROMIUM === undefined) {
    process.stderr.write("not measured: the page in a browser; name Chromium in CHROMIUM or put it on PATH\n");
    return [size];
  }
  const seconds = await untilInteractive(html, CHROMIUM);
  return [
    size,
    {
      group: GROUP,
      what: "page of 1,000 pipelines, until interactive",
      unit: "s",
      ours: seconds,
      target: `≤ ${MAX_SECONDS}`,
      met: seconds <= MAX_SECONDS,
    },
  ];
}

/** From the start of the navigation until the script has drawn everything and listens. */
async function untilInteractive(html: string, executable: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-graph-"));
  const file = join(folder, "graph.html");
  writeFileSync(file, html);
  const browser = await launch(executable);
  try {
    const times: number[] = [];
    for (let index = 0; index < REPEATS; index++) {
      const opened = await browser.newPage();
      await opened.goto(pathToFileURL(file).href);
      await opened.waitForSelector("html[data-ready]");
      times.push(Number(await opened.evaluate("performance.getEntriesByName('graph-ready')[0].startTime")) / 1000);
      await opened.close();
    }
    return median(times);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
