import { FINDING } from "../findings/schema.js";
import { record, TEXTS } from "../schema-parts.js";

const STEP = record(
  {
    step: { enum: ["issuer", "signature", "time", "claim", "enabled", "account"] },
    passed: { type: "boolean" },
    code: { type: "string", description: "Why it failed; absent when passed." },
    claim: { type: "string" },
    required: {},
    actual: {},
    text: { type: "string" },
  },
  ["code", "claim", "required", "actual"],
);

const SETTING = record(
  {
    name: { type: "string" },
    slug_perm: { type: "string" },
    provider_url: { type: "string" },
    enabled: { type: "boolean" },
    admitted: { type: "boolean" },
    reason: { type: ["string", "null"] },
    accounts: { ...TEXTS, description: "What it would hand to this token if its other steps pass." },
    steps: { type: "array", items: STEP },
  },
  ["slug_perm"],
);

/** JSON Schema (draft 2020-12) of what `explain --format json` prints. */
export const EXPLANATION_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust explanation",
  ...record(
    {
      version: { const: 1 },
      verdict: { enum: ["admitted", "refused", "unknown"] },
      admitted: { type: "boolean" },
      reason: {
        type: ["string", "null"],
        description: "Code of the nearest setting's refusal, no_id_token or unknown; null when admitted.",
      },
      account: { type: "string", description: "Its slug, or its name where it has no slug yet." },
      unknownAccount: {
        ...record({ meant: { type: "string" } }, ["meant"]),
        description: "There where the trust knows no such account, with the one that was probably meant.",
      },
      organization: { type: "string" },
      trust: { type: "string", description: "Where the trust was read." },
      subject: { type: "string", description: "Who asks." },
      signature: { enum: ["valid", "invalid", "not-checked", "not-given"] },
      now: { type: "string", format: "date-time" },
      settings: {
        type: "array",
        description: "Admitting settings first, then nearest miss first.",
        items: SETTING,
      },
      noToken: { type: "string", description: "Why the CI gives the described job no token." },
      change: {
        type: "object",
        description: "The smallest changes that would admit it; absent when admitted.",
        additionalProperties: false,
        properties: {
          token: record({ setting: { type: "string" }, claims: { type: "object" } }),
          trust: record({
            how: { enum: ["change", "add"] },
            setting: { type: "object" },
            dropped: TEXTS,
            findings: {
              type: "array",
              description: "What the rules would say of the change, and do not say without it.",
              items: FINDING,
            },
          }),
        },
      },
      undecided: { type: "array", items: { type: "object" }, description: "What an unknown verdict hangs on." },
      access: {
        type: "array",
        description: "What the account may do.",
        items: record({
          repository: { type: "string" },
          level: { enum: ["Admin", "Write", "Read"] },
          by: TEXTS,
        }),
      },
      assumptions: {
        type: "array",
        description: "Readings of ours that the verdict rests on.",
        items: record({ name: { type: "string" }, text: { type: "string" } }),
      },
    },
    ["unknownAccount", "noToken", "change"],
  ),
} as const;

/** JSON Schema (draft 2020-12) of each line that `explain --batch` prints. */
export const BATCH_ANSWER_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust answer to one line of a batch",
  ...record({
    id: { description: "As the line has it; null where it has none." },
    admitted: { type: "boolean" },
    reason: { type: ["string", "null"], description: "Code of the nearest setting's refusal; null when admitted." },
    settings: { ...TEXTS, description: "Names of the settings that admit it." },
  }),
} as const;
