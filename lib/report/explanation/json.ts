import { ASSUMPTIONS } from "../../oidc/index.js";
import { jsonText } from "../escape/json.js";
import { type Explanation, isAdmitted, refusalOf } from "./explanation.js";
import { whatToChange } from "./remedy.js";

/** The explanation as one JSON document, in the shape of {@link EXPLANATION_SCHEMA}. */
export function renderExplanationJson(explanation: Explanation): string {
  const { judgement } = explanation;
  return `${jsonText({
    version: 1,
    admitted: isAdmitted(explanation),
    reason: refusalOf(explanation) ?? null,
    account: judgement.account,
    organization: explanation.organization,
    trust: explanation.trust,
    subject: explanation.subject,
    signature: explanation.signature,
    now: explanation.now.toISOString(),
    settings: judgement.settings.map(({ setting, admitted, code, accounts, steps }) => ({
      name: setting.name,
      ...(setting.slug_perm === undefined ? {} : { slug_perm: setting.slug_perm }),
      provider_url: setting.provider_url,
      enabled: setting.enabled,
      admitted,
      reason: code ?? null,
      accounts,
      steps,
    })),
    change: whatToChange(explanation),
    assumptions: judgement.assumptions.map((name) => ({ name, text: ASSUMPTIONS[name] })),
  })}\n`;
}
