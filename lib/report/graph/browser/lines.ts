/** Lines between entries that are joined: for the eye alone, the details say the same in words. */
export type Links = ReadonlyMap<string, readonly [from: string, to: string, count: number]>;

const SVG = "http://www.w3.org/2000/svg";
/** More than this nobody can follow. */
const MOST_LINES = 400;

export class Lines {
  readonly #svg = document.createElementNS(SVG, "svg");
  readonly #container: HTMLElement;
  #links: Links = new Map();
  #paths: (readonly [from: string, to: string, path: SVGPathElement])[] = [];

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#svg.classList.add("lines");
    this.#svg.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => this.draw()).observe(container);
  }

  show(links: Links): void {
    this.#links = links;
    this.draw();
  }

  draw(): void {
    this.#paths = [];
    this.#svg.replaceChildren();
    this.#container.append(this.#svg);
    const { left, top, width, height } = this.#container.getBoundingClientRect();
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (this.#links.size > MOST_LINES) {
      return;
    }
    const boxes = new Map(
      [...this.#container.querySelectorAll<HTMLElement>("[data-key]")].map((element) => [
        element.dataset.key ?? "",
        element.getBoundingClientRect(),
      ]),
    );
    for (const [from, to, count] of this.#links.values()) {
      const [a, b] = [boxes.get(from), boxes.get(to)];
      // on a narrow screen columns stand below each other
      if (a === undefined || b === undefined || b.left < a.right) {
        continue;
      }
      const path = document.createElementNS(SVG, "path");
      const [x1, y1] = [a.right - left, a.top + a.height / 2 - top];
      const [x2, y2] = [b.left - left, b.top + b.height / 2 - top];
      const middle = (x1 + x2) / 2;
      path.setAttribute("d", `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
      path.setAttribute("stroke-width", String(Math.min(4, 1.25 + Math.log10(count))));
      this.#svg.append(path);
      this.#paths.push([from, to, path]);
    }
  }

  /** Sets off what is joined to an entry directly. */
  trace(key: string | undefined): void {
    const near = new Set<string>();
    for (const [from, to, path] of this.#paths) {
      const isNear = key !== undefined && (from === key || to === key);
      path.classList.toggle("near", isNear);
      if (isNear) {
        near.add(from).add(to);
      }
    }
    for (const element of this.#container.querySelectorAll<HTMLElement>("[data-key]")) {
      element.classList.toggle("near", near.has(element.dataset.key ?? ""));
    }
  }
}
