/** One tab stop for all columns; arrow keys move inside a column and along what joins two. */
import type { Links } from "./lines.js";

export class Keys {
  readonly #container: HTMLElement;
  #links: Links = new Map();

  constructor(container: HTMLElement) {
    this.#container = container;
    container.addEventListener("keydown", (event) => this.#pressed(event));
    container.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLButtonElement) {
        this.#makeStop(event.target);
      }
    });
  }

  /** After the columns were filled. */
  update(links: Links, stop: string | undefined): void {
    this.#links = links;
    const buttons = this.#buttons(this.#container);
    const kept = buttons.find(({ dataset }) => dataset.key === stop);
    const first = kept ?? buttons[0];
    if (first !== undefined) {
      this.#makeStop(first);
    }
  }

  #makeStop(button: HTMLButtonElement): void {
    for (const other of this.#container.querySelectorAll<HTMLElement>('button[tabindex="0"]')) {
      other.tabIndex = -1;
    }
    button.tabIndex = 0;
  }

  #pressed(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!(target instanceof HTMLButtonElement) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const next = this.#next(target, key);
    if (next !== undefined) {
      event.preventDefault();
      next.focus();
    }
  }

  #next(from: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
    const column = from.closest<HTMLElement>(".column");
    if (column === null) {
      return undefined;
    }
    const own = this.#buttons(column);
    const index = own.indexOf(from);
    switch (key) {
      case "ArrowDown":
        return own[index + 1];
      case "ArrowUp":
        return own[index - 1];
      case "Home":
        return own[0];
      case "End":
        return own.at(-1);
      case "ArrowRight":
        return this.#beside(from, column, 1);
      case "ArrowLeft":
        return this.#beside(from, column, -1);
      default:
        return undefined;
    }
  }

  /** The first entry of the next column that is joined to this one; the first at all where none is. */
  #beside(from: HTMLButtonElement, column: HTMLElement, step: 1 | -1): HTMLButtonElement | undefined {
    const columns = [...this.#container.querySelectorAll<HTMLElement>(".column")];
    const rest =
      step === 1 ? columns.slice(columns.indexOf(column) + 1) : columns.slice(0, columns.indexOf(column)).reverse();
    const joined = new Set(
      [...this.#links.values()].flatMap(([a, b]) => (a === from.dataset.key ? [b] : b === from.dataset.key ? [a] : [])),
    );
    const candidates = rest.map((each) => this.#buttons(each)).filter((buttons) => buttons.length > 0);
    return candidates[0]?.find(({ dataset }) => joined.has(dataset.key ?? "")) ?? candidates[0]?.[0];
  }

  #buttons(within: HTMLElement): readonly HTMLButtonElement[] {
    return [...within.querySelectorAll<HTMLButtonElement>("button")];
  }
}
