import type { JsonSchema } from "../private/schema.js";
import { object, text } from "./schema-parts.js";

const ID: JsonSchema = { type: "integer", minimum: 1 };
const TEXTS: JsonSchema = { type: "array", items: { type: "string", minLength: 1 } };

const ENVIRONMENT: JsonSchema = object(
  "A deployment environment.",
  {
    name: text("Name of the environment.", 1),
    reviewers: { ...TEXTS, description: "Required reviewers: user:LOGIN or team:SLUG." },
    can_admins_bypass: { type: "boolean" },
    prevent_self_review: { type: "boolean" },
    deployment_branch_policy: {
      type: ["object", "null"],
      description: "Which branches may deploy; null: any.",
      additionalProperties: false,
      required: ["protected_branches", "custom_branch_policies"],
      properties: { protected_branches: { type: "boolean" }, custom_branch_policies: { type: "boolean" } },
    },
  },
  ["name"],
);

const REPOSITORY: JsonSchema = object(
  "What is known of a repository on GitHub.",
  {
    full_name: {
      type: "string",
      pattern: "^[^/\\s]+/[^/\\s]+$",
      title: "owner/name, such as acme/app",
    },
    scope: {
      enum: ["declared"],
      description: "What an app sets on it, so that its lists may lack what is there; else it is as GitHub has it.",
    },
    exists: {
      enum: [true, false, "unknown"],
      description: "false only where a token that sees the owner's private repositories got 404.",
    },
    id: ID,
    owner_id: ID,
    known_before: {
      type: "object",
      description: "The ids that this name had when trust was made.",
      additionalProperties: false,
      properties: { id: ID, owner_id: ID },
    },
    visibility: { type: "string", enum: ["public", "private", "internal"] },
    archived: { type: "boolean" },
    default_branch: text("Name of the default branch.", 1),
    sub_claim_prefix: { type: ["string", "null"], description: "How sub begins today; null for the classic form." },
    default_workflow_permissions: { type: "string", enum: ["read", "write"] },
    fork_pr_write_tokens: { type: "boolean" },
    protected_branches: { ...TEXTS, description: "Names or patterns, without refs/heads/." },
    protected_tags: { ...TEXTS, description: "Names or patterns, without refs/tags/." },
    environments: { type: "array", items: ENVIRONMENT },
  },
  ["full_name"],
);

export const GITHUB_SCHEMA: JsonSchema = object(
  "What is known of GitHub's side. A field that is left out is not known.",
  { repositories: { type: "array", items: REPOSITORY } },
  ["repositories"],
);
