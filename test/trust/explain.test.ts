import { describe, expect, it } from "vitest";
import { type GitHubJob, judge } from "../../lib/oidc/index.js";
import { explainTrust, readSynthesized, readTrustValue, type TrustModel } from "../../lib/trust/index.js";
import { settingValue, trust, trustValue } from "./support.js";

const NOW = 1_767_225_600;
const MAIN: GitHubJob = { repository: "acme/app", repositoryId: 74, ownerId: 65 };

function explain(model: TrustModel, job: GitHubJob = MAIN, account = "ci-app") {
  return explainTrust(model, { account, subject: { job }, now: NOW });
}

function app(claims: unknown, rest: { readonly [name: string]: unknown } = {}): TrustModel {
  return readSynthesized(
    {
      resource: {
        cloudsmith_service: { ci: { organization: "acme", name: "ci-app", role: "Member" } },
        cloudsmith_oidc: {
          app: {
            namespace: "acme",
            name: "app-main",
            enabled: true,
            provider_url: "https://token.actions.githubusercontent.com",
            claims,
            service_accounts: ["${cloudsmith_service.ci.slug}"],
            ...rest,
          },
        },
        cloudsmith_repository_privilege: {
          grant: { repository: "prod", privilege: "Write", service: "${cloudsmith_service.ci.slug}" },
        },
      },
    },
    "cdk.tf.json",
  );
}

describe("a job that trust lets in", () => {
  it("is admitted, with what the account may do", () => {
    expect(explain(trust())).toMatchObject({
      verdict: "admitted",
      account: "ci-app",
      role: "Member",
      undecided: [],
      access: [{ repository: "prod", level: "Write" }],
    });
    expect(explain(trust()).change).toBeUndefined();
  });

  it("is admitted as an account that its app has yet to create, asked for by name, address or expression", () => {
    const model = app({ repository_id: "74" });
    for (const account of ["ci-app", "cloudsmith_service.ci", "${cloudsmith_service.ci}"]) {
      expect(explain(model, MAIN, account)).toMatchObject({
        verdict: "admitted",
        account: "${cloudsmith_service.ci}",
        access: [{ repository: "prod", level: "Write" }],
      });
    }
  });
});

describe("a job that trust refuses", () => {
  it("is told the token that would get in", () => {
    const { verdict, change, judgement } = explain(trust(), { ...MAIN, ref: "refs/heads/dev" });
    expect(verdict).toBe("refused");
    expect(judgement.reason).toBe("claim_mismatch");
    expect(change?.token).toEqual({ setting: "app-main", claims: { ref: "refs/heads/main" } });
  });

  it("is told the setting that would let it in, beside the others", () => {
    const { change } = explain(trust(), { ...MAIN, ref: "refs/heads/dev" });
    expect(change?.trust).toMatchObject({
      how: "add",
      setting: { claims: { ref: "refs/heads/dev", repository_id: "74" } },
      dropped: [],
    });
  });

  it("is told when a claim it lacks would have to be dropped", () => {
    const model = trust({ settings: [settingValue({ claims: { repository_id: "74", environment: "production" } })] });
    const { change } = explain(model);
    expect(change?.token?.claims).toEqual({ environment: "production" });
    expect(change?.trust).toMatchObject({
      how: "add",
      setting: { claims: { repository_id: "74" } },
      dropped: ["environment"],
    });
  });

  it("is told whether the change would itself be a finding", () => {
    expect(explain(trust(), { ...MAIN, ref: "refs/heads/dev" }).change?.trust?.findings).toEqual([]);
    const model = trust({ settings: [settingValue({ claims: { repository_id: "74", environment: "production" } })] });
    expect(explain(model).change?.trust?.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      "high repo-wide",
      "high overlap-widens",
    ]);
  });

  it("is told to enable or to list, where that is all", () => {
    expect(explain(trust({ settings: [settingValue({ enabled: false })] })).change).toMatchObject({
      trust: { how: "change", setting: { enabled: true } },
    });
    const accounts = [{ slug: "ci-app" }, { slug: "other" }];
    expect(explain(trust({ accounts }), MAIN, "other").change?.trust).toMatchObject({
      how: "change",
      setting: { service_accounts: ["ci-app", "other"] },
    });
  });

  it("is told no token where none could get in, and no setting where there is none", () => {
    expect(explain(trust({ settings: [settingValue({ enabled: false })] })).change?.token).toBeUndefined();
    expect(explain(trust({ settings: [] })).change).toEqual({});
    expect(explain(trust({ accounts: [] })).change).toEqual({});
  });

  it("is told about mappings", () => {
    const mapping = (claim_value: string, service_account: string) =>
      trust({
        accounts: [{ slug: "ci-app" }, { slug: "other" }],
        settings: [
          settingValue({
            claims: { repository_id: "74" },
            service_accounts: [],
            mapping_claim: "ref",
            dynamic_mappings: [{ claim_value, service_account }],
          }),
        ],
      });
    expect(explain(mapping("refs/heads/dev", "ci-app")).change).toMatchObject({
      token: { claims: { ref: "refs/heads/dev" } },
      trust: {
        how: "change",
        setting: { dynamic_mappings: [{}, { claim_value: "refs/heads/main", service_account: "ci-app" }] },
      },
    });
    expect(explain(mapping("refs/heads/main", "other")).change?.trust).toMatchObject({
      how: "add",
      setting: {
        claims: { repository_id: "74", ref: "refs/heads/main" },
        service_accounts: ["ci-app"],
        mapping_claim: null,
      },
    });
  });

  it("is told the account's own setting, however much it misses by, not to list the account where others get in", () => {
    const model = trust({
      accounts: [{ slug: "reader" }, { slug: "ci-app" }],
      settings: [
        settingValue({ name: "read", claims: { repository_id: "74" }, service_accounts: ["reader"] }),
        settingValue({ name: "publish", claims: { repository_id: "74", ref: "refs/heads/main", event_name: "push" } }),
      ],
    });
    const { change, judgement } = explain(model, { ...MAIN, event: "pull_request" });

    expect(judgement.settings[0]?.setting.name).toBe("read");
    expect(change?.trust).toMatchObject({
      how: "add",
      setting: {
        name: "publish",
        claims: { repository_id: "74", ref: "refs/pull/1/merge", event_name: "pull_request" },
        service_accounts: ["ci-app"],
      },
      findings: [expect.objectContaining({ rule: "pull-request-trusted", severity: "high" })],
    });
  });

  it("is told where it is let in as another account, if those that are asked for trust another CI", () => {
    const model = trust({
      accounts: [{ slug: "other" }, { slug: "ci-app" }],
      settings: [
        settingValue({ provider_url: "https://gitlab.com", claims: { project_id: "1" } }),
        settingValue({ name: "github", service_accounts: ["other"] }),
      ],
    });

    expect(explain(model).change?.trust).toMatchObject({
      how: "change",
      setting: { name: "github", service_accounts: ["other", "ci-app"] },
    });
  });

  it("is told a setting for the account asked for alone, whatever accounts the one beside it hands out", () => {
    const accounts = [{ slug: "ci-app" }, { slug: "other" }];
    const listed = trust({ accounts, settings: [settingValue({ service_accounts: ["other", "ci-app"] })] });
    const mapped = trust({
      accounts,
      settings: [
        settingValue({
          service_accounts: [],
          mapping_claim: "repository",
          dynamic_mappings: [
            { claim_value: "acme/app", service_account: "ci-app" },
            { claim_value: "acme/other", service_account: "other" },
          ],
        }),
      ],
    });

    for (const [model, more] of [
      [listed, {}],
      [mapped, { repository: "acme/app" }],
    ] as const) {
      expect(explain(model, { ...MAIN, ref: "refs/heads/dev" }).change?.trust?.setting).toEqual({
        name: "app-main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/dev", event_name: "push", ...more },
        service_accounts: ["ci-app"],
        mapping_claim: null,
        dynamic_mappings: [],
      });
    }
  });

  it("is told a setting where the claim that picks the account is missing, or is no text", () => {
    const model = trust({
      settings: [
        settingValue({
          claims: { repository_id: "74" },
          service_accounts: [],
          mapping_claim: "environment",
          dynamic_mappings: [{ claim_value: "production", service_account: "ci-app" }],
        }),
      ],
    });
    const claims = { iss: "https://token.actions.githubusercontent.com", exp: NOW + 1, repository_id: 74 };
    const changeOf = (more: object) =>
      explainTrust(model, { account: "ci-app", subject: { claims: { ...claims, ...more } }, now: NOW }).change?.trust;

    expect(changeOf({})).toMatchObject({
      how: "add",
      setting: { claims: { repository_id: "74" }, mapping_claim: null },
      dropped: ["environment"],
    });
    expect(changeOf({ environment: 5 })).toMatchObject({
      how: "change",
      setting: { dynamic_mappings: [{}, { claim_value: "5", service_account: "ci-app" }] },
    });
  });

  it("is told to ask for one of several values, and for none that has no text", () => {
    const claims = { iss: "https://token.actions.githubusercontent.com", exp: NOW + 1, repository_id: ["75", "74"] };
    const changeOf = (more: object) =>
      explainTrust(trust({ settings: [settingValue({ claims: { repository_id: "76", sub: "x" } })] }), {
        account: "ci-app",
        subject: { claims: { ...claims, ...more } },
        now: NOW,
      }).change?.trust;

    expect(changeOf({ sub: 1e21 })).toMatchObject({ setting: { claims: { repository_id: "75" } }, dropped: ["sub"] });
    expect(changeOf({ sub: {} })).toMatchObject({ setting: { claims: { repository_id: "75" } }, dropped: ["sub"] });
  });

  it("is told where the change would leave another setting keeping nobody out", () => {
    const claims = { repository_id: "74", ref: "refs/heads/main", event_name: "push" };
    const model = trust({
      settings: [settingValue({ claims: { ...claims, environment: "production" } })],
    });
    const { change } = explain(model);

    expect(change?.trust).toMatchObject({
      setting: { claims },
      dropped: ["environment"],
      findings: [{ rule: "overlap-widens", severity: "high", where: "/settings/0" }],
    });
    const beside = trust({ settings: [settingValue({ claims: { ...claims, environment: "production", ref: "x" } })] });
    expect(explain(beside, { ...MAIN, environment: "production" }).change?.trust?.findings).toEqual([]);
  });

  it("gets changes that the judge confirms", () => {
    const model = trust();
    const job = { ...MAIN, repositoryId: 75, ref: "refs/tags/v1", event: "release" };
    const { change, judgement } = explain(model, job);
    const claims = Object.fromEntries(
      judgement.settings[0]?.steps.filter(({ step }) => step === "claim").map(({ claim, actual }) => [claim, actual]) ??
        [],
    );
    const input = { account: "ci-app", now: NOW };
    const token = { iss: "https://token.actions.githubusercontent.com", exp: NOW + 1, ...claims } as never as Record<
      string,
      string
    >;
    expect(judge({ ...input, claims: token, settings: model.settings }).admitted).toBe(false);
    expect(judge({ ...input, claims: { ...token, ...change?.token?.claims }, settings: model.settings }).admitted).toBe(
      true,
    );
    expect(judge({ ...input, claims: token, settings: [change!.trust!.setting] }).admitted).toBe(true);
  });

  it("of which GitHub gives no token is refused before Cloudsmith is asked", () => {
    const model = trust({ settings: [settingValue({ claims: { repository_id: "74" } })] });
    expect(explain(model, { ...MAIN, event: "pull_request", fromFork: true })).toMatchObject({
      verdict: "refused",
      noToken: expect.stringContaining("fork"),
    });
    expect(explain(model, { ...MAIN, event: "pull_request" }).verdict).toBe("admitted");
  });
});

describe("what is not known", () => {
  const claims = { repository_id: "${data.github_repository.app.repo_id}", ref: "refs/heads/main" };

  it("and decides makes it impossible to tell", () => {
    const { verdict, undecided } = explain(app(claims));
    expect(verdict).toBe("unknown");
    expect(undecided).toMatchObject([{ field: ["claims", "repository_id"] }]);
  });

  it("and does not decide leaves a clear answer", () => {
    expect(explain(app(claims), { ...MAIN, ref: "refs/heads/dev" }).verdict).toBe("refused");
    const model = app(claims);
    const certain = trust().settings;
    expect(
      explain({
        ...model,
        settings: [
          ...model.settings,
          ...certain.map((each) => ({ ...each, service_accounts: ["${cloudsmith_service.ci}"] })),
        ],
      }).verdict,
    ).toBe("admitted");
  });

  it("is not met by a token that bears the expression itself", () => {
    const model = app({ environment: "${var.environment}" });
    const { verdict, judgement } = explain(model, { ...MAIN, environment: "${var.environment}" });
    expect(verdict).toBe("unknown");
    expect(judgement.admitted).toBe(false);
  });

  it("keeps what is known of a value: its beginning", () => {
    const model = app({ ref: "refs/tags/${var.tag}" });
    expect(explain(model).verdict).toBe("refused");
    expect(explain(model, { ...MAIN, ref: "refs/tags/v1" }).verdict).toBe("unknown");
  });

  it.each([
    [{ enabled: "${var.on}" }],
    [{ provider_url: "${var.url}" }],
    [{ service_accounts: "${var.accounts}" }],
    [{ service_accounts: ["${var.account}"] }],
    [{ claims: "${var.claims}" }],
    [{ service_accounts: [], mapping_claim: "${var.claim}" }],
    [{ count: "${var.n}" }],
  ])("may be any field: %j", (rest) => {
    expect(explain(app({ repository_id: "74" }, rest)).verdict).toBe("unknown");
  });

  it("the name of a setting decides nothing", () => {
    expect(explain(app({ repository_id: "74" }, { name: "${var.name}" })).verdict).toBe("admitted");
  });

  it("settings that could not be read make every refusal unknown", () => {
    const { settings: _, ...file } = trustValue();
    const { verdict, undecided } = explain(readTrustValue(file, "trust.json"));
    expect(verdict).toBe("unknown");
    expect(undecided).toMatchObject([{ about: "settings" }]);
  });

  it("accounts that could not be read count as existing where a setting lists them", () => {
    const { accounts: _, ...file } = trustValue();
    expect(explain(readTrustValue(file, "trust.json")).verdict).toBe("admitted");
    expect(explain(trust({ accounts: [{ slug: "other" }] })).judgement.reason).toBe("account_not_listed");
  });
});

describe("the account asked for", () => {
  it("by a name that several bear is an error that names them", () => {
    const accounts = [
      { slug: "a", name: "ci" },
      { slug: "b", name: "ci" },
    ];
    expect(() => explain(trust({ accounts }), MAIN, "ci")).toThrow(/2 accounts are named ci: a, b/);
  });

  it("by slug comes before the same name of another", () => {
    const accounts = [
      { slug: "ci-app", name: "x" },
      { slug: "b", name: "ci-app" },
    ];
    expect(explain(trust({ accounts })).account).toBe("ci-app");
  });
});
