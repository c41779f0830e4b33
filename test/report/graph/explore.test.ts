import { describe, expect, it } from "vitest";
import { addressOf, fromHash, toHash } from "../../../lib/report/graph/explore/address.js";
import { Atlas } from "../../../lib/report/graph/explore/atlas.js";
import { levelsOf, repositoryCounts, wayCounts } from "../../../lib/report/graph/explore/counts.js";
import { type Asked, linksOf, NOTHING_ASKED, type View, viewOf } from "../../../lib/report/graph/explore/view.js";
import { graphDocument } from "../../../lib/report/index.js";
import type { TrustModel } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../../trust/support.js";
import { hostile, MODEL, report, thousandReport } from "./support.js";

const atlasOf = (model: TrustModel): Atlas => new Atlas(graphDocument(report(model)));
const ATLAS = atlasOf(MODEL);
const THOUSAND = new Atlas(graphDocument(thousandReport()));
const look = (asked: Partial<Asked> = {}, atlas = ATLAS): View => viewOf(atlas, { ...NOTHING_ASKED, ...asked });
const id = (name: string, atlas = ATLAS): string => atlas.document.nodes.find((node) => node.name === name)!.id;

/** Names in each column. */
function shown(view: View, atlas = ATLAS): readonly (readonly string[])[] {
  return view.columns.map(({ entries }) => entries.map(({ key }) => atlas.nodes.get(key)?.name ?? key));
}

describe("what the page shows", () => {
  it("is everything first, what weighs most on top", () => {
    expect(shown(look())).toEqual([
      ["https://token.actions.githubusercontent.com", "https://gitlab.com"],
      ["open", "app-main", "off", "mapped"],
      ["ci-app", "boss", "ci-docs"],
      ["way managers", "way team-1 Admin", "way grant Write", "way everyone Read", "way anyone Read"],
      ["dark", "docs", "prod"],
    ]);
  });

  it("is what is connected to what is chosen", () => {
    expect(shown(look({ chosen: id("mapped") }))).toEqual([
      ["https://gitlab.com"],
      ["mapped"],
      ["ci-docs"],
      ["way grant Write", "way everyone Read", "way anyone Read"],
      ["docs"],
    ]);
    expect(shown(look({ chosen: "way team-1 Admin" }))).toEqual([
      ["https://token.actions.githubusercontent.com"],
      ["app-main", "off"],
      ["ci-app"],
      ["way team-1 Admin"],
      ["prod"],
    ]);
  });

  it("names the accounts behind grants, teams and the role, and none for what everyone has", () => {
    expect(shown(look({ chosen: id("docs") }))[2]).toEqual(["boss", "ci-docs"]);
    expect(shown(look({ chosen: id("prod") }))[2]).toEqual(["ci-app", "boss"]);
    expect(shown(look({ chosen: id("dark") }))).toEqual([[], [], ["boss"], ["way managers"], ["dark"]]);
  });

  it("joins an account and a repository by the ways that lead from one to the other alone", () => {
    const joined = look({ account: id("ci-app"), repository: id("docs") });
    expect(shown(joined).slice(2)).toEqual([["ci-app"], ["way everyone Read", "way anyone Read"], ["docs"]]);
    expect(shown(look({ account: id("ci-docs"), repository: id("prod") }))).toEqual([[], [], [], [], []]);
    expect(shown(look({ account: id("boss"), repository: id("prod") }))).toEqual([
      [],
      [],
      ["boss"],
      ["way managers"],
      ["prod"],
    ]);
  });

  it("narrows to what matches all words and weighs enough", () => {
    expect(shown(look({ query: "SELF-hosted app" }))[1]).toEqual(["app-main"]);
    expect(shown(look({ query: "team release" }))[3]).toEqual(["way team-1 Admin"]);
    expect(shown(look({ severity: "critical" }))).toEqual([[], ["open"], [], [], []]);
    expect(shown(look({ severity: "high" }))[2]).toEqual(["ci-app"]);
    expect(shown(look({ query: "open", chosen: id("ci-app") }))).toEqual([[], [], [], [], []]);
  });

  it("of a choice that this graph does not have is everything", () => {
    for (const chosen of ["account-99", "group setting x", "group nothing x", "x"]) {
      const view = look({ chosen });
      expect(view.chosen).toBeUndefined();
      expect(shown(view)).toEqual(shown(look()));
    }
  });
});

describe("what the page shows of many", () => {
  const organization = (accounts: number): Atlas =>
    atlasOf(
      trust({
        accounts: Array.from({ length: accounts }, (_, index) => ({ slug: `ci-${index}` })),
        settings: [settingValue({ service_accounts: Array.from({ length: accounts }, (_, index) => `ci-${index}`) })],
        privileges: [{ repository: "prod", service: "ci-0", privilege: "Admin" }],
      }),
    );

  it("stands together from 25 elements on, but for what is alone", () => {
    expect(shown(look({}, organization(24)), organization(24))[2]).toHaveLength(24);
    const atlas = organization(25);
    const [, , accounts] = look({}, atlas).columns;
    expect(accounts).toMatchObject({
      count: 25,
      entries: [
        { key: "account-1", isGroup: false },
        { key: "group account nothing", isGroup: true },
      ],
    });
  });

  it("opens a group that is chosen, a hundred more at a time", () => {
    const chosen = look({}, THOUSAND).columns[1]!.entries[0]!.key;
    const opened = look({ chosen }, THOUSAND);
    expect(opened.columns[1]).toMatchObject({ count: 1000, hidden: 980 });
    expect(opened.columns[2]).toMatchObject({ count: 1000, entries: [{ key: "group account Write" }] });
    expect(look({ chosen, more: { setting: 100 } }, THOUSAND).columns[1]!.entries).toHaveLength(120);
    expect(look({ chosen, more: { setting: 1000 } }, THOUSAND).columns[1]).toMatchObject({ hidden: 0 });
  });

  it("hides no few: a button for five would be as long as they are", () => {
    const found = (query: string) => look({ query }, THOUSAND).columns[4];
    expect(found("repo-1")).toMatchObject({ count: 11, hidden: 0 });
    expect(look({}, THOUSAND).columns[4]).toMatchObject({ count: 100, hidden: 80 });
  });

  it("is found alone, whatever its group", () => {
    expect(shown(look({ query: "app-777" }, THOUSAND), THOUSAND)[1]).toEqual(["pipeline-777"]);
    const around = look({ repository: id("repo-7", THOUSAND) }, THOUSAND);
    expect(around.columns.map(({ count }) => count)).toEqual([1, 10, 10, 1, 1]);
  });
});

describe("lines", () => {
  const lines = (view: View, atlas = ATLAS) => [...linksOf(atlas, view).values()];

  it("join what is joined, in columns side by side", () => {
    expect(lines(look({ chosen: id("ci-docs") })).toSorted()).toEqual([
      ["account-2", "way anyone Read", 1],
      ["account-2", "way everyone Read", 1],
      ["account-2", "way grant Write", 1],
      ["issuer-1", "setting-2", 1],
      ["issuer-2", "setting-4", 1],
      ["setting-2", "account-2", 1],
      ["setting-4", "account-2", 1],
      ["way anyone Read", "repository-2", 1],
      ["way everyone Read", "repository-2", 1],
      ["way grant Write", "repository-2", 1],
    ]);
  });

  it("of groups say how much they hold", () => {
    const [issuer, , account] = lines(look({}, THOUSAND), THOUSAND);
    expect([issuer?.[2], account?.[2]]).toEqual([1000, 10]);
  });

  it("of Managers lead to a repository alone that is looked at, not to all there are", () => {
    const toManagers = (view: View) => lines(view).filter(([from]) => from === "way managers");
    expect(toManagers(look())).toEqual([]);
    expect(toManagers(look({ repository: id("prod") }))).toEqual([["way managers", "repository-1", 1]]);
  });
});

describe("counts", () => {
  it("tell what an account has on a repository, greatest first", () => {
    const { part } = look();
    expect(levelsOf(ATLAS, part, id("ci-docs"), id("docs"))).toEqual(["Write", "Read"]);
    expect(levelsOf(ATLAS, part, id("boss"), id("docs"))).toEqual(["Manager", "Read"]);
    expect(levelsOf(ATLAS, part, id("ci-docs"), id("prod"))).toEqual([]);
  });

  it("tell how many accounts have each level by grants, and how many a way is of", () => {
    expect(repositoryCounts(ATLAS, id("prod"))).toEqual([["Admin", 1]]);
    expect(repositoryCounts(ATLAS, id("dark"))).toEqual([]);
    expect(wayCounts(ATLAS, look().part, "way team-1 Admin")).toEqual({ accounts: 1, repositories: 1 });
    expect(wayCounts(ATLAS, look().part, "way managers")).toEqual({ accounts: 1, repositories: 3 });
  });
});

describe("the page's address", () => {
  it("keeps what was asked, by names", () => {
    const asked = {
      ...NOTHING_ASKED,
      query: "ref main",
      severity: "high",
      account: id("ci-app"),
      repository: id("prod"),
      chosen: id("mapped"),
    } as const;
    const hash = toHash(ATLAS, asked);
    expect(hash).toBe("#q=ref+main&findings=high&account=ci-app&repository=prod&chosen=setting+mapped");
    expect(fromHash(ATLAS, hash)).toEqual(asked);
    expect(toHash(ATLAS, NOTHING_ASKED)).toBe("");
  });

  it("leads to elements, ways and groups of any name", () => {
    const atlas = atlasOf(hostile());
    for (const node of atlas.document.nodes) {
      expect(fromHash(atlas, addressOf(node)).chosen).toBe(node.id);
      expect(fromHash(atlas, toHash(atlas, { ...NOTHING_ASKED, chosen: node.id })).chosen).toBe(node.id);
    }
    for (const chosen of ["way grant Write", "group setting any token of GitHub Actions"]) {
      expect(fromHash(ATLAS, toHash(ATLAS, { ...NOTHING_ASKED, chosen })).chosen).toBe(chosen);
    }
  });

  it("that asks for what is not there asks for nothing", () => {
    expect(fromHash(ATLAS, "#account=nobody&repository=x&findings=grave&chosen=setting+x&y=z")).toEqual(NOTHING_ASKED);
  });
});
