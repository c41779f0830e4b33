import type { ValidateRequest } from "../../terraform/index.js";
import type { ResourceStatic } from "../parts.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { repositoryPrivilegeSchema } from "../schema/repository-privilege.js";
import { KINDS } from "./grants.js";

export const repositoryPrivilegeStatic: ResourceStatic = { schema: repositoryPrivilegeSchema, validate };

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  const given = KINDS.filter((kind) => (config[kind] ?? null) !== null);
  if (given.length !== 1) {
    diagnostics.error(
      "A grant needs one target",
      `Exactly one of service, team and user has to be set; got ${given.length === 0 ? "none" : given.join(" and ")}.`,
      given[1] === undefined ? undefined : [given[1]],
    );
  }
}
