import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;
const list = (description: string, items: object) => ({ type: "array", description, items }) as const;

/** JSON Schema (draft 2020-12) of what `adopt --format json` prints. */
export const ADOPTION_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust adopt",
  ...record({
    version: { const: 1 },
    organization: TEXT,
    trust: { type: "string", description: "Where the trust was read." },
    output: { type: "string", description: "The folder of the app." },
    engine: { enum: ["packed", "registry"] },
    grants: {
      enum: ["additive", "authoritative"],
      description: "additive: grants that the app does not declare are left alone. authoritative: they are revoked.",
    },
    complete: { type: "boolean", description: "Nothing is left out, and all was read." },
    files: { ...TEXTS, description: "Files of the app, inside its folder." },
    kept: { ...TEXTS, description: "Files that were there and are not ours, so that the app has not its own." },
    declared: record({ accounts: COUNT, settings: COUNT, grants: COUNT, pipelines: COUNT }),
    resources: { ...COUNT, description: "Resources to import." },
    accepted: list(
      "Open trust, let through as it was found; gravest first.",
      record(
        {
          rule: TEXT,
          severity: { enum: ["high", "critical"] },
          what: { enum: ["account", "setting"] },
          name: TEXT,
          message: TEXT,
          file: { type: "string", description: "Of the app: it accepts what was found." },
          line: { type: "integer", minimum: 1, description: "Where in it." },
          until: { type: "string", description: "Last day, UTC." },
        },
        ["line"],
      ),
    ),
    leftOut: list(
      "What is live and not in the app.",
      record({ what: { enum: ["account", "setting", "grant"] }, name: TEXT, reason: TEXT }),
    ),
    reworded: list("What is declared in other words than Cloudsmith has it.", record({ setting: TEXT, text: TEXT })),
    notRead: list("What the API did not show.", record({ what: TEXT, reason: TEXT })),
    notManaged: list(
      "What gives access, and no resource of the provider declares.",
      record(
        {
          what: {
            enum: ["people", "teams", "api-keys", "entitlement-tokens", "organization-default", "repository"],
          },
          text: TEXT,
          repository: TEXT,
        },
        ["repository"],
      ),
    ),
  }),
} as const;
