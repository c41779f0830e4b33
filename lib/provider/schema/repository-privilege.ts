import type { Attribute, Schema } from "../../terraform/index.js";
import { allowSelfLockout, id, LEVELS, onForbidden, organization } from "./private/attributes.js";
import { oneOf, slug } from "./private/validators.js";

function target(kind: string): Attribute {
  return {
    type: "string",
    description: `Slug of the ${kind} that gets the grant. Exactly one of \`service\`, \`team\` and \`user\` is set; a change replaces the resource.`,
    optional: true,
    forcesReplacement: true,
    validate: [slug],
  };
}

export const repositoryPrivilegeSchema: Schema = {
  version: 0,
  description:
    "One explicit grant on one repository, beside whatever other grants there are. Import with `<organization>.<repository>.<kind>.<slug>`, kind being `service`, `team` or `user`. " +
    "The API has no precondition for revoking: a grant made by someone else within the same second may be lost, and shows in its owner's next plan.",
  attributes: {
    id: id("`<organization>.<repository>.<kind>.<slug>`"),
    organization,
    repository: {
      type: "string",
      description: "Slug of the repository. A change replaces the resource.",
      required: true,
      forcesReplacement: true,
      validate: [slug],
    },
    privilege: {
      type: "string",
      description: "Level: `Admin`, `Write` or `Read`; each holds the ones after it. Changed in place.",
      required: true,
      validate: [oneOf(...LEVELS)],
    },
    service: target("service account"),
    team: target("team"),
    user: target("user"),
    allow_self_lockout: allowSelfLockout,
    on_forbidden: onForbidden,
  },
};
