/** All that synth judges trust with. */
export { POLICY_RULES, policyRules } from "../../trust/policy/rules.js";
export { checkTrust, RULES } from "../../trust/rules/index.js";
export { readSynthesized } from "../../trust/synthesized/read.js";
