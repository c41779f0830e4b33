import { type GraphNode, SEVERITIES, type Severity, type TrustGraph } from "../../trust/index.js";
import { mermaidSafe } from "../escape/mermaid.js";
import { type Names, nameOf } from "../names.js";
import { GROUPINGS, type Group, type GroupEdge, type GroupedGraph, grouped } from "./groups.js";
import type { GraphReport } from "./report.js";
import { claimText, KIND_WORDS, number, sizeWords } from "./words.js";

/**
 * Mermaid draws no text of more than 50,000 characters and no more than 500 edges (its defaults `maxTextSize` and
 * `maxEdges`, which GitHub keeps); a person reads far less.
 */
const MOST_CHARACTERS = 45_000;
const MOST_NODES = 120;
const MOST_EDGES = 200;

const LONGEST_NAME = 60;
const LONGEST_CLAIM = 50;
const MOST_CLAIMS = 5;
const MOST_NAMES = 3;
const MOST_VALUES = 2;
const LONGEST_VALUE = 30;

/** The graph as a Mermaid flowchart; where it is too large to be read, what is alike stands together, and a node says so. */
export function renderGraphMermaid({ graph, names }: GraphReport): string {
  const attempts = GROUPINGS.map((grouping) => () => draw(grouped(graph, grouping), graph, names));
  for (const attempt of attempts) {
    const { text, nodes, edges } = attempt();
    if (text.length <= MOST_CHARACTERS && nodes <= MOST_NODES && edges <= MOST_EDGES) {
      return text;
    }
  }
  return draw(grouped(graph, "kinds"), graph, names).text;
}

function draw({ groups, edges }: GroupedGraph, graph: TrustGraph, names: Names) {
  const sizes = new Map(groups.map(({ id, nodes }) => [id, nodes.length]));
  const lines = [
    "flowchart LR",
    "  accTitle: Who may publish what to Cloudsmith, from which CI job",
    `  accDescr: ${sizeWords(graph)}`,
    ...groups.map((group) => `  ${idOf(group.id)}${shape(group.kind, labelOf(group, names))}`),
    ...edges.map((edge) => `  ${edgeLine(edge, sizes.get(edge.to) ?? 1)}`),
    ...notes(groups, graph).map((text, index) => `  note${index + 1}["${text}"]`),
    ...classes(groups),
  ];
  return { text: `${lines.join("\n")}\n`, nodes: groups.length, edges: edges.length };
}

/** Our ids hold a hyphen, which would be the beginning of an edge. */
function idOf(id: string): string {
  return id.replace("-", "");
}

function shape(kind: GraphNode["kind"], label: string): string {
  switch (kind) {
    case "issuer":
      return `(["${label}"])`;
    case "setting":
      return `{{"${label}"}}`;
    case "account":
      return `("${label}")`;
    case "team":
      return `[["${label}"]]`;
    case "repository":
      return `[("${label}")]`;
    default:
      return `>"${label}"]`;
  }
}

function labelOf({ kind, nodes }: Group, names: Names): string {
  const [first] = nodes;
  const lines =
    nodes.length === 1 && first !== undefined
      ? singleLines(first, names)
      : [
          number(nodes.length, KIND_WORDS[kind]),
          ...sharedLines(nodes),
          `${nodes
            .slice(0, MOST_NAMES)
            .map((node) => nameText(node, names))
            .join(", ")}${nodes.length > MOST_NAMES ? " …" : ""}`,
        ];
  return [...lines, ...findingLine(nodes), ...undecidedLine(nodes)].join("<br/>");
}

function singleLines(node: GraphNode, names: Names): readonly string[] {
  const name = nameText(node, names);
  switch (node.kind) {
    case "issuer":
      return node.product === undefined ? [name] : [mermaidSafe(node.product, LONGEST_NAME), name];
    case "setting": {
      const claims = Object.entries(node.claims).map(([claim, value]) =>
        mermaidSafe(`${claim} ${claimText(value)}`, LONGEST_CLAIM),
      );
      const hidden = claims.length - MOST_CLAIMS;
      return [
        name,
        ...(node.enabled ? [] : ["disabled"]),
        ...(claims.length === 0 ? ["any token of the issuer"] : claims.slice(0, MOST_CLAIMS)),
        ...(hidden > 0 ? [`and ${number(hidden, ["more claim", "more claims"])}`] : []),
        ...(node.mapping_claim === undefined ? [] : [`account by ${mermaidSafe(node.mapping_claim, LONGEST_CLAIM)}`]),
      ];
    }
    case "account":
      return [name, ...(node.role === undefined ? ["not described here"] : [])];
    case "team":
      return [`team ${name}`];
    case "managers":
      return ["Managers", "can take any privilege"];
    case "repository":
      return [name];
    default:
      return [node.name];
  }
}

function sharedLines(nodes: readonly GraphNode[]): readonly string[] {
  const settings = nodes.flatMap((node) => (node.kind === "setting" ? [node] : []));
  const claims = [...new Set(settings.map((node) => Object.keys(node.claims).sort().join(", ")))];
  const [only = ""] = claims;
  const disabled = settings.filter(({ enabled }) => !enabled).length;
  return [
    ...(claims.length === 1 ? [only === "" ? "any token of the issuer" : `by ${mermaidSafe(only, LONGEST_NAME)}`] : []),
    ...(disabled > 0 ? [`${disabled === settings.length ? "" : `${disabled} of them `}disabled`] : []),
  ];
}

function nameText({ name }: GraphNode, names: Names): string {
  return mermaidSafe(nameOf(name, names), LONGEST_NAME);
}

function findingLine(nodes: readonly GraphNode[]): readonly string[] {
  const severities = new Set(nodes.flatMap(({ findings }) => findings));
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const many = [...severities].filter((finding) => finding.severity === severity).length;
    return many === 0 ? [] : [`${many.toLocaleString("en")} ${severity}`];
  });
  return counts.length === 0 ? [] : [`⚠ ${counts.join(", ")}`];
}

function undecidedLine(nodes: readonly GraphNode[]): readonly string[] {
  return nodes.some(({ undecided }) => undecided.length > 0) ? ["? not all of it is known"] : [];
}

function edgeLine({ from, to, kind, level, manages, values, each }: GroupEdge, targets: number): string {
  const words = [
    edgeWord(kind, level, manages),
    valueWords(values),
    targets === 1 ? "" : eachWords(each, targets),
  ].filter((word) => word !== "");
  const arrow = kind === "default" || kind === "public" || kind === "role" ? "-.->" : "-->";
  return `${idOf(from)} ${arrow}${words.length === 0 ? "" : `|"${words.join(" ")}"|`} ${idOf(to)}`;
}

function edgeWord(kind: GroupEdge["kind"], level: GroupEdge["level"], manages: boolean): string {
  switch (kind) {
    case "grant":
      return level ?? "";
    case "default":
      return `${level} by default`;
    case "public":
      return `${level}, public`;
    case "role":
      return "role Manager";
    default:
      return manages ? "Manager of the team" : "";
  }
}

/** The values of a mapping that choose the account. */
function valueWords(values: readonly string[]): string {
  const shown = values.slice(0, MOST_VALUES).map((value) => mermaidSafe(value, LONGEST_VALUE));
  return `${shown.join(" or ")}${values.length > MOST_VALUES ? " …" : ""}`;
}

/** To how many of a group each of another leads; nothing where that is all of it. */
function eachWords({ least, most }: GroupEdge["each"], targets: number): string {
  if (least === targets) {
    return "";
  }
  return least === most ? `${most} each` : `${least} to ${most} each`;
}

function notes(groups: readonly Group[], { nodes, undecided, scope }: TrustGraph): readonly string[] {
  return [
    ...(nodes.length === 0 ? ["There is nothing to draw"] : []),
    ...(groups.length === nodes.length
      ? []
      : [
          `${number(nodes.length, ["element is", "elements are"])} drawn as ${groups.length}: what is alike stands together.<br/>--account or --to draws a part, --format html has all of them`,
        ]),
    ...(undecided.length === 0 ? [] : ["Not complete: something could not be read"]),
    ...(scope === "declared" ? ["What is declared; there may be more beside it"] : []),
  ];
}

const STYLES: { readonly [severity in Severity]: string } = {
  critical: "stroke:#c2183a,stroke-width:4px",
  high: "stroke:#d9541e,stroke-width:3px",
  medium: "stroke:#b08400,stroke-width:2px",
  low: "stroke:#4b83c3,stroke-width:2px",
};

function classes(groups: readonly Group[]): readonly string[] {
  const gravest = (nodes: readonly GraphNode[]): Severity | undefined =>
    SEVERITIES.findLast((severity) => nodes.some(({ findings }) => findings.some((one) => one.severity === severity)));
  const disabled = groups.filter(({ nodes }) => nodes.every((node) => node.kind === "setting" && !node.enabled));
  const byClass = [
    ...SEVERITIES.map((severity) => ({
      name: severity,
      style: STYLES[severity],
      of: groups.filter(({ nodes }) => gravest(nodes) === severity),
    })),
    { name: "disabled", style: "stroke-dasharray:4 4", of: disabled },
  ];
  return byClass.flatMap(({ name, style, of }) =>
    of.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${of.map(({ id }) => idOf(id)).join(",")} ${name}`],
  );
}
