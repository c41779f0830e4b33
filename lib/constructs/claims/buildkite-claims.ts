// Generated from the issuer's claims by `npm run generate`: do not edit.
import { BUILDKITE } from "../../oidc/issuers/buildkite.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a Buildkite job must say. */
export interface BuildkiteClaimsProps {
  /** A UUID, e.g. `0184990a-477b-4fa8-9968-496074483cee`. Not in every token. */
  readonly organizationId?: string;
  /** A UUID, e.g. `0184990a-4782-42b5-afc1-16715b10b8ff`. Not in every token. */
  readonly pipelineId?: string;
  /** A slug, e.g. `acme`. A name that can be given up, and taken by somebody else. */
  readonly organizationSlug?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * organization:SLUG:pipeline:SLUG:ref:REF:commit:SHA:step:KEY, e.g.
   * `organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:publish`.
   * A job may choose another claim as its subject.
   */
  readonly sub?: ClaimInput;
  /** A slug, e.g. `app`. Unique within the organization only. A name that can be given up, and taken by somebody else. */
  readonly pipelineSlug?: ClaimInput;
  /** A number, e.g. `1`. Differs in each run. */
  readonly buildNumber?: string | number | boolean;
  /** A UUID, e.g. `0184990a-4785-4af5-b9cb-9f26ae5d4d8a`. Differs in each run. Not in every token. */
  readonly buildId?: string;
  /** A branch name, e.g. `main`. */
  readonly buildBranch?: ClaimInput;
  /** A tag's name, e.g. `v1.0.0`. Not in every token. */
  readonly buildTag?: ClaimInput;
  /** A commit, or HEAD, e.g. `9f3182061f1e2cca4702c368cbc039b7dc9d4485`. Differs in each run. */
  readonly buildCommit?: string;
  /** Webhook, ui, api, schedule or trigger_job, e.g. `webhook`. Not in every token. */
  readonly buildSource?: ClaimInput;
  /** A step's key, e.g. `publish`. Not in every token. */
  readonly stepKey?: ClaimInput;
  /** A UUID, e.g. `0184990a-477b-4fa8-9968-496074483a77`. Differs in each run. */
  readonly jobId?: string;
  /** A UUID, e.g. `0184990a-4782-42b5-afc1-16715b10b8ff`. A name that can be given up, and taken by somebody else. */
  readonly agentId?: ClaimInput;
  /** A UUID, e.g. `0184990a-4782-42b5-afc1-16715b10b8ff`. Not in every token. */
  readonly clusterId?: string;
  /** A name, e.g. `linux`. A name that can be given up, and taken by somebody else. Not in every token. */
  readonly clusterName?: ClaimInput;
  /** A UUID, e.g. `0184990a-4782-42b5-afc1-16715b10b8ff`. Not in every token. */
  readonly queueId?: string;
  /** A key, e.g. `default`. A name that can be given up, and taken by somebody else. Not in every token. */
  readonly queueKey?: ClaimInput;
  /** buildkite-hosted or self-hosted, e.g. `self-hosted`. Not in every token. */
  readonly runnerEnvironment?: ClaimInput;
  /** Tags of the agent, by their names; whoever runs the agent chooses them. */
  readonly agentTags?: { readonly [name: string]: ClaimInput };
}

const NAMES: { readonly [property in keyof BuildkiteClaimsProps]?: string } = {
  organizationId: "organization_id",
  pipelineId: "pipeline_id",
  organizationSlug: "organization_slug",
  aud: "aud",
  sub: "sub",
  pipelineSlug: "pipeline_slug",
  buildNumber: "build_number",
  buildId: "build_id",
  buildBranch: "build_branch",
  buildTag: "build_tag",
  buildCommit: "build_commit",
  buildSource: "build_source",
  stepKey: "step_key",
  jobId: "job_id",
  agentId: "agent_id",
  clusterId: "cluster_id",
  clusterName: "cluster_name",
  queueId: "queue_id",
  queueKey: "queue_key",
  runnerEnvironment: "runner_environment",
};

/**
 * Claims required of Buildkite tokens, by name and form.
 *
 * @example BuildkiteClaims.of({ organizationSlug: "acme", pipelineSlug: "app", buildBranch: "main" })
 */
export class BuildkiteClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: BuildkiteClaimsProps): BuildkiteClaims {
    return new BuildkiteClaims(
      namedClaims(BUILDKITE, NAMES, props, { property: "agentTags", prefix: "agent_tag:" }),
      "buildkite",
    );
  }
}
