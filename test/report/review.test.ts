import { describe, expect, it } from "vitest";
import {
  gravest,
  markdownSafe,
  REVIEW_SCHEMA,
  type ReviewReport,
  renderReviewAnnotations,
  renderReviewHtml,
  renderReviewJson,
  renderReviewMarkdown,
  renderReviewSarif,
  renderReviewText,
} from "../../lib/report/index.js";
import { checkTrust, reviewTrust, type TrustFileValue, type TrustModel } from "../../lib/trust/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { HARMFUL } from "../cli/executable.js";
import { sarifProblems } from "../support/sarif.js";
import { settingValue, trust } from "../trust/support.js";

function reportOf(before: TrustModel, after: TrustModel): ReviewReport {
  const findings = { before: checkTrust(before).findings, after: checkTrust(after).findings };
  return {
    review: reviewTrust(before, after, { findings }),
    before: "before.json",
    after: "after.json",
    names: new Map(),
  };
}

function report(before: Partial<TrustFileValue>, after: Partial<TrustFileValue>): ReviewReport {
  return reportOf(trust(before), trust(after));
}

const CLAIMS = { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/.*", event_name: "push" };
const WIDER = { settings: [settingValue({ claims: CLAIMS })] };

describe("the review as text", () => {
  it("says the verdict first, then who gains what, shown by a job", () => {
    expect(renderReviewText(report({}, WIDER))).toMatchInlineSnapshot(`
      "WIDENED  trust of acme: 1 gain, no losses
        before.json → after.json
        before: 1 setting and 1 account (the whole organization); after: 1 setting and 1 account (the whole organization)

      Gained
        medium   ci-app lets in more
                 Write on prod (by grant)
                 now let in: a job of the repository with id 74 (push at refs/heads/other), by app-main
                 weighs so since: an existing account lets in more
                 at /settings/0

      Not looked at: acceptances, policies, providers and backends (they are in synthesized apps only); the files that were changed, such as workflows; API keys that people and accounts hold already; who is in a team, beside service accounts; entitlement tokens; the organization's own default privileges.
      "
    `);
  });

  it("says of an unchanged trust that it is, and what was not looked at", () => {
    const text = renderReviewText(report({}, {}));
    expect(text).toMatch(/^UNCHANGED {2}trust of acme: no gains, no losses\n/);
    expect(text).toContain("Not looked at: acceptances, policies");
    expect(text).toContain("; API keys that people and accounts hold already;");
  });

  it("says what could not be told", () => {
    const { privileges: _, ...rest } = { privileges: undefined, accounts: [{ slug: "ci-app" }] };
    const without = { ...trust(rest), unknowns: [unread] };
    const review = reviewTrust(without, trust(WIDER));
    const text = renderReviewText({ review, before: "a", after: "b", names: new Map() });
    expect(text).toMatch(/^WIDENED, and the rest could not be told/);
    expect(text).toContain("Could not tell\n  - privileges, before: the API forbade it\n");
  });
});

const unread = {
  about: "privileges",
  reason: "the API forbade it",
  origin: { source: "live", where: "api", at: "" },
} as const;

describe("what weakens the reviewer", () => {
  const changedFiles = [{ path: "CODEOWNERS" }];
  const review = reviewTrust(trust({}), trust(WIDER), { changedFiles });
  const made: ReviewReport = { review, before: "a", after: "b", names: new Map() };

  it("comes first in every format, and is as grave as high", () => {
    expect(gravest(review)).toBe("high");
    expect(renderReviewText(made)).toMatch(
      /^WIDENED .*: 1 weakens the reviewer, 1 gain.*\n[\s\S]*?\n\nWeakens the reviewer\n {2}high {5}CODEOWNERS says who has to review what, and is changed\n\nGained\n/,
    );
    const markdown = renderReviewMarkdown(made);
    expect(markdown.indexOf("### Weakens the reviewer")).toBeLessThan(markdown.indexOf("### Gained"));
    const value = JSON.parse(renderReviewJson(made));
    expect(validate(value, REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value).toMatchObject({ severity: "high", weakened: [{ kind: "workflow", where: "CODEOWNERS" }] });
    expect(value.notReviewed.join()).not.toContain("files that were changed");
    const page = renderReviewHtml(made);
    expect(page.indexOf("Weakens the reviewer")).toBeGreaterThan(0);
    expect(page.indexOf("Weakens the reviewer")).toBeLessThan(page.indexOf("Gained"));
    expect(renderReviewAnnotations(made)).toMatch(
      /^::error file=CODEOWNERS,title=high review-weakened-workflow::CODEOWNERS: .*\. Remedy: take it out of the change, and have it reviewed by itself\n/,
    );
    expect(JSON.parse(renderReviewSarif(made, { version: "1.0.0" })).runs[0].results[0]).toMatchObject({
      ruleId: "review-weakened-workflow",
      locations: [{ physicalLocation: { artifactLocation: { uri: "CODEOWNERS" } } }],
    });
  });
});

describe("the review in markdown", () => {
  it("says the verdict first", () => {
    expect(renderReviewMarkdown(report({}, WIDER))).toMatch(/^## Trust is widened\n/);
    expect(renderReviewMarkdown(report({}, {}))).toMatch(/^## Trust is unchanged\n/);
  });

  it("fits into a comment, however much changes", () => {
    const slugs = Array.from({ length: 500 }, (_, index) => `ci-${index}`);
    const accounts = slugs.map((slug) => ({ slug }));
    const settings = [settingValue({ name: "*".repeat(500), service_accounts: slugs })];
    const text = renderReviewMarkdown(report({ accounts, settings: [] }, { accounts, settings }));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/… and \d+ more/);
  });
});

describe("the review as JSON", () => {
  it("has the published shape, whatever changes", () => {
    const after: Partial<TrustFileValue> = {
      accounts: [{ slug: "ci-app", role: "Manager" }, { slug: "new" }],
      settings: [settingValue({ claims: {} }), settingValue({ name: "new", service_accounts: ["new"] })],
      repositories: [{ slug: "prod", default_privilege: "Read", repository_type_str: "Public" }],
      privileges: [{ repository: "prod", team: "people", privilege: "Admin" }],
    };
    for (const made of [report({}, after), report(after, {}), report({}, {})]) {
      const value = JSON.parse(renderReviewJson(made));
      expect(validate(value, REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    }
    const value = JSON.parse(renderReviewJson(report({}, after)));
    expect(value).toMatchObject({ version: 1, direction: "both", complete: true, severity: "critical" });
  });
});

describe("the review as SARIF and as annotations", () => {
  const all = report({}, { settings: [settingValue({ claims: {} })] });

  it("passes the 2.1.0 schema, with gains and new findings as results", () => {
    const document = JSON.parse(renderReviewSarif(all, { version: "1.0.0" }));
    expect(sarifProblems(document)).toEqual([]);
    const [run] = document.runs;
    const ids = run.results.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(ids).toContain("review-gained-admission");
    expect(ids).toContain("no-claims");
    expect(run.invocations[0].executionSuccessful).toBe(true);
    expect(sarifProblems(JSON.parse(renderReviewSarif(report({}, {}), { version: "1.0.0" })))).toEqual([]);
  });

  it("shows the line that a place was written at, where it is known", () => {
    const locate = () => ({ file: "main.ts", line: 12 });
    const [first] = JSON.parse(renderReviewSarif(all, { version: "1.0.0", locate })).runs[0].results;
    expect(first.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "main.ts" },
      region: { startLine: 12 },
    });
    expect(renderReviewAnnotations(all, locate)).toMatch(/^::error file=main.ts,line=12,title=/);
  });

  it("says of an unchanged trust no more than the verdict", () => {
    expect(renderReviewAnnotations(report({}, {}))).toBe(
      "::notice title=cloudsmith-trust::acme: Trust is unchanged (no gains, no losses)\n",
    );
  });
});

describe("the review as a page", () => {
  it("says the verdict first, with a job for each gain and the claims of its token", () => {
    const page = renderReviewHtml(report({}, WIDER));
    expect(page).toContain("<title>Trust is widened: review of acme</title>");
    expect(page).toContain("Now let in: a job of the repository with id 74 (push at refs/heads/other)");
    expect(page).toContain("repository_id: &#34;74&#34;\n");
    expect(page).toContain("Content-Security-Policy");
    expect(page).not.toContain("<script");
    expect(renderReviewHtml(report({}, {}))).toContain('verdict-good">Trust is unchanged<');
  });

  it("names what stands at a pointer, and groups findings by their rule", () => {
    const settings = ["one", "two"].map((name) => settingValue({ name, claims: {} }));
    const made = report({ settings: [] }, { settings });
    const places = new Map([["trust.json\n/settings/0", "setting one"]]);
    const page = renderReviewHtml({ ...made, places });
    expect(page).toContain("setting one (/settings/0)");
    expect(page.match(/no-claims/g)).toHaveLength(1 + Number(page.includes("the rule no-claims")));
  });

  it("stays of a size that a browser takes, however much changes", () => {
    const slugs = Array.from({ length: 600 }, (_, index) => `ci-${index}`);
    const accounts = slugs.map((slug) => ({ slug }));
    const page = renderReviewHtml(
      report({ accounts, settings: [] }, { accounts, settings: [settingValue({ service_accounts: slugs })] }),
    );
    expect(page).toContain("… and 101 more");
    expect(page.length).toBeLessThan(2_000_000);
  });
});

describe("the snapshot that a review was joined with", () => {
  const context = {
    where: "s.json",
    takenAt: "2026-11-25T06:00:00Z",
    by: "drift",
    ageSeconds: 90_000,
    unread: [unread],
  };
  const made = { ...report({}, WIDER), context };

  it("is told in every format, with its age and what it could not read", () => {
    const words = "joined with a snapshot of 2026-11-25 06:00 UTC, a day old (s.json, by drift)";
    const partial = "The snapshot is partial. Not read: privileges.";
    expect(renderReviewText(made)).toContain(`${words}\n  ${partial}\n`);
    expect(renderReviewMarkdown(made)).toContain(markdownSafe(words));
    expect(renderReviewMarkdown(made)).toContain(`**${partial}**`);
    expect(renderReviewHtml(made)).toContain(words.slice(1));
    expect(renderReviewHtml(made)).toContain(partial);
    expect(renderReviewSarif(made, { version: "1.0.0" })).toContain(words);
    expect(renderReviewAnnotations(made)).toContain(`::warning title=snapshot::${partial}\n`);
    const value = JSON.parse(renderReviewJson(made));
    expect(validate(value, REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value.context).toMatchObject({ ageSeconds: 90_000, unread: [{ about: "privileges" }] });
  });

  it("says its age in days, so that a comment without news stays as it is", () => {
    const aged = (ageSeconds: number) => renderReviewMarkdown({ ...made, context: { ...context, ageSeconds } });
    expect(aged(60)).toBe(aged(86_399));
    expect(aged(86_400)).toBe(aged(172_799));
    expect(aged(86_399)).not.toBe(aged(86_400));
  });
});

describe("the gravest severity", () => {
  it("is that of gains and new findings, and none where there are neither", () => {
    expect(gravest(report({}, {}).review)).toBeUndefined();
    expect(gravest(report({}, WIDER).review)).toBe("medium");
    expect(gravest(report({}, { settings: [settingValue({ claims: {} })] }).review)).toBe("critical");
  });
});

describe("names of strangers", () => {
  const HOSTILE = [
    "\u001b[2J\u001b]8;;https://evil.example\u0007",
    "a\u202eb\u2066c",
    "x | y\n::error::forged",
    "<!-- --><img src=x onerror=alert(1)>",
    "@octocat #1 [link](https://evil.example) www.evil.example",
    "`</code>` **bold** ~~x~~ \\",
    "${constructor.constructor('x')()}",
    "\ud800",
  ];

  const SOMEBODY = "SOMEBODY";
  const after = trust({
    accounts: [{ slug: "ci-app" }, { slug: SOMEBODY, role: "Manager", teams: [{ slug: SOMEBODY, role: "Manager" }] }],
    settings: [
      settingValue({
        name: SOMEBODY,
        service_accounts: [SOMEBODY],
        claims: { [SOMEBODY]: `${SOMEBODY}.*`, environment: SOMEBODY },
      }),
    ],
    repositories: [{ slug: "prod" }, { slug: SOMEBODY, default_privilege: "Write" }],
    privileges: [
      { repository: SOMEBODY, service: SOMEBODY, privilege: "Admin" },
      { repository: SOMEBODY, team: SOMEBODY, privilege: "Admin" },
      { repository: SOMEBODY, user: SOMEBODY, privilege: "Admin" },
    ],
    teams: [{ slug: SOMEBODY }],
  });

  it.each(HOSTILE)("stay harmless in every format: %j", (name) => {
    // no file may hold such slugs; a plan or a live organization is not asked
    const named: TrustModel = JSON.parse(JSON.stringify(after).replaceAll(SOMEBODY, JSON.stringify(name).slice(1, -1)));
    const unknown = {
      about: "privileges",
      name,
      reason: name,
      origin: { source: "plan", where: name, at: name },
    } as const;
    const context = { where: name, takenAt: "2026-11-25T06:00:00Z", by: name, ageSeconds: 60, unread: [unknown] };
    const alone = reportOf(trust(), { ...named, unknowns: [unknown] });
    const made: ReviewReport = {
      ...alone,
      review: { ...alone.review, weakened: [{ kind: "provider", severity: "high", where: name, message: name }] },
      context,
      places: new Map([["trust.json\n/settings/0", name]]),
    };
    expect(made.review.gained.length).toBeGreaterThan(3);
    const text = renderReviewText(made);
    expect(text).not.toMatch(HARMFUL);
    expect(text).not.toMatch(/^\s*::/m);
    const json = renderReviewJson(made);
    expect(json).not.toMatch(HARMFUL);
    expect(validate(JSON.parse(json), REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    const markdown = renderReviewMarkdown(made);
    expect(markdown).not.toMatch(HARMFUL);
    expect(markdown).not.toMatch(/@octocat|<img|<!--|\]\(|https?:\/\/evil|www\.evil|\*\*bold|~~x/);
    expect(markdown).not.toMatch(/^\s*::/m);
    const page = renderReviewHtml(made);
    expect(page).not.toMatch(HARMFUL);
    expect(page).not.toMatch(/<img|<script|<!-- -->|<\/code>`/);
    expect(page).not.toMatch(/^\s*::|##\[/m);
    const sarif = renderReviewSarif(made, { version: "1.0.0" });
    expect(sarif).not.toMatch(HARMFUL);
    expect(sarifProblems(JSON.parse(sarif))).toEqual([]);
    for (const line of renderReviewAnnotations(made).trimEnd().split("\n")) {
      expect(line).toMatch(/^::(?:error|warning|notice) /);
      expect(line).not.toMatch(HARMFUL);
    }
  });

  it("are code in markdown, with nothing in them that ends it", () => {
    expect(markdownSafe("@a | `b`\n</code>")).toBe("<code>&#64;a &#124; &#96;b&#96;&#92;n&#60;&#47;code&#62;</code>");
  });
});
