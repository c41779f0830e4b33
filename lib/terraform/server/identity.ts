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
  return session.storesIdentities ? encodeIdentity(resource, state) : undefined;
}

/** Undefined where the type has none, or not all of it is known: half an identity stays in the state for good. */
export function encodeIdentity(
  { identity }: Pick<AnyResource<unknown>, "identity">,
  state: ObjectValue | null,
): IdentityData | undefined {
  if (identity === undefined || state === null) {
    return undefined;
  }
  const { schema } = identity;
  const values = Object.fromEntries(Object.keys(schema.attributes).map((name) => [name, state[name] ?? null]));
  const isWhole = Object.entries(schema.attributes).every(([name, { required }]) => {
    const value = values[name] ?? null;
    return isWhollyKnown(value) && !(required && value === null);
  });
  return isWhole ? { identityData: encodeValue(schema, values) } : undefined;
}

/** @throws DiagnosticError where the type has no identity, what was given is none, or it could not be stored */
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
  const id = identity.importId(values);
  if (!session.storesIdentities) {
    throw new DiagnosticError(
      "Import by identity needs Terraform 1.14",
      `Older ones cannot read the identity that it leaves in the state beside a provider without identities. Import by id: id = ${JSON.stringify(id)}`,
    );
  }
  return id;
}

/** @throws DiagnosticError where the type has none */
export function identityOf({ identity }: AnyResource<unknown>, typeName: string): ResourceIdentity {
  if (identity === undefined) {
    throw new DiagnosticError("The type has no identity", `${typeName} is imported by its import id alone.`);
  }
  return identity;
}
