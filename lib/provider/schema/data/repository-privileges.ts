import type { Schema, Type } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

const GRANTS: Type = ["set", ["object", { privilege: "string", slug: "string" }]];

export const repositoryPrivilegesDataSchema: Schema = {
  version: 0,
  description:
    "The explicit grants on a repository. What teams and the repository's default privilege give beyond them is not in it.",
  attributes: {
    id: id("`<organization>/<repository>`"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    repository: { type: "string", description: "Slug of the repository.", required: true, validate: [notEmpty] },
    service: computed(GRANTS, "Grants to service accounts."),
    team: computed(GRANTS, "Grants to teams."),
    user: computed(GRANTS, "Grants to users."),
  },
};
