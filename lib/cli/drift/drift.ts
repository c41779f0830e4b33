import type { DriftReport } from "../../report/index.js";
import { applyBaseline, gravestDrift } from "../../trust/index.js";
import { DRIFT_PARTS, type DriftOptions } from "../commands/drift.js";
import { describeError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { namesOf } from "../private/names.js";
import { Progress } from "../private/progress.js";
import { note } from "../private/terminal.js";
import { accept } from "./accept.js";
import { readBaselineFile, writtenBaseline } from "./files.js";
import { gather, partsOf } from "./gather.js";
import { Interruption } from "./interruption.js";
import { judge } from "./judge.js";
import { issueOptions, publish } from "./publish.js";
import { driftRenderers } from "./render.js";

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
  const issue = await issueOptions(options);
  const interruption = new Interruption();
  const progress = new Progress();
  try {
    const sources = await gather(options, interruption, (text) => progress.say(text));
    progress.done();
    const judged = judge(partsOf(options), sources, options.onlyShown === true);
    const authored = await interruption.orStopped(sources.authors(judged.drifts));
    const notes = [...sources.notes, ...judged.notes, ...(authored.note === undefined ? [] : [authored.note])];
    const isWhole = partsOf(options).length === DRIFT_PARTS.length && options.onlyShown !== true;
    const isComplete = judged.undecided.length === 0;
    interruption.beginWriting();
    const accepted = accept(authored.drifts, {
      ...(written === undefined ? {} : { written }),
      ...(baseline === undefined ? {} : { baseline }),
      isComplete,
      isWhole,
      today,
    });
    const baselined = applyBaseline(authored.drifts, accepted.baseline, today);
    const report: DriftReport = {
      ...baselined,
      // what was not looked at may be there still
      unused: isWhole && isComplete ? baselined.unused : [],
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
    const exitCode = accepted.isDone ? exitCodeOf(report, options) : EXIT.error;
    // Set before printing: a reader that goes away ends us with it.
    process.exitCode = exitCode;
    await writeInFormat(driftRenderers(report, sources.plans.stacks), options);
    const { snapshot, summary = true } = options;
    const publication = {
      summary,
      ...(issue === undefined ? {} : { issue }),
      ...(snapshot === undefined ? {} : { snapshot }),
    };
    const isPublished = await interruption.orStopped(publish(report, sources, publication, now));
    return isPublished ? exitCode : EXIT.error;
  } catch (error) {
    if (interruption.signal === undefined) {
      throw error;
    }
    // requests that are under way would keep the process for as long as they wait
    note(describeError(await interruption.ended()).text);
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
