import { type Claims, judge, type ProviderSettings } from "../../oidc/index.js";
import type { Explanation } from "../../report/index.js";
import type { TrustModel } from "../../trust/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { usageError } from "../errors.js";
import { parseMoment } from "../options/now.js";
import { readTrust } from "../options/readers.js";
import { type Subject, subjectOf } from "./subject.js";

/** Reads the trust and the token or job that the options name, and judges. */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  const now = options.now === undefined ? new Date() : parseMoment(options.now, "--now");
  const { model, where } = readTrust(options);
  const subject: Subject = await subjectOf(options, now);
  const account = options.account ?? onlyAccount(model, where);
  return {
    judgement: judgeIn(model, subject.claims, account, now, subject.signature),
    organization: model.organization,
    trust: where,
    subject: subject.name,
    signature: subject.signature,
    now,
    ...(subject.withoutToken === undefined ? {} : { withoutToken: subject.withoutToken }),
  };
}

export function judgeIn(
  model: TrustModel,
  claims: Claims,
  account: string,
  now: Date,
  signature: Explanation["signature"] = "not-given",
): Explanation["judgement"] {
  return judge({
    claims,
    account,
    settings: model.settings,
    now,
    signature: signature === "not-checked" ? "not-given" : signature,
    // A file that lists no accounts says nothing about which exist.
    ...(model.accounts.length === 0 ? {} : { existingAccounts: new Set(model.accounts.map(({ slug }) => slug)) }),
  });
}

/** The one account that the settings of a trust can hand out. */
export function onlyAccount(model: TrustModel, where: string): string {
  const accounts = [...new Set(model.settings.flatMap(accountsOf))];
  const [only] = accounts;
  if (accounts.length !== 1 || only === undefined) {
    const found =
      accounts.length === 0 ? "no account" : `${accounts.length} accounts: ${accounts.slice(0, 10).join(", ")}`;
    throw usageError(`no account was asked for, and ${where} has ${found}`, "say which with --account SLUG");
  }
  return only;
}

function accountsOf(setting: ProviderSettings): readonly string[] {
  return [...setting.service_accounts, ...setting.dynamic_mappings.map((mapping) => mapping.service_account)];
}
