import type { Claims } from "../../oidc/index.js";
import type { GraphEdge, GraphNode, GraphNodeKind, Severity, TrustFinding, Unknown } from "../../trust/index.js";
import { type Names, nameOf } from "../names.js";
import { plainWords } from "../phrase.js";
import { unknownWords } from "../reach/words.js";
import { type GraphReport, NOT_DRAWN } from "./report.js";

/** What `graph --format json` prints, and what the page works on: see `GRAPH_SCHEMA`. */
export interface GraphDocument {
  readonly version: 1;
  readonly organization: string;
  readonly trust: string;
  readonly scope: "organization" | "declared";
  readonly around: GraphReport["around"];
  readonly complete: boolean;
  readonly nodes: readonly DocumentNode[];
  readonly edges: readonly GraphEdge[];
  /** What the findings' rules say, once for all of theirs. */
  readonly rules: readonly DocumentRule[];
  readonly findings: readonly DocumentFinding[];
  /** How many more the app lets through. */
  readonly accepted: number;
  readonly undecided: readonly DocumentUnknown[];
  readonly notDrawn: readonly string[];
}

export interface DocumentNode {
  readonly id: string;
  readonly kind: GraphNodeKind;
  readonly name: string;
  /** The expression that makes its slug, while it has none. */
  readonly identity?: string;
  readonly at?: string;
  /** Where it was read, where that is not what `trust` says. */
  readonly where?: string;
  /** What is not known of it, in words. */
  readonly undecided?: readonly string[];
  readonly product?: string;
  readonly enabled?: boolean;
  readonly claims?: Claims;
  readonly mapping_claim?: string;
  readonly role?: string;
  readonly repository_type_str?: string;
  readonly default_privilege?: string;
  readonly users?: number;
}

export interface DocumentRule {
  readonly id: string;
  readonly why: string;
  readonly remedy: string;
  readonly link?: string;
}

export interface DocumentFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: string;
  /** Ids of the nodes that it is about. */
  readonly nodes: readonly string[];
}

export interface DocumentUnknown {
  readonly about: Unknown["about"];
  readonly name?: string;
  readonly field?: readonly string[];
  readonly reason: string;
  readonly at: string;
}

export function graphDocument({ graph, trust, names, around, accepted }: GraphReport): GraphDocument {
  return {
    version: 1,
    organization: graph.organization,
    trust,
    scope: graph.scope,
    around,
    complete: graph.undecided.length === 0,
    nodes: graph.nodes.map((node) => nodeValue(node, trust, names)),
    edges: graph.edges,
    rules: [...new Map(graph.findings.map((finding) => [finding.rule, ruleValue(finding)])).values()],
    findings: findingValues(graph),
    accepted,
    undecided: graph.undecided.map(({ origin, ...unknown }) => ({ ...unknown, at: origin.at })),
    notDrawn: NOT_DRAWN,
  };
}

function nodeValue({ origin, findings: _, undecided, ...node }: GraphNode, trust: string, names: Names): DocumentNode {
  const name = nameOf(node.name, names);
  return {
    ...node,
    name,
    ...(name === node.name ? {} : { identity: node.name }),
    ...(origin === undefined ? {} : { at: origin.at }),
    ...(origin === undefined || origin.where === trust ? {} : { where: origin.where }),
    ...(undecided.length === 0 ? {} : { undecided: undecided.map((unknown) => wordsOf(unknown, names)) }),
  };
}

/** @example "settings app-main claims ref: known only after deploy" */
function wordsOf(unknown: Unknown, names: Names): string {
  return plainWords(unknownWords(unknown, names));
}

function ruleValue({ rule, why, remedy, link }: TrustFinding): DocumentRule {
  return { id: rule, why, remedy, ...(link === undefined ? {} : { link }) };
}

function findingValues({ nodes, findings }: GraphReport["graph"]): readonly DocumentFinding[] {
  const about = new Map<TrustFinding, string[]>(findings.map((finding) => [finding, []]));
  for (const node of nodes) {
    for (const finding of node.findings) {
      about.get(finding)?.push(node.id);
    }
  }
  return [...about].map(([{ rule, severity, message, where }, ids]) => ({
    rule,
    severity,
    message,
    at: where,
    nodes: ids,
  }));
}
