import { describe, expect, it } from "vitest";
import {
  checkTrust,
  type GraphCentre,
  type GraphNode,
  graphAround,
  graphOf,
  type TrustGraph,
} from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

/** Two teams' worth of trust: what is drawn of it is told by edges in names. */
const MODEL = trust({
  accounts: [
    { slug: "ci-app", teams: [{ slug: "release", role: "Manager" }] },
    { slug: "ci-docs" },
    { slug: "boss", role: "Manager" },
  ],
  settings: [
    settingValue({ service_accounts: ["ci-app"] }),
    settingValue({
      name: "mapped",
      provider_url: "https://gitlab.com",
      service_accounts: [],
      mapping_claim: "project_id",
      dynamic_mappings: [
        { claim_value: "1", service_account: "ci-docs" },
        { claim_value: "2", service_account: "ci-docs" },
        { claim_value: "3", service_account: "elsewhere" },
      ],
    }),
  ],
  repositories: [
    { slug: "prod" },
    { slug: "docs", default_privilege: "Read", repository_type_str: "Public" },
    { slug: "dark" },
  ],
  privileges: [
    { repository: "prod", team: "release", privilege: "Admin" },
    { repository: "prod", user: "jo", privilege: "Admin" },
    { repository: "docs", service: "ci-docs", privilege: "Write" },
    { repository: "not-described", service: "granted-only", privilege: "Read" },
  ],
  teams: [{ slug: "release" }, { slug: "of-people" }],
});

function edges({ nodes, edges: all }: TrustGraph): readonly string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return all.map(({ from, to, kind, level, values, manages }) =>
    [
      names.get(from),
      kind,
      ...((level ?? []).length ? [level] : []),
      ...(values ?? []),
      ...(manages ? ["manages"] : []),
      names.get(to),
    ].join(" "),
  );
}

const named = ({ nodes }: TrustGraph, name: string): GraphNode => nodes.find((node) => node.name === name)!;

describe("the graph of trust", () => {
  it("leads from issuers by settings and accounts to repositories, through teams and what everyone has", () => {
    expect(edges(graphOf(MODEL))).toEqual([
      "https://token.actions.githubusercontent.com issues app-main",
      "app-main admits ci-app",
      "https://gitlab.com issues mapped",
      "mapped admits 1 2 ci-docs",
      "mapped admits 3 elsewhere",
      "ci-app member manages release",
      "boss role Managers",
      "release grant Admin prod",
      "ci-docs grant Write docs",
      "granted-only grant Read not-described",
      "everyone in the organization default Read docs",
      "anyone, without an account public Read docs",
    ]);
  });

  it("describes every element once, in the order of the kinds", () => {
    const { nodes } = graphOf(MODEL);
    expect(nodes.map(({ id, name }) => [id, name])).toEqual([
      ["issuer-1", "https://token.actions.githubusercontent.com"],
      ["issuer-2", "https://gitlab.com"],
      ["setting-1", "app-main"],
      ["setting-2", "mapped"],
      ["account-1", "ci-app"],
      ["account-2", "ci-docs"],
      ["account-3", "boss"],
      ["account-4", "elsewhere"],
      ["account-5", "granted-only"],
      ["team-1", "release"],
      ["managers", "Managers"],
      ["everyone", "everyone in the organization"],
      ["anyone", "anyone, without an account"],
      ["repository-1", "prod"],
      ["repository-2", "docs"],
      ["repository-3", "dark"],
      ["repository-4", "not-described"],
    ]);
    expect(named(graphOf(MODEL), "https://gitlab.com")).toMatchObject({ product: "GitLab CI/CD" });
    expect(named(graphOf(MODEL), "mapped")).toMatchObject({ enabled: true, mapping_claim: "project_id" });
    expect(named(graphOf(MODEL), "prod")).toMatchObject({ default_privilege: "None", users: 1 });
    expect(named(graphOf(MODEL), "not-described")).not.toHaveProperty("default_privilege");
    expect(named(graphOf(MODEL), "elsewhere")).not.toHaveProperty("role");
  });

  it("keeps settings of one name apart", () => {
    const [one] = trust().settings;
    const graph = graphOf({ ...trust(), settings: [one!, { ...one!, claims: {}, enabled: false }] });
    expect(graph.nodes.filter(({ kind }) => kind === "setting")).toMatchObject([
      { id: "setting-1", enabled: true },
      { id: "setting-2", enabled: false, claims: {} },
    ]);
    expect(edges(graph)).toContain("https://token.actions.githubusercontent.com issues app-main");
  });

  it("marks what rules find where it is", () => {
    const model = trust({ settings: [settingValue({ claims: {} }), settingValue({ name: "fine" })] });
    const { findings } = checkTrust(model);
    const graph = graphOf(model, findings);
    expect(named(graph, "app-main").findings.map(({ rule }) => rule)).toContain("no-claims");
    expect(named(graph, "fine").findings).toEqual(findings.filter(({ where }) => where === "/settings/1"));
    expect(graph.findings).toEqual(findings);
  });

  it("marks what is not known, and is not complete where that may leave something out", () => {
    const origin = { source: "live", where: "acme", at: "" } as const;
    const base = trust();
    const about = { about: "settings", name: "app-main", origin: base.settings[0]!.origin } as const;
    const claim = { ...about, field: ["claims", "ref"], reason: "known only after deploy" };
    const mapping = { ...about, field: ["service_accounts"], reason: "known only after deploy" };
    const list = { about: "privileges", reason: "403", origin } as const;
    const named_ = { ...about, field: ["name"], reason: "known only after deploy" };
    const graph = graphOf({ ...base, unknowns: [claim, mapping, list, named_] });
    expect(named(graph, "app-main").undecided).toEqual([claim, mapping]);
    expect(graph.undecided).toEqual([mapping, list]);
  });
});

describe("the graph around something", () => {
  const around = (centre: GraphCentre): readonly string[] => edges(graphAround(graphOf(MODEL), MODEL, centre));

  it("leads to a repository, with Managers, who can take anything", () => {
    expect(around({ repository: "prod" })).toEqual([
      "https://token.actions.githubusercontent.com issues app-main",
      "app-main admits ci-app",
      "ci-app member manages release",
      "boss role Managers",
      "release grant Admin prod",
      "Managers role prod",
    ]);
  });

  it("shows what everyone has on it without drawing in everyone", () => {
    expect(around({ repository: "docs" })).toEqual([
      "https://gitlab.com issues mapped",
      "mapped admits 1 2 ci-docs",
      "boss role Managers",
      "ci-docs grant Write docs",
      "everyone in the organization default Read docs",
      "anyone, without an account public Read docs",
      "Managers role docs",
    ]);
  });

  it("leads to and from an account, with what everyone has", () => {
    expect(around({ account: "ci-app" })).toEqual([
      "https://token.actions.githubusercontent.com issues app-main",
      "app-main admits ci-app",
      "ci-app member manages release",
      "release grant Admin prod",
      "everyone in the organization default Read docs",
      "anyone, without an account public Read docs",
      "ci-app member everyone in the organization",
      "ci-app member anyone, without an account",
    ]);
  });

  it("of both is what joins them", () => {
    expect(around({ account: "ci-app", repository: "docs" })).toEqual([
      "https://token.actions.githubusercontent.com issues app-main",
      "app-main admits ci-app",
      "everyone in the organization default Read docs",
      "anyone, without an account public Read docs",
      "ci-app member everyone in the organization",
      "ci-app member anyone, without an account",
    ]);
  });

  it("of two that nothing joins is the two alone, whatever leads to either", () => {
    const { nodes, edges: none } = graphAround(graphOf(MODEL), MODEL, { account: "elsewhere", repository: "dark" });
    expect(nodes.map(({ name }) => name)).toEqual(["elsewhere", "dark"]);
    expect(none).toEqual([]);
  });

  it("of nothing is the whole", () => {
    expect(around({})).toEqual(edges(graphOf(MODEL)));
  });

  it("speaks of the findings on it alone", () => {
    const model = trust({
      accounts: [{ slug: "ci-app" }, { slug: "other" }],
      settings: [settingValue(), settingValue({ name: "open", claims: {}, service_accounts: ["other"] })],
    });
    const graph = graphOf(model, checkTrust(model).findings);
    const rules = (centre: GraphCentre): readonly string[] =>
      graphAround(graph, model, centre).findings.map(({ rule }) => rule);
    expect(rules({ account: "other" })).toContain("no-claims");
    expect(rules({ account: "ci-app" })).not.toContain("no-claims");
  });

  it.each([
    [{ account: "ci-ap" }, "this trust speaks of no account ci-ap; did you mean ci-app?"],
    [{ repository: "prd" }, "this trust speaks of no repository prd; did you mean prod?"],
  ])("of %j says that there is none", (centre, message) => {
    expect(() => around(centre)).toThrow(message);
  });
});
