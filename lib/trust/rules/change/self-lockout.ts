import { judge } from "../../../oidc/index.js";
import { accessOf, compareLevels } from "../../access.js";
import { existingAccounts, findAccount } from "../../accounts.js";
import type { Account, Origin, TrustModel } from "../../model.js";
import { sorted } from "../../private/uncertain.js";
import { LINKS } from "../links.js";
import { listed, quoted } from "../private/words.js";
import type { Hit, NotLooked } from "../rule.js";
import { accountsOf, TrustView } from "../trust-view.js";
import type { ChangeRule, TrustChange } from "./change.js";

export const selfLockout: ChangeRule = {
  id: "self-lockout",
  severity: "critical",
  why: "Who takes from itself what it needs to undo a change cannot undo it, and somebody with a key or an owner's login has to",
  remedy:
    "leave the identity that deploys its account, its role, its grants and the setting that lets it in; change them from another one",
  link: LINKS.cloudsmithOidc,
  *check(change) {
    yield* change.self === undefined ? lastDeployer(change) : ofSelf(change, change.self);
  },
};

function* ofSelf({ before, after }: TrustChange, self: NonNullable<TrustChange["self"]>): Generator<Hit | NotLooked> {
  const account = findAccount(before, self.account);
  const was = accountIn(before, account);
  const is = accountIn(after, account);
  const origin = was?.origin ?? place(before);
  if (was !== undefined && is === undefined) {
    yield { origin, message: `removes ${quoted(was.name)}, the account that makes this change` };
    return;
  }
  if (was?.role === "Manager" && is?.role === "Member") {
    yield { origin, message: `makes ${quoted(was.name)}, the account that makes this change, a Member` };
  }
  const lost = lostAdmin(before, after, account);
  if (lost.length > 0) {
    yield { origin, message: `takes from the account that makes this change the administration of ${listed(lost)}` };
  }
  yield* admission(before, after, account, self);
}

function* admission(
  before: TrustModel,
  after: TrustModel,
  account: string,
  { claims }: NonNullable<TrustChange["self"]>,
): Generator<Hit | NotLooked> {
  // the moment at which it signed in: the token may have expired since
  const now = typeof claims?.iat === "number" ? claims.iat : undefined;
  if (claims === undefined || now === undefined) {
    return;
  }
  const admits = (model: TrustModel, settings: TrustModel["settings"]): boolean => {
    const existing = existingAccounts(model);
    return judge({ claims, account, now, settings, ...(existing === undefined ? {} : { existingAccounts: existing }) })
      .admitted;
  };
  if (!admits(before, before.settings) || admits(after, sorted(after).certain)) {
    return;
  }
  if (sorted(after).uncertain.length > 0) {
    yield { notLooked: "some settings are known only after the deployment" };
    return;
  }
  const origin = before.settings.find((setting) => admits(before, [setting]))?.origin ?? place(before);
  yield { origin, message: "removes or narrows the setting that lets in the identity that makes this change" };
}

function lostAdmin(before: TrustModel, after: TrustModel, account: string): readonly string[] {
  const now = new Map(accessOf(after, account).map(({ repository, level }) => [repository, level]));
  return accessOf(before, account)
    .filter(({ repository, level }) => level === "Admin" && compareLevels(now.get(repository) ?? "None", "Admin") < 0)
    .map(({ repository }) => repository);
}

/** Where nobody says who makes the change: whether anybody who can manage trust is let in at all. */
function* lastDeployer({ before, after }: TrustChange): Generator<Hit> {
  const had = deployers(before);
  const [last] = had;
  if (last !== undefined && deployers(after).length === 0) {
    const message = `after it no CI job is let in as a Manager any more; before, jobs were as ${listed(had.map(({ name }) => name))}`;
    yield { origin: last.origin, message };
  }
}

function deployers(model: TrustModel): readonly Account[] {
  const managers = new Map(model.accounts.flatMap((each) => (each.role === "Manager" ? [[each.slug, each]] : [])));
  if (managers.size === 0) {
    return [];
  }
  const settings = model.settings.filter((each) => each.enabled && accountsOf(each).some((slug) => managers.has(slug)));
  const handedOut = new Set(
    new TrustView({ ...model, settings }).settings
      .filter(({ admitsNobody }) => !admitsNobody)
      .flatMap(({ setting }) => accountsOf(setting)),
  );
  return [...managers.values()].filter(({ slug }) => handedOut.has(slug));
}

function accountIn(model: TrustModel, identity: string): Account | undefined {
  return model.accounts.find(({ slug }) => slug === identity);
}

function place(model: TrustModel): Origin {
  return model.settings[0]?.origin ?? model.accounts[0]?.origin ?? { source: "trust-file", where: "", at: "" };
}
