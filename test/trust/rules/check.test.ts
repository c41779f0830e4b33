import { describe, expect, it } from "vitest";
import { gitHubEnterpriseIssuer } from "../../../lib/oidc/index.js";
import { checkTrust, RULES, readSynthesized } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";
import { type Example, findingsOf, PINNED } from "./support.js";

describe("every rule", () => {
  it("has an id of its own, and says why, what to do and where it is explained", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const { id, why, remedy, link } of RULES) {
      expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(why.length, id).toBeGreaterThan(40);
      expect(why, id).not.toMatch(/\.$/);
      expect(remedy.length, id).toBeGreaterThan(10);
      expect(link, id).toMatch(/^https:\/\//);
    }
  });

  it("has examples in these tests", () => {
    const ids = RULES.map(({ id }) => id).sort();
    expect(ids).toMatchInlineSnapshot(`
      [
        "account-bundle",
        "actor-only",
        "attribute-only",
        "audience-mismatch",
        "audience-only",
        "branch-prefix-collision",
        "branch-unprotected",
        "case-mismatch",
        "contradiction",
        "custom-template-mismatch",
        "disabled-stale",
        "dynamic-mapping-by-attacker-chosen-claim",
        "dynamic-mapping-without-tenant-anchor",
        "enterprise-issuer-not-used",
        "enterprise-only",
        "environment-phantom",
        "environment-unprotected",
        "fork-pr-gets-write-tokens",
        "full-ref-missing",
        "id-wildcard",
        "issuer-trailing-slash",
        "issuer-typo",
        "malformed-immutable-sub",
        "mapping-overlap",
        "multi-select-property",
        "mutable-job-workflow-ref",
        "name-not-id",
        "no-claims",
        "no-tenant-anchor",
        "org-wide-wildcard",
        "over-privileged-account",
        "overlap-widens",
        "owner-only",
        "owner-prefix-wildcard",
        "pull-request-trusted",
        "recycled-namespace",
        "ref-without-event",
        "regex-dot-confusion",
        "repo-prefix-wildcard",
        "repo-wide",
        "self-hosted-runner",
        "standing-key-remains",
        "star-is-not-wildcard",
        "subject-form-stale",
        "tag-ref",
        "token-default-write",
        "trusted-dangerous-event",
        "type-trap",
        "unknown-claim",
        "volatile-claim",
        "wildcard-mid-value",
        "workflow-name-trust",
        "workflow-ref-mix-up",
      ]
    `);
  });
});

const REPOSITORY = { repository_id: "74", repository_owner_id: "65" };
const PROTECTED = {
  exists: true,
  visibility: "private",
  archived: false,
  sub_claim_prefix: null,
  default_workflow_permissions: "read",
  fork_pr_write_tokens: false,
  protected_branches: ["main"],
  protected_tags: ["v*"],
  environments: [
    {
      name: "production",
      reviewers: ["team:release"],
      can_admins_bypass: false,
      prevent_self_review: true,
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    },
  ],
} as const;

/** What people are told to write. */
const WELL_PINNED: readonly Example[] = [
  { claims: PINNED },
  { claims: { ...PINNED, aud: "cloudsmith" } },
  { claims: { ...PINNED, repository: "acme/app", repository_owner: "acme" } },
  { claims: { ...REPOSITORY, environment: "production" } },
  { claims: { ...REPOSITORY, environment: "production", ref: "refs/heads/main", event_name: "push" } },
  { claims: { ...REPOSITORY, ref: "refs/tags/v.*", event_name: "push" } },
  { claims: { ...REPOSITORY, ref: "refs/heads/release/.*", event_name: "push" } },
  { claims: { ...REPOSITORY, ref: "refs/heads/main", event_name: "workflow_dispatch" } },
  {
    claims: {
      ...REPOSITORY,
      workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main",
      event_name: "push",
    },
  },
  { claims: { ...REPOSITORY, job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main" } },
  {
    claims: {
      repository_owner_id: "65",
      job_workflow_ref: `acme/automation/.github/workflows/p.yml@${"a".repeat(40)}`,
    },
  },
  { claims: { sub: "repo:acme@65/app@74:environment:production" } },
  { claims: { ...PINNED, sub: "repo:acme/app:ref:refs/heads/main" } },
  { claims: PINNED, setting: { provider_url: gitHubEnterpriseIssuer("octo") } },
  {
    claims: { repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" },
    setting: {
      service_accounts: [],
      mapping_claim: "repository_id",
      dynamic_mappings: [{ claim_value: "74", service_account: "ci-app" }],
    },
  },
  {
    claims: { project_id: "20", namespace_id: "72", ref_protected: "true" },
    setting: { provider_url: "https://gitlab.com" },
  },
  {
    claims: {
      organization_id: "0184990a-477b-4fa8-9968-496074483cee",
      pipeline_id: "0184990a-4782-42b5-afc1-16715b10b8ff",
    },
    setting: { provider_url: "https://agent.buildkite.com" },
  },
  {
    claims: {
      terraform_organization_id: "org-GRNbCjYNpBB6NEBH",
      terraform_workspace_id: "ws-mbsd5E3Ktt5Rg2Xm",
      terraform_run_phase: "apply",
    },
    setting: { provider_url: "https://app.terraform.io" },
  },
];

describe("a well-pinned configuration", () => {
  it.each(WELL_PINNED.map((example) => [JSON.stringify(example.claims), example] as const))(
    "gives nothing at high or critical: %s",
    (_, example) => {
      const grave = ({ severity }: { readonly severity: string }) => severity === "high" || severity === "critical";
      expect(findingsOf(example).filter(grave)).toEqual([]);
    },
  );

  it.each(WELL_PINNED.slice(0, 4).map((example) => [JSON.stringify(example.claims), example] as const))(
    "gives nothing at all where GitHub's side is known and in order: %s",
    (_, example) => {
      expect(findingsOf({ ...example, github: { ...PROTECTED, environments: [...PROTECTED.environments] } })).toEqual(
        [],
      );
    },
  );

  it("gives nothing for the several settings of one pipeline", () => {
    const settings = [
      settingValue({ name: "main", claims: PINNED }),
      settingValue({ name: "tags", claims: { ...REPOSITORY, ref: "refs/tags/v.*", event_name: "push" } }),
      settingValue({ name: "production", claims: { ...REPOSITORY, environment: "production" } }),
    ];
    expect(checkTrust(trust({ settings })).findings).toEqual([]);
  });
});

describe("findings", () => {
  it("come gravest first, with the place they were read from", () => {
    const settings = [
      settingValue({ claims: { ...PINNED, runner_environment: "self-hosted" } }),
      settingValue({ name: "open", claims: {} }),
    ];
    const { findings } = checkTrust(trust({ settings }));
    expect(findings.map(({ severity }) => severity)).toEqual(["critical", "high", "low"]);
    expect(findings[0]).toMatchObject({
      rule: "no-claims",
      where: "/settings/1",
      origin: { source: "trust-file", where: "trust.json", at: "/settings/1" },
      message: "requires no claim at all",
      link: expect.stringMatching(/^https:/),
    });
  });

  it("weigh one step less in front of an account that is known to read at most", () => {
    const severity = (overrides: Parameters<typeof trust>[0]) =>
      checkTrust(trust({ settings: [settingValue({ claims: {} })], ...overrides })).findings[0]?.severity;
    expect(severity({})).toBe("critical");
    expect(severity({ privileges: [{ repository: "prod", service: "ci-app", privilege: "Read" }] })).toBe("high");
    expect(severity({ privileges: [] })).toBe("high");
    expect(severity({ privileges: [], accounts: [{ slug: "ci-app", role: "Manager" }] })).toBe("critical");
    expect(severity({ privileges: [], repositories: [{ slug: "prod", default_privilege: "Write" }] })).toBe("critical");
    expect(severity({ privileges: [], accounts: [{ slug: "ci-app", teams: [{ slug: "t" }] }] })).toBe("high");
  });

  it("do not weigh less where it is not known what the account may do", () => {
    const model = trust({ settings: [settingValue({ claims: {} })], privileges: [] });
    const origin = { source: "live", where: "api.example", at: "" } as const;
    const unread = { ...model, unknowns: [{ about: "privileges", reason: "forbidden", origin } as const] };
    expect(checkTrust(unread).findings[0]?.severity).toBe("critical");
    const { accounts: _, ...undeclared } = model;
    expect(checkTrust({ ...undeclared, accounts: [] }).findings[0]?.severity).toBe("critical");
  });

  it("say where they could not look, and how often", () => {
    const settings = [
      settingValue({ claims: { ...REPOSITORY, environment: "production" } }),
      settingValue({ name: "b" }),
    ];
    const { notLooked } = checkTrust(trust({ settings }));
    expect(notLooked).toContainEqual({
      rule: "environment-unprotected",
      reason: "what protects the environments of GitHub repositories is not known",
      times: 1,
    });
    expect(notLooked.find(({ rule }) => rule === "standing-key-remains")?.times).toBe(1);
  });
});

describe("what an app leaves unknown", () => {
  it("is called by its name in what rules say of it", () => {
    const account = (name: string) => ({ organization: "acme", name, role: "Member", store_api_key: false });
    const [ci, reader] = ["${cloudsmith_service.ci.slug}", "${cloudsmith_service.reader.slug}"];
    const setting = (name: string, more: object) => ({
      namespace: "acme",
      name,
      enabled: true,
      provider_url: "https://ci.example.com",
      ...more,
    });
    const resource = {
      cloudsmith_service: { ci: account("CI app"), reader: account("Reader") },
      cloudsmith_oidc: {
        bundle: setting("bundle", { claims: { a: "b" }, service_accounts: [ci, reader] }),
        narrow: setting("narrow", { claims: { a: "b", c: "d" }, service_accounts: [ci] }),
        map: setting("map", {
          claims: { x: "y" },
          mapping_claim: "job",
          dynamic_mappings: [
            { claim_value: "a.*", service_account: ci },
            { claim_value: "ab", service_account: reader },
          ],
        }),
      },
      cloudsmith_repository_privilege: { g: { repository: "prod", privilege: "Write", service: ci } },
    };
    const { findings } = checkTrust(readSynthesized({ resource }, "cdk.tf.json"));
    const said = new Map(findings.map(({ rule, message }) => [rule, message]));
    expect(said.get("account-bundle")).toMatch(/: CI app \(Write\), Reader \(None\)$/);
    expect(said.get("overlap-widens")).toMatch(/^as CI app, the setting "bundle" /);
    expect(said.get("mapping-overlap")).toBe('"a.*" (CI app) and "ab" (Reader) fit the same values');
    expect(findings.filter(({ message }) => message.includes("${"))).toEqual([]);
  });

  function app(claims: { readonly [name: string]: string }) {
    const resource = {
      cloudsmith_service: { ci: { organization: "acme", name: "ci-app", role: "Member", store_api_key: false } },
      cloudsmith_oidc: {
        app: {
          namespace: "acme",
          name: "app",
          enabled: true,
          provider_url: "https://token.actions.githubusercontent.com",
          claims,
          service_accounts: ["${cloudsmith_service.ci.slug}"],
        },
      },
      cloudsmith_repository_privilege: {
        g: { repository: "prod", privilege: "Write", service: "${cloudsmith_service.ci.slug}" },
      },
    };
    return checkTrust(readSynthesized({ resource }, "cdk.tf.json")).findings;
  }

  it("is no finding where it pins, though its value is known only after the deployment", () => {
    const ids = {
      repository_id: "${data.github_repository.app.repo_id}",
      repository_owner_id: "${data.github_organization.acme.id}",
    };
    expect(app({ ...ids, ref: "refs/heads/main", event_name: "push" })).toEqual([]);
    expect(app(ids).map(({ rule }) => rule)).toEqual(["repo-wide"]);
  });

  it("does not hide what is open beside it", () => {
    expect(app({ environment: "${var.environment}" }).map(({ rule }) => rule)).toContain("no-tenant-anchor");
  });
});

describe("hostile trust", () => {
  it.each([
    [JSON.parse('{"__proto__": "x", "constructor": "y"}')],
    [{ "": "" }],
    [{ repository_id: "x".repeat(10_000) }],
    [{ sub: `repo:${"a/".repeat(5_000)}` }],
    [{ sub: `${"repo:".repeat(5_000)}.*` }],
    [{ ref: `${"(a+)+".repeat(2_000)}$` }],
    [{ a: [[[{}]]], b: null, c: { d: 1 }, e: 1e308, f: false }],
    [{ repository: "\u0430cme/app", repository_owner: "acme\u200b" }],
  ])("%.40j is checked, quickly and without failing", (claims) => {
    const settings = [
      settingValue({ claims }),
      settingValue({
        name: "b",
        claims,
        service_accounts: [],
        mapping_claim: "__proto__",
        dynamic_mappings: [{ claim_value: ".*", service_account: "ci-app" }],
      }),
    ];
    const { findings } = checkTrust(trust({ settings }));
    for (const { message } of findings) {
      expect(message.length).toBeLessThan(1_000);
    }
  });
});
