import { type Drift, gravestDrift } from "../../trust/index.js";
import { jsonText } from "../escape/json.js";
import { findingValue } from "../findings/json.js";
import { changeOf } from "../review/json.js";
import type { DriftReport } from "./report.js";

/** The drift as one JSON document, in the shape of {@link DRIFT_SCHEMA}. */
export function renderDriftJson(report: DriftReport): string {
  const { organization, at, stacks, live, parts, fresh, accepted, expired, unused, undecided, notes, names } = report;
  const value = (drift: Drift): object => driftValue(drift, names);
  const ended = new Map(expired.map(({ drift, acceptance }) => [drift, acceptance]));
  return `${jsonText({
    version: 1,
    organization,
    at,
    complete: undecided.length === 0,
    severity: gravestDrift(fresh),
    parts,
    stacks,
    live: live ?? null,
    drifts: fresh.map((drift) => {
      const acceptance = ended.get(drift);
      return { ...value(drift), ...(acceptance === undefined ? {} : { expired: acceptance }) };
    }),
    accepted: accepted.map(({ drift, acceptance }) => ({ ...value(drift), acceptance })),
    unused,
    undecided,
    notes,
  })}\n`;
}

function driftValue(drift: Drift, names: DriftReport["names"]): object {
  const { section, fingerprint, stack, kind, name, at, what, severity, because, effects, changes, author } = drift;
  return {
    section,
    fingerprint,
    ...(stack === undefined ? {} : { stack }),
    kind,
    name,
    at,
    what,
    severity,
    because,
    gained: drift.gained.map((gain) => ({ severity: gain.severity, because: gain.because, ...changeOf(gain, names) })),
    lost: drift.lost.map((loss) => changeOf(loss, names)),
    newFindings: drift.newFindings.map(findingValue),
    effects,
    changes,
    ...(author === undefined ? {} : { author }),
  };
}
