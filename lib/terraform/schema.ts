/**
 * Schema of a provider, resource, data source or ephemeral resource, as plain data.
 *
 * One table serves three readers: GetProviderSchema, plan and apply logic, and the generator of the L1 classes.
 */

/** A Terraform type in its JSON form: `"string"`, `["list", "string"]`, `["object", { a: "bool" }]`. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", Type]
  | readonly ["object", { readonly [name: string]: Type }]
  | readonly ["tuple", readonly Type[]];

/** Says what is wrong with a known, non-null value, or `undefined` when nothing is. */
export type Validator = (value: never) => string | undefined;

export interface Attribute {
  readonly type: Type;
  readonly description: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  /** A change of a known value destroys and recreates the resource. */
  readonly forcesReplacement?: boolean;
  /** Planned when the configuration is null; needs `computed`. */
  readonly default?: string | number | boolean;
  /** A computed value that an update does not change: the plan keeps it, unless it is null, instead of "known after apply". */
  readonly keepsPrior?: boolean;
  /** A list that means a set: order alone is no change, and the prior order is kept. */
  readonly orderInsignificant?: boolean;
  /** Checks of one known value; checks across attributes belong to the resource. */
  readonly validate?: readonly Validator[];
}

/**
 * Inside a nested block `default` and `validate` are honoured; what decides replacement, order and kept values is a
 * matter of the top level. A computed attribute here needs a default, since the elements of a set have no identity.
 */
export interface NestedBlock extends Block {
  readonly nesting: "single" | "list" | "set";
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Block {
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly attributes: { readonly [name: string]: Attribute };
  readonly blocks?: { readonly [name: string]: NestedBlock };
}

export interface Schema extends Block {
  readonly description: string;
  /** Schema version in state, 0 unless the shape of the state has changed incompatibly. */
  readonly version: number;
}
