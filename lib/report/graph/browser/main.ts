/** The page's script: reads the graph out of the page and lets a person look around in it. */
import { fromHash, toHash } from "../explore/address.js";
import { Atlas, type Column } from "../explore/atlas.js";
import { statusOf } from "../explore/status.js";
import { type Asked, entryOf, linksOf, NOTHING_ASKED, viewOf } from "../explore/view.js";
import { MORE, renderColumns } from "./columns.js";
import { detailsOf } from "./details.js";
import { el, shown, there } from "./dom.js";
import { Keys } from "./keys.js";
import { Lines } from "./lines.js";

const atlas = new Atlas(JSON.parse(there("data", HTMLScriptElement).text));
const explorer = there("explorer", HTMLElement);
const search = there("search", HTMLInputElement);
const severity = there("severity", HTMLSelectElement);
const account = there("account", HTMLSelectElement);
const repository = there("repository", HTMLSelectElement);
const clear = there("clear", HTMLButtonElement);
const toDetails = there("to-details", HTMLButtonElement);
const status = there("status", HTMLElement);
const columns = there("columns", HTMLElement);
const details = there("details", HTMLElement);
const lines = new Lines(columns);
const keys = new Keys(columns);

let asked = fromHash(atlas, location.hash);

function ask(change: Partial<Asked>, isStep = true): void {
  asked = { ...asked, more: {}, ...change };
  remember(isStep);
  render();
}

/** Where a page may not touch its history, as in some frames, it works without. */
function remember(isStep: boolean): void {
  const hash = toHash(atlas, asked);
  if (hash === location.hash) {
    return;
  }
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", hash === "" ? location.pathname + location.search : hash);
  } catch {
    // nothing is lost but the way back
  }
}

function render(): void {
  const active = document.activeElement;
  const held = active instanceof HTMLElement && columns.contains(active) ? (active.dataset.key ?? "") : undefined;
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
  toDetails.hidden = about === undefined;
  details.hidden = about === undefined;
  details.replaceChildren(
    ...(about === undefined ? [] : [el("div", { class: "stack-wide" }, detailsOf(atlas, about))]),
  );
  if (held !== undefined) {
    focusEntry(held, view.chosen?.column);
  }
}

/** The entry that had the focus, or what took its place. */
function focusEntry(key: string, column: Column | undefined): void {
  const entries = [...columns.querySelectorAll<HTMLButtonElement>("button")];
  const kept = entries.find(({ dataset }) => dataset.key === key);
  const instead = entries.find((entry) => entry.closest(`[data-column="${column}"]`) !== null);
  (kept ?? instead ?? entries[0])?.focus({ preventScroll: kept !== undefined });
}

function showMore(column: Column): void {
  asked = { ...asked, more: { ...asked.more, [column]: (asked.more[column] ?? 0) + MORE } };
  const shownBefore = columns.querySelectorAll(`[data-column="${column}"] [data-key]`).length;
  render();
  const entries = columns.querySelectorAll<HTMLButtonElement>(`[data-column="${column}"] [data-key]`);
  entries[shownBefore]?.focus();
}

function choose(key: string): void {
  ask({ chosen: key === asked.chosen ? "" : key, query: "", severity: "" });
}

/** One step back towards everything. */
function stepBack(): void {
  if (asked.query !== "" || asked.severity !== "") {
    ask({ query: "", severity: "" });
  } else if (asked.chosen !== "") {
    ask({ chosen: "" });
  } else {
    ask(NOTHING_ASKED);
  }
}

function fill(select: HTMLSelectElement, kind: string): void {
  const nodes = atlas.document.nodes.filter((node) => node.kind === kind);
  const named = nodes.toSorted((a, b) => new Intl.Collator("en", { numeric: true }).compare(a.name, b.name));
  select.append(...named.map(({ id, name }) => el("option", { value: id }, shown(name))));
}

function listen(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask({ query: search.value }, false), 120);
  });
  severity.addEventListener("change", () => ask({ severity: severity.value as Asked["severity"] }));
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
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key], [data-choose]") : null;
    const key = button?.dataset.key ?? button?.dataset.choose;
    if (key !== undefined) {
      choose(key);
    }
    if (button?.dataset.choose !== undefined) {
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
    ["focusin", "focusout"],
  ] as const) {
    columns.addEventListener(on, (event) => {
      const entry = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
      lines.trace(entry?.dataset.key);
    });
    columns.addEventListener(off, () => lines.trace(undefined));
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
