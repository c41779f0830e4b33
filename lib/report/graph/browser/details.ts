/** All about what is chosen, in words and tables. */
import type { Atlas, Column } from "../explore/atlas.js";
import { partAround } from "../explore/part.js";
import { COLUMN_TITLES, COLUMN_WORDS, claimTexts, groupTexts, wayText } from "../explore/texts.js";
import type { Entry } from "../explore/view.js";
import { number } from "../words.js";
import { badge, type Child, chip, el, shown, table } from "./dom.js";
import { chips, facts, greatest, nameOf, reachTable, settingNames, settingsTable } from "./tables.js";

const SINGULAR: { readonly [column in Column]: string } = {
  issuer: "Issuer",
  setting: "Setting",
  account: "Account",
  way: "Privilege",
  repository: "Repository",
};

export function detailsOf(atlas: Atlas, entry: Entry): Child {
  return [
    title(atlas, entry),
    entry.isGroup ? groupDetails(atlas, entry) : elementDetails(atlas, entry),
    findings(atlas, entry),
  ];
}

function title(atlas: Atlas, { key, column, ids, isGroup }: Entry): Child {
  const way = atlas.ways.get(key);
  const { name, about } = groupTexts(column, key, ids.length);
  return el(
    "h2",
    { id: "details-title" },
    isGroup
      ? [name, el("span", { class: "count" }, shown(about))]
      : [`${SINGULAR[column]} `, way === undefined ? chip(atlas.nodes.get(key)?.name ?? key) : shown(wayText(way))],
  );
}

function groupDetails(atlas: Atlas, { column, ids }: Entry): Child {
  const { ids: around } = partAround(atlas, column, ids);
  const counts = (["issuer", "setting", "account", "way", "repository"] as const)
    .filter((each) => each !== column)
    .map((each) => number(around[each].size, COLUMN_WORDS[each]));
  return el("p", {}, `${COLUMN_TITLES[column]} that are alike. Connected to them: ${counts.join(", ")}.`);
}

function elementDetails(atlas: Atlas, { key, column }: Entry): Child {
  const node = atlas.nodes.get(key);
  return [
    facts([
      ["Read at", node?.at === undefined ? undefined : chip([node.where, node.at].filter(Boolean).join(" "))],
      ["Made by", node?.identity === undefined ? undefined : chip(node.identity)],
    ]),
    node?.undecided === undefined
      ? undefined
      : el(
          "div",
          { class: "note note-warn" },
          "Not all of it is known: ",
          el(
            "ul",
            { class: "list" },
            node.undecided.map((text) => el("li", {}, shown(text))),
          ),
        ),
    DETAILS[column](atlas, key),
  ];
}

const DETAILS: { readonly [column in Column]: (atlas: Atlas, id: string) => Child } = {
  issuer: issuerDetails,
  setting: settingDetails,
  account: accountDetails,
  way: wayDetails,
  repository: repositoryDetails,
};

function issuerDetails(atlas: Atlas, id: string): Child {
  const { product, name } = atlas.nodes.get(id) ?? {};
  return [
    facts([
      ["Product", product ?? "none that we know"],
      ["URL", chip(name ?? "")],
    ]),
    settingsTable(atlas, atlas.settingsOf(id), "Settings that trust its tokens"),
  ];
}

function settingDetails(atlas: Atlas, id: string): Child {
  const node = atlas.nodes.get(id);
  const [issuer = ""] = atlas.issuersOf(id);
  const claims = claimTexts(node);
  const mapping = node?.mapping_claim;
  return [
    facts([
      ["Issuer", chip(atlas.nodes.get(issuer)?.name ?? "")],
      ["Enabled", node?.enabled ? "yes" : "no: it lets nobody in"],
    ]),
    claims.length === 0
      ? el("p", { class: "note note-bad" }, "It asks for no claim: any token of the issuer meets it.")
      : table({
          caption: "What a token must carry, all of it",
          columns: ["Claim", "Value"],
          rows: claims.map(([name, value]) => [chip(name), chip(value)]),
        }),
    table({
      caption:
        mapping === undefined
          ? "Accounts that it hands out"
          : `Accounts that it hands out, by the claim ${shown(mapping)}`,
      columns: ["Account", ...(mapping === undefined ? [] : ["Where the claim is"]), "May do"],
      rows: atlas
        .accountsOf(id)
        .map((account) => [
          nameOf(atlas, account),
          ...(mapping === undefined ? [] : [chips(atlas.valuesOf(id, account) ?? [])]),
          greatest(atlas, account),
        ]),
    }),
  ];
}

function accountDetails(atlas: Atlas, id: string): Child {
  const { role } = atlas.nodes.get(id) ?? {};
  const teams = atlas.teamsOf(id);
  return [
    facts([
      ["Role", role ?? "not known: it is only spoken of"],
      [
        "Teams",
        teams.length === 0
          ? undefined
          : teams.map((team) => [nameOf(atlas, team), atlas.manages(id, team) ? " (its Manager) " : " "]),
      ],
    ]),
    role === "Manager"
      ? el("p", { class: "note note-bad" }, "A Manager can take any privilege on every repository.")
      : undefined,
    settingsTable(atlas, atlas.settingsOf(id), "Settings by which jobs get it"),
    reachTable(atlas, atlas.hopsOfAccount(id), "What it reaches", "Repository", ({ repository }) => [repository]),
  ];
}

function wayDetails(atlas: Atlas, id: string): Child {
  const hops = atlas.hopsOfWay(id);
  const holders = new Map(hops.map(({ holder }) => [holder, atlas.accountsBehind(holder)]));
  const accounts = new Set([...holders.values()].flat());
  const crowd = hops.some(({ holder }) => holder === "everyone" || holder === "anyone");
  return [
    crowd
      ? el("p", { class: "note note-warn" }, "Every account has this, whoever gets it.")
      : table({
          caption: "Accounts",
          columns: ["Account", "Settings"],
          rows: [...accounts].map((account) => [nameOf(atlas, account), chips(settingNames(atlas, account))]),
        }),
    reachTable(atlas, hops, "Repositories", "Repository", ({ repository }) => [repository]),
  ];
}

function repositoryDetails(atlas: Atlas, id: string): Child {
  const { repository_type_str: type, default_privilege: level, users = 0 } = atlas.nodes.get(id) ?? {};
  const hops = atlas.hopsOfRepository(id);
  const crowds = hops.filter(({ holder }) => holder === "everyone" || holder === "anyone");
  return [
    facts([
      ["Visibility", type ?? "not known: only grants on it are"],
      ["Default privilege", level ?? "not known"],
      ["People with a grant of their own", String(users)],
    ]),
    crowds.map(({ way }) =>
      el(
        "p",
        { class: "note note-warn" },
        way.by === "anyone"
          ? "It is public: anyone can read it, without an account."
          : `Everyone in the organization has ${way.level} on it by default.`,
      ),
    ),
    reachTable(
      atlas,
      hops,
      "Accounts that reach it",
      "Account",
      ({ holder }) => atlas.accountsBehind(holder),
      (account) => [chips(settingNames(atlas, account))],
    ),
  ];
}

const MOST_FINDINGS = 50;

function findings(atlas: Atlas, { ids }: Entry): Child {
  const all = [...new Set(ids.flatMap((id) => atlas.findingsOf(id)))];
  const hidden = all.length - MOST_FINDINGS;
  return all.length === 0
    ? undefined
    : [
        el("h3", {}, "What rules find"),
        el(
          "ul",
          { class: "plain stack" },
          all
            .slice(0, MOST_FINDINGS)
            .map(({ severity, rule, message }) =>
              el(
                "li",
                { class: "finding" },
                el("p", {}, badge(severity), " ", el("strong", {}, shown(rule)), " ", shown(message)),
                el(
                  "p",
                  { class: "muted" },
                  `${atlas.rules.get(rule)?.why ?? ""}. Do: ${atlas.rules.get(rule)?.remedy ?? ""}.`,
                ),
              ),
            ),
        ),
        hidden > 0 ? el("p", { class: "muted" }, `… and ${number(hidden, ["more", "more"])}`) : undefined,
      ];
}
