import { describe, expect, it } from "vitest";
import type { Claims } from "../../../lib/oidc/index.js";
import { checkTrust, type TrustFileValue, type TrustPolicy } from "../../../lib/trust/index.js";
import { POLICY_RULES, policyRules } from "../../../lib/trust/policy/rules.js";
import { settingValue, trust } from "../support.js";

type SettingValue = NonNullable<TrustFileValue["settings"]>[number];

const GITLAB = "https://gitlab.com";
const JENKINS = "https://jenkins.example.com";

function findings(policy: Partial<TrustPolicy>, value: Partial<TrustFileValue>, covers = true): readonly string[] {
  const rules = policyRules({ mode: "enforce", ...policy }, () => covers);
  return checkTrust(trust(value), {}, rules).findings.map(
    ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
  );
}

function ofSetting(policy: Partial<TrustPolicy>, setting: Partial<SettingValue>): readonly string[] {
  return findings(policy, { settings: [settingValue(setting)] });
}

function ofClaims(policy: Partial<TrustPolicy>, claims: Claims): readonly string[] {
  return ofSetting(policy, { claims });
}

describe("a policy", () => {
  it("weighs high where it is enforced, and medium where it is audited", () => {
    const claims = { actor: "octocat" };

    expect(ofClaims({ forbidden_claims: ["actor"] }, claims)).toEqual([expect.stringMatching(/^high policy-claim: /)]);
    expect(ofClaims({ mode: "audit", forbidden_claims: ["actor"] }, claims)).toEqual([
      expect.stringMatching(/^medium policy-claim: /),
    ]);
  });

  it("says nothing of what it does not cover, and nothing where it allows anything", () => {
    const settings = [settingValue({ claims: { actor: "octocat" } })];

    expect(findings({ forbidden_claims: ["actor"] }, { settings }, false)).toEqual([]);
    expect(findings({}, { settings, accounts: [{ slug: "ci-app", role: "Manager" }] })).toEqual([]);
  });

  it("has rules of its own", () => {
    expect(POLICY_RULES).toEqual(["policy-issuer", "policy-owner", "policy-claim", "policy-privilege", "policy-ids"]);
  });
});

describe("allowed issuers", () => {
  const policy = { allowed_issuers: [GITLAB] };

  it.each([GITLAB, `${GITLAB}/`])("hold %s", (provider_url) => {
    expect(ofSetting(policy, { provider_url })).toEqual([]);
  });

  it("do not hold another, even one that begins alike", () => {
    expect(ofSetting(policy, { provider_url: `${GITLAB}.example.com` })).toEqual([
      'high policy-issuer: believes "https://gitlab.com.example.com"; the policy allows https://gitlab.com',
    ]);
  });

  it("do not matter to settings that admit nothing", () => {
    expect(ofSetting(policy, { provider_url: JENKINS, enabled: false })).toEqual([]);
  });
});

describe("allowed owners", () => {
  const policy = { allowed_owners: ["65", "acme"] };

  it.each<readonly [string, Partial<SettingValue>]>([
    ["an id", { claims: { repository_owner_id: "65" } }],
    ["a name", { claims: { repository_owner: "acme", ref: "refs/heads/main" } }],
    ["a name in a repository's", { claims: { repository: "acme/app" } }],
    ["the group of a GitLab project", { claims: { namespace_path: "acme" }, provider_url: GITLAB }],
    ["an issuer of one's own", { claims: { job: "publish" }, provider_url: JENKINS }],
  ])("hold %s", (_, setting) => {
    expect(ofSetting(policy, setting)).toEqual([]);
  });

  it.each<readonly [string, Partial<SettingValue>]>([
    ["another id", { claims: { repository_owner_id: "66" } }],
    ["the beginning of an id", { claims: { repository_owner_id: "65.*" } }],
    ["a repository's id alone", { claims: { repository_id: "74" } }],
    ["a person whose name is the id", { claims: { repository_owner: "65" } }],
    ["an owner whose name begins alike", { claims: { repository: "acme-labs/app" } }],
    ["another group of GitLab", { claims: { namespace_id: "66" }, provider_url: GITLAB }],
  ])("do not hold %s", (_, setting) => {
    expect(ofSetting(policy, setting)).toEqual([
      expect.stringMatching(/^high policy-owner: does not require an allowed owner \(65, acme\) in /),
    ]);
  });

  it("look at each mapping", () => {
    const mapped = (...allowed_owners: readonly string[]) =>
      ofSetting(
        { allowed_owners },
        {
          claims: { ref: "refs/heads/main" },
          service_accounts: [],
          mapping_claim: "repository_owner_id",
          dynamic_mappings: [
            { claim_value: "65", service_account: "ci-app" },
            { claim_value: "66", service_account: "ci-lib" },
          ],
        },
      );

    expect(mapped("65")).toHaveLength(1);
    expect(mapped("65", "66")).toEqual([]);
  });
});

describe("forbidden claims", () => {
  it("are found among those required, and as the mapping claim", () => {
    const policy = { forbidden_claims: ["actor", "workflow"] };

    expect(ofClaims(policy, { repository_id: "74", workflow: "Publish" })).toEqual([
      "high policy-claim: rests on workflow, which the policy forbids",
    ]);
    expect(
      ofSetting(policy, {
        claims: { repository_owner_id: "65" },
        service_accounts: [],
        mapping_claim: "actor",
        dynamic_mappings: [{ claim_value: "octocat", service_account: "ci-app" }],
      }),
    ).toEqual(["high policy-claim: rests on actor, which the policy forbids"]);
    expect(ofClaims(policy, { repository_id: "74" })).toEqual([]);
  });
});

describe("the greatest privilege", () => {
  const accounts = [{ slug: "ci-app", name: "ci-app", teams: [{ slug: "release" }] }];
  const granted = (grant: { service?: string; team?: string; user?: string }, privilege: "Admin" | "Write") =>
    findings(
      { greatest_privilege: "Write" },
      { accounts, settings: [], privileges: [{ repository: "prod", privilege, ...grant }] },
    );

  it("may be reached, and not passed", () => {
    expect(granted({ service: "ci-app" }, "Write")).toEqual([]);
    expect(granted({ service: "ci-app" }, "Admin")).toEqual([
      'high policy-privilege: gives an account Admin on "prod"; the policy allows Write at most',
    ]);
  });

  it("is that of teams with accounts too, and not of people", () => {
    expect(granted({ team: "release" }, "Admin")).toEqual([
      'high policy-privilege: gives the team "release", which has accounts, Admin on "prod"; the policy allows Write at most',
    ]);
    expect(granted({ team: "people" }, "Admin")).toEqual([]);
    expect(granted({ user: "owner" }, "Admin")).toEqual([]);
  });

  it("is less than a Manager's", () => {
    expect(
      findings({ greatest_privilege: "Admin" }, { settings: [], accounts: [{ slug: "ci-app", role: "Manager" }] }),
    ).toEqual([expect.stringMatching(/^high policy-privilege: makes "ci-app" a Manager, who can have any privilege/)]);
  });
});

describe("ids that must be pinned", () => {
  const policy = { must_pin_ids: true };

  it.each<readonly [string, Partial<SettingValue>]>([
    ["a repository's id", { claims: { repository_id: "74" } }],
    ["an owner's id", { claims: { repository_owner_id: "65", environment: "production" } }],
    ["a GitLab project's id", { claims: { project_id: "20" }, provider_url: GITLAB }],
    ["an issuer that is not described", { claims: { sub: "job/publish" }, provider_url: JENKINS }],
  ])("hold %s", (_, setting) => {
    expect(ofSetting(policy, setting)).toEqual([]);
  });

  it.each<readonly [string, Claims, RegExp]>([
    ["a name", { repository: "acme/app" }, /by name, and the policy asks for its id$/],
    ["a prefix of an id", { repository_id: "7.*" }, /is tied to nobody's id/],
    ["a branch alone", { ref: "refs/heads/main" }, /is tied to nobody's id/],
  ])("do not hold %s", (_, claims, message) => {
    expect(ofClaims(policy, claims)).toEqual([expect.stringMatching(message)]);
  });
});
