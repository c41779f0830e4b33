import { join } from "node:path";
import {
  type DriftReport,
  renderDriftAnnotations,
  renderDriftHtml,
  renderDriftJson,
  renderDriftMarkdown,
  renderDriftSarif,
  renderDriftText,
} from "../../report/index.js";
import type { Drift } from "../../trust/index.js";
import type { DriftFormat } from "../commands/drift.js";
import type { Renderers } from "../options/output.js";
import { locationsOf } from "../private/locations.js";
import { packageVersion } from "../private/package.js";
import { readApp } from "../readers/app.js";
import type { ReadStack } from "./plans.js";

/** The drift in each of its formats; lines of code are looked up for those that have them alone. */
export function driftRenderers(report: DriftReport, stacks: readonly ReadStack[]): Renderers<DriftFormat> {
  return {
    text: (paint) => renderDriftText(report, paint),
    markdown: () => renderDriftMarkdown(report),
    json: () => renderDriftJson(report),
    html: () => renderDriftHtml(report),
    sarif: () => {
      const { locate, fallback } = locator(stacks);
      return renderDriftSarif(report, { version: packageVersion(), locate, ...(fallback && { fallback }) });
    },
    github: () => renderDriftAnnotations(report, locator(stacks).locate),
  };
}

/** The line in the app's code that made a resource, by its address in its stack. */
function locator(stacks: readonly ReadStack[]) {
  const folders = new Map(
    stacks.flatMap(({ name, directory }) => (directory === undefined ? [] : [[name, directory] as const])),
  );
  const sources = [...folders].flatMap(([name, directory]) => readApp(directory, () => name).sources);
  const [first] = folders.values();
  const locations = locationsOf({ where: first === undefined ? "" : join(first, "cdk.tf.json"), sources });
  return {
    locate: ({ stack, at }: Drift) =>
      stack === undefined ? undefined : locations.of({ source: "synthesized", where: stack, at }),
    fallback: locations.fallback,
  };
}
