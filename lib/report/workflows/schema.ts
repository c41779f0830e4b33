import { FINDING } from "../findings/schema.js";
import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const LINE = { type: "integer", minimum: 1 } as const;
const COUNT = { type: "integer", minimum: 0 } as const;

const PLACE = {
  file: { type: "string", description: "Of the step that signs in, relative to the repository's root." },
  line: LINE,
  job: TEXT,
  calledBy: {
    type: "array",
    description: "The jobs that call its workflow, the started one first.",
    items: record({ file: TEXT, job: TEXT, line: LINE }),
  },
  actions: { ...TEXTS, description: "Files of the composite actions that the step stands in, outermost first." },
} as const;

const RUN = record(
  {
    event: TEXT,
    ref: { type: "string", description: "One that the start may have." },
    baseRef: TEXT,
    environment: TEXT,
    account: TEXT,
    audience: TEXT,
    verdict: { enum: ["admitted", "refused", "unknown"] },
    settings: { ...TEXTS, description: "Names of the settings that let it in, or may." },
    code: { type: "string", description: "Of a refusal: no_id_token, or as explain has them." },
    reasons: TEXTS,
    wouldLetIn: { ...TEXTS, description: "Of a refusal: what would let it in, as small as can be." },
  },
  ["baseRef", "environment", "account", "audience", "code"],
);

/** JSON Schema (draft 2020-12) of what `workflows --format json` prints. */
export const WORKFLOWS_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust workflows",
  ...record({
    version: { const: 1 },
    repository: { type: "string", description: "OWNER/NAME" },
    organization: TEXT,
    trust: { type: "string", description: "Where the trust was read." },
    files: { type: "integer", minimum: 0, description: "Workflow files that were read." },
    complete: { type: "boolean", description: "Whether nothing was left that could not be told." },
    severity: {
      enum: ["low", "medium", "high", "critical", null],
      description: "The gravest that rules find; refused jobs are counted apart.",
    },
    counts: record({ refused: COUNT, partly: COUNT, unknown: COUNT, admitted: COUNT, elsewhere: COUNT, never: COUNT }),
    logins: {
      type: "array",
      items: record(
        {
          ...PLACE,
          client: {
            enum: [
              "cloudsmith-cli-action",
              "cloudsmith",
              "cloudsmith-trust token",
              "cloudsmith-trust",
              "two requests",
              "provider",
              "key",
            ],
          },
          verdict: {
            enum: ["admitted", "partly", "refused", "unknown", "never", "elsewhere"],
            description:
              "partly: let in from some starts. never: no start gets to it. elsewhere: of an organization that this trust says nothing of.",
          },
          organization: record({ asked: TEXT, meant: TEXT }, ["meant"]),
          starts: {
            type: "array",
            items: record({
              start: TEXT,
              line: LINE,
              verdict: { enum: ["admitted", "partly", "refused", "unknown"] },
              runs: { type: "array", description: "One that shows the verdict first.", items: RUN },
            }),
          },
        },
        ["organization"],
      ),
    },
    keys: { type: "array", description: "Steps that still sign in by a long-lived key.", items: record(PLACE) },
    findings: { type: "array", description: "What rules find in the files.", items: FINDING },
    unused: {
      type: "array",
      description: "Settings for this repository that no job here uses.",
      items: record({ setting: TEXT, accounts: TEXTS, at: TEXT }),
    },
    notFollowed: {
      type: "array",
      description: "What was not looked into.",
      items: record({ path: TEXT, line: LINE, uses: TEXT, reason: TEXT }),
    },
    problems: {
      type: "array",
      description: "Files that could not be read.",
      items: record({ path: TEXT, line: LINE, message: TEXT }),
    },
    assumed: { ...TEXTS, description: "What was taken to be so since nobody told." },
  }),
} as const;
