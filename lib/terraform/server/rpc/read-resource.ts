import type { StateResponse } from "../../provider.js";
import type { ObjectValue } from "../../value.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { type DynamicBytes, decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import { isIdentical } from "../compare.js";
import { toDiagnostic } from "../failure.js";
import type { Handler } from "../handlers.js";
import { storedIdentity } from "../identity.js";
import { assertKnown } from "../known.js";
import { lookUp, present } from "../lookup.js";
import { readPrivate, writePrivate } from "../private-state.js";
import { extend } from "../session.js";
import { withoutWriteOnly } from "../write-only.js";

/** An error keeps the state as it was: Terraform must never take a failed read for "gone". */
export const readResource: Handler<"ReadResource"> = async (session, request, call) => {
  const resource = lookUp(session.provider.resources, request.typeName, "resource type");
  const { schema } = resource;
  const state = present(decodeValue(schema, request.currentState), "state to read");
  const kept = readPrivate(request.private);
  const response: StateResponse = { state, private: kept };
  const context = session.context(call);
  let newState: DynamicBytes | undefined = request.currentState;
  let known: ObjectValue | null = state;
  try {
    await resource.read(extend(context, { state, private: kept }), response);
    if (response.state === null) {
      newState = encodeValue(schema, null);
      known = null;
    } else if (!isIdentical(response.state, state)) {
      const read = fromHandlerValue(schema, response.state);
      assertKnown(read, "reading");
      newState = encodeValue(schema, withoutWriteOnly(schema, read));
      known = read;
    }
  } catch (error) {
    context.diagnostics.add(toDiagnostic(error, session.log));
  }
  return {
    newState,
    newIdentity: storedIdentity(session, resource, known),
    private: writePrivate(response.private, kept, request.private),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
  };
};
