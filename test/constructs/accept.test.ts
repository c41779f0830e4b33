import { App, S3Backend, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accept, CloudsmithProvider } from "../../lib/index.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";
import { acme } from "./support.js";

/** What a person sees: level and text of every annotation, or the error that stops synth. */
function synthesize(
  build: (stack: TerraformStack, provider: CloudsmithProvider) => void,
): { level: string; message: string }[] {
  const app = new App({ outdir: outdir(), skipValidation: false });
  const stack = new TerraformStack(app, "trust");
  const provider = new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  build(stack, provider);
  app.synth();
  return app.manifest.forStack(stack).annotations.map(({ level, message }) => ({ level, message }));
}

const nothing = () => undefined;
const reason = "a throw-away organization";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("a state in a local file while CI is set", () => {
  it("stops synth: by path, rule, why and remedy", () => {
    vi.stubEnv("CI", "true");

    expect(() => synthesize(nothing)).toThrow(
      /\[trust\/cloudsmith\] high local-state-in-ci: stack "trust" keeps its state in a local file, and CI is set\. Why: .* Remedy: .*S3Backend.*accept\("local-state-in-ci", \{ reason, until \}\)/,
    );
  });

  it.each(["", "0", "false", "False"])("is fine where CI is %j", (value) => {
    vi.stubEnv("CI", value);

    expect(synthesize(nothing)).toEqual([]);
  });

  it("is fine without CI, and with a backend that outlives the job", () => {
    expect(synthesize(nothing)).toEqual([]);

    vi.stubEnv("CI", "true");
    expect(synthesize((stack) => new S3Backend(stack, { bucket: "state", key: "trust" }))).toEqual([]);
  });
});

describe("accepting a finding", () => {
  beforeEach(() => {
    vi.stubEnv("CI", "1");
  });

  it("lets synth go on, and is shown", () => {
    expect(synthesize((_, provider) => provider.accept("local-state-in-ci", { reason, until: "2027-03-31" }))).toEqual([
      { level: "@cdktf/info", message: `high local-state-in-ci: accepted until 2027-03-31: ${reason}` },
    ]);
  });

  it("works from outside and further up as well", () => {
    expect(synthesize((stack) => accept(stack, "local-state-in-ci", { reason, until: "2027-03-31" }))).toHaveLength(1);
  });

  it("warns from 14 days before its end, up to its last day", () => {
    const until = (day: string) =>
      synthesize((_, provider) => provider.accept("local-state-in-ci", { reason, until: day })).map(
        ({ level }) => level,
      );

    expect(until("2026-12-07")).toEqual(["@cdktf/info"]);
    expect(until("2026-12-06")).toEqual(["@cdktf/warn"]);
    expect(until("2026-11-23")).toEqual(["@cdktf/warn"]);
  });

  it("ends with its last day", () => {
    expect(() =>
      synthesize((_, provider) => provider.accept("local-state-in-ci", { reason, until: "2026-11-22" })),
    ).toThrow(/high local-state-in-ci: .* It was accepted until 2026-11-22: a throw-away organization/);
  });

  it.each([
    [
      "local-state",
      { reason, until: "2027-03-31" },
      'no rule is called "local-state"; the rules are local-state-in-ci, policy-issuer, ',
    ],
    ["local-state-in-ci", { reason: " ", until: "2027-03-31" }, "accepting local-state-in-ci needs a reason"],
    [
      "local-state-in-ci",
      { reason: undefined as never, until: "2027-03-31" },
      "accepting local-state-in-ci needs a reason",
    ],
    [
      "local-state-in-ci",
      { reason, until: "soon" },
      'accepting local-state-in-ci needs a day like "2027-03-31" as until, got "soon"',
    ],
    [
      "local-state-in-ci",
      { reason, until: "2027-02-30" },
      'accepting local-state-in-ci needs a day like "2027-03-31" as until, got "2027-02-30"',
    ],
    [
      "local-state-in-ci",
      { reason, until: "2027-3-1" },
      'accepting local-state-in-ci needs a day like "2027-03-31" as until, got "2027-3-1"',
    ],
  ])("refuses %s %j", (rule, acceptance, message) => {
    expect(refusal(() => accept(acme(), rule, acceptance))).toContain(message);
  });
});
