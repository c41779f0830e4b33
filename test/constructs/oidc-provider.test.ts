import { describe, expect, it } from "vitest";
import {
  Claim,
  type ClaimInput,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  type OidcProviderProps,
  RequiredClaims,
  ServiceAccount,
} from "../../lib/index.js";
import { resolved } from "../support/resolve.js";
import { refusal } from "./refusal.js";
import { acme, addresses, synth } from "./support.js";

const issuer = OidcIssuer.gitHub();
const claims = GitHubClaims.of({ repositoryId: 74, ref: "refs/heads/main" });

function setting(props: Partial<OidcProviderProps>) {
  const stack = acme();
  const account = ServiceAccount.fromSlug(stack, "ci", "ci-app");
  const made = new OidcProvider(stack, "main", { issuer, claims, serviceAccounts: [account], ...props });
  return { stack, made, json: () => Object.values(synth(stack).resource.cloudsmith_oidc ?? {})[0] };
}

describe("OidcProvider", () => {
  it("is by default enabled, and named like the construct", () => {
    const { stack } = setting({});

    expect(synth(stack).resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_oidc": {
          "main_7AD10839": {
            "claims": {
              "ref": "refs/heads/main",
              "repository_id": "74",
            },
            "enabled": true,
            "name": "main",
            "namespace": "acme",
            "provider_url": "https://token.actions.githubusercontent.com",
            "service_accounts": [
              "ci-app",
            ],
          },
        },
      }
    `);
  });

  it("is always at the same address, with its L1 class as child Resource", () => {
    const { stack, made } = setting({});

    expect(made.node.defaultChild).toBe(made.resource);
    expect(addresses(stack)).toMatchInlineSnapshot(`
      [
        "cloudsmith_oidc.main_7AD10839",
      ]
    `);
  });

  it.each([
    ["name", { name: "app: main" }, { name: "app: main" }],
    ["enabled", { enabled: false }, { enabled: false }],
    ["organization", { organization: "other" }, { namespace: "other" }],
    [
      "issuer",
      { issuer: OidcIssuer.gitHubEnterprise("octo") },
      { provider_url: "https://token.actions.githubusercontent.com/octo" },
    ],
  ] as const)("writes %s", (_, props, expected) => {
    expect(setting(props).json()).toMatchObject(expected);
  });

  it("writes the accounts in the same order whatever the order of declaration", () => {
    const stack = acme();
    const [a, b] = ["alpha", "beta"].map((slug) => ServiceAccount.fromSlug(stack, slug, slug));
    const own = new ServiceAccount(stack, "own");

    new OidcProvider(stack, "x", { issuer, claims, serviceAccounts: [own, b!, a!] });
    new OidcProvider(stack, "y", { issuer, claims, serviceAccounts: [b!, a!, own] });

    const [x, y] = Object.values(synth(stack).resource.cloudsmith_oidc ?? {});
    expect(x.service_accounts).toEqual(y.service_accounts);
    expect(x.service_accounts.slice(0, 2)).toEqual(["alpha", "beta"]);
  });

  it("trusts nobody any more when its accounts are emptied on purpose", () => {
    expect(setting({ serviceAccounts: [] }).json()).toMatchObject({ service_accounts: [] });
  });

  it("maps the values of a claim to accounts", () => {
    const stack = acme();
    const account = new ServiceAccount(stack, "ci");

    new OidcProvider(stack, "fleet", {
      issuer,
      claims: GitHubClaims.of({ repositoryOwnerId: 65 }),
      mappingClaim: "repository_id",
      dynamicMappings: [{ claimValue: "74", serviceAccount: account }],
    });

    expect(Object.values(synth(stack).resource.cloudsmith_oidc ?? {})[0]).toMatchObject({
      mapping_claim: "repository_id",
      dynamic_mappings: [
        { claim_value: "74", service_account: expect.stringMatching(/cloudsmith_service\.ci_\w+\.slug/) },
      ],
    });
  });

  it("maps a prefix that is asked for by name, and refuses one by hand", () => {
    const mapped = (claimValue: ClaimInput) => {
      const stack = acme();
      const serviceAccount = new ServiceAccount(stack, "ci");
      new OidcProvider(stack, "fleet", {
        issuer,
        claims,
        mappingClaim: "environment",
        dynamicMappings: [{ claimValue, serviceAccount }],
      });
      return Object.values(synth(stack).resource.cloudsmith_oidc ?? {})[0];
    };

    expect(mapped(Claim.prefix("eu-"))).toMatchObject({ dynamic_mappings: [{ claim_value: "eu-.*" }] });
    expect(mapped(74)).toMatchObject({ dynamic_mappings: [{ claim_value: "74" }] });
    expect(refusal(() => mapped("eu-.*"))).toBe(
      '"eu-.*" would be a prefix to Cloudsmith; write Claim.prefix("eu-") if that is meant',
    );
    expect(refusal(() => mapped(undefined as never))).toMatch(/got undefined/);
  });

  it.each([
    [{ name: "" }, "the name of provider settings must not be empty"],
    [{ mappingClaim: "ref" }, "settings have either serviceAccounts, or a mappingClaim with dynamicMappings, not both"],
  ])("refuses %j", (props, message) => {
    expect(refusal(() => setting(props))).toBe(`${message} (at trust/main)`);
  });

  it("refuses settings that name nobody, half a mapping, and anything twice", () => {
    const stack = acme();
    const account = ServiceAccount.fromSlug(stack, "ci", "ci-app");
    const mapping = { claimValue: "74", serviceAccount: account };

    expect(refusal(() => new OidcProvider(stack, "a", { issuer, claims }))).toMatch(
      /say whom a matching token may act as/,
    );
    expect(refusal(() => new OidcProvider(stack, "b", { issuer, claims, mappingClaim: "ref" }))).toMatch(/give both/);
    expect(refusal(() => new OidcProvider(stack, "c", { issuer, claims, dynamicMappings: [] }))).toMatch(/give both/);
    expect(
      refusal(
        () =>
          new OidcProvider(stack, "d", { issuer, claims, mappingClaim: "ref", dynamicMappings: [mapping, mapping] }),
      ),
    ).toMatch(/dynamicMappings names "74" twice/);
    expect(
      refusal(() => new OidcProvider(stack, "e", { issuer, claims, serviceAccounts: [account, account] })),
    ).toMatch(/serviceAccounts names "ci-app" twice/);
    expect(
      refusal(() => new OidcProvider(stack, "f", { issuer, claims, mappingClaim: "", dynamicMappings: [mapping] })),
    ).toMatch(/mappingClaim must not be empty/);
    expect(
      refusal(
        () =>
          new OidcProvider(stack, "g", {
            issuer,
            claims,
            mappingClaim: "x",
            dynamicMappings: [{ ...mapping, claimValue: "" }],
          }),
      ),
    ).toMatch(/a claimValue must not be empty/);
  });

  it("refers to its permanent identifier, or stands for settings made elsewhere", () => {
    const { stack, made } = setting({});

    expect(resolved(stack, made.slugPerm)).toMatch(/^\$\{cloudsmith_oidc\.main_\w{8}\.slug_perm\}$/);
    expect(OidcProvider.fromSlugPerm(stack, "other", "x1Yz").slugPerm).toBe("x1Yz");
    expect(refusal(() => OidcProvider.fromSlugPerm(stack, "third", "a b"))).toMatch(/slug_perm must be a slug/);
  });
});

describe("settings that require a claim called __proto__", () => {
  it("are refused: cdktf would write them without it", () => {
    const claims = RequiredClaims.of(JSON.parse('{"__proto__": "x", "repository_id": "74"}'));

    expect(refusal(() => setting({ claims }))).toBe(
      'no JSON of cdktf can hold a claim called "__proto__", and without it more tokens would be admitted: require another (at trust/main)',
    );
  });
});

describe("OidcIssuer", () => {
  it.each([undefined, null, 5] as never[])("refuses %j, which would name somebody else's issuer", (value) => {
    for (const issuerOf of [
      OidcIssuer.gitHubEnterprise,
      OidcIssuer.gitHubDataResidency,
      OidcIssuer.gitHubServer,
      OidcIssuer.circleCi,
      OidcIssuer.bitbucket,
      OidcIssuer.azureDevOps,
    ]) {
      expect(refusal(() => issuerOf(value))).toMatch(/^the \w+ of an issuer is a text, got (undefined|null|number)$/);
    }
  });

  it("refuses a region that HCP Terraform has not", () => {
    expect(OidcIssuer.hcpTerraform("eu").url).toBe("https://app.eu.terraform.io");
    expect(refusal(() => OidcIssuer.hcpTerraform("apac" as never))).toBe(
      'the region of HCP Terraform is "us" or "eu", got "apac"',
    );
  });
});

describe("settings of one CI", () => {
  it("refuse the claims of another", () => {
    expect(refusal(() => setting({ issuer: OidcIssuer.gitLab() }))).toBe(
      "the claims are those of github, and https://gitlab.com is the issuer of gitlab (at trust/main)",
    );
  });

  it("take claims that are not said to be of any", () => {
    const plain = RequiredClaims.of({ project_id: "20" });
    expect(setting({ issuer: OidcIssuer.gitLab(), claims: plain }).json()).toMatchObject({
      claims: { project_id: "20" },
    });
    expect(setting({ issuer: OidcIssuer.custom("https://jenkins.example.com"), claims }).json()).toBeDefined();
  });
});

describe("OidcIssuer", () => {
  it("knows the audience that each client asks for", () => {
    const issuer = OidcIssuer.gitHub();

    expect(issuer.audienceOf("cloudsmith-cli")).toBe("cloudsmith");
    expect(issuer.audienceOf("cloudsmith-cli-action", { owner: "acme" })).toBe("https://github.com/acme");
    expect(issuer.audienceOf("cloudsmith-cli-action")).toBeUndefined();
    expect(OidcIssuer.custom("https://jenkins.example.com").audienceOf("cloudsmith-cli")).toBeUndefined();
  });

  it.each([
    [OidcIssuer.gitHub(), "https://token.actions.githubusercontent.com"],
    [OidcIssuer.gitHubEnterprise("octo-ent"), "https://token.actions.githubusercontent.com/octo-ent"],
    [OidcIssuer.gitHubDataResidency("octo"), "https://token.actions.octo.ghe.com"],
    [OidcIssuer.gitHubServer("github.example.com"), "https://github.example.com/_services/token"],
    [OidcIssuer.gitLab(), "https://gitlab.com"],
    [OidcIssuer.gitLabSelfManaged("https://git.example.com"), "https://git.example.com"],
    [
      OidcIssuer.circleCi("8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4"),
      "https://oidc.circleci.com/org/8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4",
    ],
    [OidcIssuer.bitbucket("acme"), "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"],
    [OidcIssuer.buildkite(), "https://agent.buildkite.com"],
    [
      OidcIssuer.azureDevOps("8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4"),
      "https://vstoken.dev.azure.com/8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4",
    ],
    [OidcIssuer.hcpTerraform(), "https://app.terraform.io"],
    [OidcIssuer.hcpTerraform("eu"), "https://app.eu.terraform.io"],
    [OidcIssuer.custom("https://jenkins.example.com/oidc"), "https://jenkins.example.com/oidc"],
    [OidcIssuer.custom("${var.issuer}"), "${var.issuer}"],
  ])("gives the URL that tokens carry", (made, url) => {
    expect(made.url).toBe(url);
  });

  it.each([
    () => OidcIssuer.gitHubEnterprise("octo/x"),
    () => OidcIssuer.gitHubDataResidency("a.b"),
    () => OidcIssuer.gitHubServer("https://github.example.com"),
    () => OidcIssuer.gitLabSelfManaged("git.example.com"),
    () => OidcIssuer.circleCi("acme"),
    () => OidcIssuer.bitbucket("acme/app"),
    () => OidcIssuer.azureDevOps("acme"),
    () => OidcIssuer.custom("http://issuer.example.com"),
    () => OidcIssuer.custom("https://me:secret@issuer.example.com"),
    () => OidcIssuer.custom("https://issuer.example.com?x=1"),
    () => OidcIssuer.custom("issuer.example.com"),
  ])("refuses what can be no issuer: %s", (make) => {
    expect(refusal(make)).toMatch(/the issuer of|an issuer is/);
  });
});
