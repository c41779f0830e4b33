/** A graph of many nodes as one of few: nodes that are alike stand together. */
import type { GraphEdge, GraphNode, TrustGraph } from "../../trust/index.js";

export interface Group {
  /** Of its first node. */
  readonly id: string;
  readonly kind: GraphNode["kind"];
  readonly nodes: readonly GraphNode[];
}

export interface GroupEdge extends Pick<GraphEdge, "from" | "to" | "kind" | "level"> {
  readonly manages: boolean;
  /** Of a single admission by a mapping: the values that choose the account. */
  readonly values: readonly string[];
  /** To how many of the one group a node of the other leads: the fewest and the most. */
  readonly each: { readonly least: number; readonly most: number };
}

export interface GroupedGraph {
  readonly groups: readonly Group[];
  readonly edges: readonly GroupEdge[];
}

/**
 * How nodes stand together. `single`: each alone. `targets`: accounts that lead to the very same, and settings that ask for
 * the same claims and lead to the same accounts. `shapes`: repositories too, where as many have as much on them. `kinds`:
 * all of a kind, issuers by product.
 */
export const GROUPINGS = ["single", "targets", "shapes", "kinds"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export function grouped(graph: TrustGraph, grouping: Grouping): GroupedGraph {
  const keys = keysOf(graph, grouping);
  const byKey = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    push(byKey, keys.get(node.id) ?? node.id, node);
  }
  const groups = [...byKey.values()].flatMap((nodes): readonly Group[] => {
    const [first] = nodes;
    return first === undefined ? [] : [{ id: first.id, kind: first.kind, nodes }];
  });
  const groupOf = new Map(groups.flatMap(({ id, nodes }) => nodes.map((node) => [node.id, id] as const)));
  return { groups, edges: groupEdges(graph.edges, groupOf, groups) };
}

/** Which group each node is in, by any text that is the same for all of a group. */
function keysOf({ nodes, edges }: TrustGraph, grouping: Grouping): ReadonlyMap<string, string> {
  const keys = new Map(nodes.map(({ id }) => [id, id]));
  if (grouping === "single") {
    return keys;
  }
  const [outgoing, incoming] = [new Map<string, GraphEdge[]>(), new Map<string, GraphEdge[]>()];
  for (const edge of edges) {
    push(outgoing, edge.from, edge);
    push(incoming, edge.to, edge);
  }
  // From the repositories to the issuers: what leads to the same can be told once that stands together.
  for (const node of nodes.toReversed()) {
    const own = outgoing.get(node.id) ?? [];
    const key = grouping === "kinds" ? kindKey(node) : likeness(node, grouping, incoming.get(node.id) ?? []);
    if (key !== undefined) {
      keys.set(node.id, grouping === "kinds" ? key : `${key}\n${targets(own, keys)}`);
    }
  }
  return keys;
}

function kindKey(node: GraphNode): string {
  switch (node.kind) {
    case "issuer":
      return `issuer ${node.product ?? ""}`;
    case "setting":
      return `setting ${node.enabled}`;
    case "account":
      return `account ${node.role ?? ""}`;
    case "repository":
      return `repository ${node.default_privilege ?? ""}`;
    default:
      return node.kind;
  }
}

/** What is the same of nodes of a group, beside what they lead to; undefined for one that stands alone. */
function likeness(node: GraphNode, grouping: Grouping, incoming: readonly GraphEdge[]): string | undefined {
  switch (node.kind) {
    case "setting": {
      const { enabled, claims, mapping_claim } = node;
      const issuer = incoming.find(({ kind }) => kind === "issues")?.from;
      return JSON.stringify(["setting", enabled, issuer, Object.keys(claims).sort(), mapping_claim]);
    }
    case "account":
      return JSON.stringify(["account", node.role]);
    case "repository":
      return grouping === "shapes"
        ? JSON.stringify([
            "repository",
            node.default_privilege,
            node.repository_type_str,
            counted(incoming.map(({ kind, level }) => `${kind} ${level}`)),
          ])
        : undefined;
    default:
      return undefined;
  }
}

function counted(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function targets(edges: readonly GraphEdge[], keys: ReadonlyMap<string, string>): string {
  const all = edges.map(({ to, kind, level, manages }) => `${kind} ${level} ${manages} ${keys.get(to)}`);
  return [...new Set(all)].sort().join("\n");
}

function groupEdges(
  edges: readonly GraphEdge[],
  groupOf: ReadonlyMap<string, string>,
  groups: readonly Group[],
): readonly GroupEdge[] {
  const sizes = new Map(groups.map(({ id, nodes }) => [id, nodes.length]));
  const bundles = new Map<string, { edge: GraphEdge; from: string; to: string; counts: Map<string, number> }>();
  for (const edge of edges) {
    const [from, to] = [groupOf.get(edge.from), groupOf.get(edge.to)];
    if (from === undefined || to === undefined) {
      continue;
    }
    const key = [from, to, edge.kind, edge.level, edge.manages].join(" ");
    const bundle = bundles.get(key) ?? { edge, from, to, counts: new Map<string, number>() };
    bundle.counts.set(edge.from, (bundle.counts.get(edge.from) ?? 0) + 1);
    bundles.set(key, bundle);
  }
  return [...bundles.values()].map(({ edge: { kind, level, manages, values = [] }, from, to, counts }) => ({
    from,
    to,
    kind,
    ...(level === undefined ? {} : { level }),
    manages: manages === true,
    values: sizes.get(from) === 1 && sizes.get(to) === 1 ? values : [],
    each: {
      least: counts.size < (sizes.get(from) ?? 0) ? 0 : Math.min(...counts.values()),
      most: Math.max(...counts.values()),
    },
  }));
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}
