import { settingValue } from "../support.js";
import { describeRules, PINNED } from "./support.js";

const TWO = [{ slug: "ci-app" }, { slug: "reader" }];
const grant = (service: string, privilege: "Admin" | "Write" | "Read") => ({ repository: "prod", service, privilege });
const REPOSITORY = { repository_id: "74", repository_owner_id: "65" };
const mapping = (mapping_claim: string, values: { readonly [value: string]: string }) => ({
  service_accounts: [],
  mapping_claim,
  dynamic_mappings: Object.entries(values).map(([claim_value, service_account]) => ({ claim_value, service_account })),
});

describeRules([
  {
    rule: "account-bundle",
    found: [
      {
        claims: PINNED,
        setting: { service_accounts: ["ci-app", "reader"] },
        trust: { accounts: TWO, privileges: [grant("ci-app", "Write"), grant("reader", "Read")] },
        says: /ci-app \(Write\), reader \(Read\)/,
      },
      {
        claims: PINNED,
        setting: { service_accounts: ["ci-app", "reader"] },
        trust: { accounts: [{ slug: "ci-app", role: "Manager" }, { slug: "reader" }], privileges: [] },
      },
    ],
    fine: [
      { claims: PINNED },
      {
        claims: PINNED,
        setting: { service_accounts: ["ci-app", "reader"] },
        trust: { accounts: TWO, privileges: [grant("ci-app", "Read"), grant("reader", "Read")] },
      },
      {
        claims: REPOSITORY,
        setting: mapping("repository_id", { "74": "ci-app" }),
        trust: { accounts: TWO, privileges: [grant("ci-app", "Write"), grant("reader", "Read")] },
      },
    ],
  },
  {
    rule: "overlap-widens",
    found: [
      {
        trust: { settings: [settingValue({ claims: PINNED }), settingValue({ name: "wide", claims: REPOSITORY })] },
        says: /"wide" lets in everything/,
      },
      { trust: { settings: [settingValue({ claims: PINNED }), settingValue({ name: "wide", claims: {} })] } },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "wide", claims: { ...PINNED, ref: "refs/heads/.*" } }),
          ],
        },
      },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "wide", claims: REPOSITORY, ...mapping("event_name", { push: "ci-app" }) }),
          ],
        },
      },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({
              name: "slash",
              provider_url: "https://token.actions.githubusercontent.com/",
              claims: REPOSITORY,
            }),
          ],
        },
      },
    ],
    fine: [
      { claims: PINNED },
      { trust: { settings: [settingValue(), settingValue({ name: "twin" })] } },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "tags", claims: { ...REPOSITORY, ref: "refs/tags/.*", event_name: "push" } }),
          ],
        },
      },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "off", claims: REPOSITORY, enabled: false }),
          ],
        },
      },
      {
        trust: {
          accounts: TWO,
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "reader", claims: REPOSITORY, service_accounts: ["reader"] }),
          ],
        },
      },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "gitlab", provider_url: "https://gitlab.com", claims: {} }),
          ],
        },
      },
      {
        trust: {
          settings: [
            settingValue({ claims: PINNED }),
            settingValue({ name: "never", claims: { repository_id: null } }),
          ],
        },
      },
    ],
  },
  {
    rule: "dynamic-mapping-by-attacker-chosen-claim",
    found: [
      {
        claims: REPOSITORY,
        setting: mapping("environment", { production: "ci-app", staging: "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: REPOSITORY,
        setting: mapping("ref", { "refs/heads/main": "ci-app", "refs/heads/dev": "reader" }),
        trust: { accounts: TWO },
      },
      { claims: REPOSITORY, setting: mapping("head_ref", { a: "ci-app", b: "reader" }), trust: { accounts: TWO } },
      {
        claims: { repository_owner: "acme" },
        setting: mapping("repository", { "acme/app": "ci-app", "acme/b": "reader" }),
        trust: { accounts: TWO },
      },
    ],
    fine: [
      {
        claims: { repository_owner_id: "65" },
        setting: mapping("repository_id", { "74": "ci-app", "75": "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: { repository_owner_id: "65" },
        setting: mapping("repository", { "acme/app": "ci-app", "acme/b": "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: { repository_owner_id: "65" },
        setting: mapping("repo_property_tier", { gold: "ci-app", tin: "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: { organization_slug: "acme" },
        setting: {
          provider_url: "https://agent.buildkite.com",
          ...mapping("pipeline_slug", { a: "ci-app", b: "reader" }),
        },
        trust: { accounts: TWO },
      },
      { claims: REPOSITORY, setting: mapping("environment", { production: "ci-app" }) },
      {
        claims: REPOSITORY,
        setting: mapping("environment", { production: "ci-app", staging: "reader" }),
        trust: { accounts: TWO },
        github: {
          environments: [
            { name: "production", reviewers: ["team:release"] },
            { name: "staging", deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
          ],
        },
      },
      { claims: PINNED },
    ],
  },
  {
    rule: "dynamic-mapping-without-tenant-anchor",
    found: [
      { claims: {}, setting: mapping("environment", { production: "ci-app" }) },
      { claims: { aud: "cloudsmith" }, setting: mapping("workflow", { Publish: "ci-app" }) },
      { claims: {}, setting: mapping("repository_id", { "74": "ci-app", "7.*": "ci-app" }) },
    ],
    fine: [
      { claims: { repository_owner_id: "65" }, setting: mapping("environment", { production: "ci-app" }) },
      { claims: {}, setting: mapping("repository_id", { "74": "ci-app" }) },
      { claims: {}, setting: mapping("repository", { "acme/app": "ci-app" }) },
    ],
  },
  {
    rule: "mapping-overlap",
    found: [
      {
        claims: REPOSITORY,
        setting: mapping("environment", { "prod.*": "ci-app", production: "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: REPOSITORY,
        setting: mapping("ref", { "refs/.*": "ci-app", "refs/heads/.*": "reader" }),
        trust: { accounts: TWO },
      },
      {
        claims: REPOSITORY,
        setting: mapping("environment", { ".*": "ci-app", b: "ci-app", c: "reader" }),
        trust: { accounts: TWO },
      },
    ],
    fine: [
      { claims: REPOSITORY, setting: mapping("environment", { "prod.*": "ci-app", production: "ci-app" }) },
      {
        claims: REPOSITORY,
        setting: mapping("environment", { "prod.*": "ci-app", staging: "reader", prob: "reader" }),
        trust: { accounts: TWO },
      },
      { claims: PINNED },
    ],
  },
  {
    rule: "over-privileged-account",
    found: [
      { claims: PINNED, trust: { privileges: [grant("ci-app", "Admin")] }, says: /administers prod/ },
      { claims: PINNED, trust: { accounts: [{ slug: "ci-app", role: "Manager" }] }, says: /Manager/ },
      {
        claims: PINNED,
        trust: {
          accounts: [{ slug: "ci-app", teams: [{ slug: "admins" }] }],
          privileges: [{ repository: "prod", team: "admins", privilege: "Admin" }],
        },
      },
    ],
    fine: [
      { claims: PINNED },
      { claims: PINNED, trust: { accounts: [{ slug: "ci-app" }, { slug: "boss", role: "Manager" }] } },
      { claims: PINNED, setting: { enabled: false }, trust: { accounts: [{ slug: "ci-app", role: "Manager" }] } },
    ],
  },
  {
    rule: "standing-key-remains",
    found: [{ claims: PINNED, trust: { accounts: [{ slug: "ci-app", key_stored: true }] } }],
    fine: [
      { claims: PINNED, trust: { accounts: [{ slug: "ci-app", key_stored: false }] } },
      { claims: PINNED },
      { claims: PINNED, trust: { accounts: [{ slug: "ci-app" }, { slug: "other", key_stored: true }] } },
    ],
  },
  {
    rule: "disabled-stale",
    found: [
      { setting: { enabled: false } },
      { claims: PINNED, github: { archived: true } },
      { claims: PINNED, github: { exists: false } },
    ],
    fine: [{ claims: PINNED }, { claims: PINNED, github: { archived: false, exists: true } }],
  },
  {
    rule: "recycled-namespace",
    found: [
      { claims: { repository: "acme/app", ref: "refs/heads/main", event_name: "push" }, github: { exists: false } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" }, github: { exists: false } },
      {
        claims: { repository: "acme/app", ref: "refs/heads/main" },
        github: { exists: true, id: 99, known_before: { id: 74 } },
        says: /another repository/,
      },
      { claims: { repository: "acme/app" }, github: { exists: true, owner_id: 99, known_before: { owner_id: 65 } } },
    ],
    fine: [
      { claims: { repository: "acme/app" }, github: { exists: true, known_before: { id: 74, owner_id: 65 } } },
      { claims: { repository: "acme/app" }, github: { exists: "unknown" } },
      { claims: { repository: "acme/app" } },
      { claims: { repository: "acme/app", repository_id: "74" }, github: { exists: false } },
      { claims: PINNED, github: { exists: false } },
    ],
  },
]);
