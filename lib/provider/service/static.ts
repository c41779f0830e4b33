import type { UpgradeRequest, ValidateRequest } from "../../terraform/index.js";
import type { ResourceStatic } from "../parts.js";
import { identifiedBy } from "../private/identified-by.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { tryBlocks, tryText } from "../private/values.js";
import { serviceSchema } from "../schema/service.js";
import { REDACTED } from "./api-key.js";

/** The API shows no permanent identifier of an account, so the identity follows a rename that changes the slug. */
const identity = identifiedBy(serviceSchema, "organization", "slug");

export const serviceStatic: ResourceStatic = { schema: serviceSchema, identity, validate, upgradeState };

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  const slugs = (tryBlocks(config, "team") ?? []).map((team) => tryText(team, "slug"));
  const twice = slugs.find((slug, index) => slug !== undefined && slugs.indexOf(slug) !== index);
  if (twice !== undefined) {
    diagnostics.error(
      "A team is declared twice",
      `The team "${twice}" has two blocks with different roles: keep one.`,
      ["team"],
    );
  }
}

/** The official provider stores empty texts where nothing is configured. */
function upgradeState({ raw }: UpgradeRequest): { readonly [name: string]: unknown } {
  return {
    ...raw,
    description: raw.description === "" ? null : raw.description,
    store_api_key: raw.store_api_key ?? false,
    key: raw.key === "" || raw.key === "__import__" ? REDACTED : raw.key,
  };
}
