import type { GitHubSide } from "../github.js";
import { mergeTrust } from "../merge.js";
import type { TrustModel } from "../model.js";
import type { DriftedPlan } from "../plan/drifted.js";
import { Focus, grantKey } from "./private/focus.js";
import type { Digest } from "./result.js";

/** A stack with the plan that says what was changed beside it. */
export interface DriftedStack {
  readonly name: string;
  readonly plan: DriftedPlan;
}

export interface DriftContextOptions {
  /** Everything there is. @default - what the plans found of what they manage */
  readonly live?: TrustModel;
  /** What is known of GitHub beside what the plans say. @default - nothing */
  readonly github?: GitHubSide;
  readonly digest: Digest;
}

/** What every judgement of one run looks at: what the stacks declare together, and what is live. */
export class DriftContext {
  readonly stacks: readonly DriftedStack[];
  /** As Terraform last wrote it, over all stacks. */
  readonly declared: Focus;
  readonly live: Focus;
  /** Whether {@link live} is the organization as a whole. */
  readonly isWhole: boolean;
  /** What is there: of what is gone the part about phantoms speaks, which knows whose name is free. */
  readonly github: GitHubSide;
  readonly digest: Digest;

  /** @throws TrustError `several_organizations` */
  constructor(stacks: readonly DriftedStack[], { live, github, digest }: DriftContextOptions) {
    this.stacks = stacks;
    const declared = mergeTrust(stacks.map(({ plan }) => plan.trust.recorded));
    const refreshed = mergeTrust(stacks.map(({ plan }) => plan.trust.before));
    this.isWhole = live !== undefined;
    this.declared = new Focus(declared);
    this.live = new Focus(live === undefined ? refreshed : withGrants(live, refreshed));
    this.github = { repositories: (github?.repositories ?? []).filter(({ exists }) => exists === true) };
    this.digest = digest;
  }

  get organization(): string {
    return this.live.model.organization || this.declared.model.organization;
  }
}

/** What an identity may not read of repositories is taken from what the stacks know of them. */
function withGrants(live: TrustModel, refreshed: TrustModel): TrustModel {
  const read = new Set(live.repositories.map(({ slug }) => slug));
  for (const { about, name } of live.unknowns) {
    if (about === "privileges" && name !== undefined) {
      read.delete(name);
    }
  }
  const known = new Set(live.grants.map(grantKey));
  const missing = refreshed.grants.filter((grant) => !read.has(grant.repository) && !known.has(grantKey(grant)));
  return missing.length === 0 ? live : { ...live, grants: [...live.grants, ...missing] };
}
