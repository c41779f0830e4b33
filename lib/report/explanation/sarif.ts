import type { FileLocation, Locate, LocatedFinding } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import type { Explanation } from "./explanation.js";
import { outlineOf, WAYS_IN } from "./outline.js";

/** What a refused token is as a finding; it weighs as much as `--fail-on` says. */
export const REFUSED = {
  rule: "token-refused",
  severity: "high",
  why: "A job whose token is refused gets no key, and fails where it needs one",
} as const;

export interface ExplanationSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: Locate;
  /** See {@link SarifReport.fallback}. */
  readonly fallback?: FileLocation;
}

/** A refused token as SARIF, at the setting that is nearest to admitting it; an admitted one has no result. */
export function renderExplanationSarif(
  explanation: Explanation,
  { version, locate, fallback }: ExplanationSarifOptions,
): string {
  const { verdict, because, asked, warnings, lists } = outlineOf(explanation);
  return renderSarif({
    command: "explain",
    asked: `${explanation.subject} as ${explanation.account}`,
    version,
    results: refusalsOf(explanation, locate),
    notes: [
      `${verdict} ${because}: ${asked}`,
      ...warnings,
      ...lists.flatMap(({ title, items }) => items.map((item) => `${title}: ${item}`)),
    ],
    complete: explanation.result.verdict !== "unknown",
    ...(fallback === undefined ? {} : { fallback }),
  });
}

/** The refusal, with the steps that failed and what would let it in; none where it is not refused. */
export function refusalsOf(explanation: Explanation, locate: Locate = () => undefined): readonly LocatedFinding[] {
  const { result, subject, nearest, organization } = explanation;
  if (result.verdict !== "refused") {
    return [];
  }
  const { because, settings, lists } = outlineOf(explanation);
  const [first] = settings;
  const failed = first?.steps.filter(({ passed }) => passed === false).map(({ text }) => text) ?? [];
  const ways = lists.find(({ title }) => title.startsWith(WAYS_IN))?.items ?? [];
  // without a token no setting is at fault
  const at = result.noToken === undefined ? nearest : undefined;
  const location = at === undefined ? undefined : locate(at);
  return [
    {
      ...REFUSED,
      ...(first === undefined || at === undefined ? {} : { subject: `setting ${first.name}` }),
      where: at?.at ?? organization,
      message: [`${subject} is refused ${because}`, ...(result.noToken === undefined ? failed : [result.noToken])].join(
        "; ",
      ),
      remedy: ways.length === 0 ? "nothing would let it in" : ways.join("; or "),
      ...(location === undefined ? {} : { location }),
    },
  ];
}
