import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Annotation, renderAnnotations } from "../../lib/report/index.js";
import { runnerCommands } from "../support/runner-commands.js";

const ANNOTATION: Annotation = { level: "error", title: "high no-claims", message: "any token gets in" };

describe("annotations of a GitHub job", () => {
  it("name the line, the title and what is wrong", () => {
    const location = { file: "infra/main.ts", line: 12, column: 3 };
    expect(renderAnnotations([{ ...ANNOTATION, location }])).toBe(
      "::error file=infra/main.ts,line=12,col=3,title=high no-claims::any token gets in\n",
    );
  });

  it("have a line of their own without a file, too", () => {
    expect(renderAnnotations([ANNOTATION, { ...ANNOTATION, level: "notice" }])).toBe(
      "::error title=high no-claims::any token gets in\n::notice title=high no-claims::any token gets in\n",
    );
  });

  it("name no file outside of the repository", () => {
    for (const file of ["/etc/passwd", "../x.ts", "a/../../x.ts", "C:\\x.ts", "c:/x.ts", "a\\b.ts", "", "./"]) {
      expect(renderAnnotations([{ ...ANNOTATION, location: { file, line: 1 } }]), file).toBe(
        "::error title=high no-claims::any token gets in\n",
      );
    }
  });

  it("give the runner back what went in: percent signs, commas and colons", () => {
    const text = "100%, a:b %0A %25 c,d::e";
    const [command] = runnerCommands(
      renderAnnotations([{ level: "warning", title: text, message: text, location: { file: "a,b:c%.ts" } }]),
    );
    expect(command).toEqual({ command: "warning", properties: { file: "a,b:c%.ts", title: text }, data: text });
  });

  it("are exactly one command each, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n::error::x", "::stop-commands::x", "##[a]"),
    );
    fc.assert(
      fc.property(text, text, text, (title, message, file) => {
        const log = renderAnnotations([{ level: "error", title, message, location: { file, line: 1 } }]);
        expect(runnerCommands(log).map((each) => each?.command)).toEqual(["error"]);
        expect(Object.keys(runnerCommands(log)[0]?.properties ?? {}).join()).toMatch(/^(file,line,)?title$/);
        expect(log).not.toContain("##[");
      }),
      { numRuns: 40 },
    );
  });
});
