import type { Schema } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

export const serviceDetailsSchema: Schema = {
  version: 0,
  description: "One service account, by its slug.",
  attributes: {
    id: id("`<organization>.<slug>`"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    service: { type: "string", description: "Slug of the service account.", required: true, validate: [notEmpty] },
    created_at: computed("string", "When the account was created, RFC 3339."),
    created_by: computed("string", "Who created it."),
    created_by_url: computed("string", "API address of who created it."),
    description: computed("string", "What the account is for."),
    key: { ...computed("string", "The API key, masked but for its last four characters."), sensitive: true },
    key_expires_at: computed("string", "When the key ends, RFC 3339; empty where no key policy says so."),
    name: computed("string", "Name of the account."),
    role: computed("string", "Role in the organization, `Manager` or `Member`."),
    slug: computed("string", "Slug of the account."),
    teams: computed(
      ["list", ["object", { role: "string", slug: "string" }]],
      "Teams the account belongs to, and its role in each.",
    ),
  },
};
