import { type AnnotationLevel, renderAnnotations } from "../annotations/render.js";
import type { Locate } from "../location.js";
import type { Explanation } from "./explanation.js";
import { outlineOf, WAYS_IN } from "./outline.js";

const LEVELS: { readonly [verdict in Explanation["result"]["verdict"]]: AnnotationLevel } = {
  admitted: "notice",
  refused: "error",
  unknown: "warning",
};

/** The verdict as an annotation, where it is refused at the setting that is nearest; then what would let it in. */
export function renderExplanationAnnotations(explanation: Explanation, locate: Locate = () => undefined): string {
  const { verdict, because, asked, warnings, settings, lists } = outlineOf(explanation);
  const [first] = settings;
  const failed = first?.steps.find(({ passed }) => passed === false);
  const nearly = first === undefined || failed === undefined ? "" : `; nearest is ${first.name}: ${failed.text}`;
  const { result, nearest } = explanation;
  const isAtFault = result.verdict === "refused" && result.noToken === undefined;
  const location = isAtFault && nearest !== undefined ? locate(nearest) : undefined;
  return renderAnnotations([
    {
      level: LEVELS[result.verdict],
      title: `${verdict} ${because}`,
      message: `${asked}${nearly}`,
      ...(location === undefined ? {} : { location }),
    },
    ...warnings.map((message) => ({ level: "warning", title: "explain", message }) as const),
    ...lists
      .filter(({ title }) => title.startsWith(WAYS_IN))
      .flatMap(({ title, items }) => items.map((message) => ({ level: "notice", title, message }) as const)),
  ]);
}
