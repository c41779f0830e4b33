import { isWhollyKnown } from "../../value.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { decodeValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
import { present } from "../lookup.js";
import { extend } from "../session.js";
import { notYetKnown } from "../unconfigured.js";

export const configureProvider: Handler<"ConfigureProvider"> = async (session, request, call) => {
  const { provider, secrets } = session;
  const config = present(decodeValue(provider.schema, request.config), "provider configuration");
  secrets.learn(provider.schema, config);
  session.startedBy(request.terraformVersion);
  if (!isWhollyKnown(config)) {
    session.unconfigured(notYetKnown(config));
    return {};
  }
  const context = session.context(call);
  session.configured(await provider.configure(extend(context, { config, terraformVersion: request.terraformVersion })));
  return { diagnostics: encodeDiagnostics(context.diagnostics.items, secrets.redact) };
};
