import type { NestedBlock, Schema } from "../../../../terraform/index.js";
import { computed, describe, each, fixed, id, key, optional, required } from "../../shape.js";

const one = (block: Omit<NestedBlock, "nesting">): NestedBlock => ({ nesting: "list", maxItems: 1, ...block });

const pattern = one({
  attributes: { name: optional("string"), negate: optional("bool"), ...each(required, "string", "operator pattern") },
});

/** Rules that have settings, by block name. */
const RULE_BLOCKS: { readonly [name: string]: NestedBlock } = {
  branch_name_pattern: pattern,
  commit_author_email_pattern: pattern,
  commit_message_pattern: pattern,
  committer_email_pattern: pattern,
  tag_name_pattern: pattern,
  file_extension_restriction: one({ attributes: { restricted_file_extensions: required(["set", "string"]) } }),
  file_path_restriction: one({ attributes: { restricted_file_paths: required(["list", "string"]) } }),
  max_file_path_length: one({ attributes: { max_file_path_length: required("number") } }),
  max_file_size: one({ attributes: { max_file_size: required("number") } }),
  merge_queue: one({
    attributes: {
      ...each(
        optional,
        "number",
        "check_response_timeout_minutes max_entries_to_build max_entries_to_merge min_entries_to_merge min_entries_to_merge_wait_minutes",
      ),
      ...each(optional, "string", "grouping_strategy merge_method"),
    },
  }),
  pull_request: one({
    attributes: {
      ...each(
        optional,
        "bool",
        "dismiss_stale_reviews_on_push require_code_owner_review require_last_push_approval required_review_thread_resolution",
      ),
      required_approving_review_count: optional("number"),
    },
  }),
  required_code_scanning: one({
    attributes: {},
    blocks: {
      required_code_scanning_tool: {
        nesting: "set",
        minItems: 1,
        attributes: each(required, "string", "alerts_threshold security_alerts_threshold tool"),
      },
    },
  }),
  required_deployments: one({ attributes: { required_deployment_environments: required(["list", "string"]) } }),
  required_status_checks: one({
    attributes: each(optional, "bool", "do_not_enforce_on_create strict_required_status_checks_policy"),
    blocks: {
      required_check: {
        nesting: "set",
        minItems: 1,
        attributes: { context: required("string"), integration_id: optional("number") },
      },
    },
  }),
};

export const RULESET_SCHEMA: Schema = {
  version: 1,
  description: describe("github_repository_ruleset"),
  attributes: {
    id: id(),
    repository: key("string"),
    ...each(required, "string", "enforcement name target"),
    etag: computed("string"),
    node_id: fixed("string"),
    ruleset_id: fixed("number"),
  },
  blocks: {
    bypass_actors: {
      nesting: "list",
      attributes: { actor_id: optional("number"), ...each(required, "string", "actor_type bypass_mode") },
    },
    conditions: one({
      attributes: {},
      blocks: {
        ref_name: { ...one({ attributes: each(required, ["list", "string"], "exclude include") }), minItems: 1 },
      },
    }),
    rules: {
      ...one({
        attributes: each(
          optional,
          "bool",
          "creation deletion non_fast_forward required_linear_history required_signatures update update_allows_fetch_and_merge",
        ),
        blocks: RULE_BLOCKS,
      }),
      minItems: 1,
    },
  },
};
