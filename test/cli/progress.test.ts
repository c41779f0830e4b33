import { describe, expect, it } from "vitest";
import { Progress } from "../../lib/cli/private/progress.js";

function said(isTTY: boolean, environment: NodeJS.ProcessEnv): string {
  let text = "";
  const stream = { isTTY, write: (more: string) => (text += more) } as unknown as NodeJS.WriteStream;
  const progress = new Progress(stream, environment);
  progress.say("one");
  progress.say("two");
  progress.done();
  return text;
}

describe("progress", () => {
  it("replaces what it said on a terminal, and leaves nothing behind", () => {
    expect(said(true, { TERM: "xterm" })).toBe("\r\u001b[2Kone\r\u001b[2Ktwo\r\u001b[2K");
  });

  it.each([
    ["no terminal", false, {}],
    ["a CI", true, { CI: "true" }],
    ["a dumb terminal", true, { TERM: "dumb" }],
  ])("is silent on %s", (_, isTTY, environment) => {
    expect(said(isTTY, environment)).toBe("");
  });
});
