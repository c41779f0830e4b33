/** Data sources about who there is: the caller, the organization, its members and teams. */
import type { Schema } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

export const userSelfSchema: Schema = {
  version: 0,
  description: "The identity that runs Terraform: a user or a service account.",
  attributes: {
    id: id("the `slug_perm`"),
    email: computed("string", "E-mail address; empty for a service account."),
    name: computed("string", "Full name."),
    slug: computed("string", "Slug, to be used in grants."),
    slug_perm: computed("string", "Permanent identifier."),
  },
};

export const organizationSchema: Schema = {
  version: 0,
  description: "An organization (workspace).",
  attributes: {
    id: id("the `slug_perm`"),
    slug: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    country: computed("string", "Country the organization is based in."),
    created_at: computed("string", "When the organization was created, RFC 3339."),
    location: computed("string", "Town or area the organization is based in."),
    name: computed("string", "Name of the organization."),
    slug_perm: computed("string", "Permanent identifier."),
    tagline: computed("string", "Short public description."),
  },
};

export const namespaceSchema: Schema = {
  version: 0,
  description: "A namespace: an organization or a user. Use `cloudsmith_organization` instead.",
  deprecated: true,
  attributes: {
    id: id("the `slug_perm`"),
    slug: { type: "string", description: "Slug of the namespace.", required: true, validate: [notEmpty] },
    name: computed("string", "Name of the namespace."),
    slug_perm: computed("string", "Permanent identifier."),
    type_name: computed("string", "Whether it is an organization or a user."),
  },
};

export const teamListSchema: Schema = {
  version: 0,
  description: "The teams of an organization.",
  attributes: {
    id: id("the organization"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    teams: computed(
      [
        "list",
        [
          "object",
          { description: "string", name: "string", slug: "string", slug_perm: "string", visibility: "string" },
        ],
      ],
      "The teams, by name.",
    ),
  },
};

export const teamMembersSchema: Schema = {
  version: 0,
  description: "The users in a team. Service accounts show the teams they are in themselves.",
  attributes: {
    id: id("the organization and the team"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    team_name: { type: "string", description: "Slug of the team.", required: true, validate: [notEmpty] },
    members: computed(["list", ["object", { role: "string", user: "string" }]], "Slug and team role of each user."),
  },
};

export const listOrgMembersSchema: Schema = {
  version: 0,
  description: "The people in an organization. Service accounts are not members.",
  attributes: {
    id: id("the namespace"),
    namespace: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    is_active: { type: "bool", description: "Only members who are active. Default: true.", optional: true },
    members: computed(
      [
        "list",
        [
          "object",
          {
            email: "string",
            has_two_factor: "bool",
            is_active: "bool",
            joined_at: "string",
            last_login_at: "string",
            last_login_method: "string",
            role: "string",
            user: "string",
            user_id: "string",
          },
        ],
      ],
      "The members.",
    ),
  },
};

export const orgMemberDetailsSchema: Schema = {
  version: 0,
  description: "One person in an organization.",
  attributes: {
    id: id("the `user_id`"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    member: { type: "string", description: "Slug of the user.", required: true, validate: [notEmpty] },
    email: computed("string", "E-mail address."),
    has_two_factor: computed("bool", "Whether two-factor authentication is on."),
    is_active: computed("bool", "Whether the member is active."),
    joined_at: computed("string", "When the member joined, RFC 3339."),
    last_login_at: computed("string", "When the member last signed in, RFC 3339; empty where never."),
    last_login_method: computed("string", "How the member last signed in."),
    role: computed("string", "`Owner`, `Manager`, `Member` or `Collaborator`."),
    user: computed("string", "Slug of the user."),
    user_id: computed("string", "Permanent identifier of the user."),
    user_name: computed("string", "Full name."),
    user_url: computed("string", "API address of the user."),
    visibility: computed("string", "`Public` or `Private`."),
  },
};
