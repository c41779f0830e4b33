import { findAccount, mentionedAccounts, nearestAccount } from "../accounts.js";
import { TrustError } from "../errors.js";
import type { TrustModel } from "../model.js";
import { findRepository } from "../repositories.js";
import type { GraphEdge, GraphNode, TrustGraph } from "./result.js";

export interface GraphCentre {
  /** Slug, name or resource address. */
  readonly account?: string;
  /** Slug, slug_perm, name or resource address. */
  readonly repository?: string;
}

/**
 * The part of a graph that leads to a repository, or to and from an account; with both, what joins them.
 *
 * What everyone has is shown as such: it does not draw in every account there is.
 *
 * @throws TrustError `unknown_account`, `ambiguous_account`, `unknown_repository`, `ambiguous_repository`
 */
export function graphAround(graph: TrustGraph, model: TrustModel, { account, repository }: GraphCentre): TrustGraph {
  const own = account === undefined ? undefined : nodeOf(graph, "account", accountNamed(model, graph, account));
  const target = repository === undefined ? undefined : nodeOf(graph, "repository", findRepository(model, repository));
  const centres = [own, target].flatMap((node) => (node === undefined ? [] : [node.id]));
  const edges = [...graph.edges, ...crowdEdges(graph, own, target)];
  // one after the other: what leads to both by ways of its own does not join them
  const joined = centres.reduce<readonly GraphEdge[]>((left, id) => within(left, connectedTo(left, id)), edges);
  const kept = new Set([...centres, ...joined.flatMap(({ from, to }) => [from, to])]);
  const nodes = centres.length === 0 ? graph.nodes : graph.nodes.filter(({ id }) => kept.has(id));
  const findings = new Set(nodes.flatMap((node) => node.findings));
  return {
    ...graph,
    nodes,
    edges: joined,
    findings: centres.length === 0 ? graph.findings : graph.findings.filter((finding) => findings.has(finding)),
  };
}

function within(edges: readonly GraphEdge[], ids: ReadonlySet<string>): readonly GraphEdge[] {
  return edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
}

/** An account is one of everyone, too; and a Manager can take any privilege on a repository. */
function crowdEdges({ nodes }: TrustGraph, account?: GraphNode, repository?: GraphNode): readonly GraphEdge[] {
  return nodes.flatMap(({ id, kind }): readonly GraphEdge[] => {
    if (account !== undefined && (kind === "everyone" || kind === "anyone")) {
      return [{ from: account.id, to: id, kind: "member" }];
    }
    return repository !== undefined && kind === "managers" ? [{ from: id, to: repository.id, kind: "role" }] : [];
  });
}

/** Ids of a node, of all that leads to it and of all that it leads to. */
function connectedTo(edges: readonly GraphEdge[], id: string): ReadonlySet<string> {
  return new Set([...closure(id, steps(edges, "from", "to")), ...closure(id, steps(edges, "to", "from"))]);
}

function steps(edges: readonly GraphEdge[], here: "from" | "to", there: "from" | "to"): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const known = next.get(edge[here]);
    if (known === undefined) {
      next.set(edge[here], [edge[there]]);
    } else {
      known.push(edge[there]);
    }
  }
  return next;
}

function closure(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) {
    for (const other of next.get(id) ?? []) {
      found.add(other);
    }
  }
  return found;
}

function accountNamed(model: TrustModel, graph: TrustGraph, asked: string): string {
  const account = findAccount(model, asked);
  if (!graph.nodes.some(({ kind, name }) => kind === "account" && name === account)) {
    const meant = mentionedAccounts(model).size === 0 ? undefined : nearestAccount(model, asked);
    throw new TrustError(
      "unknown_account",
      `this trust speaks of no account ${asked}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    );
  }
  return account;
}

function nodeOf({ nodes }: TrustGraph, kind: "account" | "repository", name: string): GraphNode {
  const found = nodes.find((node) => node.kind === kind && node.name === name);
  if (found === undefined) {
    throw new TrustError(`unknown_${kind}`, `this trust speaks of no ${kind} ${name}`);
  }
  return found;
}
