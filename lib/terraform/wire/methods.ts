/** The methods of the service `tfplugin6.Provider`: which message asks and which answers. */
import * as m from "./messages.js";
import type { Encodable, Message } from "./protobuf.js";

export interface MethodType<Request extends object, Response extends object> {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}

const method = <Request extends object, Response extends object>(
  request: Message<Request>,
  response: Message<Response>,
): MethodType<Request, Response> => ({ request, response });

export const PROVIDER_SERVICE = "tfplugin6.Provider";

export const PROVIDER_METHODS = {
  GetMetadata: method(m.Empty, m.GetMetadataResponse),
  GetProviderSchema: method(m.Empty, m.GetProviderSchemaResponse),
  ValidateProviderConfig: method(m.ValidateProviderConfigRequest, m.ValidateProviderConfigResponse),
  ValidateResourceConfig: method(m.ValidateResourceConfigRequest, m.DiagnosticsResponse),
  ValidateDataResourceConfig: method(m.ValidateConfigRequest, m.DiagnosticsResponse),
  ValidateEphemeralResourceConfig: method(m.ValidateConfigRequest, m.DiagnosticsResponse),
  ValidateListResourceConfig: method(m.ValidateConfigRequest, m.DiagnosticsResponse),
  GetResourceIdentitySchemas: method(m.Empty, m.GetResourceIdentitySchemasResponse),
  UpgradeResourceIdentity: method(m.UpgradeResourceIdentityRequest, m.UpgradeResourceIdentityResponse),
  UpgradeResourceState: method(m.UpgradeResourceStateRequest, m.UpgradeResourceStateResponse),
  ConfigureProvider: method(m.ConfigureProviderRequest, m.DiagnosticsResponse),
  ReadResource: method(m.ReadResourceRequest, m.ReadResourceResponse),
  PlanResourceChange: method(m.PlanResourceChangeRequest, m.PlanResourceChangeResponse),
  ApplyResourceChange: method(m.ApplyResourceChangeRequest, m.ApplyResourceChangeResponse),
  ImportResourceState: method(m.ImportResourceStateRequest, m.ImportResourceStateResponse),
  MoveResourceState: method(m.MoveResourceStateRequest, m.MoveResourceStateResponse),
  ReadDataSource: method(m.ReadDataSourceRequest, m.ReadDataSourceResponse),
  OpenEphemeralResource: method(m.OpenEphemeralResourceRequest, m.OpenEphemeralResourceResponse),
  RenewEphemeralResource: method(m.EphemeralResourceRequest, m.RenewEphemeralResourceResponse),
  CloseEphemeralResource: method(m.EphemeralResourceRequest, m.DiagnosticsResponse),
  GetFunctions: method(m.Empty, m.GetFunctionsResponse),
  CallFunction: method(m.CallFunctionRequest, m.CallFunctionResponse),
  StopProvider: method(m.Empty, m.StopProviderResponse),
} as const;

/** Those that answer with a stream of messages. */
export const PROVIDER_STREAMS = { ListResource: method(m.ListResourceRequest, m.ListResourceEvent) } as const;

export type ProviderMethod = keyof typeof PROVIDER_METHODS;
export type RequestOf<Method extends ProviderMethod> = (typeof PROVIDER_METHODS)[Method]["request"]["decoded"];
export type ResponseOf<Method extends ProviderMethod> = Encodable<
  (typeof PROVIDER_METHODS)[Method]["response"]["decoded"]
>;
