import { findAccount, mentionedAccounts, nearestAccount } from "../../accounts.js";
import type { TrustModel } from "../../model.js";
import { loginsOf } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const serviceSlugNotInTrust: WorkflowRule = {
  id: "service-slug-not-in-trust",
  severity: "medium",
  why: "No setting hands out an account of that name, so the login is refused",
  remedy: "correct the slug, or declare trust for the account",
  link: LINKS.cloudsmithOidc,
  *check({ workflow, trust }) {
    if (trust === undefined) {
      return;
    }
    const accounts = accountsIn(trust);
    for (const job of workflow.jobs) {
      for (const { account, step, by } of loginsOf(job, workflow)) {
        const hint = account === undefined || by === "key" ? undefined : accounts.hintFor(account);
        if (hint === undefined) {
          continue;
        }
        yield { line: step.line, message: `the job ${job.id} asks for ${account}, which no setting hands out${hint}` };
      }
    }
  },
};

/** The accounts of a trust, and what to say of one that no setting hands out: asked of every login of many files. */
class Accounts {
  readonly #handedOut: ReadonlySet<string>;
  readonly #hints = new Map<string, string | undefined>();

  constructor(private readonly trust: TrustModel) {
    this.#handedOut = new Set(
      trust.settings.flatMap(({ service_accounts, dynamic_mappings }) => [
        ...service_accounts,
        ...dynamic_mappings.map(({ service_account }) => service_account),
      ]),
    );
  }

  /** @returns undefined for an account that a setting hands out */
  hintFor(account: string): string | undefined {
    if (!this.#hints.has(account)) {
      this.#hints.set(account, this.#hintFor(account));
    }
    return this.#hints.get(account);
  }

  #hintFor(account: string): string | undefined {
    if (this.#handedOut.has(findAccount(this.trust, account))) {
      return undefined;
    }
    const known = mentionedAccounts(this.trust).has(account);
    const meant = known ? undefined : nearestAccount(this.trust, account);
    return meant === undefined ? "" : `; did you mean ${meant}?`;
  }
}

const byTrust = new WeakMap<TrustModel, Accounts>();

function accountsIn(trust: TrustModel): Accounts {
  const known = byTrust.get(trust) ?? new Accounts(trust);
  byTrust.set(trust, known);
  return known;
}
