/** Elements of the page. Text becomes text nodes and nothing else; no markup is ever parsed. */
import { visible } from "../../escape/visible.js";
import { number } from "../words.js";

export type Child = Node | string | undefined | readonly Child[];
export type Attributes = { readonly [name: string]: string | undefined };

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (typeof child === "string") {
      parent.appendChild(document.createTextNode(child));
    } else if (child instanceof Node) {
      parent.appendChild(child);
    } else if (child !== undefined) {
      append(parent, child);
    }
  }
}

/** An element that the page has. */
export function there<E extends Element>(id: string, type: new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof type)) {
    throw new Error(`the page has no ${id}`);
  }
  return element;
}

const LONGEST = 300;

/** Text from strangers, as a person can read it. */
export function shown(text: string): string {
  return visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

export function chip(text: string): HTMLElement {
  return el("code", {}, shown(text));
}

export function badge(severity: string, text = severity): HTMLElement {
  return el("span", { class: `badge badge-${severity}` }, text);
}

/** What is had, told by its word. */
export function levelMark(level: string): HTMLElement {
  return el("span", { class: `level level-${level.toLowerCase()}` }, level);
}

export interface TableOptions {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}

const MOST_ROWS = 200;

/** A table of the page's look: see `table` of the pages' blocks. */
export function table({ caption, columns, rows }: TableOptions): Child {
  const head = columns.map((name) => el("th", { scope: "col", role: "columnheader" }, name));
  const body = rows.slice(0, MOST_ROWS).map((cells) =>
    el(
      "tr",
      { role: "row" },
      cells.map((cell, index) => el("td", { role: "cell", "data-column": columns[index] ?? "" }, cell)),
    ),
  );
  const hidden = rows.length - MOST_ROWS;
  return [
    el(
      "table",
      { class: "table", role: "table" },
      el("caption", {}, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
      el("tbody", { role: "rowgroup" }, body),
    ),
    hidden > 0 ? el("p", { class: "muted" }, `… and ${number(hidden, ["more", "more"])}`) : undefined,
  ];
}
