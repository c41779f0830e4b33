/**
 * The messages of plugin protocol 6.8 (Terraform 1.11), and those of 6.9 and 6.10 (Terraform 1.12 and 1.14) for resource
 * identities and list resources, as tables of field numbers. Older peers skip the fields that they do not know.
 *
 * Source: the protocol's definition in Terraform's documentation, `docs/plugin-protocol/tfplugin6.proto`.
 */
import { bool, bytes, int, type Message, many, mapOf, message, one, optional, string, stringMap } from "./protobuf.js";

/** 1 error, 2 warning. */
export const SEVERITY = { error: 1, warning: 2 } as const;
export const NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

/** A value; Terraform sends MessagePack, a provider may answer either. */
export const DynamicValue = message({ msgpack: bytes(1), json: bytes(2) });
/** State as it was written: JSON, or a flat map from before Terraform 0.12. */
export const RawState = message({ json: bytes(1), flatmap: stringMap(2) });

export const PathStep = message({
  attributeName: optional(string(1)),
  elementKeyString: optional(string(2)),
  elementKeyInt: optional(int(3)),
});
export const Path = message({ steps: many(1, PathStep) });
export const Diagnostic = message({ severity: int(1), summary: string(2), detail: string(3), attribute: one(4, Path) });

interface ObjectShape {
  attributes: AttributeMessage[];
  nesting: number;
}
interface AttributeMessage {
  name: string;
  type: Uint8Array;
  nestedType: ObjectShape | undefined;
  description: string;
  required: boolean;
  optional: boolean;
  computed: boolean;
  sensitive: boolean;
  descriptionKind: number;
  deprecated: boolean;
  writeOnly: boolean;
}
const NestedObject: Message<ObjectShape> = message({ attributes: many(1, () => SchemaAttribute), nesting: int(3) });
export const SchemaAttribute: Message<AttributeMessage> = message({
  name: string(1),
  type: bytes(2),
  nestedType: one(10, () => NestedObject),
  description: string(3),
  required: bool(4),
  optional: bool(5),
  computed: bool(6),
  sensitive: bool(7),
  descriptionKind: int(8),
  deprecated: bool(9),
  writeOnly: bool(11),
});

interface NestedBlockMessage {
  typeName: string;
  block: BlockMessage | undefined;
  nesting: number;
  minItems: number;
  maxItems: number;
}
export interface BlockMessage {
  version: number;
  attributes: AttributeMessage[];
  blockTypes: NestedBlockMessage[];
  description: string;
  descriptionKind: number;
  deprecated: boolean;
}
const SchemaNestedBlock: Message<NestedBlockMessage> = message({
  typeName: string(1),
  block: one(2, () => SchemaBlock),
  nesting: int(3),
  minItems: int(4),
  maxItems: int(5),
});
export const SchemaBlock: Message<BlockMessage> = message({
  version: int(1),
  attributes: many(2, SchemaAttribute),
  blockTypes: many(3, () => SchemaNestedBlock),
  description: string(4),
  descriptionKind: int(5),
  deprecated: bool(6),
});
export const Schema = message({ version: int(1), block: one(2, SchemaBlock) });

const FunctionParameter = message({
  name: string(1),
  type: bytes(2),
  allowNullValue: bool(3),
  allowUnknownValues: bool(4),
  description: string(5),
  descriptionKind: int(6),
});
export const FunctionSignature = message({
  parameters: many(1, FunctionParameter),
  variadicParameter: one(2, FunctionParameter),
  return: one(3, message({ type: bytes(1) })),
  summary: string(4),
  description: string(5),
  descriptionKind: int(6),
  deprecationMessage: string(7),
});
const FunctionError = message({ text: string(1), functionArgument: optional(int(2)) });

export const ServerCapabilities = message({
  planDestroy: bool(1),
  getProviderSchemaOptional: bool(2),
  moveResourceState: bool(3),
});
export const ClientCapabilities = message({ deferralAllowed: bool(1), writeOnlyAttributesAllowed: bool(2) });
const Deferred = message({ reason: int(1) });
const Timestamp = message({ seconds: int(1), nanos: int(2) });
const TypeName = message({ typeName: string(1) });

export const Empty = message({});

const ResourceIdentityData = message({ identityData: one(1, DynamicValue) });
const IdentityAttribute = message({
  name: string(1),
  type: bytes(2),
  requiredForImport: bool(3),
  optionalForImport: bool(4),
  description: string(5),
});
export const ResourceIdentitySchema = message({ version: int(1), identityAttributes: many(2, IdentityAttribute) });
export const GetResourceIdentitySchemasResponse = message({
  identitySchemas: mapOf(1, ResourceIdentitySchema),
  diagnostics: many(2, Diagnostic),
});
export const UpgradeResourceIdentityRequest = message({
  typeName: string(1),
  version: int(2),
  rawIdentity: one(3, RawState),
});
export const UpgradeResourceIdentityResponse = message({
  upgradedIdentity: one(1, ResourceIdentityData),
  diagnostics: many(2, Diagnostic),
});

export const GetMetadataResponse = message({
  serverCapabilities: one(1, ServerCapabilities),
  diagnostics: many(2, Diagnostic),
  dataSources: many(3, TypeName),
  resources: many(4, TypeName),
  functions: many(5, message({ name: string(1) })),
  ephemeralResources: many(6, TypeName),
  listResources: many(7, TypeName),
});

export const GetProviderSchemaResponse = message({
  provider: one(1, Schema),
  resourceSchemas: mapOf(2, Schema),
  dataSourceSchemas: mapOf(3, Schema),
  diagnostics: many(4, Diagnostic),
  providerMeta: one(5, Schema),
  serverCapabilities: one(6, ServerCapabilities),
  functions: mapOf(7, FunctionSignature),
  ephemeralResourceSchemas: mapOf(8, Schema),
  listResourceSchemas: mapOf(9, Schema),
});

export const ValidateProviderConfigRequest = message({ config: one(1, DynamicValue) });
export const ValidateProviderConfigResponse = message({ diagnostics: many(2, Diagnostic) });

export const ValidateResourceConfigRequest = message({
  typeName: string(1),
  config: one(2, DynamicValue),
  clientCapabilities: one(3, ClientCapabilities),
});
/** Data sources, ephemeral resources and list resources. */
export const ValidateConfigRequest = message({ typeName: string(1), config: one(2, DynamicValue) });
/** Answers that are diagnostics only. */
export const DiagnosticsResponse = message({ diagnostics: many(1, Diagnostic) });

export const UpgradeResourceStateRequest = message({
  typeName: string(1),
  version: int(2),
  rawState: one(3, RawState),
});
export const UpgradeResourceStateResponse = message({
  upgradedState: one(1, DynamicValue),
  diagnostics: many(2, Diagnostic),
});

export const ConfigureProviderRequest = message({
  terraformVersion: string(1),
  config: one(2, DynamicValue),
  clientCapabilities: one(3, ClientCapabilities),
});

export const ReadResourceRequest = message({
  typeName: string(1),
  currentState: one(2, DynamicValue),
  private: bytes(3),
  providerMeta: one(4, DynamicValue),
  clientCapabilities: one(5, ClientCapabilities),
  currentIdentity: one(6, ResourceIdentityData),
});
export const ReadResourceResponse = message({
  newState: one(1, DynamicValue),
  diagnostics: many(2, Diagnostic),
  private: bytes(3),
  deferred: one(4, Deferred),
  newIdentity: one(5, ResourceIdentityData),
});

export const PlanResourceChangeRequest = message({
  typeName: string(1),
  priorState: one(2, DynamicValue),
  proposedNewState: one(3, DynamicValue),
  config: one(4, DynamicValue),
  priorPrivate: bytes(5),
  providerMeta: one(6, DynamicValue),
  clientCapabilities: one(7, ClientCapabilities),
  priorIdentity: one(8, ResourceIdentityData),
});
export const PlanResourceChangeResponse = message({
  plannedState: one(1, DynamicValue),
  requiresReplace: many(2, Path),
  plannedPrivate: bytes(3),
  diagnostics: many(4, Diagnostic),
  // Field 5, legacy_type_system, would silence Terraform's checks of the plan: it is reserved to the old Go SDK.
  deferred: one(6, Deferred),
  plannedIdentity: one(7, ResourceIdentityData),
});

export const ApplyResourceChangeRequest = message({
  typeName: string(1),
  priorState: one(2, DynamicValue),
  plannedState: one(3, DynamicValue),
  config: one(4, DynamicValue),
  plannedPrivate: bytes(5),
  providerMeta: one(6, DynamicValue),
  plannedIdentity: one(7, ResourceIdentityData),
});
export const ApplyResourceChangeResponse = message({
  newState: one(1, DynamicValue),
  private: bytes(2),
  diagnostics: many(3, Diagnostic),
  // Field 4 is legacy_type_system again.
  newIdentity: one(5, ResourceIdentityData),
});

export const ImportResourceStateRequest = message({
  typeName: string(1),
  id: string(2),
  clientCapabilities: one(3, ClientCapabilities),
  identity: one(4, ResourceIdentityData),
});
const ImportedResource = message({
  typeName: string(1),
  state: one(2, DynamicValue),
  private: bytes(3),
  identity: one(4, ResourceIdentityData),
});
export const ImportResourceStateResponse = message({
  importedResources: many(1, ImportedResource),
  diagnostics: many(2, Diagnostic),
  deferred: one(3, Deferred),
});

export const MoveResourceStateRequest = message({
  sourceProviderAddress: string(1),
  sourceTypeName: string(2),
  sourceSchemaVersion: int(3),
  sourceState: one(4, RawState),
  targetTypeName: string(5),
  sourcePrivate: bytes(6),
});
export const MoveResourceStateResponse = message({
  targetState: one(1, DynamicValue),
  diagnostics: many(2, Diagnostic),
  targetPrivate: bytes(3),
});

export const ReadDataSourceRequest = message({
  typeName: string(1),
  config: one(2, DynamicValue),
  providerMeta: one(3, DynamicValue),
  clientCapabilities: one(4, ClientCapabilities),
});
export const ReadDataSourceResponse = message({
  state: one(1, DynamicValue),
  diagnostics: many(2, Diagnostic),
  deferred: one(3, Deferred),
});

export const OpenEphemeralResourceRequest = message({
  typeName: string(1),
  config: one(2, DynamicValue),
  clientCapabilities: one(3, ClientCapabilities),
});
export const OpenEphemeralResourceResponse = message({
  diagnostics: many(1, Diagnostic),
  renewAt: one(2, Timestamp),
  result: one(3, DynamicValue),
  private: optional(bytes(4)),
  deferred: one(5, Deferred),
});
export const EphemeralResourceRequest = message({ typeName: string(1), private: optional(bytes(2)) });
export const RenewEphemeralResourceResponse = message({
  diagnostics: many(1, Diagnostic),
  renewAt: one(2, Timestamp),
  private: optional(bytes(3)),
});

export const ListResourceRequest = message({
  typeName: string(1),
  config: one(2, DynamicValue),
  includeResourceObject: bool(3),
  limit: int(4),
});
export const ListResourceEvent = message({
  identity: one(1, ResourceIdentityData),
  displayName: string(2),
  resourceObject: one(3, DynamicValue),
  diagnostic: many(4, Diagnostic),
});

export const GetFunctionsResponse = message({
  functions: mapOf(1, FunctionSignature),
  diagnostics: many(2, Diagnostic),
});
export const CallFunctionRequest = message({ name: string(1), arguments: many(2, DynamicValue) });
export const CallFunctionResponse = message({ result: one(1, DynamicValue), error: one(2, FunctionError) });

export const StopProviderResponse = message({ error: string(1) });

/** go-plugin's own services. */
export const StdioData = message({ channel: int(1), data: bytes(2) });
export const HealthCheckRequest = message({ service: string(1) });
export const HealthCheckResponse = message({ status: int(1) });
