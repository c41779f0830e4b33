/**
 * What a provider hands to the server: schemas and handlers as plain interfaces, one optional interface a capability.
 *
 * Every response arrives pre-filled with the safe default (prior state, planned state), so a handler that throws or
 * returns early never loses what exists.
 */
import type { Diagnostics } from "./diagnostics.js";
import type { Block, Schema } from "./schema.js";
import type { ObjectValue, Value } from "./value.js";

/** Given to every handler. */
export interface Context<Client> {
  /**
   * The result of {@link Provider.configure}.
   * @throws DiagnosticError when the provider is not configured (validate), or its configuration was not known yet
   */
  readonly client: Client;
  /** Aborts when Terraform asks to stop, or abandons the request. Writes already on the wire ignore it. */
  readonly signal: AbortSignal;
  readonly diagnostics: Diagnostics;
  readonly log: Logger;
}

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";
export type Logger = (level: LogLevel, message: string, fields?: { readonly [name: string]: unknown }) => void;

/** Opaque to Terraform and kept in state beside the resource: small, and never a secret. */
export type PrivateState = { readonly [name: string]: unknown };

export interface CreateRequest<Client> extends Context<Client> {
  readonly config: ObjectValue;
  readonly planned: ObjectValue;
}
export interface ReadRequest<Client> extends Context<Client> {
  readonly state: ObjectValue;
  readonly private: PrivateState;
}
export interface UpdateRequest<Client> extends CreateRequest<Client> {
  readonly prior: ObjectValue;
  readonly private: PrivateState;
}
export interface DeleteRequest<Client> extends Context<Client> {
  readonly prior: ObjectValue;
  readonly private: PrivateState;
}
export interface StateResponse {
  /** `null`: the resource does not exist. No unknown may be left in it. */
  state: ObjectValue | null;
  private: PrivateState;
}

export interface Resource<Client> {
  readonly schema: Schema;
  /** `response.state` starts as null: set it as soon as anything exists, so that a later error taints instead of losing it. */
  create(request: CreateRequest<Client>, response: StateResponse): Promise<void>;
  /** `response.state` starts as the current state; null reports the resource as gone. */
  read(request: ReadRequest<Client>, response: StateResponse): Promise<void>;
  /** `response.state` starts as the prior state: set it to what is really there before throwing. */
  update(request: UpdateRequest<Client>, response: StateResponse): Promise<void>;
  /** `response.state` starts as the prior state and becomes null when the handler returns without error. */
  delete(request: DeleteRequest<Client>, response: StateResponse): Promise<void>;
}

export interface ValidateRequest {
  readonly config: ObjectValue;
  readonly diagnostics: Diagnostics;
}
export interface WithValidate {
  /** Checks across attributes; values may be unknown. The schema's own validators have run already. */
  validate(request: ValidateRequest): void;
}

export interface PlanRequest<Client> extends Omit<Context<Client>, "client"> {
  /** All null when the plan destroys. */
  readonly config: ObjectValue;
  /** Null when the plan creates. */
  readonly prior: ObjectValue | null;
  readonly private: PrivateState;
  /** Undefined while the provider's own configuration is not known. */
  readonly client: Client | undefined;
}
export interface PlanResponse {
  /** Defaults, kept values and unknowns are filled in already. Null when the plan destroys. */
  planned: ObjectValue | null;
  /** Names of the top-level attributes and blocks whose change forces replacement; starts with those of the schema. */
  requiresReplace: string[];
  private: PrivateState;
}
export interface WithPlan<Client> {
  modifyPlan(request: PlanRequest<Client>, response: PlanResponse): Promise<void> | void;
}

export interface ImportRequest<Client> extends Context<Client> {
  readonly id: string;
}
export interface WithImport<Client> {
  /** Sets `response.state`; Terraform reads the resource right after. Attributes left out become null, blocks empty. */
  importState(request: ImportRequest<Client>, response: StateResponse): Promise<void>;
}

/**
 * What tells an object of a type from all others of it. Terraform 1.14 and newer keep it beside the state, take it in
 * import blocks, and list objects by it.
 *
 * It has no version but 0, and its attributes stay as they are: a state with another version cannot be handed to a
 * provider that knows no identities, and one with other attributes not to an older version of the same provider.
 */
export interface ResourceIdentity {
  /** Top-level attributes of the resource, known in every state of it; those that are optional may be null. */
  readonly schema: Block;
  /** The import id of the same object. May throw where the optional attributes do not fit each other. */
  importId(identity: ObjectValue): string;
}
export interface WithIdentity {
  readonly identity: ResourceIdentity;
}

export interface UpgradeRequest {
  readonly version: number;
  /** The stored state in the shape it was written, JSON. */
  readonly raw: { readonly [name: string]: unknown };
  readonly diagnostics: Diagnostics;
}
export interface WithUpgrade {
  /**
   * Called for every stored instance, also at today's version.
   * Returns the state in today's shape; unknown keys are dropped and missing ones become null or empty by the server. */
  upgradeState(request: UpgradeRequest): { readonly [name: string]: unknown };
}

export type AnyResource<Client> = Resource<Client> &
  Partial<WithValidate> &
  Partial<WithPlan<Client>> &
  Partial<WithImport<Client>> &
  Partial<WithIdentity> &
  Partial<WithUpgrade>;

export interface DataSource<Client> extends Partial<WithValidate> {
  readonly schema: Schema;
  /** Attributes left out keep what was configured. */
  read(request: Context<Client> & { readonly config: ObjectValue }): Promise<{ readonly [name: string]: Value }>;
}

export interface EphemeralResult {
  /** Attributes left out keep what was configured. */
  readonly result: { readonly [name: string]: Value };
  readonly renewAt?: Date;
  /** Kept in memory by Terraform between open, renew and close. */
  readonly private?: PrivateState;
}
export interface EphemeralResource<Client> extends Partial<WithValidate> {
  readonly schema: Schema;
  open(request: Context<Client> & { readonly config: ObjectValue }): Promise<EphemeralResult>;
  renew?(request: Context<Client> & { readonly private: PrivateState }): Promise<Omit<EphemeralResult, "result">>;
  close?(request: Context<Client> & { readonly private: PrivateState }): Promise<void>;
}

export interface ListRequest<Client> extends Context<Client> {
  readonly config: ObjectValue;
  /** What comes after that many is not looked at. */
  readonly limit: number;
  /** Whether the whole state is asked for, or the attributes of the identity are enough. */
  readonly wholeState: boolean;
}
export interface ListedObject {
  /** For people. */
  readonly displayName: string;
  /** Attributes left out become null, blocks empty. */
  readonly state: { readonly [name: string]: Value };
}
/** Finds the objects of a resource type that are there, managed or not; the resource needs an identity. */
export interface ListResource<Client> extends Partial<WithValidate> {
  /** Of what narrows the search. */
  readonly schema: Schema;
  list(request: ListRequest<Client>): AsyncIterable<ListedObject>;
}

export interface ConfigureRequest extends Omit<Context<never>, "client"> {
  readonly config: ObjectValue;
  readonly terraformVersion: string;
}

export interface Provider<Client> extends Partial<WithValidate> {
  /** For log lines, e.g. `cloudsmith`. */
  readonly name: string;
  readonly version: string;
  readonly schema: Schema;
  readonly resources: { readonly [type: string]: AnyResource<Client> };
  readonly dataSources: { readonly [type: string]: DataSource<Client> };
  readonly ephemeralResources: { readonly [type: string]: EphemeralResource<Client> };
  /** By the type of the resource that is listed. */
  readonly listResources?: { readonly [type: string]: ListResource<Client> };
  /**
   * Takes secrets out of text that is about to be logged or shown, e.g. a token that an exchange gave. The sensitive
   * attributes of the provider's own configuration are taken out without it.
   */
  redact?(text: string): string;
  /** Called once a process when the configuration is wholly known; sends no request that is not needed. */
  configure(request: ConfigureRequest): Promise<Client> | Client;
}
