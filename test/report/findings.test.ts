import { describe, expect, it } from "vitest";
import {
  FINDINGS_SCHEMA,
  type FindingsReport,
  renderFindingsAnnotations,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsSarif,
  renderFindingsText,
} from "../../lib/report/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { sarifProblems } from "../support/sarif.js";
import { FINDING, findingsReport, ORIGIN } from "./support.js";

const LOW = { ...FINDING, rule: "owner-only", severity: "low", message: "app is tied to an owner alone" } as const;

const FULL: FindingsReport = findingsReport({
  findings: [{ ...FINDING, location: { file: "main.ts", line: 12 } }],
  acceptances: [
    {
      rule: "owner-only",
      path: "app/publisher",
      stack: ORIGIN.where,
      at: ["cloudsmith_oidc.app"],
      reason: "one team owns it all",
      until: "2027-03-31",
      status: "ending",
      daysLeft: 3,
      findings: [LOW],
    },
  ],
  breakGlass: [
    { stack: ORIGIN.where, reason: "incident 7", findings: [{ rule: "no-claims", severity: "critical", at: "app" }] },
  ],
  undecided: [{ about: "settings", name: "app", field: ["claims", "ref"], reason: "known later", origin: ORIGIN }],
  notLooked: [{ rule: "branch-unprotected", reason: "no branches were read", times: 2 }],
});

describe("findings as text", () => {
  it("say the verdict, each rule once with its places, what is accepted and what could not be told", () => {
    expect(renderFindingsText(FULL)).toMatchInlineSnapshot(`
      "1 FINDING  trust of acme: 1 critical; 1 accepted; 1 could not be told
        cdktf.out
        looked at 1 setting, 1 account, 2 grants and no repositories (what is declared)

      Break-glass: cdktf.out/stacks/app/cdk.tf.json was synthesized under CLOUDSMITH_TRUST_BREAK_GLASS, which says: incident 7; it let through critical no-claims at app

      critical no-claims  Every token of the issuer gets in.
        - cloudsmith_oidc.app  main.ts:12
            app requires no claim at all
        → require repository_id
          https://docs.cloudsmith.com/authentication/openid-connect

      Accepted
        - owner-only at app/publisher only until 2027-03-31, 3 days from now: one team owns it all

      Could not tell
        - settings app claims ref: known later

      Not looked at
        - branch-unprotected: no branches were read (2 times)
      "
    `);
  });

  it("say of nothing found what was looked at", () => {
    expect(renderFindingsText(findingsReport())).toBe(
      "NOTHING FOUND  trust of acme\n  cdktf.out\n  looked at 1 setting, 1 account, 2 grants and no repositories (what is declared)\n",
    );
  });

  it("never say that nothing was found where it could not be told", () => {
    expect(renderFindingsText(findingsReport({ undecided: FULL.undecided }))).toMatch(
      /^COULD NOT TELL {2}trust of acme/,
    );
  });

  it("show ten places of a rule, and say how many more there are", () => {
    const findings = Array.from({ length: 11 }, (_, index) => ({ ...FINDING, where: `cloudsmith_oidc.app${index}` }));
    expect(renderFindingsText(findingsReport({ findings: findings.slice(0, 10) }))).not.toContain("more");
    const text = renderFindingsText(findingsReport({ findings }));
    expect(text).toContain("  … and 1 more; --format json has them all\n");
    expect(text).not.toContain("app10");
    expect(text.match(/Every token/g)).toHaveLength(1);
  });
});

describe("findings in markdown", () => {
  it("say the verdict first", () => {
    expect(renderFindingsMarkdown(FULL)).toMatchInlineSnapshot(`
      "## Trust: 1 finding

      <code>acme</code>: 1 critical; 1 accepted; 1 could not be told. <code>cdktf&#46;out</code>; looked at 1 setting, 1 account, 2 grants and no repositories (what is declared).

      **Break-glass:** <code>cdktf&#46;out&#47;stacks&#47;app&#47;cdk&#46;tf&#46;json was synthesized under CLOUDSMITH&#95;TRUST&#95;BREAK&#95;GLASS&#44; which says&#58; incident 7&#59; it let through critical no&#45;claims at app</code>

      ### critical <code>no&#45;claims</code>

      Every token of the issuer gets in.<br>→ require repository_id

      | where | what |
      | --- | --- |
      | <code>cloudsmith&#95;oidc&#46;app</code><br><code>main&#46;ts&#58;12</code> | <code>app requires no claim at all</code> |

      ### Accepted

      | rule | where | how long | reason |
      | --- | --- | --- | --- |
      | <code>owner&#45;only</code> | <code>app&#47;publisher</code> | **<code>only until 2027&#45;03&#45;31&#44; 3 days from now</code>** | <code>one team owns it all</code> |

      ### Could not tell

      - <code>settings app claims ref&#58; known later</code>

      ### Not looked at

      - <code>branch&#45;unprotected&#58; no branches were read &#40;2 times&#41;</code>
      "
    `);
  });

  it("fit into a comment, however many there are", () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...FINDING,
      rule: `rule-${index % 90}`,
      where: `x${index}`,
    }));
    const text = renderFindingsMarkdown(findingsReport({ findings: many }));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/^## Trust: 3000 findings\n/);
  });
});

describe("findings as JSON", () => {
  it.each([FULL, findingsReport()])("have the published shape", (report) => {
    const value = JSON.parse(renderFindingsJson(report));
    expect(validate(value, FINDINGS_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value.complete).toBe(report.undecided.length === 0);
    expect(value.severity).toBe(report.findings[0]?.severity ?? null);
  });
});

describe("findings as annotations", () => {
  it("are a line each, with the verdict last", () => {
    expect(renderFindingsAnnotations(FULL)).toMatchInlineSnapshot(`
      "::warning title=break-glass::cdktf.out/stacks/app/cdk.tf.json was synthesized under CLOUDSMITH_TRUST_BREAK_GLASS, which says: incident 7; it let through critical no-claims at app
      ::error file=main.ts,line=12,title=critical no-claims::cloudsmith_oidc.app: app requires no claim at all. Remedy: require repository_id
      ::warning title=could not tell::settings app claims ref: known later
      ::warning title=accepted owner-only::app/publisher: only until 2027-03-31, 3 days from now: one team owns it all
      ::notice title=cloudsmith-trust::acme: 1 finding (1 critical; 1 accepted; 1 could not be told)
      "
    `);
  });
});

describe("findings in SARIF", () => {
  it("pass the schema, with what is accepted as suppressed", () => {
    const document = JSON.parse(renderFindingsSarif(FULL, { version: "0.1.0", fallback: { file: "cdktf.json" } }));
    expect(sarifProblems(document)).toEqual([]);
    const [run] = document.runs;
    expect(run.results.map((each: { suppressions?: unknown }) => each.suppressions !== undefined)).toEqual([
      false,
      true,
    ]);
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(3);
  });
});
