/** What is wrong with a trust file although its schema allows it: what is given twice, what excludes each other. */
import type { TrustProblem } from "../errors.js";
import type { TrustFileValue } from "./build.js";
import { declaredProblems } from "./declared.js";
import { snapshotProblems } from "./snapshot.js";

export function findProblems(file: TrustFileValue): readonly TrustProblem[] {
  return [
    ...declaredProblems(file),
    ...snapshotProblems(file),
    ...twice(file.accounts, "/accounts", "slug", ({ slug }) => slug),
    // an app may declare by mistake what Cloudsmith will refuse: that is for a review to see
    ...(file.declared === undefined ? doubles(file) : []),
    ...(file.settings ?? []).flatMap((setting, index) => settingProblems(setting, `/settings/${index}`)),
    // findings are told by their place: two elements of one place could stand for each other
    ...twice(file.accounts, "/accounts", "at", ({ at }) => at),
    ...twice(file.settings, "/settings", "at", ({ at }) => at),
    ...(file.privileges ?? []).flatMap((grant, index) => grantProblems(grant, `/privileges/${index}`)),
    ...(file.accounts ?? []).flatMap((account, index) =>
      twice(account.teams, `/accounts/${index}/teams`, "slug", ({ slug }) => slug),
    ),
    ...twice(file.github?.repositories, "/github/repositories", "full_name", ({ full_name }) =>
      full_name.toLowerCase(),
    ),
  ];
}

function doubles(file: TrustFileValue): readonly TrustProblem[] {
  return [
    ...twice(file.settings, "/settings", "name", ({ name }) => name),
    ...twice(file.settings, "/settings", "slug_perm", ({ slug_perm }) => slug_perm),
    ...twice(file.repositories, "/repositories", "slug", ({ slug }) => slug),
    ...twice(file.privileges, "/privileges", "grant", grantKey),
    ...twice(file.teams, "/teams", "slug", ({ slug }) => slug),
  ];
}

/** GitHub's names ignore case; Cloudsmith's slugs do not. */
function twice<T>(
  items: readonly T[] | undefined,
  pointer: string,
  what: string,
  keyOf: (item: T) => string | undefined,
): readonly TrustProblem[] {
  const first = new Map<string, number>();
  const problems: TrustProblem[] = [];
  for (const [index, item] of (items ?? []).entries()) {
    const key = keyOf(item);
    if (key === undefined) {
      continue;
    }
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
    } else {
      problems.push({
        pointer: `${pointer}/${index}`,
        message: `the ${what} ${JSON.stringify(key)} is there already, at ${pointer}/${earlier}`,
      });
    }
  }
  return problems;
}

type SettingItem = NonNullable<TrustFileValue["settings"]>[number];

function settingProblems(setting: SettingItem, pointer: string): readonly TrustProblem[] {
  const { mapping_claim, service_accounts = [], dynamic_mappings = [] } = setting;
  const problems = [
    ...twice(dynamic_mappings, `${pointer}/dynamic_mappings`, "claim_value", (entry) => entry.claim_value),
  ];
  if (typeof mapping_claim === "string") {
    if (service_accounts.length > 0) {
      const message = "not together with mapping_claim: a setting either lists its accounts or maps a claim to them";
      problems.push({ pointer: `${pointer}/service_accounts`, message });
    }
  } else if (dynamic_mappings.length > 0) {
    const message = "mapping_claim is missing: it says which claim these values are of";
    problems.push({ pointer: `${pointer}/dynamic_mappings`, message });
  }
  return problems;
}

type GrantItem = NonNullable<TrustFileValue["privileges"]>[number];
const TARGETS = ["service", "team", "user"] as const;

function grantKey(grant: GrantItem): string | undefined {
  const target = TARGETS.find((kind) => typeof grant[kind] === "string");
  return target === undefined ? undefined : `${grant.repository} for ${target} ${grant[target]}`;
}

function grantProblems(grant: GrantItem, pointer: string): readonly TrustProblem[] {
  const targets = TARGETS.filter((kind) => typeof grant[kind] === "string");
  if (targets.length === 1) {
    return [];
  }
  const got = targets.length === 0 ? "none" : targets.join(" and ");
  return [{ pointer, message: `expected exactly one of service, team and user, got ${got}` }];
}
