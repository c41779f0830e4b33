import { describe, expect, it } from "vitest";
import { Interruption } from "../../../lib/cli/drift/interruption.js";
import { describeError } from "../../../lib/cli/errors.js";

/** What a person is told when a hang-up comes after some work. */
async function told(work: (interruption: Interruption) => void): Promise<string> {
  const interruption = new Interruption();
  try {
    work(interruption);
    process.emit("SIGHUP", "SIGHUP");
    return describeError(await interruption.ended()).text;
  } finally {
    interruption.forget();
  }
}

describe("a run that is stopped", () => {
  it("has written nothing while it looks at things", async () => {
    expect(await told(() => undefined)).toBe(
      "cloudsmith-trust: stopped by SIGHUP (1) before the report was complete\n  → nothing was written\n",
    );
  });

  it("does not say so once it writes", async () => {
    expect(await told((interruption) => interruption.beginWriting())).toBe(
      "cloudsmith-trust: stopped by SIGHUP (1) after everything was looked at, while the report was published\n" +
        "  → some of what was to be written may be missing: run it again\n",
    );
  });
});
