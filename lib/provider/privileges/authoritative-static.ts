import type { ValidateRequest } from "../../terraform/index.js";
import type { ResourceStatic } from "../parts.js";
import { identifiedBy } from "../private/identified-by.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { tryBlocks, tryText } from "../private/values.js";
import { repositoryPrivilegesSchema } from "../schema/repository-privileges.js";
import { KINDS } from "./grants.js";

const identity = identifiedBy(repositoryPrivilegesSchema, "organization", "repository");

export const repositoryPrivilegesStatic: ResourceStatic = { schema: repositoryPrivilegesSchema, identity, validate };

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  for (const kind of KINDS) {
    const slugs = (tryBlocks(config, kind) ?? []).map((block) => tryText(block, "slug"));
    const twice = slugs.find((slug, index) => slug !== undefined && slugs.indexOf(slug) !== index);
    if (twice !== undefined) {
      diagnostics.error(
        "A grant is declared twice",
        `The ${kind} "${twice}" has two blocks with different levels: keep one; Admin holds Write, and Write holds Read.`,
        [kind],
      );
    }
  }
}
