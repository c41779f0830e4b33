import { record, TEXTS } from "../schema-parts.js";

const SEVERITY = { enum: ["low", "medium", "high", "critical"] } as const;

/** One finding in any JSON report. */
export const FINDING = record(
  {
    rule: { type: "string" },
    severity: SEVERITY,
    subject: { type: "string", description: "What it is about, e.g. setting app-main." },
    where: { type: "string", description: "A resource address, a JSON pointer or a line." },
    message: { type: "string" },
    why: { type: "string" },
    remedy: { type: "string" },
    link: { type: "string" },
    location: {
      ...record(
        {
          file: { type: "string", description: "Relative to the repository's root." },
          line: { type: "integer", minimum: 1 },
          column: { type: "integer", minimum: 1 },
        },
        ["line", "column"],
      ),
      description: "The line that a person would change, where it is known.",
    },
  },
  ["subject", "link", "location"],
);

const ORIGIN = record({
  source: { enum: ["trust-file", "synthesized", "plan", "state", "live", "workflow-file"] },
  where: { type: "string" },
  at: { type: "string", description: "A JSON pointer or a resource address." },
});

/** JSON Schema (draft 2020-12) of what `check --format json` prints. */
export const FINDINGS_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust findings",
  ...record({
    version: { const: 1 },
    organization: { type: "string" },
    trust: { type: "string", description: "Where the trust was read." },
    scope: record({
      speaksFor: { enum: ["organization", "declared"] },
      settings: { type: "integer" },
      accounts: { type: "integer" },
      privileges: { type: "integer" },
      repositories: { type: "integer" },
    }),
    complete: { type: "boolean", description: "Whether nothing was left that could not be told." },
    severity: { enum: [...SEVERITY.enum, null], description: "The gravest of what is found and not accepted." },
    findings: { type: "array", description: "Gravest first; without those that are accepted.", items: FINDING },
    accepted: {
      type: "array",
      description: "Every acceptance that the app carries.",
      items: record({
        rule: { type: "string" },
        path: { type: "string", description: "Path of the construct that carries it." },
        stack: { type: "string", description: "The synthesized stack it was read from." },
        at: { ...TEXTS, description: "Addresses of the resources that it holds for." },
        reason: { type: "string" },
        until: { type: "string", description: "Last day, UTC." },
        status: { enum: ["holds", "ending", "expired"], description: "ending: for less than 14 days." },
        daysLeft: { type: "integer", description: "Whole days after today; negative once expired." },
        findings: { type: "array", description: "What it lets through.", items: FINDING },
      }),
    },
    breakGlass: {
      type: "array",
      description: "Stacks that were synthesized under the break-glass variable.",
      items: record({
        stack: { type: "string" },
        reason: { type: "string" },
        findings: {
          type: "array",
          items: record({ rule: { type: "string" }, severity: SEVERITY, at: { type: "string" } }),
        },
      }),
    },
    undecided: {
      type: "array",
      description: "What is not known and may decide.",
      items: record(
        {
          about: { enum: ["accounts", "settings", "repositories", "privileges", "teams"] },
          name: { type: "string" },
          field: TEXTS,
          reason: { type: "string" },
          origin: ORIGIN,
        },
        ["name", "field"],
      ),
    },
    notLooked: {
      type: "array",
      description: "Rules that had nothing to look at somewhere.",
      items: record({ rule: { type: "string" }, reason: { type: "string" }, times: { type: "integer" } }),
    },
  }),
} as const;
