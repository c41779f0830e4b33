import { ASSUMPTIONS } from "../../oidc/index.js";
import type { SmallestChange } from "../../trust/index.js";
import { jsonText } from "../escape/json.js";
import { type Explanation, reasonOf } from "./explanation.js";

/** The explanation as one JSON document, in the shape of {@link EXPLANATION_SCHEMA}. */
export function renderExplanationJson(explanation: Explanation): string {
  const { result } = explanation;
  const { judgement } = result;
  return `${jsonText({
    version: 1,
    verdict: result.verdict,
    admitted: result.verdict === "admitted",
    reason: reasonOf(explanation) ?? null,
    account: explanation.account,
    ...(explanation.unknownAccount === undefined ? {} : { unknownAccount: explanation.unknownAccount }),
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
    ...(result.noToken === undefined ? {} : { noToken: result.noToken }),
    ...(result.change === undefined ? {} : { change: changeValue(result.change) }),
    undecided: result.undecided,
    access: result.access.map(({ repository, level, paths }) => ({
      repository,
      level,
      by: paths.map(({ by, team }) => (team === undefined ? by : `${by} ${team}`)),
    })),
    assumptions: judgement.assumptions.map((name) => ({ name, text: ASSUMPTIONS[name] })),
  })}\n`;
}

/** Findings of a setting that is nowhere yet have no origin. */
function changeValue({ trust, ...change }: SmallestChange): object {
  return trust === undefined
    ? change
    : { ...change, trust: { ...trust, findings: trust.findings.map(({ origin: _, ...finding }) => finding) } };
}
