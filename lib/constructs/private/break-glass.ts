import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";
import { annotate } from "../annotate.js";

/** Its value is the reason, for those who read about it afterwards. */
export const BREAK_GLASS = "CLOUDSMITH_TRUST_BREAK_GLASS";

const broken = new WeakMap<TerraformStack, BreakGlass>();

/** An emergency: synth of a stack goes on past what would stop it, and says so wherever anybody looks. */
export class BreakGlass {
  /** @param reason - value of the variable; unset and blank are no emergency */
  static tryOf(stack: TerraformStack, reason: string | undefined): BreakGlass | undefined {
    broken.delete(stack);
    if (reason === undefined || reason.trim() === "") {
      return undefined;
    }
    const glass = new BreakGlass(reason.trim());
    broken.set(stack, glass);
    return glass;
  }

  /** That of the stack's last synth. */
  static lastOf(stack: TerraformStack): BreakGlass | undefined {
    return broken.get(stack);
  }

  readonly #findings: Finding[] = [];

  private constructor(readonly reason: string) {}

  get findings(): readonly Finding[] {
    return [...this.#findings];
  }

  /** @returns what is said in place of the error */
  letThrough(finding: Finding, text: string): string {
    this.#findings.push(finding);
    return `let through by ${BREAK_GLASS}, which says: ${this.reason}. ${text}`;
  }

  /** Says it once for the whole stack, whether it was needed or not. */
  announce(whole: IConstruct): void {
    const count = this.#findings.length;
    const rules = [...new Set(this.#findings.map(({ rule }) => rule))].join(", ");
    const text =
      count === 0
        ? "Nothing needed it: unset it"
        : `It let ${count === 1 ? "one finding" : `${count} findings`} through that would have stopped this synth: ${rules}`;
    annotate(whole, "warning", `${BREAK_GLASS} is set, and says: ${this.reason}. ${text}.`);
  }
}
