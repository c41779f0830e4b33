import { record, TEXTS } from "../schema-parts.js";

const TEXT = { type: "string" } as const;
const LEVEL = { enum: ["Admin", "Write", "Read"] } as const;

const PATHS = {
  type: "array",
  description: "How the level is come by, greatest first.",
  items: record(
    {
      by: { enum: ["grant", "team", "default", "public", "role"] },
      level: LEVEL,
      team: TEXT,
      at: { type: "string", description: "Where the trust says so." },
    },
    ["team"],
  ),
} as const;

const WAYS_IN = {
  type: "array",
  description: "Enabled settings that hand the account out.",
  items: record(
    {
      setting: TEXT,
      provider_url: TEXT,
      claims: { type: "object", description: "What a token must carry, all of it." },
      mapped: {
        ...record({ claim: TEXT, values: TEXTS }),
        description: "The claim that chooses the account, and the values that choose this one.",
      },
      uncertain: { type: "boolean", description: "Something of it is not known." },
      at: TEXT,
    },
    ["mapped"],
  ),
} as const;

const REPOSITORIES = { type: "array", items: record({ repository: TEXT, level: LEVEL, paths: PATHS }) } as const;
const EVERYTHING = { type: "string", description: "There where it reaches every repository: why." } as const;
const ACCOUNT_ROLE = { enum: ["Manager", "Member"] } as const;

/** JSON Schema (draft 2020-12) of what `reach --format json` prints; which fields are there depends on `question`. */
export const REACH_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "cloudsmith-trust reach",
  ...record(
    {
      version: { const: 1 },
      question: { enum: ["repository", "account", "job"] },
      asked: { type: "string", description: "What was asked about." },
      organization: TEXT,
      trust: { type: "string", description: "Where the trust was read." },
      scope: {
        enum: ["organization", "declared"],
        description: "organization: the trust holds everything there is. declared: there may be more beside it.",
      },
      complete: { type: "boolean", description: "Nothing is undecided." },
      severity: {
        enum: ["low", "medium", "high", "critical", null],
        description:
          "How much is reached at most, which --fail-on is measured by. low: Read. medium: Write. high: Admin, publishing by everyone, reading by anyone. critical: whatever a Manager takes. null: nothing.",
      },
      repository: TEXT,
      isDescribed: {
        type: "boolean",
        description: "Of a repository: whether its default and its visibility are known, and not only grants on it.",
      },
      holders: {
        type: "array",
        description: "Of a repository: who reaches it, greatest level first.",
        items: record(
          {
            kind: { enum: ["account", "team", "user", "organization", "anyone"] },
            name: { type: "string", description: "Of an account, a team or a user." },
            level: LEVEL,
            role: { enum: ["Owner", "Manager", "Member", "Collaborator"] },
            paths: PATHS,
            waysIn: WAYS_IN,
          },
          ["name", "role", "waysIn"],
        ),
      },
      account: { type: "string", description: "Its slug, or its name where it has no slug yet." },
      role: ACCOUNT_ROLE,
      everything: EVERYTHING,
      repositories: { ...REPOSITORIES, description: "Of an account: what it reaches." },
      waysIn: WAYS_IN,
      noToken: { type: "string", description: "Of a job: why the CI gives it no token." },
      accounts: {
        type: "array",
        description: "Of a job: the accounts that it gets, then those that it may get.",
        items: record(
          {
            account: TEXT,
            verdict: { enum: ["admitted", "unknown"] },
            settings: { ...TEXTS, description: "Names of the settings that let it in, or may." },
            role: ACCOUNT_ROLE,
            everything: EVERYTHING,
            repositories: REPOSITORIES,
          },
          ["role", "everything"],
        ),
      },
      undecided: {
        type: "array",
        items: { type: "object" },
        description: "What was not read and could change the answer.",
      },
      notLookedAt: {
        type: "array",
        description: "What gives access and is in no trust, or was not read.",
        items: record({
          what: { enum: ["users", "api-keys", "entitlement-tokens", "organization-default"] },
          text: TEXT,
        }),
      },
    },
    [
      ...(["repository", "isDescribed", "holders", "account", "role", "everything", "repositories"] as const),
      ...(["waysIn", "noToken", "accounts"] as const),
    ],
  ),
} as const;
