/** A workflow file as its author wrote it: where its parts stand, and how to change them without touching the rest. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, visit, type YAMLMap } from "yaml";
import { ActionsDocument, type Entry } from "../../workflow/document.js";
import type { WorkflowFile, WorkflowJob, WorkflowStep } from "../../workflow/model.js";
import { workflowOf } from "../../workflow/read.js";
import type { Edit } from "../edits.js";

export interface StepSource {
  readonly step: WorkflowStep;
  readonly map: YAMLMap;
}

export interface JobSource {
  readonly job: WorkflowJob;
  readonly map: YAMLMap;
  readonly steps: readonly StepSource[];
}

/** Why something cannot be changed, as the end of a sentence. */
export class NotSafe extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
  ) {
    super(reason);
  }
}

export class WorkflowSource {
  readonly document: ActionsDocument;
  readonly workflow: WorkflowFile;
  readonly jobs: ReadonlyMap<string, JobSource>;

  /** @throws TrustError `invalid_workflow` */
  constructor(
    readonly text: string,
    readonly path: string,
  ) {
    this.document = new ActionsDocument(text, path, "workflow: expected a mapping with jobs");
    this.workflow = workflowOf(this.document);
    const entries = this.document.entries(this.document.get(this.document.root, "jobs"));
    this.jobs = new Map(
      this.workflow.jobs.flatMap((job) => {
        const map = entries.find(({ name }) => name === job.id)?.value;
        return isMap(map) ? [[job.id, { job, map, steps: this.#stepsOf(job, map) }] as const] : [];
      }),
    );
  }

  get lineEnd(): string {
    return /\r\n/.test(this.text) ? "\r\n" : "\n";
  }

  /** @returns undefined for a mapping without */
  entry(map: unknown, name: string): Entry | undefined {
    return this.document.entries(map).find((entry) => entry.name === name);
  }

  lineOf(node: unknown): number {
    return this.document.lineOf(node);
  }

  /**
   * @throws NotSafe where a part of it stands elsewhere, or elsewhere is a part of it
   */
  checkNoAliases(node: Node): void {
    let found: Node | undefined;
    visit(node, (_, each) => {
      // a key without a value has none
      if (isAlias(each) || (each as (Node & { anchor?: string }) | null)?.anchor !== undefined) {
        found = each as Node;
        return visit.BREAK;
      }
      return undefined;
    });
    if (found !== undefined) {
      throw new NotSafe(
        "it is written with YAML anchors, so a change here would change other places",
        this.lineOf(found),
      );
    }
  }

  /** Where the line of a node begins. @throws NotSafe where something stands before it on the line, but for `before` */
  lineStart(node: unknown, before = /^[ \t]*$/): number {
    const start = (node as Node).range?.[0] ?? 0;
    const line = this.document.lineStart(this.lineOf(node));
    if (!before.test(this.text.slice(line, start).replace(/^\ufeff/, ""))) {
      throw new NotSafe("it is written on one line with what stands around it", this.lineOf(node));
    }
    return line;
  }

  /** The spaces in front of a node that begins its line. */
  indent(node: unknown): string {
    const start = (node as Node).range?.[0] ?? 0;
    return " ".repeat(start - this.document.lineStart(this.lineOf(node)));
  }

  /** Where the line after the last one of a value begins. */
  endOfLines(entry: Entry): number {
    const node = (entry.value ?? entry.key) as Node;
    const end = Math.max(entry.key.range?.[1] ?? 0, node.range?.[1] ?? 0);
    // a block's value ends behind its last line end
    const from = this.text[end - 1] === "\n" ? end - 1 : end;
    const next = this.text.indexOf("\n", from);
    return next < 0 ? this.text.length : next + 1;
  }

  /** Takes an entry out of a mapping, with its line; with its mapping's name where nothing is left of that. */
  removeEntry(owner: YAMLMap, name: string, removed: ReadonlySet<string>): readonly Edit[] {
    const holder = this.entry(owner, name);
    if (holder === undefined || !isMap(holder.value)) {
      return [];
    }
    if (isAlias(holder.pair.value)) {
      throw new NotSafe(`its ${name} is written with YAML anchors`, this.lineOf(holder.key));
    }
    this.checkNoAliases(holder.value);
    const entries = this.document.entries(holder.value);
    if (entries.every((entry) => removed.has(entry.name))) {
      return [{ from: this.lineStart(holder.key), to: this.endOfLines(holder), text: "" }];
    }
    const gone = entries.filter((entry) => removed.has(entry.name));
    return holder.value.flow === true
      ? gone.map((entry) => this.#removeInFlow(entries, entry))
      : gone.map((entry) => ({ from: this.lineStart(entry.key), to: this.endOfLines(entry), text: "" }));
  }

  #removeInFlow(entries: readonly Entry[], entry: Entry): Edit {
    const at = entries.indexOf(entry);
    const next = entries[at + 1];
    if (next !== undefined) {
      return { from: entry.key.range?.[0] ?? 0, to: next.key.range?.[0] ?? 0, text: "" };
    }
    const before = entries[at - 1];
    const from = ((before?.value ?? before?.key) as Node | undefined)?.range?.[1] ?? 0;
    return { from, to: (entry.value as Node).range?.[1] ?? 0, text: "" };
  }

  /** Puts lines before the line of a node, and before the comments that stand right above it. */
  insertBefore(node: unknown, lines: readonly string[], before?: RegExp): Edit {
    let at = this.lineStart(node, before);
    for (;;) {
      const previous = this.text.lastIndexOf("\n", at - 2) + 1;
      if (at === 0 || !/^[ \t]*#/.test(this.text.slice(previous, at))) {
        break;
      }
      at = previous;
    }
    return { from: at, to: at, text: lines.map((line) => line + this.lineEnd).join("") };
  }

  /** Puts another text in the place of a scalar that stands on one line. */
  replaceScalar(node: unknown, text: string): Edit {
    const [from = 0, to = 0] = (node as Scalar).range ?? [];
    if (this.text.slice(from, to).includes("\n")) {
      throw new NotSafe("its value stands on several lines", this.lineOf(node));
    }
    return { from, to, text };
  }

  #stepsOf(job: WorkflowJob, map: YAMLMap): readonly StepSource[] {
    const node = this.document.get(map, "steps");
    const maps = isSeq(node) ? node.items.map((item) => this.document.resolve(item)).filter((item) => isMap(item)) : [];
    return job.steps.flatMap((step, index) => {
      const found = maps[index];
      return found === undefined ? [] : [{ step, map: found }];
    });
  }
}

/** The text of a scalar node. */
export function scalarText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}
