/**
 * Values as Terraform sends them: JSON-like, plus "not known yet" and integers too big for a number.
 */

/** What Terraform knows of a value it does not know yet. */
export interface Refinement {
  readonly notNull?: boolean;
  readonly prefix?: string;
}

const BRAND = Symbol.for("cloudsmith-trust/terraform/Unknown");

/** A value that becomes known during apply. */
export class Unknown {
  readonly [BRAND] = true;
  constructor(readonly refinement?: Refinement) {}
}

export const UNKNOWN = new Unknown();

export type Value = null | string | number | bigint | boolean | Unknown | readonly Value[] | ObjectValue;

/** An object, map or block: names to values, each attribute of the schema present. */
export interface ObjectValue {
  readonly [name: string]: Value;
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** True when neither the value nor anything inside it is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.every(isWhollyKnown);
  }
  if (typeof value === "object" && value !== null) {
    return Object.values(value).every((inner) => isWhollyKnown(inner as Value));
  }
  return true;
}
