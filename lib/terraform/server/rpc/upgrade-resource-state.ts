import { DiagnosticError, Diagnostics } from "../../diagnostics.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { encodeValue, fromStateJson } from "../../wire/dynamic-value.js";
import { parseStateJson } from "../../wire/json.js";
import type { Handler } from "../handlers.js";
import { lookUp } from "../lookup.js";
import { withoutWriteOnly } from "../write-only.js";

/** Called for every instance in state, also when the version is today's. */
export const upgradeResourceState: Handler<"UpgradeResourceState"> = ({ provider, secrets }, request) => {
  const resource = lookUp(provider.resources, request.typeName, "resource type");
  const { schema } = resource;
  const diagnostics = new Diagnostics();
  if (request.version > schema.version) {
    throw new DiagnosticError(
      "State was written by a newer provider",
      `${request.typeName} is in state with schema version ${request.version}, and this provider knows versions up to ` +
        `${schema.version}. Use the provider version that wrote the state, or a newer one.`,
    );
  }
  const raw = readRawState(request.rawState?.json, request.typeName);
  const state = resource.upgradeState?.({ version: request.version, raw, diagnostics }) ?? raw;
  return {
    upgradedState: encodeValue(schema, withoutWriteOnly(schema, fromStateJson(schema, state))),
    diagnostics: encodeDiagnostics(diagnostics.items, secrets.redact),
  };
};

function readRawState(json: Uint8Array | undefined, typeName: string): { readonly [name: string]: unknown } {
  if (json === undefined || json.length === 0) {
    throw new DiagnosticError(
      "State is too old",
      `The state of ${typeName} is in the form of Terraform 0.11. Refresh it once with Terraform 0.12 and a provider of that time.`,
    );
  }
  const value = parseStateJson(json);
  if (typeof value !== "object" || value === null) {
    throw new DiagnosticError("State cannot be read", `The state of ${typeName} is no JSON object.`);
  }
  return value as { readonly [name: string]: unknown };
}
