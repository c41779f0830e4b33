import { markdownProse, markdownSafe } from "../escape/markdown.js";
import type { Explanation } from "./explanation.js";
import { type Outline, type OutlinedSetting, outlineOf } from "./outline.js";

/** The explanation for a comment or a step summary: verdict first. */
export function renderExplanationMarkdown(explanation: Explanation): string {
  const { verdict, because, asked, warnings, settings, hiddenSettings, lists } = outlineOf(explanation);
  const blocks = [
    `## ${capital(verdict)} ${markdownSafe(because)}`,
    markdownSafe(asked),
    ...warnings.map((warning) => `**${markdownSafe(warning)}**`),
    ...settings.map(settingBlock),
    ...(hiddenSettings === 0 ? [] : [`… and ${hiddenSettings} more that refuse it, further from admitting.`]),
    ...lists.map(listBlock),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function settingBlock({ name, outcome, steps }: OutlinedSetting): string {
  const marks = { true: "✓", false: "✗", undefined: "·" } as const;
  const rows = steps.map(({ step, passed, text }) => `| ${marks[`${passed}`]} | ${step} | ${markdownSafe(text)} |`);
  return [
    `### ${markdownSafe(name)} ${outcome.replaceAll("_", "\\_")}`,
    "",
    "| | step | |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function listBlock({ title, items }: Outline["lists"][number]): string {
  return [`### ${markdownProse(title)}`, "", ...items.map((item) => `- ${markdownSafe(item)}`)].join("\n");
}
