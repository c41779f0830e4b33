import { describe, expect, it } from "vitest";
import { accessOf, explainTrust, isTrustError, readPlan, readState } from "../../../lib/trust/index.js";
import { newService, newSetting, OFFICIAL, OIDC, OURS, plan, SERVICE, trustAfter, trustBefore } from "./support.js";

const MAIN = { repository: "acme/app", repositoryId: 74, ref: "refs/heads/main" } as const;

describe("a plan", () => {
  it.each([OURS, OFFICIAL])("of %s has what is live before it and what it will leave after it", (provider) => {
    const service = { ...SERVICE, slug: "ci-app" };
    const resources = [
      { type: "cloudsmith_service", provider, before: service, after: service },
      {
        type: "cloudsmith_oidc",
        provider,
        before: { ...OIDC, slug: "app-main", slug_perm: "x1" },
        after: { ...OIDC, slug: "app-main", slug_perm: "x1", claims: { repository_id: "74" } },
      },
      {
        type: "cloudsmith_repository_privileges",
        provider,
        after: { organization: "acme", repository: "prod", service: [{ privilege: "Write", slug: "ci-app" }] },
      },
    ];
    expect(trustBefore(resources)).toMatchObject({
      organization: "acme",
      scope: "declared",
      accounts: [{ slug: "ci-app", name: "ci-app", role: "Member", teams: [] }],
      settings: [{ name: "app-main", slug_perm: "x1", claims: OIDC.claims, service_accounts: ["ci-app"] }],
      grants: [],
      unknowns: [],
    });
    expect(trustAfter(resources)).toMatchObject({
      accounts: [{ slug: "ci-app" }],
      settings: [
        { claims: { repository_id: "74" }, origin: { source: "plan", where: "plan.json", at: "cloudsmith_oidc.it" } },
      ],
      grants: [{ repository: "prod", privilege: "Write", service: "ci-app" }],
      unknowns: [],
    });
  });

  it("reads the official provider's empty texts as absent", () => {
    const model = trustAfter([
      { type: "cloudsmith_service", provider: OFFICIAL, after: { ...SERVICE, description: "", slug: "a" } },
      { type: "cloudsmith_oidc", provider: OFFICIAL, after: { ...OIDC, mapping_claim: "", slug: "", slug_perm: "" } },
    ]);
    expect(model.accounts[0]).not.toHaveProperty("description");
    expect(model.settings[0]?.mapping_claim).toBeNull();
    expect(model.settings[0]).not.toHaveProperty("slug_perm");
  });

  it("takes live values from the refreshed state, not from what was recorded", () => {
    const resource = { type: "cloudsmith_oidc", before: OIDC, after: null };
    const value = plan([resource]) as { prior_state: { values: { root_module: { resources: { values: object }[] } } } };
    const [prior] = value.prior_state.values.root_module.resources;
    Object.assign(prior!, { values: { ...OIDC, claims: { ref: "refs/heads/.*" } } });
    const read = readPlan(value, "plan.json");
    expect(read.before.settings[0]?.claims).toEqual({ ref: "refs/heads/.*" });
    expect(read.after.settings).toEqual([]);
  });

  it("has what Terraform last wrote, apart from what was changed beside it", () => {
    const change = (name: string, before: object | null, after: object | null) => ({
      address: `cloudsmith_oidc.${name}`,
      type: "cloudsmith_oidc",
      name,
      change: { actions: [after === null ? "delete" : "update"], before, after, before_sensitive: { name: true } },
    });
    const live = { ...OIDC, claims: {} };
    const read = readPlan(
      plan(
        [
          { type: "cloudsmith_oidc", name: "changed", before: live, actions: ["none"] },
          newService({ actions: ["none"] }),
        ],
        {
          resource_drift: [change("changed", OIDC, live), change("gone", OIDC, null)],
        },
      ),
      "plan.json",
    );
    expect(read.before.settings.map(({ claims }) => claims)).toEqual([{}]);
    expect(read.after.settings).toEqual(read.before.settings);
    expect(read.recorded.settings.map(({ claims, origin }) => [origin.at, claims])).toEqual([
      ["cloudsmith_oidc.changed", OIDC.claims],
      ["cloudsmith_oidc.gone", OIDC.claims],
    ]);
    expect(read.recorded.unknowns).toMatchObject([{ field: ["name"] }, { field: ["name"] }]);
  });

  it("leaves what it does not touch: a plan may be limited to targets", () => {
    const untouched = { type: "cloudsmith_oidc", before: OIDC, actions: ["none"] };
    expect(trustAfter([untouched, newService()]).settings).toMatchObject([{ name: "app-main" }]);
  });

  it("leaves what Terraform only forgets, since it goes on living", () => {
    expect(trustAfter([{ type: "cloudsmith_oidc", before: OIDC, actions: ["forget"] }]).settings).toHaveLength(1);
  });

  it("has an object left over from a replacement until it is deleted", () => {
    const left = { type: "cloudsmith_service", before: { ...SERVICE, slug: "old" }, deposed: "a1" };
    const current = {
      type: "cloudsmith_service",
      before: { ...SERVICE, slug: "new" },
      after: { ...SERVICE, slug: "new" },
    };
    expect(trustBefore([left, current]).accounts.map(({ slug }) => slug)).toEqual(["old", "new"]);
    expect(trustAfter([left, current]).accounts.map(({ slug }) => slug)).toEqual(["new"]);
    expect(trustAfter([{ ...left, actions: ["none"] }, current]).accounts.map(({ slug }) => slug)).toEqual([
      "old",
      "new",
    ]);
  });

  it("that puts a resource off to a later plan does not know whether there will be one", () => {
    const { resource_changes } = plan([newService()]) as { resource_changes: unknown[] };
    const deferred = resource_changes.map((resource_change) => ({
      reason: "provider_config_unknown",
      resource_change,
    }));
    const model = readPlan(plan([], { deferred_changes: deferred }), "plan.json").after;
    expect(model.accounts).toHaveLength(1);
    expect(model.unknowns).toMatchObject([
      {
        about: "accounts",
        name: "${cloudsmith_service.ci}",
        reason: "put off to a later plan (provider_config_unknown)",
      },
    ]);
  });

  it("without any trust is empty on both sides", () => {
    const nothing = { accounts: [], settings: [], grants: [], unknowns: [], organization: "" };
    expect(readPlan({ format_version: "1.0", planned_values: { root_module: {} } }, "p")).toMatchObject({
      before: nothing,
      after: nothing,
    });
  });
});

describe("an account of a plan", () => {
  it("that is new is known by its address, and settings and grants that refer to it join it", () => {
    const model = trustAfter([
      newService(),
      newSetting(["cloudsmith_service.ci.slug", "cloudsmith_service.ci"]),
      {
        type: "cloudsmith_repository_privilege",
        after: { organization: "acme", repository: "prod", privilege: "Write", team: null, user: null },
        unknown: { id: true, service: true },
        expressions: { service: { references: ["cloudsmith_service.ci.slug", "cloudsmith_service.ci"] } },
      },
    ]);
    expect(model.unknowns).toEqual([]);
    expect(model.accounts).toMatchObject([{ slug: "${cloudsmith_service.ci}", name: "ci-app" }]);
    const question = { account: "ci-app", subject: { job: MAIN } };
    expect(explainTrust(model, question)).toMatchObject({
      verdict: "admitted",
      access: [{ repository: "prod", level: "Write" }],
      unknownAccess: [],
    });
    const elsewhere = { job: { ...MAIN, ref: "refs/heads/dev" } };
    expect(explainTrust(model, { ...question, subject: elsewhere }).verdict).toBe("refused");
  });

  it("that changes in place keeps the slug of before, even where it may get another", () => {
    const changed = newService({ before: { ...SERVICE, slug: "ci-old", id: "ci-old" } });
    const setting = newSetting(["cloudsmith_service.ci.slug", "cloudsmith_service.ci"]);
    expect(trustAfter([changed, setting])).toMatchObject({
      accounts: [{ slug: "ci-old", name: "ci-app" }],
      settings: [{ service_accounts: ["ci-old"] }],
      unknowns: [],
    });
  });

  it.each([[["delete", "create"]], [["create", "delete"]]])("that is replaced (%j) is another account", (actions) => {
    const replaced = newService({ before: { ...SERVICE, slug: "ci-old" }, actions });
    expect(trustBefore([replaced]).accounts[0]?.slug).toBe("ci-old");
    expect(trustAfter([replaced]).accounts[0]?.slug).toBe("${cloudsmith_service.ci}");
  });

  it("has the API's defaults where the configuration says nothing", () => {
    const { role: _, ...unsaid } = SERVICE;
    const resource = {
      after: { ...unsaid, team: [{ slug: "release" }] },
      unknown: { slug: true, role: true, team: [{ role: true }] },
    };
    const said = { name: {}, team: [{ slug: { constant_value: "release" } }] };
    expect(trustAfter([newService({ ...resource, expressions: said })])).toMatchObject({
      accounts: [{ role: "Member", teams: [{ slug: "release", role: "Member" }] }],
      unknowns: [],
    });
    const role = { references: ["terraform_data.x.output", "terraform_data.x"] };
    expect(trustAfter([newService({ ...resource, expressions: { ...said, role } })])).toMatchObject({
      accounts: [{ role: "Manager" }],
      unknowns: [{ about: "accounts", field: ["role"], reason: "known only after deploy: terraform_data.x.output" }],
    });
  });
});

describe("a repository of a plan", () => {
  it("is the same by its slug_perm as by its slug", () => {
    const repository = { namespace: "acme", name: "Prod", slug: "prod", slug_perm: "r1", default_privilege: "Read" };
    const grant = { organization: "acme", repository: "r1", privilege: "Write", service: "ci-app" };
    for (const mode of ["managed", "data"] as const) {
      const model = trustAfter([
        { type: "cloudsmith_repository", mode, before: repository, actions: ["none"] },
        { type: "cloudsmith_repository_privilege", after: grant },
      ]);
      expect(accessOf(model, "ci-app")).toMatchObject([
        { repository: "prod", level: "Write", paths: [{ by: "grant" }, { by: "default", level: "Read" }] },
      ]);
    }
  });

  it("that is managed and read as well counts once", () => {
    const repository = { namespace: "acme", name: "prod", slug: "prod", slug_perm: "r1" };
    const type = "cloudsmith_repository";
    const model = trustAfter([
      { type, mode: "data", name: "one", before: { ...repository, default_privilege: "Write" }, actions: ["none"] },
      { type, mode: "data", name: "two", before: { ...repository, default_privilege: "Write" }, actions: ["none"] },
      { type, before: repository, after: { ...repository, default_privilege: "None" } },
    ]);
    expect(model.repositories).toMatchObject([{ slug: "prod", default_privilege: "None" }]);
  });
});

describe("what a plan does not know", () => {
  it("is unknown in the model, with what it waits for", () => {
    const model = trustAfter([
      {
        type: "cloudsmith_oidc",
        after: { ...OIDC, claims: { ref: "refs/heads/main" } },
        unknown: { claims: { repository_id: true } },
        expressions: { claims: { references: ["data.github_repository.app.repo_id", "data.github_repository.app"] } },
      },
    ]);
    expect(model.settings[0]?.claims).toEqual({
      ref: "refs/heads/main",
      repository_id: "${cloudsmith_oidc.it.claims.repository_id}",
    });
    expect(model.unknowns).toEqual([
      {
        about: "settings",
        name: "app-main",
        field: ["claims", "repository_id"],
        reason: "known only after deploy: data.github_repository.app.repo_id",
        origin: { source: "plan", where: "plan.json", at: "cloudsmith_oidc.it" },
      },
    ]);
    expect(explainTrust(model, { account: "ci-app", subject: { job: MAIN } }).verdict).toBe("unknown");
  });

  it.each([
    ["enabled", ["enabled"]],
    ["provider_url", ["provider_url"]],
    ["claims", ["claims"]],
    ["mapping_claim", ["mapping_claim"]],
    ["dynamic_mappings", ["dynamic_mappings"]],
    ["service_accounts", ["service_accounts"]],
  ])("makes a verdict on a whole %s that could not be told", (name, field) => {
    const { [name as "enabled"]: _, ...rest } = OIDC;
    const expressions = { [name]: { references: ["local.x"] } };
    const model = trustAfter([{ type: "cloudsmith_oidc", after: rest, unknown: { [name]: true }, expressions }]);
    expect(model.unknowns).toMatchObject([{ about: "settings", field, reason: expect.stringContaining("local.x") }]);
    expect(explainTrust(model, { account: "ci-app", subject: { job: MAIN } }).verdict).toBe("unknown");
  });

  it("is never made up where the configuration is missing", () => {
    const model = trustAfter([newService(), newSetting(["cloudsmith_service.ci.slug"])], { configuration: undefined });
    expect(model.unknowns).toMatchObject([{ field: ["service_accounts", "0"], reason: "known only after deploy" }]);
  });
});

describe("what is sensitive", () => {
  const SECRET = "s3cr3t-value";

  it("is never copied, on either side, and is unknown", () => {
    const values = {
      ...OIDC,
      claims: { ref: "refs/heads/main", secret: SECRET },
      name: SECRET,
      service_accounts: [SECRET],
    };
    const sensitive = { claims: { secret: true }, name: true, service_accounts: [true] };
    const read = readPlan(plan([{ type: "cloudsmith_oidc", before: values, after: values, sensitive }]), "plan.json");
    expect(JSON.stringify(read)).not.toContain(SECRET);
    expect(read.after.unknowns.map(({ field }) => field?.join("."))).toEqual([
      "name",
      "claims.secret",
      "service_accounts.0",
    ]);
    expect(read.before.unknowns).toHaveLength(3);
  });

  it("may be a whole resource, a whole map or an identity", () => {
    const service = { ...SERVICE, slug: SECRET, name: SECRET, key: SECRET };
    for (const sensitive of [true, { slug: true, name: true, key: true }]) {
      const model = trustAfter([{ type: "cloudsmith_service", name: "ci", after: service, sensitive }]);
      expect(JSON.stringify(model)).not.toContain(SECRET);
      expect(model.accounts).toMatchObject([{ slug: "${cloudsmith_service.ci}" }]);
    }
    const claims = { ...OIDC, claims: { secret: SECRET } };
    const model = trustAfter([{ type: "cloudsmith_oidc", after: claims, sensitive: { claims: true } }]);
    expect(JSON.stringify(model)).not.toContain(SECRET);
    expect(explainTrust(model, { account: "ci-app", subject: { job: MAIN } }).verdict).toBe("unknown");
  });

  it("is not repeated by an error", () => {
    const value = plan([{ type: "cloudsmith_service", before: { key: SECRET }, after: { key: SECRET } }]) as {
      resource_changes: { address?: unknown }[];
    };
    value.resource_changes[0]!.address = { SECRET };
    const error = refusal(() => readPlan(value, "plan.json"));
    expect(error.code).toBe("invalid_plan");
    expect(error.message).not.toContain(SECRET);
  });
});

describe("a state", () => {
  it("has what is recorded, in modules too", () => {
    const service = (module: string, slug: string) => ({
      address: `${module}.cloudsmith_service.ci`,
      mode: "managed",
      type: "cloudsmith_service",
      name: "ci",
      provider_name: OFFICIAL,
      values: { ...SERVICE, slug, key: "csa_secret" },
      sensitive_values: { key: true },
    });
    const inner = { address: "module.a.module.b", resources: [service("module.a.module.b", "deep")] };
    const child = { address: "module.a", resources: [service("module.a", "high")], child_modules: [inner] };
    const model = readState(
      { format_version: "1.0", values: { root_module: { child_modules: [child] } } },
      "state.json",
    );
    expect(model).toMatchObject({
      organization: "acme",
      scope: "declared",
      accounts: [
        { slug: "high", origin: { source: "state", where: "state.json", at: "module.a.cloudsmith_service.ci" } },
        { slug: "deep", origin: { at: "module.a.module.b.cloudsmith_service.ci" } },
      ],
      unknowns: [],
    });
    expect(JSON.stringify(model)).not.toContain("csa_secret");
  });

  it("of nothing is empty", () => {
    expect(readState({ format_version: "1.0" }, "s")).toMatchObject({ accounts: [], unknowns: [] });
  });
});

describe("bad input", () => {
  it.each([
    [null, /not a JSON object/],
    [[], /not a JSON object/],
    ["plan", /not a JSON object/],
    [{}, /no format_version; expected what terraform show -json writes of a plan/],
    [{ version: 4, serial: 3, resources: [] }, /a state file as Terraform keeps it/],
    [{ resource: {}, terraform: {} }, /a configuration, as cdktf synth writes it/],
    [{ organization: "acme" }, /a trust file/],
    [{ format_version: 1 }, /no format_version/],
    [
      { format_version: "2.0", planned_values: {} },
      /format_version is "2.0"; this version of cloudsmith-trust reads 1.x/,
    ],
    [{ format_version: "0.2", planned_values: {} }, /"0.2"/],
    [{ format_version: "10.0", planned_values: {} }, /"10.0"/],
    [{ format_version: "1.0", values: {} }, /a state, not a plan/],
    [{ format_version: "1.2", planned_values: {}, errored: true }, /failed half way/],
    [{ format_version: "1.2", planned_values: { root_module: { resources: [{}] } } }, /resource_changes is missing/],
    [{ format_version: "1.2", resource_changes: {} }, /resource_changes is not a list/],
    [{ format_version: "1.2", resource_changes: [{ address: "a" }] }, /a change is not an object/],
    [
      { format_version: "1.2", resource_changes: [{ change: { actions: ["create"], after: {} } }] },
      /an address is not a text/,
    ],
    [{ format_version: "1.2", resource_changes: [], prior_state: { values: [] } }, /values is not an object/],
    [{ format_version: "1.2", resource_changes: [], prior_state: [] }, /the state is not an object/],
    [
      {
        format_version: "1.2",
        resource_changes: [],
        prior_state: { values: { root_module: { child_modules: [{}] } } },
      },
      /a module's address is not a text/,
    ],
  ])("%j is refused as a plan", (value, message) => {
    const error = refusal(() => readPlan(value, "plan.json"));
    expect(error).toMatchObject({ code: "invalid_plan", message: expect.stringMatching(message) });
    expect(error.message).toMatch(/^plan\.json: /);
  });

  it.each([
    [{ format_version: "1.2", planned_values: {}, resource_changes: [] }, /a plan, not a state/],
    [{ format_version: "2.1", values: {} }, /"2.1"/],
    [{ version: 4, serial: 3 }, /a state file as Terraform keeps it/],
  ])("%j is refused as a state", (value, message) => {
    expect(refusal(() => readState(value, "state.json"))).toMatchObject({
      code: "invalid_state",
      message: expect.stringMatching(message),
    });
  });

  it("of two organizations on one side is refused, naming both", () => {
    const other = { ...newService({ name: "b" }), after: { ...SERVICE, organization: "other" } };
    expect(refusal(() => trustAfter([newService(), other])).code).toBe("several_organizations");
  });

  it("with names of prototypes is read like any other", () => {
    const claims = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}') as object;
    const references = ["cloudsmith_service.constructor.slug", "cloudsmith_service.constructor"];
    const model = trustAfter([
      newService({ name: "constructor" }),
      newSetting(references, {
        name: "__proto__",
        after: { ...OIDC, claims, service_accounts: [null] },
      }),
      newSetting(["cloudsmith_service.__proto__.slug"], { name: "hasOwnProperty" }),
      { type: "__proto__", after: {} },
    ]);
    expect(Object.entries(model.settings[0]?.claims ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
      ["toString", "c"],
    ]);
    expect(model.settings[0]?.service_accounts).toEqual(["${cloudsmith_service.constructor}"]);
    expect(model.unknowns).toHaveLength(1);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it("nested beyond any attribute is unknown, never a crash", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 50_000; level++) {
      deep = [deep];
    }
    const model = trustAfter([{ type: "cloudsmith_oidc", after: { ...OIDC, claims: { ref: deep } } }]);
    expect(model.unknowns).toMatchObject([{ field: ["claims", "ref"] }]);
  });
});

function refusal(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (isTrustError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("expected an error");
}
