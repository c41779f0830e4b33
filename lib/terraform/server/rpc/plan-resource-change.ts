import type { AnyResource, PlanResponse } from "../../provider.js";
import type { Schema } from "../../schema.js";
import type { ObjectValue } from "../../value.js";
import { encodeDiagnostics, encodePath } from "../../wire/diagnostics.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
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
  const proposed = decodeValue(schema, request.proposedNewState);
  const config = decodeValue(schema, request.config) ?? fromHandlerValue(schema, {});
  const kept = readPrivate(request.priorPrivate);
  const response: PlanResponse = { ...draft(schema, prior, config, proposed), private: kept };
  const context = session.context(call);
  await resource.modifyPlan?.(planRequest(session, context, { config, prior, private: kept }), response);
  return {
    plannedState: encodePlan(schema, response.planned),
    requiresReplace: response.requiresReplace.map((name) => encodePath([name])),
    plannedPrivate: writePrivate(response.private, kept, request.priorPrivate),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
  };
};

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

function planRequest<Extra extends object>(
  session: Session<unknown>,
  context: ReturnType<Session<unknown>["context"]>,
  extra: Extra,
) {
  return extend(extend(context, extra), {
    get client() {
      return session.clientIfConfigured;
    },
  });
}

function encodePlan(schema: Schema, planned: ObjectValue | null) {
  return encodeValue(schema, planned === null ? null : withoutWriteOnly(schema, fromHandlerValue(schema, planned)));
}
