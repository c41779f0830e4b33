import type { Explanation } from "../../report/index.js";
import { accountLabel, explainTrust, type TrustModel } from "../../trust/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { usageError } from "../errors.js";
import { parseMoment } from "../options/now.js";
import { readTrust } from "../options/readers.js";
import { subjectOf } from "./subject.js";

/** Reads the trust and the token or job that the options name, and judges. */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  const now = options.now === undefined ? new Date() : parseMoment(options.now, "--now");
  const { model, where } = readTrust(options);
  const { name, subject, signature } = await subjectOf(options);
  const result = explainTrust(model, {
    account: options.account ?? onlyAccount(model, where),
    subject,
    now,
    signature: signature === "not-checked" ? "not-given" : signature,
  });
  return {
    result,
    account: labelOf(model, result.account),
    organization: model.organization,
    trust: where,
    subject: name,
    signature,
    now,
  };
}

/** The one account that the settings of a trust can hand out. */
export function onlyAccount(model: TrustModel, where: string): string {
  const accounts = model.settings.flatMap(({ service_accounts, dynamic_mappings }) => [
    ...service_accounts,
    ...dynamic_mappings.map(({ service_account }) => service_account),
  ]);
  const [only, ...others] = new Set(accounts);
  if (only === undefined || others.length > 0) {
    const labels = [...new Set(accounts)].slice(0, 10).map((slug) => labelOf(model, slug));
    const found = only === undefined ? "no account" : `${others.length + 1} accounts: ${labels.join(", ")}`;
    throw usageError(`no account was asked for, and ${where} has ${found}`, "say which with --account SLUG");
  }
  return only;
}

function labelOf(model: TrustModel, slug: string): string {
  const account = model.accounts.find((one) => one.slug === slug);
  return account === undefined ? slug : accountLabel(account);
}
