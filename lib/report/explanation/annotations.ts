import { type AnnotationLevel, renderAnnotations } from "../annotations/render.js";
import type { Explanation } from "./explanation.js";
import { outlineOf } from "./outline.js";

const LEVELS: { readonly [verdict in Explanation["result"]["verdict"]]: AnnotationLevel } = {
  admitted: "notice",
  refused: "error",
  unknown: "warning",
};

/** The verdict as an annotation, then what would let it in. */
export function renderExplanationAnnotations(explanation: Explanation): string {
  const { verdict, because, asked, warnings, settings, lists } = outlineOf(explanation);
  const [nearest] = settings;
  const failed = nearest?.steps.find(({ passed }) => passed === false);
  const nearly = nearest === undefined || failed === undefined ? "" : `; nearest is ${nearest.name}: ${failed.text}`;
  return renderAnnotations([
    { level: LEVELS[explanation.result.verdict], title: `${verdict} ${because}`, message: `${asked}${nearly}` },
    ...warnings.map((message) => ({ level: "warning", title: "explain", message }) as const),
    ...lists
      .filter(({ title }) => title.startsWith("What would let it in"))
      .flatMap(({ title, items }) => items.map((message) => ({ level: "notice", title, message }) as const)),
  ]);
}
