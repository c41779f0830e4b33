/** `npm run faults`: what was broken on purpose, and what of it was lost or doubled, as one table. */
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { FaultTally } from "../acceptance/support/tally.js";

function* casesOf(modules: readonly TestModule[]): Generator<TestCase> {
  for (const module of modules) {
    yield* module.children.allTests();
  }
}

export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = [...casesOf(modules)].map((test) => {
      const tally = (test.meta() as { faults?: FaultTally }).faults;
      return {
        name: `${test.parent.type === "suite" ? `${test.parent.name}: ` : ""}${test.name}`,
        passed: test.result().state === "passed",
        tally,
      };
    });
    const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |\n`;
    const sum = (of: (tally: FaultTally) => number): number =>
      rows.reduce((total, { tally }) => total + (tally ? of(tally) : 0), 0);
    let table = line(["case", "came out right", "requests", "broken on purpose", "lost", "doubled"]);
    table += line(["---", "---", "---:", "---:", "---:", "---:"]);
    for (const { name, passed, tally } of rows) {
      table += line([
        name.replaceAll("|", "\\|"),
        passed ? "yes" : "NO",
        ...(tally ? [tally.requests, tally.broken, tally.lost, tally.doubled] : ["", "", "", ""]),
      ]);
    }
    const right = rows.filter(({ passed }) => passed).length;
    table += line([
      `${rows.length} cases`,
      `${right} yes`,
      sum((tally) => tally.requests),
      sum((tally) => tally.broken),
      sum((tally) => tally.lost),
      sum((tally) => tally.doubled),
    ]);
    process.stdout.write(`\n${table}\n`);
  }
}
