import { describe, expect, it } from "vitest";
import type { ReviewOptions, TrustFileValue } from "../../../lib/trust/index.js";
import { reviewTrust } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";
import { declared, review } from "./support.js";

const NO_FINDINGS = { before: [], after: [] } as const;

function rules(
  before: Partial<TrustFileValue>,
  after: Partial<TrustFileValue>,
  options: ReviewOptions = {},
): readonly string[] {
  const { newFindings } = review(before, after, { findings: NO_FINDINGS, ...options });
  return newFindings.map(({ rule, severity }) => `${severity} ${rule}`);
}

const manager: Partial<TrustFileValue> = { accounts: [{ slug: "ci-app", role: "Manager" }] };
const member: Partial<TrustFileValue> = { accounts: [{ slug: "ci-app", role: "Member" }] };

describe("a review says what a change takes from who makes it", () => {
  it("from the account that is said to apply it", () => {
    const self = { applied: { self: { account: "ci-app" } } };
    expect(rules(member, { accounts: [] }, self)).toEqual(["critical self-lockout"]);
    expect(rules(manager, member, self)).toEqual(["critical self-lockout"]);
    expect(rules(member, member, self)).toEqual([]);
  });

  it("and from the last that could, where nobody says who applies it", () => {
    expect(rules(manager, member)).toEqual(["critical self-lockout"]);
    expect(rules(manager, { ...manager, settings: [] })).toEqual(["critical self-lockout"]);
    expect(rules(manager, manager)).toEqual([]);
    expect(rules(member, { settings: [] })).toEqual([]);
  });

  it("but not where one side may only lack what it does not speak of", () => {
    const found = reviewTrust(trust(manager), declared(trust(member)), { findings: NO_FINDINGS });
    expect(found.newFindings).toEqual([]);
  });
});

describe("a review knows the provider of the public registry by the synthesized apps", () => {
  const emptied = { settings: [settingValue({ service_accounts: [] })] };
  const stack = (source: string) => ({
    stacks: new Map([["app", { terraform: { required_providers: { cloudsmith: { source } } } }]]),
  });
  const guards = (source: string) => ({ guards: { before: stack(source), after: stack(source) } });

  it("which takes no account out of a setting that is left with none", () => {
    expect(rules({}, emptied, guards("cloudsmith-io/cloudsmith"))).toEqual(["high empty-accounts-do-not-revoke"]);
    expect(rules({}, emptied, guards("localhost/cloudsmith-trust/cloudsmith"))).toEqual([]);
    expect(rules({}, emptied)).toEqual([]);
  });
});
