import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSarif, type SarifReport } from "../../lib/report/index.js";
import { sarifProblems } from "../support/sarif.js";
import { FINDING } from "./support.js";

const REPORT: SarifReport = {
  command: "check",
  version: "0.1.0",
  results: [{ ...FINDING, location: { file: "infra/main.ts", line: 12 } }],
  notes: [],
  complete: true,
};

function runOf(report: Partial<SarifReport>) {
  const document = JSON.parse(renderSarif({ ...REPORT, ...report }));
  expect(sarifProblems(document)).toEqual([]);
  return document.runs[0];
}

describe("a SARIF document", () => {
  it("passes the 2.1.0 schema, and shows where, what and which rule", () => {
    const { tool, results, automationDetails } = runOf({});
    expect(automationDetails.id).toBe("cloudsmith-trust/check/");
    expect(tool.driver.rules).toEqual([
      {
        id: "no-claims",
        name: "no-claims",
        shortDescription: { text: "Every token of the issuer gets in." },
        fullDescription: { text: "Every token of the issuer gets in." },
        help: { text: "Every token of the issuer gets in. Remedy: require repository_id" },
        helpUri: "https://docs.cloudsmith.com/authentication/openid-connect",
        defaultConfiguration: { level: "error" },
        properties: { "security-severity": "9.5", tags: ["security"] },
      },
    ]);
    expect(results).toMatchObject([
      {
        ruleId: "no-claims",
        ruleIndex: 0,
        level: "error",
        message: { text: "cloudsmith_oidc.app: app requires no claim at all" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "infra/main.ts", uriBaseId: "%SRCROOT%" },
              region: { startLine: 12 },
            },
            logicalLocations: [{ fullyQualifiedName: "cloudsmith_oidc.app" }],
          },
        ],
      },
    ]);
  });

  it("is there without a finding, too, and says what could not be told", () => {
    const { results, invocations, tool } = runOf({ results: [], notes: ["could not tell: settings"], complete: false });
    expect(results).toEqual([]);
    expect(tool.driver.rules).toEqual([]);
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: "warning", message: { text: "could not tell: settings" } }],
      },
    ]);
  });

  it.each([
    ["critical", "error", "9.5"],
    ["high", "error", "8.0"],
    ["medium", "warning", "5.5"],
    ["low", "note", "2.0"],
  ] as const)("has %s as %s, %s on GitHub's scale", (severity, level, score) => {
    const { tool, results } = runOf({ results: [{ ...FINDING, severity }] });
    expect(results[0].level).toBe(level);
    expect(tool.driver.rules[0].properties["security-severity"]).toBe(score);
  });

  it.each([
    ["critical", "warning"],
    ["high", "warning"],
    ["medium", "note"],
    ["low", "note"],
  ] as const)("of what there is has %s as %s, and calls nothing an alert of security", (severity, level) => {
    const { tool, results } = runOf({ results: [{ ...FINDING, severity }], isInventory: true });
    expect(results[0].level).toBe(level);
    expect(tool.driver.rules[0]).toMatchObject({ defaultConfiguration: { level }, properties: { tags: [] } });
    expect(tool.driver.rules[0].properties).not.toHaveProperty("security-severity");
  });

  it.each([
    ["repository prod", "repository-prod"],
    ["a/../b c@acme", "a-..-b-c@acme"],
    ["x".repeat(101), "x".repeat(100)],
  ])("of one question has a category of its own: %j", (asked, category) => {
    expect(runOf({ asked }).automationDetails.id).toBe(`cloudsmith-trust/check/${category}/`);
  });

  it("has a rule as grave as its gravest result", () => {
    const results = (["low", "high", "medium"] as const).map((severity) => ({ ...FINDING, severity }));
    expect(runOf({ results }).tool.driver.rules).toMatchObject([{ defaultConfiguration: { level: "error" } }]);
  });

  it("holds as many results as code scanning takes, the gravest, and says how many it left out", () => {
    const low = { ...FINDING, severity: "low" as const };
    const runWith = (many: number) =>
      JSON.parse(renderSarif({ ...REPORT, results: [...new Array(many - 1).fill(low), FINDING] })).runs[0];
    const fits = runWith(25_000);
    expect(fits.results).toHaveLength(25_000);
    expect(JSON.stringify(fits.invocations)).not.toContain("left out");
    const cut = runWith(25_001);
    expect(cut.results).toHaveLength(25_000);
    expect(cut.results[0].level).toBe("error");
    expect(JSON.stringify(cut.invocations)).toContain("1 more result is left out");
  });

  it("says a remedy beside each result where those of a rule differ, and with the rule where they do not", () => {
    const [first, second] = ["close it", "burn it"].map((remedy) => ({ ...FINDING, remedy }));
    const differ = runOf({ results: [first!, second!] });
    expect(differ.tool.driver.rules[0].help.text).toBe(
      "Every token of the issuer gets in. Each alert says its remedy.",
    );
    expect(differ.results.map(({ message }: { message: { text: string } }) => message.text)).toEqual([
      "cloudsmith_oidc.app: app requires no claim at all. Remedy: close it",
      "cloudsmith_oidc.app: app requires no claim at all. Remedy: burn it",
    ]);
    const { tool, results } = runOf({ results: [first!, { ...first!, rule: "other" }, { ...second!, rule: "third" }] });
    expect(tool.driver.rules.map(({ help }: { help: { text: string } }) => help.text.slice(-8))).toEqual([
      "close it",
      "close it",
      " burn it",
    ]);
    expect(JSON.stringify(results)).not.toContain("Remedy:");
  });

  it("shows what is accepted as suppressed, with the reason and the date", () => {
    const acceptance = { reason: "a demo", until: "2027-03-31" };
    expect(runOf({ results: [{ ...FINDING, acceptance }] }).results[0].suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "a demo (until 2027-03-31)" },
    ]);
  });

  it("tells two equal findings apart, and knows a finding again when its line moves", () => {
    const prints = (report: Partial<SarifReport>) =>
      runOf(report).results.map((each: { partialFingerprints: object }) => Object.values(each.partialFingerprints)[0]);
    const [first, second] = prints({ results: [FINDING, FINDING] });
    expect(first).not.toBe(second);
    expect(prints({ results: [{ ...FINDING, location: { file: "other.ts", line: 1 } }] })).toEqual([first]);
  });

  it("shows a finding without a file where it is told to", () => {
    const { results } = runOf({ results: [FINDING], fallback: { file: "cdktf.json" } });
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "cdktf.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1 },
    });
  });

  it("says what code scanning will not show, since it has no file", () => {
    const placed = { ...FINDING, location: { file: "main.ts", line: 1 } };
    const notesOf = (results: SarifReport["results"]) =>
      runOf({ results, notes: [] }).invocations[0].toolExecutionNotifications.map(
        ({ message }: { message: { text: string } }) => message.text,
      );
    expect(notesOf([placed])).toEqual([]);
    expect(notesOf([placed, FINDING])).toEqual([expect.stringContaining("1 result has no file")]);
    expect(notesOf([FINDING, FINDING])).toEqual([expect.stringContaining("2 results have no file")]);
  });

  it.each(["/etc/passwd", "../main.ts", "infra/../../main.ts", "C:/main.ts", "infra\\main.ts", "a\ud800.ts", "", "."])(
    "never names a file outside of the repository: %j",
    (file) => {
      const { results } = runOf({ results: [{ ...FINDING, location: { file, line: 1 } }] });
      expect(results[0].locations[0]).not.toHaveProperty("physicalLocation");
    },
  );

  it("has no scheme, query or fragment in a path", () => {
    const { results } = runOf({ results: [{ ...FINDING, location: { file: "./https://x?y#z.ts" } }] });
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("https%3A/x%3Fy%23z.ts");
  });

  it("holds no link but that of a rule of ours", () => {
    const hostile = "[click](https://evil.example)";
    const run = runOf({
      results: [{ ...FINDING, message: hostile, why: hostile, remedy: hostile, link: "javascript:x" }],
    });
    expect(JSON.stringify(run)).not.toContain("](");
    expect(run.tool.driver.rules[0]).not.toHaveProperty("helpUri");
  });

  it("passes the schema whatever the text", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, text, (message, where, file) => {
        const results = [{ ...FINDING, message, where, location: { file, line: 2 } }];
        runOf({ results, notes: [message] });
      }),
      { numRuns: 40 },
    );
  });
});
