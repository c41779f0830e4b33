import type { ProviderSettings } from "../../oidc/index.js";
import type { Explanation } from "../../report/index.js";
import {
  type Account,
  explainTrust,
  mentionedAccounts,
  nearestAccount,
  type Origin,
  type TrustModel,
} from "../../trust/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { usageError } from "../errors.js";
import { parseMoment } from "../options/now.js";
import { type ReadTrust, readTrust } from "../options/readers.js";
import { subjectOf } from "./subject.js";

/** Reads the trust and the token or job that the options name, and judges. */
export async function explain(options: ExplainOptions): Promise<{ explanation: Explanation; read: ReadTrust }> {
  const now = options.now === undefined ? new Date() : parseMoment(options.now, "--now");
  const read = await readTrust(options);
  const { model, where } = read;
  const { name, subject, signature } = await subjectOf(options);
  const asked = options.account ?? onlyAccount(model, where);
  const result = explainTrust(model, {
    account: asked,
    subject,
    now,
    signature: signature === "not-checked" ? "not-given" : signature,
  });
  const nearest = originOf(model, result.judgement.settings[0]?.setting);
  const explanation: Explanation = {
    result,
    account: nameOf(model, result.account),
    ...(nearest === undefined ? {} : { nearest }),
    ...unknownAccount(model, result.account, asked),
    names: new Map(model.accounts.filter(isNew).map(({ slug, name }) => [slug, name])),
    organization: model.organization,
    trust: where,
    subject: name,
    signature,
    now,
  };
  return { explanation, read };
}

/** Of a setting that was judged; names may be borne twice. */
function originOf({ settings }: TrustModel, judged: ProviderSettings | undefined): Origin | undefined {
  const named = settings.filter(({ name, slug_perm }) => name === judged?.name && slug_perm === judged.slug_perm);
  return (named.find((each) => each === judged) ?? named[0])?.origin;
}

/** The one account that the settings of a trust can hand out. */
export function onlyAccount(model: TrustModel, where: string): string {
  const accounts = model.settings.flatMap(({ service_accounts, dynamic_mappings }) => [
    ...service_accounts,
    ...dynamic_mappings.map(({ service_account }) => service_account),
  ]);
  const [only, ...others] = new Set(accounts);
  if (only === undefined || others.length > 0) {
    const labels = [...new Set(accounts)].slice(0, 10).map((slug) => nameOf(model, slug));
    const found = only === undefined ? "no account" : `${others.length + 1} accounts: ${labels.join(", ")}`;
    throw usageError(`no account was asked for, and ${where} has ${found}`, "say which with --account SLUG");
  }
  return only;
}

function nameOf(model: TrustModel, slug: string): string {
  const account = model.accounts.find((one) => one.slug === slug);
  return account !== undefined && isNew(account) ? account.name : slug;
}

/** Whether an account is known by the resource that makes it: Cloudsmith has not given it a slug yet. */
function isNew({ slug }: Account): boolean {
  return slug.startsWith("${");
}

function unknownAccount(model: TrustModel, account: string, asked: string): Pick<Explanation, "unknownAccount"> {
  if (mentionedAccounts(model).has(account)) {
    return {};
  }
  const meant = nearestAccount(model, asked);
  return { unknownAccount: meant === undefined ? {} : { meant } };
}
