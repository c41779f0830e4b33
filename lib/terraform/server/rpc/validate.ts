import { Diagnostics } from "../../diagnostics.js";
import type { WithValidate } from "../../provider.js";
import type { Schema } from "../../schema.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { type DynamicBytes, decodeValue } from "../../wire/dynamic-value.js";
import type { Handler } from "../handlers.js";
import { lookUp, present } from "../lookup.js";
import type { Session } from "../session.js";
import { validateConfig } from "../validate.js";

export const validateProviderConfig: Handler<"ValidateProviderConfig"> = (session, { config }) =>
  answer(session, session.provider, config);

export const validateResourceConfig: Handler<"ValidateResourceConfig"> = (session, request) => {
  const resource = lookUp(session.provider.resources, request.typeName, "resource type");
  return answer(session, resource, request.config, (schema, config, diagnostics) => {
    if (request.clientCapabilities?.writeOnlyAttributesAllowed) {
      return;
    }
    for (const [name, { writeOnly }] of Object.entries(schema.attributes)) {
      if (writeOnly && config[name] !== null) {
        diagnostics.error(
          "Write-only attribute is not supported",
          `${name} is never stored, which needs Terraform 1.11 or newer.`,
          [name],
        );
      }
    }
  });
};

export const validateDataResourceConfig: Handler<"ValidateDataResourceConfig"> = (session, { typeName, config }) =>
  answer(session, lookUp(session.provider.dataSources, typeName, "data source"), config);

export const validateEphemeralResourceConfig: Handler<"ValidateEphemeralResourceConfig"> = (
  session,
  { typeName, config },
) => answer(session, lookUp(session.provider.ephemeralResources, typeName, "ephemeral resource type"), config);

export const validateListResourceConfig: Handler<"ValidateListResourceConfig"> = (session, { typeName, config }) =>
  answer(session, lookUp(session.provider.listResources ?? {}, typeName, "list resource type"), config);

type Further = (schema: Schema, config: NonNullable<ReturnType<typeof decodeValue>>, diagnostics: Diagnostics) => void;

function answer(
  session: Session<unknown>,
  validated: { readonly schema: Schema } & Partial<WithValidate>,
  bytes: DynamicBytes | undefined,
  further?: Further,
) {
  const diagnostics = new Diagnostics();
  const config = present(decodeValue(validated.schema, bytes), "configuration");
  validateConfig(validated, config, diagnostics);
  further?.(validated.schema, config, diagnostics);
  return { diagnostics: encodeDiagnostics(diagnostics.items, session.secrets.redact) };
}
