import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { BREAK_GLASS, BreakGlass } from "./break-glass.js";
import { localStateInCi } from "./local-state-in-ci.js";
import { report } from "./report.js";
import type { StackReading } from "./stack-reading.js";
import { trustFindings } from "./trust-findings.js";

/**
 * Judges the trust of a stack that is being written, and says what is found on the constructs it is about.
 *
 * @param whole - stands for the stack, for findings that are about none of its elements
 */
export function reportFindings(stack: TerraformStack, reading: StackReading, whole: IConstruct): void {
  const breakGlass = BreakGlass.tryOf(stack, process.env[BREAK_GLASS]);
  const options = { now: new Date(), breakGlass };
  const localState = localStateInCi(stack, whole, process.env.CI);
  if (localState !== undefined) {
    report(whole, localState, options);
  }
  for (const { construct, finding } of trustFindings(stack, reading, whole)) {
    report(construct, finding, options);
  }
  breakGlass?.announce(whole);
}
