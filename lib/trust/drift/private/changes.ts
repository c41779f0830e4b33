import type { DriftedResource } from "../../plan/drifted.js";
import type { FieldChange } from "../result.js";
import { canonical, shortText } from "./canonical.js";

/** Fields that say nothing a person could act on. */
const IDS = new Set(["id", "etag", "created_at", "updated_at", "node_id"]);

/** The fields that differ by more than their order, as short text. */
export function changesOf(resource: DriftedResource): readonly FieldChange[] {
  const { recorded, live = {} } = resource;
  return differing(resource).map((field) => ({
    field,
    declared: shortText(recorded[field]),
    live: shortText(live[field]),
  }));
}

/** What a drift is known again by: the values that differ, as they are live. */
export function contentOf(resource: DriftedResource): unknown {
  const { live } = resource;
  return live === undefined ? "gone" : differing(resource).map((field) => [field, live[field] ?? null]);
}

function differing({ recorded, live }: DriftedResource): readonly string[] {
  if (live === undefined) {
    return [];
  }
  const names = new Set([...Object.keys(recorded), ...Object.keys(live)]);
  return [...names].filter((name) => !IDS.has(name) && canonical(recorded[name]) !== canonical(live[name])).sort();
}
