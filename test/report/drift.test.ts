import { describe, expect, it } from "vitest";
import {
  DRIFT_SCHEMA,
  type DriftReport,
  renderDriftAnnotations,
  renderDriftHtml,
  renderDriftJson,
  renderDriftMarkdown,
  renderDriftSarif,
  renderDriftText,
} from "../../lib/report/index.js";
import { judgeUnmanaged, readTrustValue } from "../../lib/trust/index.js";
import { validate } from "../../lib/trust/private/schema.js";
import { runnerCommands } from "../support/runner-commands.js";
import { sarifProblems } from "../support/sarif.js";
import { APP, changed, contextOf, managed, stackOf } from "../trust/drift/support.js";
import { settingValue, trustValue } from "../trust/support.js";

const HOSTILE = "x\u001b]8;;http://evil\u0007\n::error::@octocat <script>alert(1)</script> | <!-- ![](http://evil)";
const WIDER = managed(changed(APP, "cloudsmith_oidc.app-main", { claims: { repository_owner_id: "65" } }));

function report(overrides: Partial<DriftReport> = {}): DriftReport {
  return {
    organization: "acme",
    at: "2026-11-25T05:17:00.000Z",
    stacks: [{ name: "app", where: "cdktf.out/stacks/app, refreshed", readOnly: "proved" }],
    live: "acme at api.cloudsmith.io",
    parts: ["managed", "undeployed", "unmanaged", "phantom"],
    fresh: WIDER,
    accepted: [],
    expired: [],
    unused: [],
    undecided: [],
    notes: [],
    names: new Map(),
    ...overrides,
  };
}

/** A report in which everything that a stranger can name is hostile. */
function hostile(): DriftReport {
  const own = settingValue({ slug_perm: "perm-app-main" });
  const settings = [
    own,
    settingValue({ name: HOSTILE, slug_perm: "x", claims: { repository: HOSTILE, ref: HOSTILE } }),
  ];
  const live = readTrustValue(trustValue({ settings }), "t");
  const { drifts } = judgeUnmanaged(contextOf([stackOf(APP)], trustValue({ settings })));
  const author = { actor: HOSTILE, kind: "user", at: HOSTILE, event: HOSTILE };
  const fresh = [...WIDER, ...drifts].map((drift) => ({
    ...drift,
    name: HOSTILE,
    stack: HOSTILE,
    at: HOSTILE,
    author,
    changes: [{ field: HOSTILE, declared: HOSTILE, live: HOSTILE }],
  }));
  const acceptance = { fingerprint: "a".repeat(20), reason: HOSTILE, until: "2027-01-01" };
  return report({
    organization: HOSTILE,
    stacks: [{ name: HOSTILE, where: HOSTILE, readOnly: "other provider" }],
    live: HOSTILE,
    fresh,
    accepted: fresh.slice(0, 1).map((drift) => ({ drift, acceptance })),
    expired: fresh.slice(1, 2).map((drift) => ({ drift, acceptance })),
    unused: [acceptance],
    undecided: [{ about: HOSTILE, side: "after", reason: HOSTILE, origin: live.settings[0]!.origin }],
    notes: [HOSTILE],
  });
}

describe("a drift report", () => {
  it("says beside each annotation what to do", () => {
    expect(runnerCommands(renderDriftAnnotations(report()))[0]?.data).toMatch(
      /^provider settings app-main was changed .*\. Remedy: Deploy again to put it right, or declare it as it is if it is meant\.$/,
    );
  });

  it("says what it is of in the same words in each format, also where nothing was found or no stack could be read", () => {
    const rendered = (each: DriftReport) => [
      renderDriftText(each).split("\n")[0],
      runnerCommands(renderDriftAnnotations(each)).at(-1)?.data,
      JSON.parse(renderDriftSarif(each, { version: "0.1.0" })).runs[0].invocations[0].toolExecutionNotifications[0]
        .message.text,
    ];
    expect(rendered(report({ fresh: [] }))).toEqual(["NO DRIFT  acme", "acme: no drift", "acme: no drift"]);
    const open = [{ about: "stack app", side: "both", reason: "x" } as const];
    const unread = report({ organization: "", fresh: [], undecided: open });
    const line = "organization not known: could not tell (1 could not be told)";
    expect(rendered(unread)).toEqual(["COULD NOT TELL  organization not known: 1 could not be told", line, line]);
    expect(renderDriftMarkdown(unread)).toContain("organization not known</code>: 1 could not be told.");
    expect(renderDriftHtml(unread)).toContain("drift of organization not known</title>");
  });

  it("says in each format what happened, whom it lets in, and why it weighs so much", () => {
    for (const text of [
      renderDriftText(report()),
      renderDriftMarkdown(report()).replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
      renderDriftHtml(report()).replaceAll(/<[^>]*>/g, ""),
      renderDriftSarif(report(), { version: "0.1.0" }),
      renderDriftAnnotations(report()),
      renderDriftJson(report()),
    ]) {
      expect(text).toContain("app-main");
      expect(text).toContain("was changed beside Terraform");
      expect(text).toContain("Write");
    }
  });

  it("tells what was proved of the run, and what was not", () => {
    expect(renderDriftText(report())).toContain("stack app: refreshed by a provider that only reads");
    const other = report({ stacks: [{ name: "app", where: "", readOnly: "other provider" }] });
    expect(renderDriftText(other)).toContain("that it wrote nothing is not proved");
    expect(renderDriftHtml(other)).toContain("that it wrote nothing is not proved");
  });

  it("says that it is partial, first of all", () => {
    const partial = report({ undecided: [{ about: "accounts", side: "after", reason: "403" }] });
    expect(renderDriftText(partial)).toMatch(/^1 DRIFT, AND THE REST COULD NOT BE TOLD/);
    expect(renderDriftMarkdown(partial)).toMatch(/^## Trust: 1 drift, and the rest could not be told/);
    expect(renderDriftHtml(partial)).toContain("This report is partial");
    const sarif = JSON.parse(renderDriftSarif(partial, { version: "0.1.0" }));
    expect(sarif.runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(renderDriftText({ ...partial, fresh: [] })).toMatch(/^COULD NOT TELL/);
  });

  it("says nothing of what has no effect where only alarms are listed", () => {
    const idle = managed(changed(APP, "cloudsmith_service.ci-app", { description: "by hand" }));
    expect(renderDriftText(report({ fresh: idle }))).toMatch(/^NO DRIFT {2}acme: 1 without effect/);
    expect(JSON.parse(renderDriftSarif(report({ fresh: idle }), { version: "0.1.0" })).runs[0].results).toEqual([]);
    expect(renderDriftAnnotations(report({ fresh: idle }))).not.toContain("::error");
  });

  it("holds nothing of a stranger's that a format would act on", () => {
    const evil = hostile();
    const text = renderDriftText(evil);
    expect(text).not.toContain("\u001b");
    expect(text).not.toMatch(/^\s*::/m);
    expect(renderDriftMarkdown(evil)).not.toMatch(/@octocat|<script|<!--|!\[/);
    expect(renderDriftHtml(evil)).not.toMatch(/<script|<!--|<img/);
    expect(renderDriftJson(evil)).not.toContain("\u001b");
    const sarif = renderDriftSarif(evil, { version: "0.1.0" });
    expect(sarif).not.toContain("\u001b");
    expect(sarifProblems(JSON.parse(sarif))).toEqual([]);
    for (const line of renderDriftAnnotations(evil).trimEnd().split("\n")) {
      expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
    }
    expect(validate(JSON.parse(renderDriftJson(evil)), DRIFT_SCHEMA as never)).toEqual([]);
  });

  it("is cut to what a comment holds, the verdict kept", () => {
    const fresh = Array.from({ length: 2_000 }, (_, index) => ({ ...WIDER[0]!, name: `s${index}` }));
    const text = renderDriftMarkdown(report({ fresh }));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/^## Trust: 2000 drifts/);
    expect(text).toContain("more.");
  });
});
