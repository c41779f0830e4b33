import { record, TEXTS } from "../schema-parts.js";

const LEVEL = { enum: ["None", "Read", "Write", "Admin"] } as const;
const ROLE = { enum: ["Manager", "Member", null] } as const;
const SEVERITY = { enum: ["low", "medium", "high", "critical"] } as const;

export const ORIGIN = record({
  source: { enum: ["trust-file", "synthesized", "plan", "state", "live"] },
  where: { type: "string" },
  at: { type: "string", description: "A JSON pointer or a resource address." },
});

const WITNESS = {
  ...record(
    {
      claims: { type: "object" },
      now: { type: "number", description: "A moment at which it is valid, in epoch seconds." },
      job: { type: "object", description: "The GitHub job that has this very token." },
      words: { type: "string", description: "Whose token it is, in a user's words." },
      settings: { ...TEXTS, description: "Names of the settings that let it in." },
    },
    ["job"],
  ),
  description: "Of an admission, a token let in on the one side and not on the other; else one let in as the account.",
};

export const CHANGE = {
  by: { enum: ["admission", "level", "role"] },
  subject: record(
    {
      kind: { enum: ["account", "team", "user", "organization", "anyone"] },
      account: { type: "string" },
      name: { type: "string", description: "The account's name, where it has no slug yet." },
      team: { type: "string" },
      user: { type: "string" },
    },
    ["account", "name", "team", "user"],
  ),
  appeared: { type: "boolean", description: "Of a gain, whether the account is new; of a loss, whether it is gone." },
  certain: { type: "boolean", description: "Whether nothing that was not read may say otherwise." },
  access: {
    type: "array",
    description: "What is had on each repository, before and after.",
    items: record({ repository: { type: "string" }, before: LEVEL, after: LEVEL, by: TEXTS }),
  },
  role: record({ before: ROLE, after: ROLE, team: { type: "string" } }, ["team"]),
  witness: WITNESS,
  origins: { type: "array", items: ORIGIN },
} as const;

const SIDE = record({
  where: { type: "string", description: "Where it was read." },
  speaksFor: { enum: ["organization", "declared"] },
  accounts: { type: "integer" },
  settings: { type: "integer" },
});

/** JSON Schema (draft 2020-12) of what `review --format json` prints. */
export const REVIEW_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust review",
  ...record(
    {
      version: { const: 1 },
      direction: { enum: ["widened", "narrowed", "both", "unchanged", "unknown"] },
      complete: { type: "boolean", description: "Whether nothing was left that could not be told." },
      severity: {
        enum: [...SEVERITY.enum, null],
        description: "The gravest of what weakens the reviewer, is gained or newly found.",
      },
      organization: { type: "string" },
      before: SIDE,
      after: SIDE,
      context: {
        ...record({
          where: { type: "string" },
          takenAt: { type: "string", description: "When it was taken, ISO 8601 in UTC." },
          by: { type: "string", description: "What took it." },
          ageSeconds: { type: "integer", description: "At the time of the review; below zero where clocks differ." },
          unread: {
            type: "array",
            description: "What it could not read.",
            items: record(
              { about: { type: "string" }, name: { type: "string" }, field: TEXTS, reason: { type: "string" } },
              ["name", "field"],
            ),
          },
        }),
        description: "The snapshot of the organization that both sides were joined with.",
      },
      weakened: {
        type: "array",
        description: "What makes reviews see less, this one included.",
        items: record({
          kind: {
            enum: [
              "acceptance",
              "baseline",
              "policy",
              "break-glass",
              "provider",
              "backend",
              "program",
              "guard",
              "workflow",
            ],
          },
          severity: SEVERITY,
          where: { type: "string", description: "A stack and an address or a construct path in it, or a file." },
          message: { type: "string" },
        }),
      },
      gained: {
        type: "array",
        description: "Gravest first.",
        items: record({ severity: SEVERITY, because: { type: "string" }, ...CHANGE }, ["role", "witness"]),
      },
      lost: { type: "array", items: record(CHANGE, ["role", "witness"]) },
      newFindings: {
        type: "array",
        description: "What rules say after the change and did not say before.",
        items: record(
          {
            rule: { type: "string" },
            severity: SEVERITY,
            where: { type: "string" },
            message: { type: "string" },
            why: { type: "string" },
            remedy: { type: "string" },
            link: { type: "string" },
          },
          ["link"],
        ),
      },
      undecided: {
        type: "array",
        items: record(
          {
            about: { type: "string" },
            account: { type: "string" },
            side: { enum: ["before", "after", "both"] },
            reason: { type: "string" },
            origin: ORIGIN,
          },
          ["account", "origin"],
        ),
      },
      notReviewed: { ...TEXTS, description: "What no review looks at, and what this one was not given." },
    },
    ["context"],
  ),
} as const;
