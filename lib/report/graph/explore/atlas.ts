/** A graph as the page looks things up in it. Runs in the browser: no Node, and no DOM either. */
import type { DocumentFinding, DocumentNode, DocumentRule, GraphDocument } from "../document.js";

export const LEVELS = ["Admin", "Write", "Read"] as const;
export type Level = (typeof LEVELS)[number];

/** Columns of the page, from the left. */
export const COLUMNS = ["issuer", "setting", "account", "way", "repository"] as const;
export type Column = (typeof COLUMNS)[number];

/** A way to a repository: a grant of a level to accounts themselves, one to a team, or what a crowd has. */
export interface Way {
  /** E.g. `way grant Write`, `way team-2 Read`, `way everyone Read`, `way managers`. */
  readonly id: string;
  readonly by: "grant" | "team" | "everyone" | "anyone" | "managers";
  readonly team?: DocumentNode;
  /** Absent for managers, who can take any. */
  readonly level?: Level;
}

/** One step from who has something to a repository. */
export interface Hop {
  /** Id of an account, a team or a crowd. */
  readonly holder: string;
  readonly way: Way;
  readonly repository: string;
}

const CROWDS: readonly string[] = ["everyone", "anyone"];

export class Atlas {
  readonly document: GraphDocument;
  readonly nodes = new Map<string, DocumentNode>();
  readonly ways = new Map<string, Way>();
  readonly rules: ReadonlyMap<string, DocumentRule>;
  readonly #next = new Map<string, string[]>();
  readonly #previous = new Map<string, string[]>();
  readonly #hopsFrom = new Map<string, Hop[]>();
  readonly #hopsTo = new Map<string, Hop[]>();
  readonly #hopsBy = new Map<string, Hop[]>();
  readonly #findings = new Map<string, DocumentFinding[]>();
  readonly #values = new Map<string, readonly string[]>();
  readonly #managing = new Set<string>();
  readonly #managers: readonly string[];
  readonly #greatest = new Map<string, Level | "Manager" | undefined>();

  constructor(document: GraphDocument) {
    this.document = document;
    this.rules = new Map(document.rules.map((rule) => [rule.id, rule]));
    for (const node of document.nodes) {
      this.nodes.set(node.id, node);
    }
    for (const { from, to, kind, level, values, manages } of document.edges) {
      if (kind === "issues" || kind === "admits" || kind === "member") {
        push(this.#next, from, to);
        push(this.#previous, to, from);
        if (values !== undefined) {
          this.#values.set(`${from} ${to}`, values);
        }
        if (manages === true) {
          this.#managing.add(`${from} ${to}`);
        }
      } else if (kind !== "role") {
        this.#hop(from, to, level ?? "Read");
      }
    }
    this.#managers = document.nodes.flatMap(({ id, role }) => (role === "Manager" ? [id] : []));
    if (this.#managers.length > 0) {
      for (const repository of this.all("repository")) {
        this.#keep({ holder: "managers", way: { id: "way managers", by: "managers" }, repository });
      }
    }
    for (const finding of document.findings) {
      for (const id of finding.nodes) {
        push(this.#findings, id, finding);
      }
    }
  }

  /** Ids of a column in the order of the document; of ways, greatest level first. */
  all(column: Column): readonly string[] {
    if (column === "way") {
      return [...this.ways.values()].toSorted(compareWays).map(({ id }) => id);
    }
    return this.document.nodes.filter(({ kind }) => kind === column).map(({ id }) => id);
  }

  columnOf(id: string): Column | undefined {
    const kind = id.startsWith("way ") ? "way" : this.nodes.get(id)?.kind;
    return COLUMNS.find((column) => column === kind);
  }

  /** Gravest first. */
  findingsOf(id: string): readonly DocumentFinding[] {
    const way = this.ways.get(id);
    return this.#findings.get(way === undefined ? id : (way.team?.id ?? "")) ?? [];
  }

  issuersOf(setting: string): readonly string[] {
    return this.#previous.get(setting) ?? [];
  }

  settingsOf(issuerOrAccount: string): readonly string[] {
    return (
      (this.nodes.get(issuerOrAccount)?.kind === "issuer" ? this.#next : this.#previous).get(issuerOrAccount) ?? []
    );
  }

  accountsOf(settingOrTeam: string): readonly string[] {
    return (this.nodes.get(settingOrTeam)?.kind === "setting" ? this.#next : this.#previous).get(settingOrTeam) ?? [];
  }

  /** The values of the mapping's claim that choose the account; undefined where every token gets it. */
  valuesOf(setting: string, account: string): readonly string[] | undefined {
    return this.#values.get(`${setting} ${account}`);
  }

  manages(account: string, team: string): boolean {
    return this.#managing.has(`${account} ${team}`);
  }

  teamsOf(account: string): readonly string[] {
    return (this.#next.get(account) ?? []).filter((id) => this.nodes.get(id)?.kind === "team");
  }

  /** All that an account has: by itself, by its teams, as one of everyone, by its role. */
  hopsOfAccount(account: string): readonly Hop[] {
    return this.hopsOfAccounts([account]);
  }

  /** {@link hopsOfAccount} of many, each once. */
  hopsOfAccounts(accounts: readonly string[]): readonly Hop[] {
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

  hopsOfRepository(repository: string): readonly Hop[] {
    return this.#hopsTo.get(repository) ?? [];
  }

  hopsOfWay(way: string): readonly Hop[] {
    return this.#hopsBy.get(way) ?? [];
  }

  /** The accounts that are meant by who holds something; none are named for a crowd that any account is in. */
  accountsBehind(holder: string): readonly string[] {
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

  /** The greatest that an account has anywhere; `Manager` where its role lets it take any. */
  greatestOf(account: string): Level | "Manager" | undefined {
    if (!this.#greatest.has(account)) {
      const levels = new Set(this.hopsOfAccount(account).map(({ way }) => way.level ?? "Manager"));
      this.#greatest.set(
        account,
        (["Manager", ...LEVELS] as const).find((level) => levels.has(level)),
      );
    }
    return this.#greatest.get(account);
  }

  #hop(holder: string, repository: string, level: Level): void {
    const node = this.nodes.get(holder);
    const kind = node?.kind === "account" ? "grant" : node?.kind;
    if (node === undefined || kind === undefined || kind === "issuer" || kind === "setting" || kind === "repository") {
      return;
    }
    const id = `way ${kind === "team" ? node.id : kind} ${level}`;
    const way = this.ways.get(id) ?? { id, by: kind, level, ...(kind === "team" ? { team: node } : {}) };
    this.#keep({ holder, way: way as Way, repository });
  }

  #keep(hop: Hop): void {
    this.ways.set(hop.way.id, hop.way);
    push(this.#hopsFrom, hop.holder, hop);
    push(this.#hopsBy, hop.way.id, hop);
    push(this.#hopsTo, hop.repository, hop);
  }
}

export function compareWays(a: Way, b: Way): number {
  const rank = ({ by, level }: Way): number =>
    (level === undefined ? -1 : LEVELS.indexOf(level)) * 10 +
    ["managers", "grant", "team", "everyone", "anyone"].indexOf(by);
  return rank(a) - rank(b);
}

export function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}
