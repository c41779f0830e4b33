/** Identities of resources: attributes of the state, which newer Terraform keeps beside it, imports by and lists. */
import { DiagnosticError, Diagnostics } from "../diagnostics.js";
import type { AnyResource, ResourceIdentity } from "../provider.js";
import { isWhollyKnown, type ObjectValue } from "../value.js";
import { type DynamicBytes, decodeValue, encodeValue } from "../wire/dynamic-value.js";
import { present } from "./lookup.js";
import type { Session } from "./session.js";
import { validateConfig } from "./validate.js";

/** The message `ResourceIdentityData`. */
export interface IdentityData {
  readonly identityData?: DynamicBytes | undefined;
}

/** What goes into the state; undefined where none may. */
export function storedIdentity(
  session: Session<unknown>,
  resource: AnyResource<unknown>,
  state: ObjectValue | null,
): IdentityData | undefined {
  const { identity } = resource;
  if (identity === undefined || (!session.storesIdentities && session.importedByIdentity.size === 0)) {
    return undefined;
  }
  const values = valuesOf(resource, state);
  const may =
    values !== undefined && (session.storesIdentities || session.importedByIdentity.has(keyOf(identity, values)));
  return may ? { identityData: encodeValue(identity.schema, values) } : undefined;
}

/** Undefined where the type has none, or not all of it is known: half an identity stays in the state for good. */
export function encodeIdentity(resource: AnyResource<unknown>, state: ObjectValue | null): IdentityData | undefined {
  const values = valuesOf(resource, state);
  return resource.identity && values && { identityData: encodeValue(resource.identity.schema, values) };
}

function valuesOf({ identity }: AnyResource<unknown>, state: ObjectValue | null): ObjectValue | undefined {
  if (identity === undefined || state === null) {
    return undefined;
  }
  const { attributes } = identity.schema;
  const values = Object.fromEntries(Object.keys(attributes).map((name) => [name, state[name] ?? null]));
  const isWhole = Object.entries(attributes).every(([name, { required }]) => {
    const value = values[name] ?? null;
    return isWhollyKnown(value) && !(required && value === null);
  });
  return isWhole ? values : undefined;
}

/** @throws DiagnosticError where the type has no identity, or what was given is none */
export function importIdOf(
  session: Session<unknown>,
  resource: AnyResource<unknown>,
  typeName: string,
  data: IdentityData,
): string {
  const identity = identityOf(resource, typeName);
  const values = present(decodeValue(identity.schema, data.identityData), "identity");
  const diagnostics = new Diagnostics();
  validateConfig({ schema: { ...identity.schema, description: "", version: 0 } }, values, diagnostics);
  const [wrong] = diagnostics.items;
  if (wrong !== undefined) {
    throw new DiagnosticError(wrong.summary, wrong.detail, wrong.path);
  }
  session.importedByIdentity.add(keyOf(identity, values));
  return identity.importId(values);
}

/** The same for the same object of a type. */
function keyOf({ schema, importId }: ResourceIdentity, values: ObjectValue): string {
  return JSON.stringify([Object.keys(schema.attributes), importId(values)]);
}

/** @throws DiagnosticError where the type has none */
export function identityOf({ identity }: AnyResource<unknown>, typeName: string): ResourceIdentity {
  if (identity === undefined) {
    throw new DiagnosticError("The type has no identity", `${typeName} is imported by its import id alone.`);
  }
  return identity;
}
