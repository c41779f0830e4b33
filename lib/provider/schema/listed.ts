/** What narrows the list of a resource type in `terraform query`. */
import type { Schema } from "../../terraform/index.js";
import { oidcListSchema } from "./data/oidc-list.js";
import { serviceListSchema } from "./data/service-list.js";
import { slug } from "./private/validators.js";

function without({ attributes, ...rest }: Schema, ...names: readonly string[]): Schema {
  return {
    ...rest,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name))),
  };
}

export const servicesListedSchema: Schema = without(serviceListSchema, "id", "services");

export const oidcListedSchema: Schema = without(oidcListSchema, "id", "settings");

export const privilegesListedSchema: Schema = {
  version: 0,
  description: "The explicit grants on the repositories that the identity running Terraform sees.",
  attributes: {
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [slug] },
    repository: {
      type: "string",
      description: "Slug of the one repository to look at. Default: all of the organization.",
      optional: true,
      validate: [slug],
    },
  },
};
