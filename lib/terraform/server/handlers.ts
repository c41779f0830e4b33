/** One handler an RPC, and what holds for all of them: an exception becomes a diagnostic in the answer. */

import { encodeDiagnostics } from "../wire/diagnostics.js";
import type { ProviderMethod, RequestOf, ResponseOf } from "../wire/methods.js";
import { toDiagnostic } from "./failure.js";
import { applyResourceChange } from "./rpc/apply-resource-change.js";
import { configureProvider } from "./rpc/configure-provider.js";
import { closeEphemeralResource, openEphemeralResource, renewEphemeralResource } from "./rpc/ephemeral-resource.js";
import { callFunction, getFunctions } from "./rpc/functions.js";
import { getMetadata } from "./rpc/get-metadata.js";
import { getProviderSchema } from "./rpc/get-provider-schema.js";
import { getResourceIdentitySchemas, upgradeResourceIdentity } from "./rpc/identity.js";
import { importResourceState } from "./rpc/import-resource-state.js";
import { moveResourceState } from "./rpc/move-resource-state.js";
import { planResourceChange } from "./rpc/plan-resource-change.js";
import { readDataSource } from "./rpc/read-data-source.js";
import { readResource } from "./rpc/read-resource.js";
import { stopProvider } from "./rpc/stop-provider.js";
import { upgradeResourceState } from "./rpc/upgrade-resource-state.js";
import {
  validateDataResourceConfig,
  validateEphemeralResourceConfig,
  validateListResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from "./rpc/validate.js";
import type { Call, Session } from "./session.js";

export type Handler<Method extends ProviderMethod> = (
  session: Session<unknown>,
  request: RequestOf<Method>,
  call: Call,
) => ResponseOf<Method> | Promise<ResponseOf<Method>>;

const HANDLERS: { readonly [Method in ProviderMethod]: Handler<Method> } = {
  GetMetadata: getMetadata,
  GetProviderSchema: getProviderSchema,
  ValidateProviderConfig: validateProviderConfig,
  ValidateResourceConfig: validateResourceConfig,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ValidateEphemeralResourceConfig: validateEphemeralResourceConfig,
  ValidateListResourceConfig: validateListResourceConfig,
  GetResourceIdentitySchemas: getResourceIdentitySchemas,
  UpgradeResourceIdentity: upgradeResourceIdentity,
  UpgradeResourceState: upgradeResourceState,
  ConfigureProvider: configureProvider,
  ReadResource: readResource,
  PlanResourceChange: planResourceChange,
  ApplyResourceChange: applyResourceChange,
  ImportResourceState: importResourceState,
  MoveResourceState: moveResourceState,
  ReadDataSource: readDataSource,
  OpenEphemeralResource: openEphemeralResource,
  RenewEphemeralResource: renewEphemeralResource,
  CloseEphemeralResource: closeEphemeralResource,
  GetFunctions: getFunctions,
  CallFunction: callFunction,
  StopProvider: stopProvider,
};

/** Answers one RPC; what a handler throws comes back as an error diagnostic. */
export async function handle<Method extends ProviderMethod>(
  method: Method,
  session: Session<unknown>,
  request: RequestOf<Method>,
  call: Call,
): Promise<ResponseOf<Method>> {
  try {
    return await (HANDLERS[method] as Handler<Method>)(session, request, call);
  } catch (error) {
    const diagnostics = encodeDiagnostics([toDiagnostic(error, session.log)], session.secrets.redact);
    return { diagnostics } as unknown as ResponseOf<Method>;
  }
}
