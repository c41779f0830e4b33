import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const LINE = { type: "integer", minimum: 1 } as const;
const PRIVILEGE = { enum: ["Read", "Write", "Admin"] } as const;

const REFS = {
  type: "array",
  description: "From where the job comes, in the words of the constructs.",
  items: record({ kind: { enum: ["branch", "branchesUnder", "tag", "tagsStartingWith"] }, name: TEXT, events: TEXTS }),
} as const;

/** JSON Schema (draft 2020-12) of what `migrate --format json` prints. */
export const MIGRATION_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust migrate",
  ...record(
    {
      version: { const: 1 },
      repository: { type: "string", description: "OWNER/NAME" },
      organization: { type: "string", description: "Absent where no command names it, or several are named." },
      files: { type: "integer", minimum: 0, description: "Workflow files that were read." },
      complete: { type: "boolean", description: "Whether every job that uses a key could be changed." },
      jobs: {
        type: "array",
        items: record(
          {
            file: TEXT,
            line: LINE,
            job: TEXT,
            outcome: { enum: ["changed", "left"] },
            reason: { type: "string", description: "Of what is left." },
            at: { type: "integer", minimum: 1, description: "The line that the reason is about." },
            notes: { ...TEXTS, description: "What to look at." },
            secrets: { ...TEXTS, description: "Names of the secrets that it takes a key from." },
            publishes: { type: "boolean" },
            environment: TEXT,
            from: REFS,
            repositories: {
              type: "array",
              description: "What its commands use; without a slug where that is not written down.",
              items: record({ file: TEXT, line: LINE, organization: TEXT, slug: TEXT, privilege: PRIVILEGE }, [
                "organization",
                "slug",
              ]),
            },
          },
          ["reason", "at", "environment"],
        ),
      },
      code: { type: "string", description: "The constructs, as TypeScript; empty where there is nothing to declare." },
      changes: {
        type: "array",
        items: record(
          {
            file: TEXT,
            written: { type: "boolean" },
            diff: { type: "string", description: "Absent where a line of it holds a credential." },
          },
          ["diff"],
        ),
      },
      steps: {
        type: "array",
        description: "What to do, in this order.",
        items: record({ title: TEXT, commands: TEXTS }),
      },
      secrets: { ...TEXTS, description: "Names of the secrets to delete in the end." },
      otherUses: {
        type: "array",
        description: "Uses of credentials to change by hand. Values are never in it.",
        items: record(
          {
            file: TEXT,
            line: LINE,
            kind: {
              enum: [
                "npm",
                "python",
                "docker",
                "maven",
                "nuget",
                "netrc",
                "curl",
                "entitlement-token",
                "credentials-in-url",
                "key-in-file",
                "handed-down",
                "secret",
              ],
            },
            secret: TEXT,
            advice: TEXT,
          },
          ["secret"],
        ),
      },
      problems: {
        type: "array",
        description: "Files that could not be read.",
        items: record({ path: TEXT, line: LINE, message: TEXT }),
      },
      assumed: { ...TEXTS, description: "What was taken to be so since nobody told." },
    },
    ["organization"],
  ),
} as const;
