import { LINKS } from "../links.js";
import { listed } from "../private/words.js";
import { admissionRule } from "../rule.js";
import { accountsOf } from "../trust-view.js";

export const accountBundle = admissionRule({
  id: "account-bundle",
  severity: "high",
  weighed: false,
  why: "The job says which of a setting's accounts it wants, so every job that gets in can have the greatest of them",
  remedy: "make one setting for each account, the stronger one with the narrower claims",
  link: LINKS.cloudsmithOidc,
  check({ isDynamic, setting }, trust) {
    const accounts = isDynamic ? [] : accountsOf(setting);
    if (accounts.length < 2) {
      return undefined;
    }
    const reaches = accounts.map((account) => ({ account, ...trust.accountReach(account) }));
    const kinds = new Set(reaches.map(({ level, manager }) => (manager ? "Manager" : level)));
    if (kinds.size > 1) {
      return `hands out accounts of unequal rights: ${listed(reaches.map(({ account, level, manager }) => `${trust.nameOf(account)} (${manager ? "Manager" : level})`))}`;
    }
    return reaches.every(({ known }) => known)
      ? undefined
      : { notLooked: "what some accounts may do is not known in full" };
  },
});
