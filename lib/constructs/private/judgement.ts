/**
 * What judges trust, loaded at its first use: it has more modules than the rest of this package, and a program that
 * imports the package need not synthesize.
 */
type Judgement = Pick<typeof import("../../trust/rules/index.js"), "RULES" | "checkTrust"> &
  Pick<typeof import("../../trust/synthesized/read.js"), "readSynthesized"> &
  Pick<typeof import("../../trust/policy/rules.js"), "policyRules" | "POLICY_RULES">;

export function judgement(): Judgement {
  return {
    ...(require("../../trust/rules/index.js") as typeof import("../../trust/rules/index.js")),
    ...(require("../../trust/synthesized/read.js") as typeof import("../../trust/synthesized/read.js")),
    ...(require("../../trust/policy/rules.js") as typeof import("../../trust/policy/rules.js")),
  };
}
