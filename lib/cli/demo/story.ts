import { stripVTControlCharacters } from "node:util";
import { type Paint, terminalSafe, terminalSafeLines } from "../../report/index.js";
import { failure } from "../errors.js";
import { paintFor, print } from "../private/terminal.js";
import { wrap } from "../private/wrap.js";

/** What the demo says: chapters of plain lines, commands, and claims that are checked as they are told. */
export class Story {
  readonly #paint: Paint = paintFor(process.stdout);
  readonly #started = performance.now();
  #chapter = 0;
  #told = 0;

  async title(line: string, ...more: readonly string[]): Promise<void> {
    await this.#lines([this.#paint.bold(line), ...more.map((text) => this.#paint.dim(text))]);
  }

  /** What follows the story. */
  async afterword(title: string): Promise<void> {
    await this.#lines(["", this.#paint.bold(title)]);
  }

  async chapter(title: string): Promise<void> {
    this.#chapter += 1;
    await this.#lines(["", `${this.#paint.bold(`${String(this.#chapter).padStart(2)}  ${title}`)}`]);
  }

  async say(...lines: readonly string[]): Promise<void> {
    await this.#lines(lines.flatMap((line) => this.#wrapped("    ", terminalSafe(line))));
  }

  /** Lines of a file, as they stand. */
  async quote(text: string): Promise<void> {
    const lines = terminalSafeLines(text.trimEnd()).split("\n");
    await this.#lines(lines.map((line) => this.#paint.dim(`    │ ${line}`)));
  }

  /** A command about to run. */
  async command(line: string): Promise<void> {
    await this.#lines([`    ${this.#paint.bold(`$ ${terminalSafe(line)}`)}`]);
  }

  /**
   * Tells something that must be so.
   *
   * @throws CliError when it is not: the story ends there
   */
  async holds(claim: string, isSo: boolean, detail = ""): Promise<void> {
    if (!isSo) {
      throw failure(`the demo did not come out as told: ${claim}${detail === "" ? "" : `\n${detail}`}`);
    }
    this.#told += 1;
    await this.#lines(this.#wrapped(`    ${this.#paint.good("✓")} `, terminalSafe(claim)));
  }

  /** A refusal that is as it should be, with the steps that refused. */
  async refused(claim: string, steps: readonly string[]): Promise<void> {
    this.#told += 1;
    await this.#lines([
      ...this.#wrapped(`    ${this.#paint.good("✓")} `, terminalSafe(claim)),
      ...steps.flatMap((step) => this.#wrapped(`      ${this.#paint.bad("✗")} `, terminalSafe(step))),
    ]);
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** How many things were told and came out so. */
  get told(): number {
    return this.#told;
  }

  /** Breaks a line between words where the terminal ends, and goes on below the text. */
  #wrapped(start: string, text: string): string[] {
    const indent = stripVTControlCharacters(start).length;
    const width = Math.max((process.stdout.columns || Number.POSITIVE_INFINITY) - indent, 20);
    const lines = wrap(text, width);
    return lines.map((line, index) => (index === 0 ? start : " ".repeat(indent)) + line);
  }

  #lines(lines: readonly string[]): Promise<void> {
    return print(`${lines.join("\n")}\n`);
  }
}
