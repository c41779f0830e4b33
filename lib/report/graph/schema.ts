import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const LEVELS = ["Admin", "Write", "Read"] as const;
const ID = { type: "string", description: "Of a node." } as const;

const NODE = record(
  {
    id: { type: "string", description: "Unique in the document, e.g. account-3." },
    kind: { enum: ["issuer", "setting", "account", "team", "managers", "everyone", "anyone", "repository"] },
    name: { type: "string", description: "URL, slug or name." },
    identity: { type: "string", description: "The expression that makes its slug, while it has none." },
    at: { type: "string", description: "A JSON pointer or a resource address; absent where it is only spoken of." },
    where: { type: "string", description: "Where it was read, where that is not what `trust` says." },
    undecided: { ...TEXTS, description: "What is not known of it." },
    product: { type: "string", description: "Of an issuer that we know: as people call it." },
    enabled: { type: "boolean", description: "Of a setting." },
    claims: { type: "object", description: "Of a setting: what a token must carry, all of it." },
    mapping_claim: { type: "string", description: "Of a setting: the claim whose value chooses the account." },
    role: { enum: ["Manager", "Member"], description: "Of an account; absent where it is only spoken of." },
    repository_type_str: { enum: ["Public", "Private", "Open-Source"], description: "Of a repository, where known." },
    default_privilege: { enum: [...LEVELS, "None"], description: "Of a repository, where known." },
    users: { type: "integer", description: "Of a repository: how many people have a grant of their own." },
  },
  [
    ...(["identity", "at", "where", "undecided", "product", "enabled", "claims", "mapping_claim", "role"] as const),
    ...(["repository_type_str", "default_privilege", "users"] as const),
  ],
);

const EDGE = record(
  {
    from: ID,
    to: ID,
    kind: {
      enum: ["issues", "admits", "member", "grant", "default", "public", "role"],
      description:
        "issues: issuer to setting. admits: setting to account. member: account to team, or to everyone. grant: account or team to repository. default, public: everyone or anyone to repository. role: account to managers, managers to repository.",
    },
    level: { enum: LEVELS, description: "What is had on a repository." },
    values: { ...TEXTS, description: "Of admits by a mapping: the values of the claim that choose the account." },
    manages: { const: true, description: "Of member: it is Manager of the team." },
  },
  ["level", "values", "manages"],
);

/** JSON Schema (draft 2020-12) of what `graph --format json` prints. */
export const GRAPH_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust graph",
  ...record({
    version: { const: 1 },
    organization: TEXT,
    trust: { type: "string", description: "Where the trust was read." },
    scope: {
      enum: ["organization", "declared"],
      description: "organization: the trust holds everything there is. declared: there may be more beside it.",
    },
    around: {
      ...record({ account: TEXT, repository: TEXT }, ["account", "repository"]),
      description: "What was asked for; empty for the whole.",
    },
    complete: { type: "boolean", description: "Nothing is undecided." },
    nodes: { type: "array", description: "From issuers to repositories.", items: NODE },
    edges: { type: "array", items: EDGE },
    rules: {
      type: "array",
      description: "What the findings' rules say.",
      items: record({ id: TEXT, why: TEXT, remedy: TEXT, link: TEXT }, ["link"]),
    },
    findings: {
      type: "array",
      description: "Gravest first.",
      items: record({
        rule: { type: "string", description: "Id of one of `rules`." },
        severity: { enum: ["low", "medium", "high", "critical"] },
        message: TEXT,
        at: TEXT,
        nodes: { type: "array", items: ID, description: "What it is about; empty where that is not in the graph." },
      }),
    },
    accepted: { type: "integer", description: "How many more the app lets through; check tells them." },
    undecided: {
      type: "array",
      description: "What was not read and may leave out nodes or edges.",
      items: record(
        {
          about: { enum: ["accounts", "settings", "repositories", "privileges", "teams"] },
          name: TEXT,
          field: TEXTS,
          reason: TEXT,
          at: TEXT,
        },
        ["name", "field"],
      ),
    },
    notDrawn: { ...TEXTS, description: "What no drawing shows." },
  }),
} as const;
