import type { Schema } from "../../terraform/index.js";
import { allowSelfLockout, id, onForbidden, organization, ROLES } from "./private/attributes.js";
import { integer, length, notEmptyButAbsent, oneOf, slug } from "./private/validators.js";

export const serviceSchema: Schema = {
  version: 0,
  description:
    "A service account: the identity a CI job acts as. Import with `<organization>.<slug>`. Its API key never reaches the state unless `store_api_key` is true; " +
    "a job that signs in by OIDC needs no key.",
  attributes: {
    id: id("the slug"),
    name: {
      type: "string",
      description:
        "Name of the account, 1 to 120 characters. An account that has this name already is an error that names its import id, unless `allow_duplicate_name` is true.",
      required: true,
      validate: [length(1, 120)],
    },
    organization,
    description: {
      type: "string",
      description: "What the account is for, 1 to 1024 characters. Leave it out to clear it.",
      optional: true,
      validate: [notEmptyButAbsent, length(0, 1024)],
    },
    role: {
      type: "string",
      description:
        "Role in the organization: `Member` (the default of a new account) or `Manager`. A Manager can create accounts and trust for the whole organization. Left out, it stays as it is.",
      optional: true,
      computed: true,
      keepsPrior: true,
      validate: [oneOf(...ROLES)],
    },
    store_api_key: {
      type: "bool",
      description:
        "Whether the account's API key is kept in the state, in clear. Default: false, unlike the official provider. Turning it on for an existing account needs a rotation: its key cannot be read.",
      optional: true,
      computed: true,
      default: false,
    },
    rotate_api_key: {
      type: "number",
      description:
        "A whole number; raising it replaces the account's API key. With `store_api_key` the new key goes to the state; without it the new key is known to nobody, so the old one is burnt.",
      optional: true,
      validate: [integer],
    },
    key: {
      type: "string",
      description: "The API key where `store_api_key` is true and this provider made it, else `**redacted**`.",
      computed: true,
      sensitive: true,
      keepsPrior: true,
    },
    slug: {
      type: "string",
      description: "Slug of the account, given by Cloudsmith; not always the name. Refer to it, do not guess it.",
      computed: true,
      keepsPrior: true,
    },
    allow_duplicate_name: {
      type: "bool",
      description:
        "Creates the account even where another of the same name exists; Cloudsmith then makes its slug unique. Default: false.",
      optional: true,
    },
    allow_self_lockout: allowSelfLockout,
    on_forbidden: onForbidden,
  },
  blocks: {
    team: {
      nesting: "set",
      description:
        "A team the account belongs to. All blocks together are the account's teams: one that is not declared is left.",
      attributes: {
        slug: {
          type: "string",
          description: "Slug of the team.",
          required: true,
          validate: [slug],
        },
        role: {
          type: "string",
          description: "Role in the team: `Member` (the default of a new membership) or `Manager`.",
          optional: true,
          computed: true,
          validate: [oneOf(...ROLES)],
        },
      },
    },
  },
};
