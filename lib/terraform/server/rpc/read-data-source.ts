import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
import { assertKnown } from "../known.js";
import { lookUp, present } from "../lookup.js";
import { extend } from "../session.js";

export const readDataSource: Handler<"ReadDataSource"> = async (session, request, call) => {
  const source = lookUp(session.provider.dataSources, request.typeName, "data source");
  const config = present(decodeValue(source.schema, request.config), "configuration");
  const context = session.context(call);
  const result = await source.read(extend(context, { config }));
  const state = fromHandlerValue(source.schema, { ...config, ...result });
  assertKnown(state, "reading");
  return {
    state: encodeValue(source.schema, state),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
  };
};
