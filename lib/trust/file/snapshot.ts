/**
 * Snapshots: trust files of a whole organization that say when they were taken and what could not be read then, so that
 * a review of one app can be joined with the rest.
 */
import { TrustError, type TrustProblem } from "../errors.js";
import type { Origin, TrustModel, Unknown } from "../model.js";
import type { Json } from "../private/json.js";
import { validate } from "../private/schema.js";
import type { TrustFileValue } from "./build.js";
import { trustFileValue } from "./format.js";
import { TRUST_FILE_SCHEMA } from "./schema.js";

/** The member `snapshot` of a trust file. */
export interface SnapshotPart extends Snapshot {
  readonly unknowns: readonly (Omit<Unknown, "origin"> & { readonly at: string })[];
}

/** When and how a snapshot was made. */
export interface Snapshot {
  /** The moment, as ISO 8601 in UTC: `2026-11-25T06:00:00Z`. */
  readonly taken_at: string;
  /** What made it: `cloudsmith-trust drift 0.1.0`. */
  readonly by: string;
}

/**
 * The text of a trust file that reads as a snapshot, with a final line break. Whatever the model does not know, whole
 * lists or parts of elements, the file says that it does not know it.
 *
 * @throws TrustError `not_writable` for a model that is not of a whole organization, or holds what a file cannot
 * @example formatSnapshot(model, { taken_at: "2026-11-25T06:00:00Z", by: "cloudsmith-trust drift 0.1.0" })
 */
export function formatSnapshot(model: TrustModel, { taken_at, by }: Snapshot): string {
  if (model.scope !== "organization") {
    throw new TrustError("not_writable", "a snapshot is of a whole organization; this is what an app or plan declares");
  }
  const placed = placesIn(model);
  const known = trustFileValue({ ...model, unknowns: model.unknowns.filter(({ name }) => name === undefined) });
  const value: TrustFileValue = {
    ...known,
    snapshot: {
      taken_at,
      by,
      unknowns: model.unknowns
        // of a list that is left out the file says so by itself
        .filter(({ about, name }) => name !== undefined || Object.hasOwn(known, about))
        .map(({ origin, ...unknown }) => ({ ...unknown, at: placed(origin) })),
    },
  };
  const text = JSON.stringify(value, null, 2);
  const [problem] = validate(JSON.parse(text) as Json, TRUST_FILE_SCHEMA);
  if (problem !== undefined) {
    throw new TrustError("not_writable", `a trust file cannot hold this: ${problem.pointer}: ${problem.message}`);
  }
  return `${text}\n`;
}

/** What is not known of an element is told by the element's place, which in the file is a pointer. */
function placesIn({ accounts, settings, repositories, grants, teams }: TrustModel): (origin: Origin) => string {
  const pointers = new Map<string, string>();
  const lists = { accounts, settings, repositories, privileges: grants, teams };
  for (const [list, elements] of Object.entries(lists)) {
    for (const [index, { origin }] of elements.entries()) {
      pointers.set(keyOf(origin), `/${list}/${index}`);
    }
  }
  return (origin) => pointers.get(keyOf(origin)) ?? origin.at;
}

function keyOf({ where, at }: Origin): string {
  return `${where}\n${at}`;
}

/** What is wrong with a snapshot that its schema allows. */
export function snapshotProblems({ snapshot, declared }: TrustFileValue): readonly TrustProblem[] {
  if (snapshot === undefined) {
    return [];
  }
  const pointer = "/snapshot";
  return [
    ...(declared === undefined
      ? []
      : [{ pointer, message: 'not together with "declared": a snapshot is of a whole organization' }]),
    ...(Number.isNaN(Date.parse(snapshot.taken_at))
      ? [{ pointer: `${pointer}/taken_at`, message: `there is no such moment: ${JSON.stringify(snapshot.taken_at)}` }]
      : []),
  ];
}
