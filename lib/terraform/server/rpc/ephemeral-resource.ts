import type { EphemeralResult, PrivateState } from "../../provider.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
import { assertKnown } from "../known.js";
import { lookUp, present } from "../lookup.js";
import { readPrivate } from "../private-state.js";
import { extend } from "../session.js";

const KIND = "ephemeral resource type";

export const openEphemeralResource: Handler<"OpenEphemeralResource"> = async (session, request, call) => {
  const ephemeral = lookUp(session.provider.ephemeralResources, request.typeName, KIND);
  const config = present(decodeValue(ephemeral.schema, request.config), "configuration");
  const context = session.context(call);
  const opened = await ephemeral.open(extend(context, { config }));
  const result = fromHandlerValue(ephemeral.schema, { ...config, ...opened.result });
  assertKnown(result, "opening");
  return {
    result: encodeValue(ephemeral.schema, result),
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
    ...renewal(opened),
  };
};

export const renewEphemeralResource: Handler<"RenewEphemeralResource"> = async (session, request, call) => {
  const ephemeral = lookUp(session.provider.ephemeralResources, request.typeName, KIND);
  const context = session.context(call);
  const kept = readPrivate(request.private);
  const renewed = await ephemeral.renew?.(extend(context, { private: kept }));
  return {
    diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact),
    ...renewal({ private: kept, ...renewed }),
  };
};

export const closeEphemeralResource: Handler<"CloseEphemeralResource"> = async (session, request, call) => {
  const ephemeral = lookUp(session.provider.ephemeralResources, request.typeName, KIND);
  const context = session.context(call);
  await ephemeral.close?.(extend(context, { private: readPrivate(request.private) }));
  return { diagnostics: encodeDiagnostics(context.diagnostics.items, session.secrets.redact) };
};

/** When to come again, and what to bring then. */
function renewal(answer: Omit<EphemeralResult, "result">): {
  private: Uint8Array;
  renewAt?: { seconds: number; nanos: number };
} {
  const kept: PrivateState = answer.private ?? {};
  const milliseconds = answer.renewAt?.getTime();
  return {
    private: Buffer.from(JSON.stringify(kept)),
    ...(milliseconds === undefined
      ? {}
      : { renewAt: { seconds: Math.floor(milliseconds / 1000), nanos: (milliseconds % 1000) * 1_000_000 } }),
  };
}
