import { CHANGE, ORIGIN } from "../review/schema.js";
import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const PART = { enum: ["managed", "undeployed", "unmanaged", "phantom"] } as const;
const SEVERITY = { enum: ["low", "medium", "high", "critical"] } as const;
const DRIFT_SEVERITY = { enum: ["none", ...SEVERITY.enum] } as const;

const ACCEPTANCE = record(
  {
    fingerprint: TEXT,
    what: TEXT,
    reason: TEXT,
    until: { ...TEXT, description: "The last day, UTC, e.g. 2027-03-31." },
  },
  ["what"],
);

const FINDING = record(
  {
    rule: TEXT,
    severity: SEVERITY,
    where: TEXT,
    message: TEXT,
    why: TEXT,
    remedy: TEXT,
    link: TEXT,
    location: { type: "object" },
  },
  ["link", "location"],
);

const DRIFT = {
  section: PART,
  fingerprint: { ...TEXT, description: "Equal for the same drift in every run; baselines name it." },
  stack: { ...TEXT, description: "The stack that declares it; left out where none does." },
  kind: TEXT,
  name: TEXT,
  at: { ...TEXT, description: "A resource address, or where the API has it." },
  what: { ...TEXT, description: "What happened, after the name." },
  severity: { ...DRIFT_SEVERITY, description: "none: nobody gains or loses anything by it." },
  because: TEXT,
  gained: {
    type: "array",
    items: record({ severity: SEVERITY, because: TEXT, ...CHANGE }, ["role", "witness"]),
  },
  lost: { type: "array", items: record(CHANGE, ["role", "witness"]) },
  newFindings: { type: "array", items: FINDING },
  effects: {
    type: "array",
    description: "What guards trust, and is weaker or stronger than declared.",
    items: record({ direction: { enum: ["wider", "narrower"] }, words: TEXT }),
  },
  changes: {
    type: "array",
    description: "Fields that differ, as short text.",
    items: record({ field: TEXT, declared: TEXT, live: TEXT }),
  },
  author: {
    ...record({ actor: TEXT, kind: TEXT, at: TEXT, event: TEXT }),
    description: "Who changed it last, by the audit log.",
  },
} as const;

/** JSON Schema (draft 2020-12) of what `drift --format json` prints. */
export const DRIFT_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust drift",
  ...record({
    version: { const: 1 },
    organization: TEXT,
    at: { ...TEXT, description: "The moment of the run, ISO 8601." },
    complete: { type: "boolean", description: "Whether nothing was left that could not be told." },
    severity: { ...DRIFT_SEVERITY, description: "The gravest of what no baseline accepts." },
    parts: { type: "array", items: PART, description: "What was looked at." },
    stacks: {
      type: "array",
      items: record({
        name: TEXT,
        where: TEXT,
        readOnly: {
          enum: ["proved", "other provider", "not run here"],
          description: "Whether it is proved that the refresh wrote nothing to Cloudsmith.",
        },
      }),
    },
    live: { type: ["string", "null"], description: "Where the live organization was read." },
    drifts: {
      type: "array",
      items: record({ ...DRIFT, expired: ACCEPTANCE }, ["stack", "author", "expired"]),
    },
    accepted: { type: "array", items: record({ ...DRIFT, acceptance: ACCEPTANCE }, ["stack", "author"]) },
    unused: { type: "array", items: ACCEPTANCE, description: "Acceptances of what is no longer there." },
    undecided: {
      type: "array",
      items: record(
        {
          about: TEXT,
          account: TEXT,
          side: { enum: ["before", "after", "both"] },
          reason: TEXT,
          origin: ORIGIN,
        },
        ["account", "origin"],
      ),
    },
    notes: { ...TEXTS, description: "What was not looked at and decides nothing." },
  }),
} as const;
