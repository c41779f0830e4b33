import {
  DiagnosticError,
  type ObjectValue,
  type ResourceIdentity,
  type ValidateRequest,
} from "../../terraform/index.js";
import type { ResourceStatic } from "../parts.js";
import { identityAttributes } from "../private/identified-by.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { text } from "../private/values.js";
import { repositoryPrivilegeSchema } from "../schema/repository-privilege.js";
import { KINDS } from "./grants.js";

const SUMMARY = "A grant needs one target";

const identity: ResourceIdentity = {
  schema: {
    attributes: {
      ...identityAttributes(repositoryPrivilegeSchema, ["organization", "repository"], { required: true }),
      ...identityAttributes(repositoryPrivilegeSchema, KINDS, { optional: true }),
    },
  },
  importId: (value) => {
    const [kind = "", ...more] = kindsIn(value);
    if (kind === "" || more.length > 0) {
      throw new DiagnosticError(SUMMARY, howMany(kindsIn(value)));
    }
    return [text(value, "organization"), text(value, "repository"), kind, text(value, kind)].join(".");
  },
};

export const repositoryPrivilegeStatic: ResourceStatic = { schema: repositoryPrivilegeSchema, identity, validate };

function kindsIn(value: ObjectValue): readonly string[] {
  return KINDS.filter((kind) => (value[kind] ?? null) !== null);
}

function howMany(given: readonly string[]): string {
  return `Exactly one of service, team and user has to be set; got ${given.length === 0 ? "none" : given.join(" and ")}.`;
}

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  const given = kindsIn(config);
  if (given.length !== 1) {
    diagnostics.error(SUMMARY, howMany(given), given[1] === undefined ? undefined : [given[1]]);
  }
}
