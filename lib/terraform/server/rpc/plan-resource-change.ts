import type { AnyResource, PlanResponse } from "../../provider.js";
import type { Schema } from "../../schema.js";
import type { ObjectValue } from "../../value.js";
import { encodeDiagnostics, encodePath } from "../../wire/diagnostics.js";
import { type DynamicBytes, decodeValue, encodeValue, fromHandlerValue, sameBytes } from "../../wire/dynamic-value.js";
import { isIdentical } from "../compare.js";
import type { Handler } from "../handlers.js";
import { storedIdentity } from "../identity.js";
import { lookUp } from "../lookup.js";
import { changedNames, forcingNames, withUnknowns } from "../plan/changes.js";
import { settle } from "../plan/settle.js";
import { readPrivate, writePrivate } from "../private-state.js";
import { extend, type Session } from "../session.js";
import { withoutWriteOnly } from "../write-only.js";

/**
 * Terraform plans twice, before and during the apply; what is known the first time must be the same the second time.
 * So nothing here depends on time, chance or the service, except what a resource's `modifyPlan` adds.
 */
export const planResourceChange: Handler<"PlanResourceChange"> = async (session, request, call) => {
  const resource: AnyResource<unknown> = lookUp(session.provider.resources, request.typeName, "resource type");
  const { schema } = resource;
  const prior = decodeValue(schema, request.priorState);
  const proposed = sameBytes(request.priorState, request.proposedNewState)
    ? prior
    : decodeValue(schema, request.proposedNewState);
  const config = decodeValue(schema, request.config) ?? fromHandlerValue(schema, {});
  const kept = readPrivate(request.priorPrivate);
  const response: PlanResponse = { ...draft(schema, prior, config, proposed), private: kept };
  const context = session.planContext(call);
  await resource.modifyPlan?.(extend(context, { config, prior, private: kept }), response);
  return {
    plannedState: encodePlan(schema, response.planned, prior, request.priorState),
    plannedIdentity: plannedIdentity(session, resource, response.planned, prior),
    requiresReplace: response.requiresReplace.map((name) => encodePath([name])),
    plannedPrivate: writePrivate(response.private, kept, request.priorPrivate),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
  };
};

/**
 * Terraform wants it wholly known for what is changed in place. Where the change may bring another, such as a slug that
 * follows a new name, it is the one of before until the apply answers the new one.
 */
function plannedIdentity(
  session: Session<unknown>,
  resource: AnyResource<unknown>,
  planned: ObjectValue | null,
  prior: ObjectValue | null,
) {
  return planned === null
    ? undefined
    : (storedIdentity(session, resource, planned) ?? storedIdentity(session, resource, prior));
}

function draft(
  schema: Schema,
  prior: ObjectValue | null,
  config: ObjectValue,
  proposed: ObjectValue | null,
): Pick<PlanResponse, "planned" | "requiresReplace"> {
  if (proposed === null) {
    return { planned: null, requiresReplace: [] };
  }
  const settled = settle(schema, prior, config, proposed);
  if (prior === null) {
    return { planned: withUnknowns(schema, null, config, settled), requiresReplace: [] };
  }
  const changed = changedNames(schema, prior, config, settled);
  return {
    planned: changed.length === 0 ? settled : withUnknowns(schema, prior, config, settled),
    requiresReplace: forcingNames(schema, changed),
  };
}

/** A plan that changes nothing goes back as it came: most plans of most resources. */
function encodePlan(
  schema: Schema,
  planned: ObjectValue | null,
  prior: ObjectValue | null,
  bytes: DynamicBytes | undefined,
): DynamicBytes {
  if (bytes !== undefined && isIdentical(planned, prior)) {
    return bytes;
  }
  return encodeValue(schema, planned === null ? null : withoutWriteOnly(schema, fromHandlerValue(schema, planned)));
}
