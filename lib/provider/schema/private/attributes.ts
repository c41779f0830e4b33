/** Attributes that several schemas share, so that one word means one thing everywhere. */
import type { Attribute } from "../../../terraform/index.js";
import { oneOf, slug } from "./validators.js";

export const ON_FORBIDDEN = ["error", "keep_state_and_warn"] as const;
export const LEVELS = ["Admin", "Write", "Read"] as const;
export const ROLES = ["Manager", "Member"] as const;

/** Optional as well, because the official provider's is; a configuration that sets it is refused at validation. */
export function id(is: string): Attribute {
  return {
    type: "string",
    description: `Identifies this object in Terraform: ${is}. Cannot be set.`,
    optional: true,
    computed: true,
    keepsPrior: true,
  };
}

export function computed(type: Attribute["type"], description: string): Attribute {
  return { type, description, computed: true };
}

export const organization: Attribute = {
  type: "string",
  description: "Slug of the organization (workspace), e.g. `acme`. A change replaces the resource.",
  required: true,
  forcesReplacement: true,
  validate: [slug],
};

export const onForbidden: Attribute = {
  type: "string",
  description:
    "What a refresh does when the identity running it may not read this object: `error` (the default), or " +
    "`keep_state_and_warn`, which keeps what the state says, warns of what was not checked and refuses to write it in that run. " +
    "Overrides `on_forbidden` of the provider.",
  optional: true,
  validate: [oneOf(...ON_FORBIDDEN)],
};

export const allowSelfLockout: Attribute = {
  type: "bool",
  description:
    "Allows a write that takes from the identity running Terraform what it would need to undo that write. Without it such a write is refused before it is sent.",
  optional: true,
};
