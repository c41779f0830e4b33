import { findAccount, mentionedAccounts, nearestAccount } from "../../accounts.js";
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
    const handedOut = new Set(
      trust.settings.flatMap(({ service_accounts, dynamic_mappings }) => [
        ...service_accounts,
        ...dynamic_mappings.map(({ service_account }) => service_account),
      ]),
    );
    for (const job of workflow.jobs) {
      for (const { account, step, by } of loginsOf(job, workflow)) {
        if (account === undefined || by === "key" || handedOut.has(findAccount(trust, account))) {
          continue;
        }
        const known = mentionedAccounts(trust).has(account);
        const meant = known ? undefined : nearestAccount(trust, account);
        const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
        yield { line: step.line, message: `the job ${job.id} asks for ${account}, which no setting hands out${hint}` };
      }
    }
  },
};
