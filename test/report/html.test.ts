import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlSafe } from "../../lib/report/escape/html.js";
import { badge, chip, heading, link, phraseHtml, table } from "../../lib/report/html/blocks.js";
import { html } from "../../lib/report/html/html.js";
import { renderPage, scriptJson } from "../../lib/report/html/page.js";
import { phrase } from "../../lib/report/phrase.js";

const PAGE = { title: "t", header: html`<h1>h</h1>`, main: html`<p>m</p>` };
const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("text from strangers in HTML", () => {
  it.each([
    ["<img src=x onerror=alert(1)>", "&#60;img src=x onerror=alert(1)&#62;", "an element"],
    [`" onfocus='a' x=\`b\``, "&#34; onfocus=&#39;a&#39; x=&#96;b&#96;", "the end of an attribute"],
    ["&lt;b&gt;", "&#38;lt;b&#38;gt;", "an entity"],
    ["<!-- x --> ]]>", "&#60;!-- x --&#62; ]]&#62;", "a comment"],
    ["a\u202eb\u200b\u001b[2J", "a\\u{202e}b\\u{200b}\\u{1b}[2J", "what cannot be seen"],
    ["::error::x ##[error]y", "&#58;:error&#58;:x &#35;#[error]y", "a command for a CI's runner"],
  ])("shows %j as %j: %s", (text, shown) => {
    expect(htmlSafe(text)).toBe(shown);
  });

  it("leaves ordinary text of any language alone", () => {
    for (const text of ["ci-app: #1", "Köln/приложение", "日本語", "مشروع", "👍"]) {
      expect(htmlSafe(text)).toBe(text);
    }
  });

  it("never holds markup, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(htmlSafe(text)).not.toMatch(/[<>"'`\p{Cc}\p{Cf}\p{Cs}]|&(?!#\d+;)/u);
      }),
    );
  });
});

describe("a template of markup", () => {
  it("escapes what is put into it, and keeps markup that templates made", () => {
    const inner = html`<b>${"<i>"}</b>`;
    expect(html`<p title="${'"'}">${inner}${["a", 1, inner]}${undefined}</p>`.markup).toBe(
      '<p title="&#34;"><b>&#60;i&#62;</b>a1<b>&#60;i&#62;</b></p>',
    );
  });

  it("takes nothing that only looks like markup", () => {
    const forged = JSON.parse('{"markup":"<script>"}') as never;
    expect(() => html`${forged}`.markup).toThrow();
  });
});

describe("a page", () => {
  it("allows its own style and no script, network, form or base by its policy", () => {
    const page = renderPage({ ...PAGE, style: "p { color: red }" });
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
    expect(style).toContain("p { color: red }");
    expect(page).toContain(
      `content="default-src 'none'; style-src ${hash(style)}; script-src 'none'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|\sstyle=|\son\w+=|https?:/);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/);
  });

  it("names its one script by hash, and hands it texts as JSON that ends no element", () => {
    const data = { name: "</script><!--<script>\u2028 & \u202e ##[x]" };
    const page = renderPage({ ...PAGE, script: { code: "1 < 2;", data } });
    expect(page).toContain(`script-src ${hash("1 < 2;")};`);
    expect(page).toContain("<script>1 < 2;</script>");
    const written = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(written).toBe(scriptJson(data));
    expect(written).toMatch(/^[\x20-\x7e]*$/);
    expect(written).not.toMatch(/[<>&]|##\[/);
    expect(JSON.parse(written)).toEqual(data);
  });

  it("escapes its title", () => {
    expect(renderPage({ ...PAGE, title: "</title><b>" })).toContain("<title>&#60;/title&#62;&#60;b&#62;</title>");
  });

  it.each([
    [{ style: "</style>" }],
    [{ script: { code: "'</script>'", data: 1 } }],
    [{ script: { code: "'<!--'", data: 1 } }],
  ])("refuses %j of ours that would end its element", (part) => {
    expect(() => renderPage({ ...PAGE, ...part })).toThrow(/would end its element/);
  });
});

describe("the parts of pages", () => {
  it("say the verdict first, and what it was made from", () => {
    const { markup } = heading({ kind: "Review", verdict: "widened", tone: "bad", facts: [["before", chip("<a>")]] });
    expect(markup).toContain('<h1><span class="verdict verdict-bad">widened</span></h1>');
    expect(markup).toContain("<dt>before</dt><dd><code>&#60;a&#62;</code></dd>");
  });

  it("set off text from strangers, cut to what a person reads", () => {
    expect(phraseHtml(phrase`team ${"<x>"} of ${"acme"}`).markup).toBe(
      "team <code>&#60;x&#62;</code> of <code>acme</code>",
    );
    expect(chip("x".repeat(300)).markup).toBe(`<code>${"x".repeat(300)}</code>`);
    expect(chip("x".repeat(301)).markup).toBe(`<code>${"x".repeat(300)}…</code>`);
    expect(chip("").markup).toBe("<code> </code>");
  });

  it("name the column in every cell of a table", () => {
    const { markup } = table({ columns: ["severity", "who"], rows: [[badge("high"), "<b>"]] });
    expect(markup).toContain('<th scope="col" role="columnheader">severity</th>');
    expect(markup).toContain('<td role="cell" data-column="severity"><span class="badge badge-high">high</span></td>');
    expect(markup).toContain('<td role="cell" data-column="who">&#60;b&#62;</td>');
  });

  it("link to addresses of https alone", () => {
    expect(link("https://docs.cloudsmith.com/", "why").markup).toBe(
      '<a href="https://docs.cloudsmith.com/" rel="noreferrer noopener">why</a>',
    );
    expect(link("javascript:alert(1)", "why").markup).toBe("why");
  });
});
