import { describe, expect, it } from "vitest";
import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import { isTrustError, readSynthesized } from "../../../lib/trust/index.js";

const SERVICE = { organization: "acme", name: "ci-app", role: "Member" };
const OIDC = {
  namespace: "acme",
  name: "app-main",
  enabled: true,
  provider_url: GITHUB_ISSUER,
  claims: { repository_id: "74", ref: "refs/heads/main" },
  service_accounts: ["${cloudsmith_service.ci.slug}"],
};

function read(resource: unknown, rest: { readonly [name: string]: unknown } = {}) {
  return readSynthesized({ resource, ...rest }, "stack/cdk.tf.json");
}

function origin(at: string) {
  return { source: "synthesized", where: "stack/cdk.tf.json", at };
}

describe("an account that the app creates", () => {
  it("is known by its address, and settings and grants that refer to its slug join it", () => {
    const model = read({
      cloudsmith_service: { ci: { ...SERVICE, team: [{ slug: "release", role: "Manager" }] } },
      cloudsmith_oidc: { app: OIDC },
      cloudsmith_repository_privilege: {
        grant: {
          organization: "acme",
          repository: "prod",
          privilege: "Write",
          service: "${cloudsmith_service.ci.slug}",
        },
      },
    });
    expect(model).toMatchObject({
      organization: "acme",
      scope: "declared",
      accounts: [
        {
          slug: "${cloudsmith_service.ci}",
          name: "ci-app",
          role: "Member",
          teams: [{ slug: "release", role: "Manager" }],
          origin: origin("cloudsmith_service.ci"),
        },
      ],
      settings: [
        { name: "app-main", service_accounts: ["${cloudsmith_service.ci}"], origin: origin("cloudsmith_oidc.app") },
      ],
      grants: [{ repository: "prod", privilege: "Write", service: "${cloudsmith_service.ci}" }],
      unknowns: [],
    });
  });

  it("is joined by its id as well, and by nothing else", () => {
    const joined = (expression: string) =>
      read({
        cloudsmith_service: { ci: SERVICE },
        cloudsmith_oidc: { app: { ...OIDC, service_accounts: [expression] } },
      });
    expect(joined("${cloudsmith_service.ci.id}").settings[0]?.service_accounts).toEqual(["${cloudsmith_service.ci}"]);
    expect(joined("${cloudsmith_service.ci.name}").settings[0]?.service_accounts).toEqual(["ci-app"]);
    expect(joined("${cloudsmith_service.ci.key}").unknowns).toMatchObject([
      { about: "settings", name: "app-main", field: ["service_accounts", "0"] },
    ]);
    expect(joined("${cloudsmith_service.other.slug}").unknowns).toHaveLength(1);
  });

  it("may be made any number of times, which is then unknown", () => {
    const model = read({
      cloudsmith_service: { ci: { ...SERVICE, count: "${var.n}" } },
      cloudsmith_oidc: { app: OIDC },
    });
    expect(model.unknowns).toEqual([
      {
        about: "accounts",
        name: "${cloudsmith_service.ci}",
        reason: "made as often as its count says",
        origin: origin("cloudsmith_service.ci"),
      },
      expect.objectContaining({ about: "settings", field: ["service_accounts", "0"] }),
    ]);
  });
});

describe("a setting", () => {
  it("of dynamic mappings has them, single blocks included", () => {
    const { service_accounts: _, ...rest } = OIDC;
    const block = { claim_value: "production", service_account: "${cloudsmith_service.ci.slug}" };
    for (const dynamic_mappings of [block, [block]]) {
      const oidc = { app: { ...rest, mapping_claim: "environment", dynamic_mappings } };
      expect(read({ cloudsmith_service: { ci: SERVICE }, cloudsmith_oidc: oidc }).settings[0]).toMatchObject({
        service_accounts: [],
        mapping_claim: "environment",
        dynamic_mappings: [{ claim_value: "production", service_account: "${cloudsmith_service.ci}" }],
      });
    }
  });

  it("has claims as texts, as Terraform makes them", () => {
    const claims = { repository_id: 74, ref_protected: true };
    expect(read({ cloudsmith_oidc: { app: { ...OIDC, claims } } }).settings[0]?.claims).toEqual({
      repository_id: "74",
      ref_protected: "true",
    });
  });

  it("has the names of its claims as Terraform reads them", () => {
    const claims = { "$${x}": "a", '${"$"}{y}': "b", "${var.z}": "c" };
    const { settings } = read({ cloudsmith_oidc: { app: { ...OIDC, claims } } });
    expect(settings[0]?.claims).toEqual({ "${x}": "a", "${y}": "b", "${var.z}": "c" });
  });

  it("with a claim that is known only after the deployment has that as unknown", () => {
    const claims = { repository_id: "${data.github_repository.app.repo_id}", ref: "refs/heads/main" };
    const model = read({ cloudsmith_oidc: { app: { ...OIDC, service_accounts: ["ci-app"], claims } } });
    expect(model.settings[0]?.claims).toEqual(claims);
    expect(model.unknowns).toEqual([
      {
        about: "settings",
        name: "app-main",
        field: ["claims", "repository_id"],
        reason: "known only after deploy: ${data.github_repository.app.repo_id}",
        origin: origin("cloudsmith_oidc.app"),
      },
    ]);
  });

  it("whose claims are one expression never looks like one without claims", () => {
    const model = read({ cloudsmith_oidc: { app: { ...OIDC, claims: "${local.claims}" } } });
    expect(Object.keys(model.settings[0]?.claims ?? {})).toEqual(["${local.claims}"]);
    expect(model.unknowns).toContainEqual(expect.objectContaining({ field: ["claims"] }));
  });

  it("whose being enabled is not known counts as disabled, and as unknown", () => {
    const model = read({ cloudsmith_oidc: { app: { ...OIDC, enabled: "${var.on}" } } });
    expect(model.settings[0]?.enabled).toBe(false);
    expect(model.unknowns).toContainEqual(expect.objectContaining({ field: ["enabled"] }));
    expect(read({ cloudsmith_oidc: { app: { ...OIDC, enabled: "true" } } }).settings[0]?.enabled).toBe(true);
  });

  it("with mappings from a dynamic block has those as unknown", () => {
    const dynamic = { dynamic_mappings: { for_each: "${var.m}", content: {} } };
    const model = read({
      cloudsmith_oidc: { app: { ...OIDC, service_accounts: [], mapping_claim: "environment", dynamic } },
    });
    expect(model.unknowns).toContainEqual(expect.objectContaining({ field: ["dynamic_mappings"] }));
  });
});

describe("texts", () => {
  function claim(text: string, rest: { readonly [name: string]: unknown } = {}) {
    const app = { ...OIDC, service_accounts: [], claims: { ref: text } };
    const model = read({ cloudsmith_oidc: { app } }, rest);
    return { text: model.settings[0]?.claims.ref, known: model.unknowns.length === 0 };
  }

  it.each([
    ["refs/heads/main", "refs/heads/main"],
    ["$${literal}", "${literal}"],
    ["%%{literal}", "%{literal}"],
    ['a ${"$"}{literal} ${"%"}{x}', "a ${literal} %{x}"],
    ['${"$$"}{literal}', "$${literal}"],
    ["100 %", "100 %"],
    ["", ""],
    ["${local.branch}", "refs/heads/main"],
    ["refs/heads/${local.name}-${local.number}", "refs/heads/release-2"],
    ["${local.nested}", "refs/heads/main"],
  ])("%j is %j", (template, text) => {
    const locals = { branch: "refs/heads/main", name: "release", number: 2, nested: "${local.branch}" };
    expect(claim(template, { locals })).toEqual({ text, known: true });
  });

  it.each([
    ["${var.branch}"],
    ['refs/${upper("}")}/x'],
    ['${"${var.branch}"}'],
    ['${"a" == "b" ? "c" : "d"}'],
    ["${local.missing}"],
    ["${local.circle}"],
    ["%{ if true }a%{ endif }"],
    ["${unclosed"],
    ["${data.github_repository.app.default_branch}"],
  ])("%j is not known", (template) => {
    expect(claim(template, { locals: { circle: "${local.circle}" } }).known).toBe(false);
  });
});

describe("grants", () => {
  it("of the authoritative resource are one a block", () => {
    const model = read({
      cloudsmith_repository: {
        prod: { namespace: "acme", name: "prod", default_privilege: "Read", repository_type: "Public" },
      },
      cloudsmith_repository_privileges: {
        all: {
          organization: "acme",
          repository: "${cloudsmith_repository.prod.slug_perm}",
          service: [{ privilege: "Write", slug: "ci-app" }],
          team: { privilege: "Admin", slug: "release" },
        },
      },
    });
    expect(model.repositories).toMatchObject([
      { slug: "${cloudsmith_repository.prod}", name: "prod", repository_type_str: "Public", default_privilege: "Read" },
    ]);
    expect(model.grants).toMatchObject([
      { repository: "${cloudsmith_repository.prod}", privilege: "Write", service: "ci-app" },
      { repository: "${cloudsmith_repository.prod}", privilege: "Admin", team: "release" },
    ]);
  });

  it("on a repository that a data source found are on the slug it was found by", () => {
    const model = read(
      {
        cloudsmith_repository_privilege: {
          g: {
            repository: "${data.cloudsmith_repository.p.slug}",
            privilege: "Read",
            team: "${cloudsmith_team.t.slug}",
          },
        },
        cloudsmith_team: { t: { name: "T", slug: "release" } },
      },
      { data: { cloudsmith_repository: { p: { namespace: "acme", identifier: "prod" } } } },
    );
    expect(model.grants).toMatchObject([{ repository: "prod", team: "release" }]);
    expect(model.teams).toMatchObject([{ slug: "release", name: "T" }]);
  });

  it("of a level that is not known count as the greatest, and as unknown", () => {
    const model = read({
      cloudsmith_repository_privilege: { g: { repository: "prod", privilege: "${var.level}", service: "a" } },
    });
    expect(model.grants[0]?.privilege).toBe("Admin");
    expect(model.unknowns).toContainEqual(expect.objectContaining({ about: "privileges", field: ["privilege"] }));
  });
});

describe("a stack", () => {
  it("without any trust is empty", () => {
    expect(read({ terraform_data: { a: {} }, "//": {} })).toMatchObject({
      organization: "",
      accounts: [],
      settings: [],
      unknowns: [],
    });
    expect(readSynthesized({}, "x").settings).toEqual([]);
  });

  it("of two organizations is refused, naming both", () => {
    const error = catchError(() =>
      read({ cloudsmith_service: { a: SERVICE, b: { ...SERVICE, organization: "other" } } }),
    );
    expect(isTrustError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "several_organizations",
      message: expect.stringMatching(
        /cloudsmith_service\.a is of the organization acme, cloudsmith_service\.b of other/,
      ),
    });
  });

  it.each([
    [null],
    [[]],
    ["text"],
    [{ resource: [] }],
    [{ resource: { cloudsmith_oidc: [] } }],
    [{ resource: { cloudsmith_oidc: { a: "x" } } }],
  ])("%j is refused as none", (value) => {
    expect(catchError(() => readSynthesized(value, "x"))).toMatchObject({ code: "invalid_app" });
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}
