import { describe, expect, it } from "vitest";
import type { TrustModel } from "../../../lib/trust/index.js";
import { newService, newSetting, OIDC, type Planned, SERVICE, trustAfter } from "./support.js";

/** The accounts of the first setting; what could not be joined as `?`. */
function joined(model: TrustModel): readonly string[] {
  const unknown = new Set(model.unknowns.map(({ field }) => field?.join(".")));
  return (model.settings[0]?.service_accounts ?? []).map((slug, index) =>
    unknown.has(`service_accounts.${index}`) ? "?" : slug.replace("cloudsmith_service.", ""),
  );
}

/** What a list of accounts with so many unknown ones becomes, made by an expression that refers to these. */
function accounts(list: readonly (string | null)[], references: readonly string[], others: readonly Planned[] = []) {
  const setting = newSetting(references, {
    after: { ...OIDC, service_accounts: list },
    unknown: { service_accounts: list.map((slug) => slug === null) },
  });
  return joined(trustAfter([newService(), newService({ name: "b" }), ...others, setting]));
}

const CI = ["cloudsmith_service.ci.slug", "cloudsmith_service.ci"];
const B = ["cloudsmith_service.b.slug", "cloudsmith_service.b"];
const old = { type: "cloudsmith_service", name: "old", after: { ...SERVICE, slug: "ci-old" } };
const OLD = ["cloudsmith_service.old.slug", "cloudsmith_service.old"];

describe("a list of accounts", () => {
  it.each([
    ["one new account", [null], CI, ["${ci}"]],
    ["by its id", [null], ["cloudsmith_service.ci.id", "cloudsmith_service.ci"], ["${ci}"]],
    ["two new ones", [null, null], [...CI, ...B], ["${ci}", "${b}"]],
    ["a written one between", [null, "x", null], [...CI, ...B], ["${ci}", "x", "${b}"]],
    ["one that is there already", [null, "ci-old"], [...CI, ...OLD], ["${ci}", "ci-old"]],
    ["a variable beside", [null, "x"], ["var.x", ...CI], ["${ci}", "x"]],
  ])("joins %s", (_, list, references, expected) => {
    expect(accounts(list, references, [old])).toEqual(expected);
  });

  it.each([
    ["an account by something else than its slug", [null], ["cloudsmith_service.ci.key", "cloudsmith_service.ci"]],
    ["an account that is not in the plan", [null], ["cloudsmith_service.other.slug", "cloudsmith_service.other"]],
    ["a local value", [null], ["local.account"]],
    ["a key's value", [null], ["each.value"]],
    ["a resource of another kind", [null], ["cloudsmith_team.ci.slug", "cloudsmith_team.ci"]],
    ["a data source that is read later", [null], ["data.cloudsmith_service_details.x.slug"]],
    ["one of two accounts", [null], [...CI, ...B]],
    ["two of one account", [null, null], CI],
    ["a text with a variable in it", [null], ["var.prefix", ...CI]],
    ["an account beside something that is not clear", [null], [...CI, "local.x"]],
    ["nothing at all", [null], []],
    ["what is no reference", [null], [7 as unknown as string]],
  ])("leaves %s unknown", (_, list, references) => {
    const team = {
      type: "cloudsmith_team",
      name: "ci",
      after: { organization: "acme", name: "t" },
      unknown: { slug: true },
    };
    expect(accounts(list, references, [old, team])).toEqual(list.map(() => "?"));
  });

  it("beside a data source that was read", () => {
    const type = "cloudsmith_service_details";
    const data = { mode: "data", type, name: "x", before: { slug: "seen" }, actions: ["none"] } as const;
    const references = [`data.${type}.x.slug`, `data.${type}.x`, ...CI];
    expect(accounts(["seen", null], references, [data])).toEqual(["seen", "${ci}"]);
  });
});

describe("resources with keys", () => {
  const many = ["x", "y.z", '"]'].map((key) => newService({ name: "many", key }));
  const setting = (references: readonly string[], overrides: Partial<Planned> = {}) =>
    joined(trustAfter([...many, newSetting(references, overrides)]));

  it.each([
    ['many["y.z"]', '${many["y.z"]}'],
    [String.raw`many["\"]"]`, String.raw`${"$"}{many["\"]"]}`],
  ])("are joined by a key that is written down: %s", (reference, expected) => {
    const whole = `cloudsmith_service.${reference}`;
    expect(setting([`${whole}.slug`, whole, "cloudsmith_service.many"])).toEqual([expected]);
  });

  it("are joined by the key of the referring resource", () => {
    const key = "y.z";
    expect(setting(["cloudsmith_service.many", "each.key"], { key })).toEqual(['${many["y.z"]}']);
    expect(setting(["cloudsmith_service.many", "each.value"], { key })).toEqual(["?"]);
    expect(setting(["cloudsmith_service.many", "each.key"], { key: "other" })).toEqual(["?"]);
  });

  it("are joined by a count", () => {
    const counted = [0, 1].map((key) => newService({ name: "ci", key }));
    const resource = newSetting(["cloudsmith_service.ci", "count.index"], { key: 1 });
    expect(joined(trustAfter([...counted, resource]))).toEqual(["${ci[1]}"]);
    const written = newSetting(["cloudsmith_service.ci[0].slug", "cloudsmith_service.ci[0]", "cloudsmith_service.ci"]);
    expect(joined(trustAfter([...counted, written]))).toEqual(["${ci[0]}"]);
  });

  it("are joined all together", () => {
    const list = { after: { ...OIDC, service_accounts: [null, null, null] } };
    const all = { ...list, unknown: { service_accounts: [true, true, true] } };
    expect(setting(["cloudsmith_service.many"], all)).toHaveLength(3);
    expect(setting(["cloudsmith_service.many"], all)).not.toContain("?");
    expect(setting(["cloudsmith_service.many"])).toEqual(["?"]);
  });
});

describe("modules", () => {
  const inner = (name: string, expressions: object) => ({
    resources: [{ mode: "managed", type: "cloudsmith_oidc", name, expressions }],
    outputs: { slug: { expression: { references: CI } }, fixed: { expression: { constant_value: "x" } } },
  });
  const configuration = (module: object, call: object = {}, resources: readonly object[] = []) => ({
    configuration: { root_module: { resources, module_calls: { m: { ...call, module } } } },
  });
  const inModule = (module: string, references: readonly string[], call: object = {}) =>
    joined(
      trustAfter(
        [newService(), newService({ module }), newSetting([], { module })],
        configuration(inner("app", { service_accounts: { references } }), call),
      ),
    );

  it.each(["module.m", 'module.m["a.b"]', "module.m[0]"])("are read inside %s", (module) => {
    expect(inModule(module, CI)).toEqual([`\${${module}.ci}`]);
  });

  it("take what their variables are given outside", () => {
    const call = { expressions: { account: { references: CI }, fixed: { constant_value: "x" } } };
    expect(inModule("module.m", ["var.account"], call)).toEqual(["${ci}"]);
    expect(inModule("module.m", ["var.fixed"], call)).toEqual(["?"]);
    expect(inModule("module.m", ["var.left_out"], call)).toEqual(["?"]);
  });

  it("give their outputs to what is outside", () => {
    const outside = (module: string, references: readonly string[]) => {
      const app = {
        mode: "managed",
        type: "cloudsmith_oidc",
        name: "app",
        expressions: { service_accounts: { references } },
      };
      return joined(trustAfter([newService({ module }), newSetting([])], configuration(inner("other", {}), {}, [app])));
    };
    expect(outside("module.m", ["module.m.slug", "module.m"])).toEqual(["${module.m.ci}"]);
    expect(outside('module.m["k"]', ['module.m["k"].slug', 'module.m["k"]'])).toEqual(['${module.m["k"].ci}']);
    expect(outside("module.m", ["module.m.fixed", "module.m"])).toEqual(["?"]);
    expect(outside("module.m", ["module.m.missing", "module.m"])).toEqual(["?"]);
    expect(outside("module.m", ["module.other.slug"])).toEqual(["?"]);
    expect(outside("module.m", ["module.m"])).toEqual(["?"]);
  });

  it("that go round in circles leave the value unknown", () => {
    const circle = {
      resources: [
        {
          mode: "managed",
          type: "cloudsmith_oidc",
          name: "app",
          expressions: { service_accounts: { references: ["var.a"] } },
        },
      ],
      outputs: { a: { expression: { references: ["var.a"] } } },
    };
    const rest = configuration(circle, { expressions: { a: { references: ["module.m.a"] } } });
    expect(joined(trustAfter([newSetting([], { module: "module.m" })], rest))).toEqual(["?"]);
  });

  it("that the configuration lacks leave the value unknown", () => {
    expect(joined(trustAfter([newSetting([], { module: "module.gone.module.deep" })]))).toEqual(["?"]);
    expect(joined(trustAfter([newSetting([], { module: "nonsense" })]))).toEqual(["?"]);
  });
});

describe("blocks of a set", () => {
  const mapping = (claim_value: string, references?: readonly string[]) => ({
    claim_value: { constant_value: claim_value },
    service_account: references === undefined ? { constant_value: "ci-old" } : { references },
  });
  const mappings = (values: readonly object[], unknown: readonly object[], expressions: readonly object[]) => {
    const setting = newSetting([], {
      after: { ...OIDC, service_accounts: null, mapping_claim: "environment", dynamic_mappings: values },
      unknown: { dynamic_mappings: unknown },
      expressions: { dynamic_mappings: expressions },
    });
    const model = trustAfter([newService(), newService({ name: "b" }), setting]);
    const unknowns = model.unknowns.map(({ field }) => field?.join("."));
    return (model.settings[0]?.dynamic_mappings ?? []).map(
      ({ claim_value, service_account }, index) =>
        `${claim_value}=${unknowns.includes(`dynamic_mappings.${index}.service_account`) ? "?" : service_account}`,
    );
  };
  const later = { service_account: true };

  it("are matched by what is known of them, in any order", () => {
    const values = [{ claim_value: "a" }, { claim_value: "b" }, { claim_value: "c", service_account: "ci-old" }];
    const declared = [mapping("c"), mapping("b", CI), mapping("a", B)];
    expect(mappings(values, [later, later, {}], declared)).toEqual([
      "a=${cloudsmith_service.b}",
      "b=${cloudsmith_service.ci}",
      "c=ci-old",
    ]);
  });

  it("stay unknown where the configuration has other ones", () => {
    const values = [{ claim_value: "a" }, { claim_value: "b" }];
    expect(mappings(values, [later, later], [mapping("a", CI)])).toEqual(["a=${cloudsmith_service.ci}", "b=?"]);
    const unclear = [
      mapping("a", CI),
      { claim_value: { references: ["local.x"] }, service_account: { references: B } },
    ];
    expect(mappings(values, [later, later], unclear)).toEqual(["a=?", "b=${cloudsmith_service.b}"]);
  });

  const grants = (count: number, expressions: readonly object[], rest: readonly Planned[] = []) => {
    const model = trustAfter([
      newService(),
      newService({ name: "b" }),
      ...rest,
      {
        type: "cloudsmith_repository_privileges",
        after: {
          organization: "acme",
          repository: "prod",
          service: [
            ...Array.from({ length: count }, () => ({ privilege: "Write" })),
            { privilege: "Write", slug: "ci-old" },
          ],
        },
        unknown: { service: [...Array.from({ length: count }, () => ({ slug: true })), {}] },
        expressions: { service: expressions },
      },
    ]);
    return model.grants.map(({ service }) => (service?.includes(".service.") ? "?" : service));
  };
  const grant = (references: readonly string[] | string) => ({
    privilege: { constant_value: "Write" },
    slug: typeof references === "string" ? { constant_value: references } : { references },
  });

  it("that are alike but for what is unknown are joined together", () => {
    expect(grants(2, [grant(CI), grant("ci-old"), grant(B)])).toEqual([
      "${cloudsmith_service.ci}",
      "${cloudsmith_service.b}",
      "ci-old",
    ]);
    expect(grants(1, [grant(CI), grant(OLD)], [old])).toEqual(["${cloudsmith_service.ci}", "ci-old"]);
  });

  it("of which a dynamic block makes some stay unknown together with those that look alike", () => {
    expect(grants(2, [grant(CI), grant("ci-old")])).toEqual(["?", "?", "ci-old"]);
    expect(grants(2, [])).toEqual(["?", "?", "ci-old"]);
  });

  it("of teams and repositories are joined as well", () => {
    const model = trustAfter([
      { type: "cloudsmith_team", name: "t", after: { organization: "acme", name: "T" }, unknown: { slug: true } },
      {
        type: "cloudsmith_repository",
        name: "r",
        after: { namespace: "acme", name: "R", repository_type: "Private" },
        unknown: { slug: true, slug_perm: true },
      },
      newService({
        after: { ...SERVICE, team: [{ role: "Member" }] },
        unknown: { slug: true, team: [{ slug: true }] },
        expressions: { team: [{ slug: { references: ["cloudsmith_team.t.slug", "cloudsmith_team.t"] } }] },
      }),
      {
        type: "cloudsmith_repository_privileges",
        after: { organization: "acme", team: [{ privilege: "Write" }] },
        unknown: { repository: true, team: [{ slug: true }] },
        expressions: {
          repository: { references: ["cloudsmith_repository.r.slug_perm", "cloudsmith_repository.r"] },
          team: [
            {
              privilege: { constant_value: "Write" },
              slug: { references: ["cloudsmith_team.t.slug_perm", "cloudsmith_team.t"] },
            },
          ],
        },
      },
    ]);
    // only the slug of the team is unknown, so nothing says that its slug_perm is what was meant
    expect(model).toMatchObject({
      accounts: [{ teams: [{ slug: "${cloudsmith_team.t}" }] }],
      grants: [{ repository: "${cloudsmith_repository.r}", privilege: "Write" }],
      unknowns: [{ about: "privileges", field: ["team", "0", "slug"] }],
    });
  });
});
