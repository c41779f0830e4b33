import type { DriftReport } from "../../report/drift/report.js";
import { renderDriftJson, renderDriftMarkdown, renderDriftText } from "../../report/index.js";
import { PLAIN } from "../../report/paint.js";
import { applyBaseline, baselineOf, formatBaseline, gravestDrift } from "../../trust/index.js";
import type { DriftOptions } from "../commands/drift.js";
import { describeError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeReport } from "../options/output.js";
import { namesOf } from "../private/names.js";
import { Progress } from "../private/progress.js";
import { note, paintFor } from "../private/terminal.js";
import { readBaselineFile, type WrittenBaseline, writeWhole, writtenBaseline } from "./files.js";
import { gather, partsOf, type Sources } from "./gather.js";
import { Interruption } from "./interruption.js";
import { judge } from "./judge.js";
import { publishSnapshot } from "./snapshot.js";

/**
 * Finds what is live and not what is declared.
 *
 * @returns the exit code
 */
export async function drift(options: DriftOptions): Promise<number> {
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const written = writtenBaseline(options, today);
  const baseline = readBaselineFile(options.baseline);
  const interruption = new Interruption();
  const progress = new Progress();
  try {
    const sources = await gather(options, interruption, (text) => progress.say(text));
    progress.done();
    const judged = judge(partsOf(options), sources, options.onlyShown === true);
    const authored = await interruption.orStopped(sources.authors(judged.drifts));
    const notes = [...sources.notes, ...judged.notes, ...(authored.note === undefined ? [] : [authored.note])];
    const report: DriftReport = {
      ...applyBaseline(authored.drifts, baseline, today),
      organization: sources.organization,
      at: now.toISOString(),
      stacks: sources.plans.stacks.map(({ name, where, proof }) => ({ name, where, readOnly: proof })),
      ...(sources.live === undefined ? {} : { live: sources.where }),
      parts: partsOf(options),
      undecided: judged.undecided,
      notes,
      names: new Map(
        sources.plans.stacks.flatMap(({ merged }) => (merged === undefined ? [] : [...namesOf(merged.trust)])),
      ),
    };
    const exitCode = exitCodeOf(report, options);
    // Set before printing: a reader that goes away ends us with it.
    process.exitCode = exitCode;
    await writeReport(render(report, options), options);
    publish(report, sources, options, written, baseline, now);
    return exitCode;
  } catch (error) {
    if (interruption.signal === undefined) {
      throw error;
    }
    // requests that are under way would keep the process for as long as they wait
    note(describeError(error).text);
    process.exit(EXIT.error);
  } finally {
    progress.done();
    interruption.forget();
  }
}

function exitCodeOf({ undecided, fresh }: DriftReport, options: DriftOptions): number {
  if (undecided.length > 0) {
    return EXIT.error;
  }
  const severity = gravestDrift(fresh);
  return severity !== "none" && fails(options, severity) ? EXIT.drift : EXIT.ok;
}

/** What is asked for beside the report. */
function publish(
  report: DriftReport,
  sources: Sources,
  { snapshot }: DriftOptions,
  written: WrittenBaseline | undefined,
  baseline: Parameters<typeof baselineOf>[2],
  now: Date,
): void {
  if (written !== undefined) {
    const all = [...report.fresh, ...report.accepted.map(({ drift: each }) => each)];
    const made = baselineOf(all, written, baseline, now.toISOString().slice(0, 10));
    writeWhole(written.file, formatBaseline(made), "the baseline");
  }
  if (snapshot !== undefined) {
    publishSnapshot(snapshot, sources, now);
  }
}

function render(report: DriftReport, { format, output }: DriftOptions): string {
  switch (format) {
    case "json":
      return renderDriftJson(report);
    case "markdown":
      return renderDriftMarkdown(report);
    case "text":
      return renderDriftText(report, output === undefined ? paintFor(process.stdout) : PLAIN);
  }
}
