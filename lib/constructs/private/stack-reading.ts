import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { constructsIn, type Element, elementsIn } from "./elements.js";
import { writtenStack } from "./written-stack.js";

type Body = { readonly [attribute: string]: unknown };
type Named = { readonly [name: string]: Body };

/** The parts of a stack's JSON that are read. */
export interface Written {
  readonly "//"?: object;
  readonly resource?: { readonly [type: string]: Named };
  readonly data?: { readonly [type: string]: Named };
}

const readings = new WeakMap<TerraformStack, StackReading>();

/** A stack as it is about to be written, looked at once: by its checks, and by what judges its trust right after them. */
export class StackReading {
  /** For the checks: reads the stack anew, since aspects have just been at it. */
  static anew(stack: TerraformStack): StackReading {
    const reading = new StackReading(stack);
    readings.set(stack, reading);
    return reading;
  }

  /** For what follows the checks: what they read, or anew where they were skipped. It is given once. */
  static take(stack: TerraformStack): StackReading {
    const reading = readings.get(stack) ?? new StackReading(stack);
    readings.delete(stack);
    return reading;
  }

  readonly constructs: readonly IConstruct[];
  readonly elements: readonly Element[];
  readonly #stack: TerraformStack;
  #written: Written | undefined;

  private constructor(stack: TerraformStack) {
    this.#stack = stack;
    this.constructs = constructsIn(stack);
    this.elements = elementsIn(this.constructs);
  }

  get written(): Written {
    this.#written ??= writtenStack(this.#stack, this.constructs) as Written;
    return this.#written;
  }
}
