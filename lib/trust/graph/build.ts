import { tryIssuerOf } from "../../oidc/index.js";
import type { Grant, Setting, TrustModel } from "../model.js";
import type { TrustFinding } from "../rules/index.js";
import { Marks, mayLeaveOut } from "./marks.js";
import type { AccountNode, CrowdNode, GraphEdge, GraphNode, RepositoryNode, TrustGraph } from "./result.js";

/** @param findings what rules say about the model, to mark the nodes that they are about */
export function graphOf(model: TrustModel, findings: readonly TrustFinding[] = []): TrustGraph {
  return new GraphBuilder(model, findings).graph();
}

type Unmarked<N> = N extends GraphNode ? Omit<N, "findings" | "undecided"> : never;

class GraphBuilder {
  readonly #model: TrustModel;
  readonly #findings: readonly TrustFinding[];
  readonly #nodes = new Map<string, Unmarked<GraphNode>>();
  readonly #counts = new Map<string, number>();
  readonly #edges: GraphEdge[] = [];

  constructor(model: TrustModel, findings: readonly TrustFinding[]) {
    this.#model = model;
    this.#findings = findings;
  }

  graph(): TrustGraph {
    const { organization, scope, settings, unknowns } = this.#model;
    const issuers = new Map(settings.map(({ provider_url }) => [provider_url, this.#issuer(provider_url)]));
    const settingIds = settings.map((setting) => this.#setting(setting));
    this.#accounts();
    this.#teams();
    this.#crowds();
    this.#repositories();
    settings.forEach((setting, index) => {
      const id = settingIds[index] ?? "";
      this.#edges.push({ from: issuers.get(setting.provider_url) ?? "", to: id, kind: "issues" });
      this.#admissions(setting, id);
    });
    this.#memberships();
    this.#grants();
    const marks = new Marks(this.#model, this.#findings, [...this.#nodes.values()]);
    return {
      organization,
      scope,
      nodes: [...this.#nodes.values()].map((node) => ({ ...node, ...marks.of(node.id) })),
      edges: this.#edges,
      findings: this.#findings,
      undecided: unknowns.filter(mayLeaveOut),
    };
  }

  #issuer(url: string): string {
    const product = tryIssuerOf(url)?.name;
    return this.#add("issuer", url, (id) => ({ id, kind: "issuer", name: url, ...(product && { product }) }));
  }

  /** Two settings may bear one name: each is a node of its own. */
  #setting({ name, enabled, claims, mapping_claim, origin }: Setting): string {
    const mapped = mapping_claim === null ? {} : { mapping_claim };
    const key = `${this.#counts.get("setting") ?? 0}`;
    return this.#add("setting", key, (id) => ({ id, kind: "setting", name, enabled, claims, ...mapped, origin }));
  }

  #accounts(): void {
    const { accounts, settings, grants } = this.#model;
    for (const { slug, role, origin } of accounts) {
      this.#account(slug, { role, origin });
    }
    const spokenOf = [
      ...settings.flatMap((setting) => [...handedOut(setting).keys()]),
      ...grants.flatMap(({ service }) => (service === undefined ? [] : [service])),
    ];
    for (const slug of spokenOf) {
      this.#account(slug, {});
    }
  }

  #account(name: string, rest: Pick<AccountNode, "role" | "origin">): void {
    this.#add("account", name, (id) => ({ id, kind: "account", name, ...rest }));
  }

  #teams(): void {
    const { accounts, grants, teams } = this.#model;
    // a team that no account is in and that has nothing says nothing of trust
    const members = new Set(accounts.flatMap((account) => account.teams.map(({ slug }) => slug)));
    const granted = new Set(grants.flatMap(({ team }) => (team === undefined ? [] : [team])));
    const described = new Map(teams.map((team) => [team.slug, team.origin]));
    for (const name of new Set([...described.keys(), ...members, ...granted])) {
      const origin = described.get(name);
      if (members.has(name) || granted.has(name)) {
        this.#add("team", name, (id) => ({ id, kind: "team", name, ...(origin && { origin }) }));
      }
    }
  }

  #crowds(): void {
    const { accounts, repositories } = this.#model;
    const add = (kind: CrowdNode["kind"], name: string): void => {
      this.#nodes.set(`${kind} `, { id: kind, kind, name });
    };
    if (accounts.some(({ role }) => role === "Manager")) {
      add("managers", "Managers");
    }
    if (repositories.some(({ default_privilege }) => default_privilege !== "None")) {
      add("everyone", "everyone in the organization");
    }
    if (repositories.some(({ repository_type_str }) => repository_type_str !== "Private")) {
      add("anyone", "anyone, without an account");
    }
  }

  #repositories(): void {
    const { repositories, grants } = this.#model;
    const users = new Map<string, Set<string>>();
    for (const { repository, user } of grants) {
      const known = users.get(repository) ?? new Set();
      users.set(repository, user === undefined ? known : known.add(user));
    }
    const node = (name: string, rest: Partial<RepositoryNode>): void => {
      this.#add("repository", name, (id) => {
        return { id, kind: "repository", name, users: users.get(name)?.size ?? 0, ...rest };
      });
    };
    for (const { slug, repository_type_str, default_privilege, origin } of repositories) {
      node(slug, { repository_type_str, default_privilege, origin });
    }
    for (const { repository } of grants) {
      node(repository, {});
    }
  }

  #admissions(setting: Setting, from: string): void {
    for (const [account, values] of handedOut(setting)) {
      const to = this.#idOf("account", account);
      this.#edges.push({ from, to, kind: "admits", ...(values.length === 0 ? {} : { values }) });
    }
  }

  #memberships(): void {
    for (const { slug, role, teams } of this.#model.accounts) {
      const from = this.#idOf("account", slug);
      for (const team of new Map(teams.map((each) => [each.slug, each])).values()) {
        const manages = team.role === "Manager" ? ({ manages: true } as const) : {};
        this.#edges.push({ from, to: this.#idOf("team", team.slug), kind: "member", ...manages });
      }
      if (role === "Manager") {
        this.#edges.push({ from, to: "managers", kind: "role" });
      }
    }
  }

  #grants(): void {
    for (const grant of this.#model.grants) {
      const from = this.#holderOf(grant);
      if (from !== undefined) {
        const to = this.#idOf("repository", grant.repository);
        this.#edges.push({ from, to, kind: "grant", level: grant.privilege });
      }
    }
    for (const { slug, default_privilege: level, repository_type_str: type } of this.#model.repositories) {
      const to = this.#idOf("repository", slug);
      if (level !== "None") {
        this.#edges.push({ from: "everyone", to, kind: "default", level });
      }
      if (type !== "Private") {
        this.#edges.push({ from: "anyone", to, kind: "public", level: "Read" });
      }
    }
  }

  #holderOf({ service, team }: Grant): string | undefined {
    if (service !== undefined) {
      return this.#idOf("account", service);
    }
    return team === undefined ? undefined : this.#idOf("team", team);
  }

  #idOf(kind: string, name: string): string {
    return this.#nodes.get(`${kind} ${name}`)?.id ?? "";
  }

  /** The node of that name, made where there is none yet. */
  #add(kind: GraphNode["kind"], name: string, make: (id: string) => Unmarked<GraphNode>): string {
    const key = `${kind} ${name}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) {
      return known.id;
    }
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const node = make(`${kind}-${count}`);
    this.#nodes.set(key, node);
    return node.id;
  }
}

/** The accounts that a setting can hand out, with the values of the claim that choose each where one does. */
function handedOut({ mapping_claim, service_accounts, dynamic_mappings }: Setting): ReadonlyMap<string, string[]> {
  if (mapping_claim === null) {
    return new Map(service_accounts.map((slug) => [slug, []]));
  }
  const values = new Map<string, string[]>();
  for (const { claim_value, service_account } of dynamic_mappings) {
    const known = values.get(service_account);
    if (known === undefined) {
      values.set(service_account, [claim_value]);
    } else {
      known.push(claim_value);
    }
  }
  return values;
}
