import { describe, expect, it } from "vitest";
import { renderGraphHtml } from "../../../lib/report/graph/html.js";
import { SCRIPT } from "../../../lib/report/graph/script.js";
import { graphDocument } from "../../../lib/report/index.js";
import type { TrustModel } from "../../../lib/trust/index.js";
import { hostile, MODEL, report, thousandReport } from "./support.js";

const PAGE = renderGraphHtml(report());
const dataOf = (page: string): unknown =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(page)?.[1] ?? "");

describe("the page of the graph", () => {
  it("holds the graph as the very JSON that --format json prints", () => {
    expect(dataOf(PAGE)).toEqual(JSON.parse(JSON.stringify(graphDocument(report()))));
  });

  it("runs one constant script, and nothing that needs a network", () => {
    expect(PAGE).toContain(`<script>${SCRIPT}</script>`);
    expect(PAGE.match(/<script/g)).toHaveLength(2);
    expect(PAGE.replace(SCRIPT, "")).not.toMatch(/\s(src|action|on\w+|style)=|@import|url\(/);
    expect(SCRIPT).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch\(|XMLHttp|import\(|setAttribute\("style/,
    );
  });

  it("has its parts under headings, with names for what is operated", () => {
    expect(PAGE).toContain(
      '<h1><span class="verdict verdict-neutral">Who may publish what to <code>acme</code></span></h1>',
    );
    for (const name of ["Search", "Account", "Repository", "Findings"]) {
      expect(PAGE).toMatch(new RegExp(`<label[^>]*>${name}<(input|select) id=`));
    }
    expect(PAGE).toContain('<p id="status" role="status"></p>');
    expect([...PAGE.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      ...new Set([...PAGE.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]);
  });

  it("tells what rules find without the script, with a link to where it is", () => {
    expect(PAGE).toMatch(/<h2>What rules find <span class="count">4<\/span><\/h2>/);
    expect(PAGE).toContain('<span class="badge badge-critical">1 critical</span> <code>no-claims</code>');
    expect(PAGE).toContain('<a href="#chosen=setting+open"><code>open</code></a>');
    expect(renderGraphHtml({ ...report(), graph: { ...report().graph, findings: [] } })).toContain(
      '<p class="note note-good">Nothing.</p>',
    );
  });

  it("says first that it is not complete, and what could not be read", () => {
    const origin = { source: "live", where: "api.cloudsmith.io", at: "GET /repos/acme/" } as const;
    const page = renderGraphHtml(report({ ...MODEL, unknowns: [{ about: "repositories", reason: "403", origin }] }));
    expect(page).toContain('<span class="verdict verdict-warn">');
    expect(page).toContain("Not complete: something could not be read, see below.");
    expect(page).toContain('repositories: 403 <span class="muted">at <code>GET /repos/acme/</code></span>');
  });

  it("says what it is around", () => {
    const page = renderGraphHtml(report(MODEL, { account: "ci-app", repository: "prod" }));
    expect(page).toContain("<dt>Around account</dt><dd><code>ci-app</code></dd>");
    expect(page).toContain("<dt>Around repository</dt><dd><code>prod</code></dd>");
  });

  it("shows hostile names as text, and ends no element by them", () => {
    const page = renderGraphHtml(report(hostile()));
    expect(page.match(/<\/?script/g)).toHaveLength(4);
    expect(page).not.toMatch(/<(img|b|i)\b/);
    expect(page.replace(SCRIPT, "")).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]|##\[|^\s*::/mu);
    expect(dataOf(page)).toEqual(JSON.parse(JSON.stringify(graphDocument(report(hostile())))));
  });

  it("is at most 2 MB for 1,000 pipelines, four findings on each setting too", () => {
    const one = thousandReport();
    const setting = one.graph.nodes.find(({ kind }) => kind === "setting")!;
    const findings = one.graph.nodes.flatMap((node) =>
      node.kind === "setting"
        ? Array.from({ length: 4 }, () => ({ ...setting.findings[0]!, message: "x".repeat(150) }))
        : [],
    );
    const page = renderGraphHtml({ ...one, graph: { ...one.graph, findings } });
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(Buffer.byteLength(page)).toBeGreaterThan(1_000_000);
  });
});

describe("the page's lists", () => {
  const withFindings = (count: number): string => {
    const base = report();
    const [finding] = base.graph.findings;
    const findings = Array.from({ length: count }, () => ({ ...finding! }));
    return renderGraphHtml({ ...base, graph: { ...base.graph, findings } });
  };

  it.each([
    [50, false],
    [51, true],
  ])("of %i findings of a rule are cut: %s", (count, isCut) => {
    expect(withFindings(count).includes("… and 1 more: search the graph for <code>no-claims</code>")).toBe(isCut);
  });

  it.each([
    [100, false],
    [101, true],
  ])("of %i things that could not be told are cut: %s", (count, isCut) => {
    const origin = { source: "live", where: "x", at: "" } as const;
    const unknowns: TrustModel["unknowns"] = Array.from({ length: count }, (_, index) => ({
      about: "privileges",
      name: `repo-${index}`,
      reason: "403",
      origin,
    }));
    expect(renderGraphHtml(report({ ...MODEL, unknowns })).includes("<li>… and 1 more</li>")).toBe(isCut);
  });
});
