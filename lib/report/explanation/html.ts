import { badge, chip, heading, list, note, section, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import type { Explanation } from "./explanation.js";
import { type OutlinedSetting, outlineOf } from "./outline.js";

const TONES = { admitted: "good", refused: "bad", unknown: "warn" } as const;

/** The explanation as one self-contained page. */
export function renderExplanationHtml(explanation: Explanation): string {
  const { verdict, because, asked, warnings, settings, hiddenSettings, lists } = outlineOf(explanation);
  return renderPage({
    title: `Explanation: ${verdict} ${because}`,
    header: heading({
      kind: "Explanation of trust",
      verdict: html`${verdict.charAt(0).toUpperCase()}${verdict.slice(1)} ${because}`,
      tone: TONES[explanation.result.verdict],
      summary: asked,
    }),
    main: html`${[
      warnings.map((warning) => note(warning, "warn")),
      settings.map(settingSection),
      hiddenSettings === 0 ? undefined : note(`… and ${hiddenSettings} more that refuse it, further from admitting.`),
      lists.map(({ title, items }) => section(title, list(items))),
    ]}`,
  });
}

function settingSection({ name, admitted, outcome, steps }: OutlinedSetting): Html {
  return section(
    html`${chip(name)} ${admitted ? badge("good", outcome) : badge("high", outcome)}`,
    table({
      columns: ["Outcome", "Step", "Why"],
      rows: steps.map(({ step, passed, text }): readonly Content[] => [
        passed === undefined
          ? html`<span class="badge">not checked</span>`
          : passed
            ? badge("good", "passed")
            : badge("high", "failed"),
        step,
        text,
      ]),
      isCompact: true,
    }),
  );
}
