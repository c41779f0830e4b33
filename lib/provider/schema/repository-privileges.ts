import type { NestedBlock, Schema } from "../../terraform/index.js";
import { allowSelfLockout, id, LEVELS, onForbidden, organization } from "./private/attributes.js";
import { oneOf, slug } from "./private/validators.js";

function grants(target: string): NestedBlock {
  return {
    nesting: "set",
    description: `An explicit grant to a ${target}.`,
    attributes: {
      privilege: {
        type: "string",
        description: "Level: `Admin`, `Write` or `Read`; each holds the ones after it.",
        required: true,
        validate: [oneOf(...LEVELS)],
      },
      slug: { type: "string", description: `Slug of the ${target}.`, required: true, validate: [slug] },
    },
  };
}

export const repositoryPrivilegesSchema: Schema = {
  version: 0,
  description:
    "All explicit grants on one repository, authoritatively: a grant that is not declared is revoked. To manage single grants beside others use `cloudsmith_repository_privilege`, never both on one repository. " +
    "Import with `<organization>.<repository>`. Destroying it keeps one grant, the Admin of the identity that runs Terraform.",
  attributes: {
    id: id("`<organization>.<repository>`"),
    organization,
    repository: {
      type: "string",
      description: "Slug of the repository. A change replaces the resource.",
      required: true,
      forcesReplacement: true,
      validate: [slug],
    },
    overwrite: {
      type: "bool",
      description:
        "Lets creation revoke live grants that the configuration lacks. Without it creation fails and lists them; importing the repository first shows them in the plan instead. Default: false.",
      optional: true,
    },
    allow_self_lockout: allowSelfLockout,
    on_forbidden: onForbidden,
  },
  blocks: { service: grants("service account"), team: grants("team"), user: grants("user") },
};
