import type { Diagnostics } from "../../diagnostics.js";
import type { AnyResource, Context, StateResponse } from "../../provider.js";
import type { Schema } from "../../schema.js";
import type { ObjectValue } from "../../value.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import { explainContradictions } from "../apply/explain.js";
import { salvage } from "../apply/salvage.js";
import { contradictions } from "../consistency.js";
import { toDiagnostic } from "../failure.js";
import type { Handler } from "../handlers.js";
import { storedIdentity } from "../identity.js";
import { unknownAsNull } from "../known.js";
import { lookUp } from "../lookup.js";
import { readPrivate, writePrivate } from "../private-state.js";
import { extend } from "../session.js";
import { withoutWriteOnly } from "../write-only.js";

/** Whatever goes wrong, the answer holds what exists: a state that is lost here is an object nobody manages. */
export const applyResourceChange: Handler<"ApplyResourceChange"> = async (session, request, call) => {
  const resource: AnyResource<unknown> = lookUp(session.provider.resources, request.typeName, "resource type");
  const { schema } = resource;
  const prior = decodeValue(schema, request.priorState);
  const planned = decodeValue(schema, request.plannedState);
  const config = decodeValue(schema, request.config) ?? fromHandlerValue(schema, {});
  const kept = readPrivate(request.plannedPrivate);
  const response: StateResponse = { state: prior, private: kept };
  const context = session.context(call);
  try {
    await perform(resource, extend(context, { private: kept }), { prior, planned, config }, response);
  } catch (error) {
    context.diagnostics.add(toDiagnostic(error, session.log));
  }
  const state =
    response.state === null ? null : checked(schema, response.state, { prior, planned }, context.diagnostics);
  return {
    newState: encodeValue(schema, state),
    newIdentity: storedIdentity(session, resource, state),
    private: state === null ? undefined : writePrivate(response.private, kept, request.plannedPrivate),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
  };
};

interface Change {
  readonly prior: ObjectValue | null;
  readonly planned: ObjectValue | null;
  readonly config: ObjectValue;
}

async function perform(
  resource: AnyResource<unknown>,
  context: Context<unknown> & { readonly private: StateResponse["private"] },
  { prior, planned, config }: Change,
  response: StateResponse,
): Promise<void> {
  if (planned === null) {
    if (prior !== null) {
      await resource.delete(extend(context, { prior }), response);
    }
    if (!context.diagnostics.hasError) {
      response.state = null;
    }
    return;
  }
  if (prior === null) {
    await resource.create(extend(context, { config, planned }), response);
  } else {
    await resource.update(extend(context, { config, planned, prior }), response);
  }
  if (response.state === null && !context.diagnostics.hasError) {
    context.diagnostics.error(
      "The provider answered no state",
      "The write went through, but nothing is known of its result. This is a mistake in the provider; please report it.",
    );
  }
}

/** What the handler answered, in the shape of the schema and held against the plan. */
function checked(
  schema: Schema,
  answered: ObjectValue,
  { prior, planned }: Pick<Change, "prior" | "planned">,
  diagnostics: Diagnostics,
): ObjectValue {
  const failed = diagnostics.hasError;
  const shaped = withoutWriteOnly(schema, salvage(schema, answered, planned ?? prior, diagnostics));
  // A handler that fails half-way may hand back its plan with what it has learned: the rest is simply not known.
  const state = unknownAsNull(schema, shaped, failed ? undefined : diagnostics);
  if (planned !== null && !diagnostics.hasError) {
    explainContradictions(contradictions(schema, planned, state), prior === null, diagnostics);
  }
  return state;
}
