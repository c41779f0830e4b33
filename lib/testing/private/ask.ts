import { TerraformStack, Testing } from "cdktf";
import { explainTrust, readSynthesized, type TrustExplanation, type TrustModel } from "../../trust/index.js";
import type { AskingJob } from "../matchers.js";

/** What trust says to a job, for each account that it may have asked for. */
export interface Asked {
  readonly verdict: TrustExplanation["verdict"];
  readonly answers: readonly TrustExplanation[];
}

export function ask(model: TrustModel, { account, audience, ...job }: AskingJob): Asked {
  const accounts = account === undefined ? accountsIn(model) : [account];
  const answers = accounts.map((slug) =>
    explainTrust(model, { account: slug, subject: { job, options: audience === undefined ? {} : { audience } } }),
  );
  const verdicts = answers.map(({ verdict }) => verdict);
  const verdict = (["admitted", "unknown"] as const).find((one) => verdicts.includes(one)) ?? "refused";
  return { verdict, answers };
}

/** @throws TypeError for what is neither a stack nor a synthesized one */
export function modelOf(received: unknown): TrustModel {
  if (TerraformStack.isStack(received)) {
    return readSynthesized(JSON.parse(Testing.synth(received)), received.node.path);
  }
  if (typeof received === "string") {
    return readSynthesized(JSON.parse(received), "the synthesized stack");
  }
  throw new TypeError("expect a TerraformStack here, or the text that Testing.synth gives for one");
}

/** Those that the stack makes, and those made elsewhere that its settings name. */
function accountsIn({ accounts, settings }: TrustModel): readonly string[] {
  return [
    ...new Set([
      ...accounts.map(({ slug }) => slug),
      ...settings.flatMap((setting) => setting.service_accounts),
      ...settings.flatMap((setting) => setting.dynamic_mappings.map(({ service_account }) => service_account)),
    ]),
  ];
}
