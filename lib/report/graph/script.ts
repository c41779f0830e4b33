// Generated from lib/report/graph/browser/main.ts by `npm run generate`: do not edit.

/** The script of the page, a constant. */
export const SCRIPT = `"use strict";
(() => {
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __esm = (fn, res, err) => function __init() {
    if (err) throw err[0];
    try {
      return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
    } catch (e) {
      throw err = [e], e;
    }
  };
  var __commonJS = (cb, mod) => function __require() {
    try {
      return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
    } catch (e) {
      throw mod = 0, e;
    }
  };
  function compareWays(a, b) {
    const rank = ({ by, level }) => (level === void 0 ? -1 : LEVELS.indexOf(level)) * 10 + ["managers", "grant", "team", "everyone", "anyone"].indexOf(by);
    return rank(a) - rank(b);
  }
  function push(lists, key, item) {
    const list = lists.get(key);
    if (list === void 0) {
      lists.set(key, [item]);
    } else {
      list.push(item);
    }
  }
  var LEVELS, COLUMNS, CROWDS, Atlas;
  var init_atlas = __esm({
    "lib/report/graph/explore/atlas.ts"() {
      "use strict";
      LEVELS = ["Admin", "Write", "Read"];
      COLUMNS = ["issuer", "setting", "account", "way", "repository"];
      CROWDS = ["everyone", "anyone"];
      Atlas = class {
        document;
        nodes = /* @__PURE__ */ new Map();
        ways = /* @__PURE__ */ new Map();
        rules;
        #next = /* @__PURE__ */ new Map();
        #previous = /* @__PURE__ */ new Map();
        #hopsFrom = /* @__PURE__ */ new Map();
        #hopsTo = /* @__PURE__ */ new Map();
        #hopsBy = /* @__PURE__ */ new Map();
        #findings = /* @__PURE__ */ new Map();
        #values = /* @__PURE__ */ new Map();
        #managing = /* @__PURE__ */ new Set();
        #managers;
        #greatest = /* @__PURE__ */ new Map();
        constructor(document2) {
          this.document = document2;
          this.rules = new Map(document2.rules.map((rule) => [rule.id, rule]));
          for (const node of document2.nodes) {
            this.nodes.set(node.id, node);
          }
          for (const { from, to, kind, level, values, manages } of document2.edges) {
            if (kind === "issues" || kind === "admits" || kind === "member") {
              push(this.#next, from, to);
              push(this.#previous, to, from);
              if (values !== void 0) {
                this.#values.set(\`\${from} \${to}\`, values);
              }
              if (manages === true) {
                this.#managing.add(\`\${from} \${to}\`);
              }
            } else if (kind !== "role") {
              this.#hop(from, to, level ?? "Read");
            }
          }
          this.#managers = document2.nodes.flatMap(({ id, role }) => role === "Manager" ? [id] : []);
          if (this.#managers.length > 0) {
            for (const repository of this.all("repository")) {
              this.#keep({ holder: "managers", way: { id: "way managers", by: "managers" }, repository });
            }
          }
          for (const finding of document2.findings) {
            for (const id of finding.nodes) {
              push(this.#findings, id, finding);
            }
          }
        }
        /** Ids of a column in the order of the document; of ways, greatest level first. */
        all(column) {
          if (column === "way") {
            return [...this.ways.values()].toSorted(compareWays).map(({ id }) => id);
          }
          return this.document.nodes.filter(({ kind }) => kind === column).map(({ id }) => id);
        }
        columnOf(id) {
          const kind = id.startsWith("way ") ? "way" : this.nodes.get(id)?.kind;
          return COLUMNS.find((column) => column === kind);
        }
        /** Gravest first. */
        findingsOf(id) {
          const way = this.ways.get(id);
          return this.#findings.get(way === void 0 ? id : way.team?.id ?? "") ?? [];
        }
        issuersOf(setting) {
          return this.#previous.get(setting) ?? [];
        }
        settingsOf(issuerOrAccount) {
          return (this.nodes.get(issuerOrAccount)?.kind === "issuer" ? this.#next : this.#previous).get(issuerOrAccount) ?? [];
        }
        accountsOf(settingOrTeam) {
          return (this.nodes.get(settingOrTeam)?.kind === "setting" ? this.#next : this.#previous).get(settingOrTeam) ?? [];
        }
        /** The values of the mapping's claim that choose the account; undefined where every token gets it. */
        valuesOf(setting, account) {
          return this.#values.get(\`\${setting} \${account}\`);
        }
        manages(account, team) {
          return this.#managing.has(\`\${account} \${team}\`);
        }
        teamsOf(account) {
          return (this.#next.get(account) ?? []).filter((id) => this.nodes.get(id)?.kind === "team");
        }
        /** All that an account has: by itself, by its teams, as one of everyone, by its role. */
        hopsOfAccount(account) {
          return this.hopsOfAccounts([account]);
        }
        /** {@link hopsOfAccount} of many, each once. */
        hopsOfAccounts(accounts) {
          const holders = new Set(accounts.length === 0 ? [] : CROWDS);
          for (const account of accounts) {
            holders.add(account);
            for (const team of this.teamsOf(account)) {
              holders.add(team);
            }
            if (this.nodes.get(account)?.role === "Manager") {
              holders.add("managers");
            }
          }
          return [...holders].flatMap((holder) => this.#hopsFrom.get(holder) ?? []);
        }
        hopsOfRepository(repository) {
          return this.#hopsTo.get(repository) ?? [];
        }
        hopsOfWay(way) {
          return this.#hopsBy.get(way) ?? [];
        }
        /** The accounts that are meant by who holds something; none are named for a crowd that any account is in. */
        accountsBehind(holder) {
          switch (this.nodes.get(holder)?.kind) {
            case "account":
              return [holder];
            case "team":
              return this.accountsOf(holder);
            case "managers":
              return this.#managers;
            default:
              return [];
          }
        }
        /** The greatest that an account has anywhere; \`Manager\` where its role lets it take any. */
        greatestOf(account) {
          if (!this.#greatest.has(account)) {
            const levels = new Set(this.hopsOfAccount(account).map(({ way }) => way.level ?? "Manager"));
            this.#greatest.set(
              account,
              ["Manager", ...LEVELS].find((level) => levels.has(level))
            );
          }
          return this.#greatest.get(account);
        }
        #hop(holder, repository, level) {
          const node = this.nodes.get(holder);
          const kind = node?.kind === "account" ? "grant" : node?.kind;
          if (node === void 0 || kind === void 0 || kind === "issuer" || kind === "setting" || kind === "repository") {
            return;
          }
          const id = \`way \${kind === "team" ? node.id : kind} \${level}\`;
          const way = this.ways.get(id) ?? { id, by: kind, level, ...kind === "team" ? { team: node } : {} };
          this.#keep({ holder, way, repository });
        }
        #keep(hop) {
          this.ways.set(hop.way.id, hop.way);
          push(this.#hopsFrom, hop.holder, hop);
          push(this.#hopsBy, hop.way.id, hop);
          push(this.#hopsTo, hop.repository, hop);
        }
      };
    }
  });
  function wholeOf(atlas) {
    const hops = atlas.all("way").flatMap((way) => atlas.hopsOfWay(way));
    return part((column) => atlas.all(column), hops, false);
  }
  function partAround(atlas, column, ids) {
    const hops = hopsAround(atlas, column, ids);
    const accounts = accountsAround(atlas, column, ids, hops);
    const settings = column === "setting" ? ids : (column === "issuer" ? ids : accounts).flatMap((id) => atlas.settingsOf(id));
    const issuers = column === "issuer" ? ids : settings.flatMap((id) => atlas.issuersOf(id));
    const ways = column === "way" ? ids : hops.map(({ way }) => way.id);
    const reached = hops.map(({ repository }) => repository);
    const lists = {
      issuer: issuers,
      setting: settings,
      account: accounts,
      way: ways,
      repository: column === "repository" ? ids : reached
    };
    const isOpen = (column === "way" || column === "repository") && hops.some(isOfCrowd);
    return part((each) => lists[each], hops, isOpen);
  }
  function intersection(atlas, a, b) {
    const hops = [...a.hops].filter((hop) => b.hops.has(hop));
    const isJoinedByCrowd = a.isOpen !== b.isOpen && hops.some(isOfCrowd);
    const closed = a.isOpen ? b : a;
    const both = (column) => [...closed.ids[column]].filter((id) => isJoinedByCrowd || a.ids[column].has(id) && b.ids[column].has(id));
    const accounts = new Set(both("account"));
    const settings = both("setting").filter((id) => atlas.accountsOf(id).some((account) => accounts.has(account)));
    const kept = new Set(settings);
    const lists = {
      issuer: both("issuer").filter((id) => atlas.settingsOf(id).some((setting) => kept.has(setting))),
      setting: settings,
      account: [...accounts],
      way: hops.map(({ way }) => way.id),
      repository: hops.map(({ repository }) => repository)
    };
    return part((column) => lists[column], hops, a.isOpen && b.isOpen);
  }
  function isOfCrowd({ way }) {
    return way.by === "everyone" || way.by === "anyone";
  }
  function part(ids, hops, isOpen) {
    const set = (column) => new Set(ids(column));
    return {
      ids: {
        issuer: set("issuer"),
        setting: set("setting"),
        account: set("account"),
        way: set("way"),
        repository: set("repository")
      },
      hops: new Set(hops),
      isOpen
    };
  }
  function hopsAround(atlas, column, ids) {
    switch (column) {
      case "way":
        return ids.flatMap((id) => atlas.hopsOfWay(id));
      case "repository":
        return ids.flatMap((id) => atlas.hopsOfRepository(id));
      default:
        return atlas.hopsOfAccounts(accountsFrom(atlas, column, ids));
    }
  }
  function accountsFrom(atlas, column, ids) {
    switch (column) {
      case "issuer":
        return ids.flatMap((id) => atlas.settingsOf(id)).flatMap((setting) => atlas.accountsOf(setting));
      case "setting":
        return ids.flatMap((id) => atlas.accountsOf(id));
      case "account":
        return ids;
    }
  }
  function accountsAround(atlas, column, ids, hops) {
    return column === "way" || column === "repository" ? [...new Set(hops.map(({ holder }) => holder))].flatMap((holder) => atlas.accountsBehind(holder)) : accountsFrom(atlas, column, ids);
  }
  var init_part = __esm({
    "lib/report/graph/explore/part.ts"() {
      "use strict";
    }
  });
  function number(many, [one, more]) {
    return \`\${many.toLocaleString("en")} \${many === 1 ? one : more}\`;
  }
  function claimText(value) {
    return typeof value === "string" ? value : JSON.stringify(value);
  }
  var init_words = __esm({
    "lib/report/graph/words.ts"() {
      "use strict";
    }
  });
  function searchText(atlas, id) {
    const way = atlas.ways.get(id);
    if (way !== void 0) {
      return wayText(way).toLowerCase();
    }
    const node = atlas.nodes.get(id);
    const parts = [
      node?.name,
      node?.identity,
      node?.product,
      ...claimTexts(node).flat(),
      node?.mapping_claim,
      node?.enabled === false ? "disabled" : "",
      node?.repository_type_str,
      ...atlas.findingsOf(id).map(({ rule }) => rule)
    ];
    return parts.filter((part2) => part2 !== void 0).join("\\n").toLowerCase();
  }
  function claimTexts(node) {
    return Object.entries(node?.claims ?? {}).map(([name, value]) => [name, claimText(value)]);
  }
  function wayText({ by, level, team }) {
    switch (by) {
      case "grant":
        return \`\${level} by grant\`;
      case "team":
        return \`\${level} by team \${team?.name}\`;
      case "everyone":
        return \`\${level} by default, for everyone\`;
      case "anyone":
        return \`\${level}, public: for anyone\`;
      case "managers":
        return "any, by role Manager";
    }
  }
  function groupName(atlas, column, id) {
    const node = atlas.nodes.get(id);
    switch (column) {
      case "issuer":
        return node?.product ?? "not known to us";
      case "setting": {
        const [issuer = ""] = atlas.issuersOf(id);
        const { product, name } = atlas.nodes.get(issuer) ?? {};
        const claims = Object.keys(node?.claims ?? {}).sort();
        const asks = claims.length === 0 ? "any token" : claims.join(", ");
        return \`\${asks} of \${product ?? name}\${node?.mapping_claim === void 0 ? "" : \`, mapped by \${node.mapping_claim}\`}\${node?.enabled === false ? ", disabled" : ""}\`;
      }
      case "account":
        return atlas.greatestOf(id) ?? "nothing";
      case "way": {
        const way = atlas.ways.get(id);
        return way?.by === "team" ? \`\${way.level} by teams\` : way === void 0 ? "" : wayText(way);
      }
      case "repository":
        return node?.repository_type_str ?? "not described";
    }
  }
  function groupTexts(column, key, count) {
    const likeness = key.slice(\`group \${column} \`.length);
    return {
      name: number(count, COLUMN_WORDS[column]),
      about: column === "account" ? ACCOUNT_GROUPS[likeness] ?? likeness : likeness
    };
  }
  var COLUMN_TITLES, COLUMN_WORDS, ACCOUNT_GROUPS;
  var init_texts = __esm({
    "lib/report/graph/explore/texts.ts"() {
      "use strict";
      init_words();
      COLUMN_TITLES = {
        issuer: "Issuers",
        setting: "Settings",
        account: "Accounts",
        way: "Privileges",
        repository: "Repositories"
      };
      COLUMN_WORDS = {
        issuer: ["issuer", "issuers"],
        setting: ["setting", "settings"],
        account: ["account", "accounts"],
        way: ["privilege", "privileges"],
        repository: ["repository", "repositories"]
      };
      ACCOUNT_GROUPS = {
        Manager: "Managers: can take any privilege",
        Admin: "can administer a repository",
        Write: "can write to a repository",
        Read: "can read a repository",
        nothing: "reach no repository that is known of"
      };
    }
  });
  function viewOf(atlas, asked) {
    const chosen = entryOf(atlas, asked.chosen);
    const around = [
      ...atlas.nodes.has(asked.account) ? [["account", [asked.account]]] : [],
      ...atlas.nodes.has(asked.repository) ? [["repository", [asked.repository]]] : [],
      ...chosen === void 0 || chosen.key === asked.account || chosen.key === asked.repository ? [] : [[chosen.column, chosen.ids]]
    ];
    const parts = around.map(([column, ids]) => partAround(atlas, column, ids));
    const [first = wholeOf(atlas), ...others] = parts;
    const part2 = others.reduce((all, each) => intersection(atlas, all, each), first);
    const matches = matcher(atlas, asked);
    const isNarrowed = matches !== void 0;
    const columns = COLUMNS.map((column) => {
      const ids = [...part2.ids[column]].filter((id) => matches?.(id) ?? true);
      const together = !isNarrowed && ids.length > MOST_SINGLE && chosen?.column !== column && column !== "repository";
      const entries = together ? groups(atlas, column, ids).map(alone) : singles(atlas, column, ids);
      const asMany = SHOWN_FIRST + (asked.more[column] ?? 0);
      const most = entries.length <= asMany + FEW ? entries.length : asMany;
      return { column, count: ids.length, entries: entries.slice(0, most), hidden: entries.length - most };
    });
    return { part: part2, columns, ...chosen === void 0 ? {} : { chosen } };
  }
  function entryOf(atlas, key) {
    const column = atlas.columnOf(key);
    if (column !== void 0 && (atlas.nodes.has(key) || atlas.ways.has(key))) {
      return { key, column, ids: [key], isGroup: false };
    }
    const [, of] = /^group (\\w+) /.exec(key) ?? [];
    const grouped = COLUMNS.find((each) => each === of);
    return grouped === void 0 ? void 0 : groups(atlas, grouped, atlas.all(grouped)).find((group) => group.key === key);
  }
  function matcher(atlas, { query, severity }) {
    const words = query.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    if (words.length === 0 && severity === "") {
      return void 0;
    }
    const least = severity === "" ? -1 : GRAVITY.indexOf(severity);
    const texts = textsOf(atlas);
    return (id) => {
      const [gravest] = atlas.findingsOf(id);
      if (least >= 0 && (gravest === void 0 || GRAVITY.indexOf(gravest.severity) < least)) {
        return false;
      }
      const text = texts(id);
      return words.every((word) => text.includes(word));
    };
  }
  function textsOf(atlas) {
    const texts = remembered.get(atlas) ?? /* @__PURE__ */ new Map();
    remembered.set(atlas, texts);
    return (id) => {
      const known = texts.get(id) ?? searchText(atlas, id);
      texts.set(id, known);
      return known;
    };
  }
  function singles(atlas, column, ids) {
    return sorted(atlas, column, ids).map((id) => ({ key: id, column, ids: [id], isGroup: false }));
  }
  function sorted(atlas, column, ids) {
    if (column === "way") {
      const order = new Map(atlas.all("way").map((id, index) => [id, index]));
      return ids.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    }
    const weight = new Map(ids.map((id) => [id, weightOf(atlas.findingsOf(id))]));
    const name = (id) => atlas.nodes.get(id)?.product ?? atlas.nodes.get(id)?.name ?? "";
    return ids.toSorted((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || collator.compare(name(a), name(b)));
  }
  function weightOf([gravest]) {
    return gravest === void 0 ? -1 : GRAVITY.indexOf(gravest.severity);
  }
  function alone(group) {
    const [only, ...others] = group.ids;
    return only === void 0 || others.length > 0 ? group : { ...group, key: only, isGroup: false };
  }
  function groups(atlas, column, ids) {
    const byLikeness = /* @__PURE__ */ new Map();
    for (const id of ids) {
      push(byLikeness, groupName(atlas, column, id), id);
    }
    const weight = (entry) => Math.max(...entry.ids.map((id) => weightOf(atlas.findingsOf(id))));
    const rank = ({ key }) => ACCOUNT_GROUPS2.findIndex((name) => key === \`group account \${name}\`);
    return [...byLikeness].map(([name, members]) => ({ key: \`group \${column} \${name}\`, column, ids: members, isGroup: true })).sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a) || b.ids.length - a.ids.length);
  }
  function linksOf(atlas, { part: part2, columns }) {
    const keyOf = new Map(
      columns.flatMap(({ entries }) => entries.flatMap(({ key, ids }) => ids.map((id) => [id, key])))
    );
    const links = /* @__PURE__ */ new Map();
    const join = (from, to) => {
      const [a, b] = [keyOf.get(from), keyOf.get(to)];
      if (a !== void 0 && b !== void 0) {
        const name = \`\${a}
\${b}\`;
        links.set(name, [a, b, (links.get(name)?.[2] ?? 0) + 1]);
      }
    };
    for (const setting of part2.ids.setting) {
      for (const issuer of atlas.issuersOf(setting)) {
        join(issuer, setting);
      }
      for (const account of atlas.accountsOf(setting)) {
        join(setting, account);
      }
    }
    const [only, ...others] = part2.ids.account;
    const held = /* @__PURE__ */ new Map();
    for (const { holder, way, repository } of part2.hops) {
      held.set(\`\${holder}
\${way.id}\`, holder);
      if (part2.ids.repository.has(repository) && (way.by !== "managers" || part2.ids.repository.size === 1)) {
        join(way.id, repository);
      }
    }
    for (const [name, holder] of held) {
      const way = name.slice(holder.length + 1);
      const behind = atlas.accountsBehind(holder);
      const drawn = behind.length === 0 && only !== void 0 && others.length === 0 ? [only] : behind;
      for (const account of drawn) {
        if (part2.ids.account.has(account)) {
          join(account, way);
        }
      }
    }
    return links;
  }
  var NOTHING_ASKED, MOST_SINGLE, SHOWN_FIRST, FEW, GRAVITY, remembered, collator, ACCOUNT_GROUPS2;
  var init_view = __esm({
    "lib/report/graph/explore/view.ts"() {
      "use strict";
      init_atlas();
      init_part();
      init_texts();
      NOTHING_ASKED = { query: "", severity: "", account: "", repository: "", chosen: "", more: {} };
      MOST_SINGLE = 24;
      SHOWN_FIRST = 20;
      FEW = 5;
      GRAVITY = ["low", "medium", "high", "critical"];
      remembered = /* @__PURE__ */ new WeakMap();
      collator = new Intl.Collator("en", { numeric: true });
      ACCOUNT_GROUPS2 = ["Manager", ...LEVELS, "nothing"];
    }
  });
  function toHash(atlas, asked) {
    const fields = {
      q: asked.query,
      findings: asked.severity,
      account: nameOf(atlas, asked.account).replace(/^account /, ""),
      repository: nameOf(atlas, asked.repository).replace(/^repository /, ""),
      chosen: nameOf(atlas, asked.chosen)
    };
    const given = Object.entries(fields).filter(([, value]) => value !== "");
    return given.length === 0 ? "" : \`#\${new URLSearchParams(given)}\`;
  }
  function fromHash(atlas, hash) {
    const fields = new URLSearchParams(hash.replace(/^#/, ""));
    const field = (name) => fields.get(name) ?? "";
    const severity = field("findings");
    return {
      ...NOTHING_ASKED,
      query: field("q"),
      severity: isSeverity(severity) ? severity : "",
      account: idOf(atlas, field("account"), "account"),
      repository: idOf(atlas, field("repository"), "repository"),
      chosen: idOf(atlas, field("chosen"))
    };
  }
  function nameOf(atlas, id) {
    const node = atlas.nodes.get(id);
    if (node === void 0) {
      return id;
    }
    const name = \`\${node.kind} \${node.name}\`;
    return idOf(atlas, name) === id && !BROKEN.test(name) ? name : id;
  }
  function idOf(atlas, text, of) {
    const wanted = of === void 0 ? text : \`\${of} \${text}\`;
    const named = atlas.document.nodes.find(({ kind, name }) => \`\${kind} \${name}\` === wanted);
    if (named !== void 0) {
      return named.id;
    }
    return atlas.nodes.has(text) || atlas.ways.has(text) || text.startsWith("group ") ? text : "";
  }
  function isSeverity(text) {
    return ["low", "medium", "high", "critical"].includes(text);
  }
  var BROKEN;
  var init_address = __esm({
    "lib/report/graph/explore/address.ts"() {
      "use strict";
      init_view();
      BROKEN = /\\p{Cs}/u;
    }
  });
  function statusOf(atlas, asked, { columns, chosen }) {
    const named = (id) => atlas.nodes.get(id)?.name ?? "";
    const narrowed = [
      ...chosen === void 0 ? [] : [\`connected to \${entryName(atlas, chosen)}\`],
      ...named(asked.account) === "" ? [] : [\`of account \${named(asked.account)}\`],
      ...named(asked.repository) === "" ? [] : [\`leading to repository \${named(asked.repository)}\`],
      ...asked.query.trim() === "" ? [] : [\`matching \\u201C\${asked.query.trim()}\\u201D\`],
      ...asked.severity === "" ? [] : [\`with findings of \${asked.severity === "critical" ? "" : "at least "}\${asked.severity}\`]
    ];
    const counts = columns.filter(({ count }) => count > 0).map(({ column, count }) => number(count, COLUMN_WORDS[column]));
    const what = narrowed.length === 0 ? "Everything" : \`Only what is \${narrowed.join(", ")}\`;
    return \`\${what}: \${counts.length === 0 ? "nothing" : counts.join(", ")}.\`;
  }
  function entryName(atlas, { key, column, ids, isGroup }) {
    const way = atlas.ways.get(key);
    if (way !== void 0) {
      return wayText(way);
    }
    if (isGroup) {
      const { name, about } = groupTexts(column, key, ids.length);
      return \`\${name} (\${about})\`;
    }
    return \`\${COLUMN_WORDS[column][0]} \${atlas.nodes.get(key)?.name ?? ""}\`;
  }
  var init_status = __esm({
    "lib/report/graph/explore/status.ts"() {
      "use strict";
      init_words();
      init_texts();
    }
  });
  function visible(text) {
    return text.replace(HOSTILE, (character) => {
      if (character === "\\n") {
        return "\\\\n";
      }
      if (character === "	") {
        return "\\\\t";
      }
      return \`\\\\u{\${(character.codePointAt(0) ?? 0).toString(16)}}\`;
    });
  }
  var HOSTILE;
  var init_visible = __esm({
    "lib/report/escape/visible.ts"() {
      "use strict";
      HOSTILE = /[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{DI}]/gu;
    }
  });
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== void 0) {
        element.setAttribute(name, value);
      }
    }
    append(element, children);
    return element;
  }
  function append(parent, children) {
    for (const child of children) {
      if (typeof child === "string") {
        parent.appendChild(document.createTextNode(child));
      } else if (child instanceof Node) {
        parent.appendChild(child);
      } else if (child !== void 0) {
        append(parent, child);
      }
    }
  }
  function there(id, type) {
    const element = document.getElementById(id);
    if (!(element instanceof type)) {
      throw new Error(\`the page has no \${id}\`);
    }
    return element;
  }
  function shown(text) {
    return visible(text.length > LONGEST ? \`\${text.slice(0, LONGEST)}\\u2026\` : text);
  }
  function chip(text) {
    return el("code", {}, shown(text));
  }
  function badge(severity, text = severity) {
    return el("span", { class: \`badge badge-\${severity}\` }, text);
  }
  function levelMark(level) {
    return el("span", { class: \`level level-\${level.toLowerCase()}\` }, level);
  }
  function table({ caption, columns, rows }) {
    const head = columns.map((name) => el("th", { scope: "col", role: "columnheader" }, name));
    const body = rows.slice(0, MOST_ROWS).map(
      (cells) => el(
        "tr",
        { role: "row" },
        cells.map((cell, index) => el("td", { role: "cell", "data-column": columns[index] ?? "" }, cell))
      )
    );
    const hidden = rows.length - MOST_ROWS;
    return [
      el(
        "table",
        { class: "table", role: "table" },
        el("caption", {}, caption),
        el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
        el("tbody", { role: "rowgroup" }, body)
      ),
      hidden > 0 ? el("p", { class: "muted" }, \`\\u2026 and \${number(hidden, ["more", "more"])}\`) : void 0
    ];
  }
  var LONGEST, MOST_ROWS;
  var init_dom = __esm({
    "lib/report/graph/browser/dom.ts"() {
      "use strict";
      init_visible();
      init_words();
      LONGEST = 300;
      MOST_ROWS = 200;
    }
  });
  function isOf(atlas, { holder }, account) {
    return holder === "everyone" || holder === "anyone" || atlas.accountsBehind(holder).includes(account);
  }
  function levelsOf(atlas, { hops }, account, repository) {
    const own = [...hops].filter((hop) => hop.repository === repository && isOf(atlas, hop, account));
    const levels = new Set(own.map(({ way }) => way.level ?? "Manager"));
    return ["Manager", ...LEVELS].filter((level) => levels.has(level));
  }
  function repositoryCounts(atlas, repository) {
    const greatest2 = /* @__PURE__ */ new Map();
    for (const { holder, way } of atlas.hopsOfRepository(repository)) {
      for (const account of way.level === void 0 ? [] : atlas.accountsBehind(holder)) {
        const known = greatest2.get(account);
        if (way.level !== void 0 && (known === void 0 || LEVELS.indexOf(way.level) < LEVELS.indexOf(known))) {
          greatest2.set(account, way.level);
        }
      }
    }
    return LEVELS.flatMap((level) => {
      const many = [...greatest2.values()].filter((each) => each === level).length;
      return many === 0 ? [] : [[level, many]];
    });
  }
  function wayCounts(atlas, { hops, ids }, way) {
    const own = [...hops].filter((hop) => hop.way.id === way);
    const accounts = new Set([...new Set(own.map(({ holder }) => holder))].flatMap((one) => atlas.accountsBehind(one)));
    const repositories = new Set(own.map(({ repository }) => repository));
    return {
      accounts: [...accounts].filter((id) => ids.account.has(id)).length,
      repositories: [...repositories].filter((id) => ids.repository.has(id)).length
    };
  }
  var init_counts = __esm({
    "lib/report/graph/explore/counts.ts"() {
      "use strict";
      init_atlas();
    }
  });
  var SEVERITIES_FROM_GRAVEST;
  var init_severities = __esm({
    "lib/report/graph/explore/severities.ts"() {
      "use strict";
      SEVERITIES_FROM_GRAVEST = ["critical", "high", "medium", "low"];
    }
  });
  function entryButton(atlas, view, entry) {
    const { name, about, marks } = entry.isGroup ? groupParts(entry) : elementParts(atlas, view, entry);
    const isChosen = view.chosen?.key === entry.key;
    return el(
      "button",
      {
        type: "button",
        class: \`entry entry-\${entry.column}\${entry.isGroup ? " entry-group" : ""}\`,
        "data-key": entry.key,
        "aria-pressed": String(isChosen),
        tabindex: "-1"
      },
      el("span", { class: "entry-name" }, name),
      about === void 0 ? void 0 : el("span", { class: "entry-about" }, about),
      marksOf(marks, findingMarks(atlas, entry))
    );
  }
  function groupParts({ column, key, ids }) {
    const { name, about } = groupTexts(column, key, ids.length);
    return { name, about: shown(about) };
  }
  function elementParts(atlas, view, { key, column }) {
    const node = atlas.nodes.get(key);
    const name = shown(node?.name ?? key);
    const undecided = node?.undecided === void 0 ? [] : ["not all known"];
    switch (column) {
      case "issuer": {
        const settings = number(atlas.settingsOf(key).length, COLUMN_WORDS.setting);
        return node?.product === void 0 ? { name, about: settings, marks: undecided } : { name: node.product, about: [name.replace(/^https:\\/\\//, ""), el("br"), settings], marks: undecided };
      }
      case "setting":
        return { name, about: claimSummary(atlas, key), marks: [...node?.enabled ? [] : ["disabled"], ...undecided] };
      case "account":
        return {
          name,
          about: accountAbout(atlas, view, key),
          marks: [...node?.role === void 0 ? ["not described"] : [], ...undecided]
        };
      case "way":
        return wayParts(atlas, view, key);
      case "repository":
        return { name, about: repositoryAbout(atlas, view, key), marks: [...repositoryMarks(atlas, key), ...undecided] };
    }
  }
  function claimSummary(atlas, setting) {
    const node = atlas.nodes.get(setting);
    const claims = claimTexts(node);
    const hidden = claims.length - MOST_CLAIMS;
    return [
      claims.length === 0 ? "any token of the issuer" : claims.slice(0, MOST_CLAIMS).map(
        ([name, value]) => el("span", { class: "claim" }, el("span", { class: "claim-name" }, shown(name)), " ", shown(value))
      ),
      hidden > 0 ? \`and \${number(hidden, ["more claim", "more claims"])}\` : void 0,
      node?.mapping_claim === void 0 ? void 0 : el("span", { class: "claim" }, \`account by \${shown(node.mapping_claim)}\`)
    ];
  }
  function accountAbout(atlas, { part: part2 }, account) {
    const [repository, ...others] = part2.ids.repository;
    if (repository !== void 0 && others.length === 0) {
      return levelMarks(levelsOf(atlas, part2, account, repository));
    }
    const greatest2 = atlas.greatestOf(account);
    if (greatest2 === void 0) {
      return "reaches nothing that is known of";
    }
    if (greatest2 === "Manager") {
      return [levelMark("Manager"), " can take any privilege"];
    }
    const where = new Set(
      atlas.hopsOfAccount(account).flatMap(({ way, repository: id }) => way.level === greatest2 ? [id] : [])
    );
    return [levelMark(greatest2), \` on \${number(where.size, COLUMN_WORDS.repository)}\`];
  }
  function levelMarks(levels) {
    return levels.length === 0 ? "nothing there" : levels.map((level) => [levelMark(level), " "]);
  }
  function wayParts(atlas, { part: part2 }, id) {
    const way = atlas.ways.get(id);
    const { accounts, repositories } = wayCounts(atlas, part2, id);
    const who = way?.by === "everyone" || way?.by === "anyone" ? void 0 : number(accounts, COLUMN_WORDS.account);
    const where = number(repositories, COLUMN_WORDS.repository);
    return {
      name: [
        levelMark(way?.level ?? "Manager"),
        " ",
        WAY_WORDS[way?.by ?? "grant"],
        way?.team ? shown(way.team.name) : ""
      ],
      about: who === void 0 ? where : \`\${who}, \${where}\`
    };
  }
  function repositoryAbout(atlas, { part: part2 }, repository) {
    const [account, ...others] = part2.ids.account;
    if (account !== void 0 && others.length === 0) {
      return levelMarks(levelsOf(atlas, part2, account, repository));
    }
    const counts = repositoryCounts(atlas, repository);
    return counts.length === 0 ? "no account has a grant" : counts.map(([level, many]) => [levelMark(level), \` \${number(many, COLUMN_WORDS.account)} \`]);
  }
  function repositoryMarks(atlas, id) {
    const { repository_type_str: type, default_privilege: level } = atlas.nodes.get(id) ?? {};
    return [
      ...type === void 0 ? ["not described"] : type === "Private" ? [] : [type.toLowerCase()],
      ...level === void 0 || level === "None" ? [] : [\`everyone: \${level}\`]
    ];
  }
  function findingMarks(atlas, { ids }) {
    const findings2 = new Set(ids.flatMap((id) => atlas.findingsOf(id)));
    return SEVERITIES_FROM_GRAVEST.flatMap((severity) => {
      const many = [...findings2].filter((finding) => finding.severity === severity).length;
      return many === 0 ? [] : [badge(severity, \`\${many.toLocaleString("en")} \${severity}\`), " "];
    });
  }
  function marksOf(marks = [], badges) {
    return marks.length + badges.length === 0 ? void 0 : el(
      "span",
      { class: "entry-marks" },
      marks.map((mark) => [el("span", { class: "tag" }, mark), " "]),
      badges
    );
  }
  var MOST_CLAIMS, WAY_WORDS;
  var init_entries = __esm({
    "lib/report/graph/browser/entries.ts"() {
      "use strict";
      init_counts();
      init_severities();
      init_texts();
      init_words();
      init_dom();
      MOST_CLAIMS = 4;
      WAY_WORDS = {
        grant: "by grant",
        team: "by team ",
        everyone: "by default, for everyone",
        anyone: "public, for anyone",
        managers: "can take any privilege"
      };
    }
  });
  function renderColumns(container, atlas, view, onMore) {
    container.replaceChildren(...view.columns.map((column) => columnElement(atlas, view, column, onMore)));
  }
  function columnElement(atlas, view, { column, count, entries, hidden }, onMore) {
    const title2 = \`column-\${column}\`;
    const more = el("button", { type: "button", class: "more", "data-more": column, tabindex: "-1" });
    more.textContent = \`Show \${Math.min(hidden, MORE).toLocaleString("en")} more of \${hidden.toLocaleString("en")}\`;
    more.addEventListener("click", () => onMore(column));
    return el(
      "section",
      { class: "column", "aria-labelledby": title2, "data-column": column },
      el("h3", { id: title2 }, COLUMN_TITLES[column], " ", el("span", { class: "count" }, count.toLocaleString("en"))),
      entries.length === 0 ? el("p", { class: "muted none" }, "none") : void 0,
      el(
        "ul",
        { class: "plain", role: "list" },
        entries.map((entry) => el("li", {}, entryButton(atlas, view, entry))),
        hidden > 0 ? el("li", {}, more) : void 0
      )
    );
  }
  var MORE;
  var init_columns = __esm({
    "lib/report/graph/browser/columns.ts"() {
      "use strict";
      init_texts();
      init_dom();
      init_entries();
      MORE = 100;
    }
  });
  function settingsTable(atlas, settings, caption) {
    if (settings.length === 0) {
      return el("p", { class: "muted" }, \`\${caption}: none that is known of.\`);
    }
    return table({
      caption,
      columns: ["Setting", "Claims"],
      rows: settings.map((id) => {
        const node = atlas.nodes.get(id);
        const claims = claimTexts(node).map(([name, value]) => \`\${name} \${value}\`);
        return [
          [nameOf2(atlas, id), node?.enabled ? "" : " disabled"],
          claims.length === 0 ? "any token of the issuer" : chips(claims)
        ];
      })
    });
  }
  function reachTable(atlas, hops, caption, what, elements, more = () => []) {
    const rows = /* @__PURE__ */ new Map();
    for (const hop of [...hops].sort((a, b) => compareWays(a.way, b.way))) {
      for (const id of elements(hop)) {
        rows.set(id, [...rows.get(id) ?? [], hop]);
      }
    }
    if (rows.size === 0) {
      return el("p", { class: "muted" }, \`\${caption}: none that is known of.\`);
    }
    const [first] = rows;
    return table({
      caption,
      columns: ["Level", what, "By", ...first !== void 0 && more(first[0]).length > 0 ? ["Settings"] : []],
      rows: [...rows].map(([id, own]) => [
        levelMark(own[0]?.way.level ?? "Manager"),
        nameOf2(atlas, id),
        [...new Set(own.map(({ way }) => wayText(way)))].map((text) => el("div", {}, shown(text))),
        ...more(id)
      ])
    });
  }
  function settingNames(atlas, account) {
    return atlas.settingsOf(account).map((id) => atlas.nodes.get(id)?.name ?? id);
  }
  function greatest(atlas, account) {
    const level = atlas.greatestOf(account);
    return level === void 0 ? "nothing that is known of" : levelMark(level);
  }
  function nameOf2(atlas, id) {
    const name = shown(atlas.nodes.get(id)?.name ?? id);
    return atlas.columnOf(id) === void 0 ? chip(name) : el("button", { type: "button", class: "choose", "data-choose": id }, name);
  }
  function chips(texts) {
    const hidden = texts.length - MOST_CHIPS;
    return [
      texts.length === 0 ? "none that is known of" : texts.slice(0, MOST_CHIPS).map((text) => [chip(text), " "]),
      hidden > 0 ? \`and \${hidden.toLocaleString("en")} more\` : void 0
    ];
  }
  function facts(pairs) {
    const given = pairs.filter(([, value]) => value !== void 0);
    return given.length === 0 ? void 0 : el(
      "dl",
      { class: "facts" },
      given.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))
    );
  }
  var MOST_CHIPS;
  var init_tables = __esm({
    "lib/report/graph/browser/tables.ts"() {
      "use strict";
      init_atlas();
      init_texts();
      init_dom();
      MOST_CHIPS = 8;
    }
  });
  function detailsOf(atlas, entry) {
    return [
      title(atlas, entry),
      entry.isGroup ? groupDetails(atlas, entry) : elementDetails(atlas, entry),
      findings(atlas, entry)
    ];
  }
  function title(atlas, { key, column, ids, isGroup }) {
    const way = atlas.ways.get(key);
    const { name, about } = groupTexts(column, key, ids.length);
    return el(
      "h2",
      { id: "details-title" },
      isGroup ? [name, el("span", { class: "count" }, shown(about))] : [\`\${SINGULAR[column]} \`, way === void 0 ? chip(atlas.nodes.get(key)?.name ?? key) : shown(wayText(way))]
    );
  }
  function groupDetails(atlas, { column, ids }) {
    const { ids: around } = partAround(atlas, column, ids);
    const counts = ["issuer", "setting", "account", "way", "repository"].filter((each) => each !== column).map((each) => number(around[each].size, COLUMN_WORDS[each]));
    return el("p", {}, \`\${COLUMN_TITLES[column]} that are alike. Connected to them: \${counts.join(", ")}.\`);
  }
  function elementDetails(atlas, { key, column }) {
    const node = atlas.nodes.get(key);
    return [
      facts([
        ["Read at", node?.at === void 0 ? void 0 : chip([node.where, node.at].filter(Boolean).join(" "))],
        ["Made by", node?.identity === void 0 ? void 0 : chip(node.identity)]
      ]),
      node?.undecided === void 0 ? void 0 : el(
        "div",
        { class: "note note-warn" },
        "Not all of it is known: ",
        el(
          "ul",
          { class: "list" },
          node.undecided.map((text) => el("li", {}, shown(text)))
        )
      ),
      DETAILS[column](atlas, key)
    ];
  }
  function issuerDetails(atlas, id) {
    const { product, name } = atlas.nodes.get(id) ?? {};
    return [
      facts([
        ["Product", product ?? "none that we know"],
        ["URL", chip(name ?? "")]
      ]),
      settingsTable(atlas, atlas.settingsOf(id), "Settings that trust its tokens")
    ];
  }
  function settingDetails(atlas, id) {
    const node = atlas.nodes.get(id);
    const [issuer = ""] = atlas.issuersOf(id);
    const claims = claimTexts(node);
    const mapping = node?.mapping_claim;
    return [
      facts([
        ["Issuer", chip(atlas.nodes.get(issuer)?.name ?? "")],
        ["Enabled", node?.enabled ? "yes" : "no: it lets nobody in"]
      ]),
      claims.length === 0 ? el("p", { class: "note note-bad" }, "It asks for no claim: any token of the issuer meets it.") : table({
        caption: "What a token must carry, all of it",
        columns: ["Claim", "Value"],
        rows: claims.map(([name, value]) => [chip(name), chip(value)])
      }),
      table({
        caption: mapping === void 0 ? "Accounts that it hands out" : \`Accounts that it hands out, by the claim \${shown(mapping)}\`,
        columns: ["Account", ...mapping === void 0 ? [] : ["Where the claim is"], "May do"],
        rows: atlas.accountsOf(id).map((account) => [
          nameOf2(atlas, account),
          ...mapping === void 0 ? [] : [chips(atlas.valuesOf(id, account) ?? [])],
          greatest(atlas, account)
        ])
      })
    ];
  }
  function accountDetails(atlas, id) {
    const { role } = atlas.nodes.get(id) ?? {};
    const teams = atlas.teamsOf(id);
    return [
      facts([
        ["Role", role ?? "not known: it is only spoken of"],
        [
          "Teams",
          teams.length === 0 ? void 0 : teams.map((team) => [nameOf2(atlas, team), atlas.manages(id, team) ? " (its Manager) " : " "])
        ]
      ]),
      role === "Manager" ? el("p", { class: "note note-bad" }, "A Manager can take any privilege on every repository.") : void 0,
      settingsTable(atlas, atlas.settingsOf(id), "Settings by which jobs get it"),
      reachTable(atlas, atlas.hopsOfAccount(id), "What it reaches", "Repository", ({ repository }) => [repository])
    ];
  }
  function wayDetails(atlas, id) {
    const hops = atlas.hopsOfWay(id);
    const holders = new Map(hops.map(({ holder }) => [holder, atlas.accountsBehind(holder)]));
    const accounts = new Set([...holders.values()].flat());
    const crowd = hops.some(({ holder }) => holder === "everyone" || holder === "anyone");
    return [
      crowd ? el("p", { class: "note note-warn" }, "Every account has this, whoever gets it.") : table({
        caption: "Accounts",
        columns: ["Account", "Settings"],
        rows: [...accounts].map((account) => [nameOf2(atlas, account), chips(settingNames(atlas, account))])
      }),
      reachTable(atlas, hops, "Repositories", "Repository", ({ repository }) => [repository])
    ];
  }
  function repositoryDetails(atlas, id) {
    const { repository_type_str: type, default_privilege: level, users = 0 } = atlas.nodes.get(id) ?? {};
    const hops = atlas.hopsOfRepository(id);
    const crowds = hops.filter(({ holder }) => holder === "everyone" || holder === "anyone");
    return [
      facts([
        ["Visibility", type ?? "not known: only grants on it are"],
        ["Default privilege", level ?? "not known"],
        ["People with a grant of their own", String(users)]
      ]),
      crowds.map(
        ({ way }) => el(
          "p",
          { class: "note note-warn" },
          way.by === "anyone" ? "It is public: anyone can read it, without an account." : \`Everyone in the organization has \${way.level} on it by default.\`
        )
      ),
      reachTable(
        atlas,
        hops,
        "Accounts that reach it",
        "Account",
        ({ holder }) => atlas.accountsBehind(holder),
        (account) => [chips(settingNames(atlas, account))]
      )
    ];
  }
  function findings(atlas, { ids }) {
    const all = [...new Set(ids.flatMap((id) => atlas.findingsOf(id)))];
    const hidden = all.length - MOST_FINDINGS;
    return all.length === 0 ? void 0 : [
      el("h3", {}, "What rules find"),
      el(
        "ul",
        { class: "plain stack" },
        all.slice(0, MOST_FINDINGS).map(
          ({ severity, rule, message }) => el(
            "li",
            { class: "finding" },
            el("p", {}, badge(severity), " ", el("strong", {}, shown(rule)), " ", shown(message)),
            el(
              "p",
              { class: "muted" },
              \`\${atlas.rules.get(rule)?.why ?? ""}. Do: \${atlas.rules.get(rule)?.remedy ?? ""}.\`
            )
          )
        )
      ),
      hidden > 0 ? el("p", { class: "muted" }, \`\\u2026 and \${number(hidden, ["more", "more"])}\`) : void 0
    ];
  }
  var SINGULAR, DETAILS, MOST_FINDINGS;
  var init_details = __esm({
    "lib/report/graph/browser/details.ts"() {
      "use strict";
      init_part();
      init_texts();
      init_words();
      init_dom();
      init_tables();
      SINGULAR = {
        issuer: "Issuer",
        setting: "Setting",
        account: "Account",
        way: "Privilege",
        repository: "Repository"
      };
      DETAILS = {
        issuer: issuerDetails,
        setting: settingDetails,
        account: accountDetails,
        way: wayDetails,
        repository: repositoryDetails
      };
      MOST_FINDINGS = 50;
    }
  });
  var Keys;
  var init_keys = __esm({
    "lib/report/graph/browser/keys.ts"() {
      "use strict";
      Keys = class {
        #container;
        #links = /* @__PURE__ */ new Map();
        constructor(container) {
          this.#container = container;
          container.addEventListener("keydown", (event) => this.#pressed(event));
          container.addEventListener("focusin", (event) => {
            if (event.target instanceof HTMLButtonElement) {
              this.#makeStop(event.target);
            }
          });
        }
        /** After the columns were filled. */
        update(links, stop) {
          this.#links = links;
          const buttons = this.#buttons(this.#container);
          const kept = buttons.find(({ dataset }) => dataset.key === stop);
          const first = kept ?? buttons[0];
          if (first !== void 0) {
            this.#makeStop(first);
          }
        }
        #makeStop(button) {
          for (const other of this.#container.querySelectorAll('button[tabindex="0"]')) {
            other.tabIndex = -1;
          }
          button.tabIndex = 0;
        }
        #pressed(event) {
          const { target, key } = event;
          if (!(target instanceof HTMLButtonElement) || event.altKey || event.ctrlKey || event.metaKey) {
            return;
          }
          const next = this.#next(target, key);
          if (next !== void 0) {
            event.preventDefault();
            next.focus();
          }
        }
        #next(from, key) {
          const column = from.closest(".column");
          if (column === null) {
            return void 0;
          }
          const own = this.#buttons(column);
          const index = own.indexOf(from);
          switch (key) {
            case "ArrowDown":
              return own[index + 1];
            case "ArrowUp":
              return own[index - 1];
            case "Home":
              return own[0];
            case "End":
              return own.at(-1);
            case "ArrowRight":
              return this.#beside(from, column, 1);
            case "ArrowLeft":
              return this.#beside(from, column, -1);
            default:
              return void 0;
          }
        }
        /** The first entry of the next column that is joined to this one; the first at all where none is. */
        #beside(from, column, step) {
          const columns = [...this.#container.querySelectorAll(".column")];
          const rest = step === 1 ? columns.slice(columns.indexOf(column) + 1) : columns.slice(0, columns.indexOf(column)).reverse();
          const joined = new Set(
            [...this.#links.values()].flatMap(([a, b]) => a === from.dataset.key ? [b] : b === from.dataset.key ? [a] : [])
          );
          const candidates = rest.map((each) => this.#buttons(each)).filter((buttons) => buttons.length > 0);
          return candidates[0]?.find(({ dataset }) => joined.has(dataset.key ?? "")) ?? candidates[0]?.[0];
        }
        #buttons(within) {
          return [...within.querySelectorAll("button")];
        }
      };
    }
  });
  var SVG, MOST_LINES, Lines;
  var init_lines = __esm({
    "lib/report/graph/browser/lines.ts"() {
      "use strict";
      SVG = "http://www.w3.org/2000/svg";
      MOST_LINES = 400;
      Lines = class {
        #svg = document.createElementNS(SVG, "svg");
        #container;
        #links = /* @__PURE__ */ new Map();
        #paths = [];
        constructor(container) {
          this.#container = container;
          this.#svg.classList.add("lines");
          this.#svg.setAttribute("aria-hidden", "true");
          new ResizeObserver(() => this.draw()).observe(container);
        }
        show(links) {
          this.#links = links;
          this.draw();
        }
        draw() {
          this.#paths = [];
          this.#svg.replaceChildren();
          this.#container.append(this.#svg);
          const { left, top, width, height } = this.#container.getBoundingClientRect();
          this.#svg.setAttribute("viewBox", \`0 0 \${width} \${height}\`);
          if (this.#links.size > MOST_LINES) {
            return;
          }
          const boxes = new Map(
            [...this.#container.querySelectorAll("[data-key]")].map((element) => [
              element.dataset.key ?? "",
              element.getBoundingClientRect()
            ])
          );
          for (const [from, to, count] of this.#links.values()) {
            const [a, b] = [boxes.get(from), boxes.get(to)];
            if (a === void 0 || b === void 0 || b.left < a.right) {
              continue;
            }
            const path = document.createElementNS(SVG, "path");
            const [x1, y1] = [a.right - left, a.top + a.height / 2 - top];
            const [x2, y2] = [b.left - left, b.top + b.height / 2 - top];
            const middle = (x1 + x2) / 2;
            path.setAttribute("d", \`M\${x1} \${y1} C\${middle} \${y1} \${middle} \${y2} \${x2} \${y2}\`);
            path.setAttribute("stroke-width", String(Math.min(4, 1.25 + Math.log10(count))));
            this.#svg.append(path);
            this.#paths.push([from, to, path]);
          }
        }
        /** Sets off what is joined to an entry directly. */
        trace(key) {
          const near = /* @__PURE__ */ new Set();
          for (const [from, to, path] of this.#paths) {
            const isNear = key !== void 0 && (from === key || to === key);
            path.classList.toggle("near", isNear);
            if (isNear) {
              near.add(from).add(to);
            }
          }
          for (const element of this.#container.querySelectorAll("[data-key]")) {
            element.classList.toggle("near", near.has(element.dataset.key ?? ""));
          }
        }
      };
    }
  });
  var require_main = __commonJS({
    "lib/report/graph/browser/main.ts"() {
      init_address();
      init_atlas();
      init_status();
      init_view();
      init_columns();
      init_details();
      init_dom();
      init_keys();
      init_lines();
      var atlas = new Atlas(JSON.parse(there("data", HTMLScriptElement).text));
      var explorer = there("explorer", HTMLElement);
      var search = there("search", HTMLInputElement);
      var severity = there("severity", HTMLSelectElement);
      var account = there("account", HTMLSelectElement);
      var repository = there("repository", HTMLSelectElement);
      var clear = there("clear", HTMLButtonElement);
      var toDetails = there("to-details", HTMLButtonElement);
      var status = there("status", HTMLElement);
      var columns = there("columns", HTMLElement);
      var details = there("details", HTMLElement);
      var lines = new Lines(columns);
      var keys = new Keys(columns);
      var asked = fromHash(atlas, location.hash);
      function ask(change, isStep = true) {
        asked = { ...asked, more: {}, ...change };
        remember(isStep);
        render();
      }
      function remember(isStep) {
        const hash = toHash(atlas, asked);
        if (hash === location.hash) {
          return;
        }
        try {
          history[isStep ? "pushState" : "replaceState"](null, "", hash === "" ? location.pathname + location.search : hash);
        } catch {
        }
      }
      function render() {
        const active = document.activeElement;
        const held = active instanceof HTMLElement && columns.contains(active) ? active.dataset.key ?? "" : void 0;
        const view = viewOf(atlas, asked);
        search.value = asked.query;
        severity.value = asked.severity;
        account.value = asked.account;
        repository.value = asked.repository;
        status.textContent = shown(statusOf(atlas, asked, view));
        clear.hidden = toHash(atlas, asked) === "";
        renderColumns(columns, atlas, view, showMore);
        const links = linksOf(atlas, view);
        lines.show(links);
        keys.update(links, held ?? view.chosen?.key);
        const about = view.chosen ?? entryOf(atlas, asked.account) ?? entryOf(atlas, asked.repository);
        toDetails.hidden = about === void 0;
        details.hidden = about === void 0;
        details.replaceChildren(
          ...about === void 0 ? [] : [el("div", { class: "stack-wide" }, detailsOf(atlas, about))]
        );
        if (held !== void 0) {
          focusEntry(held, view.chosen?.column);
        }
      }
      function focusEntry(key, column) {
        const entries = [...columns.querySelectorAll("button")];
        const kept = entries.find(({ dataset }) => dataset.key === key);
        const instead = entries.find((entry) => entry.closest(\`[data-column="\${column}"]\`) !== null);
        (kept ?? instead ?? entries[0])?.focus({ preventScroll: kept !== void 0 });
      }
      function showMore(column) {
        asked = { ...asked, more: { ...asked.more, [column]: (asked.more[column] ?? 0) + MORE } };
        const shownBefore = columns.querySelectorAll(\`[data-column="\${column}"] [data-key]\`).length;
        render();
        const entries = columns.querySelectorAll(\`[data-column="\${column}"] [data-key]\`);
        entries[shownBefore]?.focus();
      }
      function choose(key) {
        ask({ chosen: key === asked.chosen ? "" : key, query: "", severity: "" });
      }
      function stepBack() {
        if (asked.query !== "" || asked.severity !== "") {
          ask({ query: "", severity: "" });
        } else if (asked.chosen !== "") {
          ask({ chosen: "" });
        } else {
          ask(NOTHING_ASKED);
        }
      }
      function fill(select, kind) {
        const nodes = atlas.document.nodes.filter((node) => node.kind === kind);
        const named = nodes.toSorted((a, b) => new Intl.Collator("en", { numeric: true }).compare(a.name, b.name));
        select.append(...named.map(({ id, name }) => el("option", { value: id }, shown(name))));
      }
      function listen() {
        let timer;
        search.addEventListener("input", () => {
          clearTimeout(timer);
          timer = setTimeout(() => ask({ query: search.value }, false), 120);
        });
        severity.addEventListener("change", () => ask({ severity: severity.value }));
        account.addEventListener("change", () => ask({ account: account.value, chosen: "" }));
        repository.addEventListener("change", () => ask({ repository: repository.value, chosen: "" }));
        clear.addEventListener("click", () => {
          ask(NOTHING_ASKED);
          search.focus();
        });
        toDetails.addEventListener("click", () => {
          details.focus();
          details.scrollIntoView({ block: "start" });
        });
        explorer.addEventListener("click", (event) => {
          const button = event.target instanceof Element ? event.target.closest("[data-key], [data-choose]") : null;
          const key = button?.dataset.key ?? button?.dataset.choose;
          if (key !== void 0) {
            choose(key);
          }
          if (button?.dataset.choose !== void 0) {
            details.focus();
          }
        });
        explorer.addEventListener("keydown", (event) => {
          if (event.key === "Escape" && !event.defaultPrevented) {
            event.preventDefault();
            stepBack();
          } else if (event.key === "/" && event.target instanceof HTMLButtonElement) {
            event.preventDefault();
            search.focus();
          }
        });
        for (const [on, off] of [
          ["pointerover", "pointerout"],
          ["focusin", "focusout"]
        ]) {
          columns.addEventListener(on, (event) => {
            const entry = event.target instanceof Element ? event.target.closest("[data-key]") : null;
            lines.trace(entry?.dataset.key);
          });
          columns.addEventListener(off, () => lines.trace(void 0));
        }
        addEventListener("hashchange", () => {
          asked = fromHash(atlas, location.hash);
          render();
          if (asked.chosen !== "") {
            explorer.scrollIntoView({ block: "start" });
          }
        });
      }
      fill(account, "account");
      fill(repository, "repository");
      listen();
      explorer.hidden = false;
      render();
      document.documentElement.dataset.ready = "true";
      performance.mark("graph-ready");
    }
  });
  require_main();
})();
`;
