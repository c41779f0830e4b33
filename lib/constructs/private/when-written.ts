import type { ISynthesisSession } from "cdktf";
import type { IConstruct } from "constructs";

/** cdktf looks for this symbol on every construct while it writes a stack; cdktn keeps it. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** Runs when the construct's stack is written, after its checks. */
export function whenWritten(construct: IConstruct, run: (session: ISynthesisSession) => void): void {
  Object.defineProperty(construct, CUSTOM_SYNTHESIS, { value: { onSynthesize: run } });
}
