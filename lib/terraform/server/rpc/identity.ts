import { DiagnosticError } from "../../diagnostics.js";
import { fromStateJson } from "../../wire/dynamic-value.js";
import { parseStateJson } from "../../wire/json.js";
import { encodeIdentitySchema } from "../../wire/schema.js";
import type { Handler } from "../handlers.js";
import { encodeIdentity, identityOf } from "../identity.js";
import { lookUp } from "../lookup.js";

export const getResourceIdentitySchemas: Handler<"GetResourceIdentitySchemas"> = ({ provider }) => ({
  identitySchemas: Object.fromEntries(
    Object.entries(provider.resources).flatMap(([name, { identity }]) =>
      identity === undefined ? [] : [[name, encodeIdentitySchema(identity.schema)]],
    ),
  ),
});

/** Terraform asks where the stored version is another than today's, and there has only been one. */
export const upgradeResourceIdentity: Handler<"UpgradeResourceIdentity"> = ({ provider }, request) => {
  const resource = lookUp(provider.resources, request.typeName, "resource type");
  const identity = identityOf(resource, request.typeName);
  const stored = parseStateJson(request.rawIdentity?.json ?? Buffer.from("null"));
  const upgradedIdentity =
    request.version === 0 && typeof stored === "object" && stored !== null
      ? encodeIdentity(resource, fromStateJson(identity.schema, stored as { readonly [name: string]: unknown }))
      : undefined;
  if (upgradedIdentity === undefined) {
    throw new DiagnosticError(
      "Identity cannot be read",
      `The identity of ${request.typeName} in the state, of version ${request.version}, is none that this provider writes. ` +
        "Use the provider version that wrote it, or a newer one.",
    );
  }
  return { upgradedIdentity };
};
