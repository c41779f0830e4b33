import type { GraphEdge, GraphNode, SettingNode } from "../../trust/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { nameOf } from "../names.js";
import { type Paint, PLAIN } from "../paint.js";
import { renderPhrase } from "../phrase.js";
import { unknownWords } from "../reach/words.js";
import { graphFindings } from "./findings.js";
import { type GraphReport, NOT_DRAWN } from "./report.js";
import { claimText, sizeWords } from "./words.js";

const SHOWN_ROWS = 50;
const SHOWN_TARGETS = 8;
const SHOWN_CLAIMS = 6;
const LONGEST_VALUE = 80;

/** The graph in words, from issuers to repositories, each element with where it leads; then what rules find. */
export function renderGraphText(report: GraphReport, paint: Paint = PLAIN): string {
  const { graph, trust, around } = report;
  const lines = new Outline(report, paint);
  const parts = [
    ...(around.account === undefined ? [] : [`account ${terminalSafe(around.account)}`]),
    ...(around.repository === undefined ? [] : [`repository ${terminalSafe(around.repository)}`]),
  ];
  const title = `Trust of ${terminalSafe(graph.organization)}${parts.length === 0 ? "" : ` around ${parts.join(" and ")}`}`;
  const scope = graph.scope === "declared" ? "; what is declared, there may be more beside it" : "";
  const undecided = graph.undecided.map((one) => `- ${renderPhrase(unknownWords(one, report.names), terminalSafe)}`);
  const blocks = [
    [paint.bold(title), paint.dim(`  ${terminalSafe(trust)}: ${sizeWords(graph)}${scope}`)],
    ...graph.nodes.flatMap((node) => (node.kind === "issuer" ? [lines.issuer(node)] : [])),
    lines.holders("Accounts", ["account"]),
    lines.holders("Teams, and what everyone has", ["team", "managers", "everyone", "anyone"]),
    lines.findings(),
    undecided.length === 0 ? [] : [paint.warn(paint.bold("Could not tell all of it")), ...rowsOf(undecided)],
    [paint.dim(`Not drawn: ${NOT_DRAWN.join("; ")}.`)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

/** A part of the text each, as lines. */
class Outline {
  readonly #report: GraphReport;
  readonly #paint: Paint;
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #edges = new Map<string, GraphEdge[]>();

  constructor(report: GraphReport, paint: Paint) {
    this.#report = report;
    this.#paint = paint;
    this.#nodes = new Map(report.graph.nodes.map((node) => [node.id, node]));
    for (const edge of report.graph.edges) {
      const known = this.#edges.get(edge.from);
      if (known === undefined) {
        this.#edges.set(edge.from, [edge]);
      } else {
        known.push(edge);
      }
    }
  }

  issuer(node: GraphNode & { readonly kind: "issuer" }): readonly string[] {
    const url = terminalSafe(node.name);
    const settings = this.#from(node).flatMap(({ to }) => {
      const setting = this.#nodes.get(to);
      return setting?.kind === "setting" ? [this.#setting(setting).join("\n")] : [];
    });
    return [this.#paint.bold(node.product === undefined ? url : `${node.product} (${url})`), ...rowsOf(settings)];
  }

  #setting(node: SettingNode): readonly string[] {
    const claims = Object.entries(node.claims).map(([name, value]) => terminalSafe(`${name} ${cut(claimText(value))}`));
    const asked = claims.length === 0 ? "any token of the issuer" : limited(claims, SHOWN_CLAIMS).join(", ");
    const mapping = node.mapping_claim === undefined ? "" : `, account by ${terminalSafe(cut(node.mapping_claim))}`;
    const disabled = node.enabled ? "" : " (disabled)";
    return [
      `${this.#name(node)}${disabled}: ${asked}${mapping}${this.#marks(node)}`,
      ...this.#targets(node).map((line) => this.#paint.dim(`      → ${line}`)),
    ];
  }

  holders(title: string, kinds: readonly GraphNode["kind"][]): readonly string[] {
    const rows = this.#report.graph.nodes
      .filter(({ kind }) => kinds.includes(kind))
      .map((node) => {
        const targets = this.#targets(node);
        const none = node.kind === "managers" ? "whatever there is" : "nothing that is known of";
        const leads = targets.length === 0 ? none : targets.join(", ");
        return `${this.#name(node)}: ${leads}${this.#marks(node)}`;
      });
    return rows.length === 0 ? [] : [this.#paint.bold(title), ...rowsOf(rows)];
  }

  findings(): readonly string[] {
    const rows = graphFindings(this.#report).map(
      ({ severity, rule, subject, where, message }) =>
        `${severity} ${terminalSafe(rule)}, ${terminalSafe(subject ?? where)}: ${terminalSafe(message)}`,
    );
    const { accepted } = this.#report;
    return rows.length + accepted === 0
      ? []
      : [
          this.#paint.bold("Findings"),
          ...rowsOf(rows),
          ...(accepted === 0 ? [] : [this.#paint.dim(`  ${accepted} more ${accepted === 1 ? "is" : "are"} accepted`)]),
        ];
  }

  #from({ id }: GraphNode): readonly GraphEdge[] {
    return this.#edges.get(id) ?? [];
  }

  #targets(node: GraphNode): readonly string[] {
    const targets = this.#from(node).map(({ to, kind, level, values = [], manages }) => {
      const target = this.#nodes.get(to);
      const name = target === undefined ? "" : this.#name(target);
      const by =
        values.length === 0
          ? ""
          : ` for ${limited(
              values.map((one) => terminalSafe(cut(one))),
              3,
            ).join(" or ")}`;
      const how =
        kind === "default" ? " by default" : kind === "public" ? ", public" : manages ? ", as its Manager" : "";
      return `${level === undefined ? "" : `${level} on `}${name}${how}${by}`;
    });
    return limited(targets, SHOWN_TARGETS);
  }

  #name(node: GraphNode): string {
    const name = terminalSafe(nameOf(node.name, this.#report.names));
    return node.kind === "team" ? `team ${name}` : name;
  }

  #marks({ findings }: GraphNode): string {
    const words = [...new Set(findings.map(({ severity, rule }) => `${severity} ${terminalSafe(rule)}`))];
    return words.length === 0 ? "" : this.#paint.warn(`  ! ${words.join(", ")}`);
  }
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** As they are, or as many as a person reads, and how many more there are. */
function limited(all: readonly string[], most: number, more = "more"): readonly string[] {
  const hidden = all.length - most;
  return hidden > 0 ? [...all.slice(0, most), `… and ${hidden.toLocaleString("en")} ${more}`] : all;
}

/** Lines of one row each, likewise. */
function rowsOf(rows: readonly string[]): readonly string[] {
  return limited(rows, SHOWN_ROWS, "more; --format json has them all").map((row) => `  ${row}`);
}
