import { describe, expect, it } from "vitest";
import { gitHubJobClaims } from "../../../lib/oidc/index.js";
import { checkChange, type TrustChange, type TrustFileValue } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

const DEPLOYER = { slug: "deployer", role: "Manager" as const };
const SETTING = settingValue({
  name: "deploy",
  claims: { repository_id: "74", ref: "refs/heads/main" },
  service_accounts: ["deployer"],
});
const BEFORE: Partial<TrustFileValue> = {
  accounts: [DEPLOYER],
  settings: [SETTING],
  privileges: [{ repository: "prod", service: "deployer", privilege: "Admin" }],
};
const CLAIMS = gitHubJobClaims({ repository: "acme/app", repositoryId: 74, ownerId: 65 }, { now: 1_767_225_600 });

function messages(after: Partial<TrustFileValue>, rest: Partial<TrustChange> = {}): readonly string[] {
  const change = { before: trust(BEFORE), after: trust({ ...BEFORE, ...after }), ...rest };
  return checkChange(change).findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

describe("self-lockout", () => {
  const self = { account: "deployer", claims: CLAIMS };

  it.each<readonly [string, Partial<TrustFileValue>, RegExp]>([
    ["its account is removed", { accounts: [] }, /^critical self-lockout: removes "deployer"/],
    ["it is made a Member", { accounts: [{ slug: "deployer" }] }, /a Member$/],
    ["it loses the administration of a repository", { privileges: [] }, /the administration of prod$/],
    ["it is let in no longer", { settings: [] }, /removes or narrows the setting/],
    [
      "its setting asks for another branch",
      { settings: [{ ...SETTING, claims: { ref: "refs/heads/x" } }] },
      /removes or narrows/,
    ],
    ["its setting is disabled", { settings: [{ ...SETTING, enabled: false }] }, /removes or narrows/],
  ])("speaks up where %s", (_, after, message) => {
    expect(messages(after, { self })).toEqual([expect.stringMatching(message)]);
  });

  it.each<readonly [string, Partial<TrustFileValue>]>([
    ["nothing changes", {}],
    ["others come and go", { accounts: [DEPLOYER, { slug: "other" }], settings: [SETTING, settingValue()] }],
    ["its setting is renamed and widened", { settings: [{ ...SETTING, name: "x", claims: { repository_id: "74" } }] }],
    [
      "another setting lets it in as well",
      {
        settings: [
          { ...SETTING, name: "y" },
          { ...SETTING, enabled: false },
        ],
      },
    ],
  ])("has nothing to say where %s", (_, after) => {
    expect(messages(after, { self })).toEqual([]);
  });

  it("has nothing to say of settings where it signs in with a key", () => {
    expect(messages({ settings: [] }, { self: { account: "deployer" } })).toEqual([]);
  });

  it("says that it could not look where the settings are known only later", () => {
    const after = trust(BEFORE);
    const [setting] = after.settings;
    const origin = setting!.origin;
    const unknowns = [
      { about: "settings" as const, name: "deploy", field: ["claims", "ref"], reason: "later", origin },
    ];
    const { findings, notLooked } = checkChange({ before: trust(BEFORE), after: { ...after, unknowns }, self });
    expect(findings).toEqual([]);
    expect(notLooked).toEqual([
      { rule: "self-lockout", reason: "some settings are known only after the deployment", times: 1 },
    ]);
  });

  it("looks after the last deployer where nobody says who makes the change", () => {
    expect(messages({ settings: [] })).toEqual([expect.stringMatching(/no CI job is let in as a Manager any more/)]);
    expect(messages({ accounts: [{ slug: "deployer" }] })).toHaveLength(1);
    expect(messages({ accounts: [DEPLOYER], settings: [{ ...SETTING, name: "renamed" }] })).toEqual([]);
  });
});

describe("empty-accounts-do-not-revoke", () => {
  const engine = "registry" as const;
  const two = { accounts: [DEPLOYER], settings: [SETTING, settingValue()] };
  const emptied = { ...two, settings: [SETTING, settingValue({ service_accounts: [] })] };
  const rule = (after: Partial<TrustFileValue>, rest: Partial<TrustChange> = {}) =>
    checkChange({ before: trust(two), after: trust(after), engine, ...rest }).findings.map(({ message }) => message);

  it("speaks of a setting whose accounts are emptied under the registry provider", () => {
    expect(rule(emptied)).toEqual(['empties the accounts of "app-main", and ci-app would stay']);
  });

  it("has nothing to say of ours, of a disabled one, of one that maps, or of one that was empty", () => {
    expect(rule(emptied, { engine: "own" })).toEqual([]);
    expect(rule({ ...two, settings: [SETTING, settingValue({ service_accounts: [], enabled: false })] })).toEqual([]);
    const dynamic_mappings = [{ claim_value: "a", service_account: "ci-app" }];
    expect(
      rule({
        ...two,
        settings: [SETTING, settingValue({ service_accounts: [], mapping_claim: "ref", dynamic_mappings })],
      }),
    ).toEqual([]);
    expect(rule(emptied, { before: trust(emptied) })).toEqual([]);
  });
});
