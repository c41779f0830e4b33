import { DiagnosticError } from "../../diagnostics.js";
import type { StateResponse } from "../../provider.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
import { importIdOf, storedIdentity } from "../identity.js";
import { assertKnown } from "../known.js";
import { lookUp } from "../lookup.js";
import { writePrivate } from "../private-state.js";
import { extend } from "../session.js";
import { withoutWriteOnly } from "../write-only.js";

export const importResourceState: Handler<"ImportResourceState"> = async (session, request, call) => {
  const { typeName } = request;
  const resource = lookUp(session.provider.resources, typeName, "resource type");
  if (resource.importState === undefined) {
    throw new DiagnosticError("Import is not supported", `${typeName} cannot be imported.`);
  }
  const id = request.identity === undefined ? request.id : importIdOf(session, resource, typeName, request.identity);
  const nothing = {};
  const response: StateResponse = { state: null, private: nothing };
  const context = session.context(call);
  await resource.importState(extend(context, { id }), response);
  const diagnostics = encodeDiagnostics(context.diagnostics.items, session.secrets.redact);
  if (context.diagnostics.hasError) {
    return { diagnostics };
  }
  if (response.state === null) {
    throw new DiagnosticError("Nothing to import", `There is no ${typeName} with the import id ${JSON.stringify(id)}.`);
  }
  const state = withoutWriteOnly(resource.schema, fromHandlerValue(resource.schema, response.state));
  assertKnown(state, "importing");
  return {
    importedResources: [
      {
        typeName,
        state: encodeValue(resource.schema, state),
        private: writePrivate(response.private, nothing, undefined),
        identity: storedIdentity(session, resource, state),
      },
    ],
    diagnostics,
  };
};
