import { describe, expect, it } from "vitest";
import { mermaidSafe, renderGraphMarkdown, renderGraphMermaid } from "../../../lib/report/index.js";
import { graphOf, type TrustModel } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../../trust/support.js";
import { HOSTILE, hostile, MODEL, report, thousandReport } from "./support.js";

const LABEL = String.raw`"[^"\n]+"`;
const ID = "[a-z]+[0-9]*";
/** The part of Mermaid's grammar that is used: nodes of five shapes, edges, classes, and what is read out. */
const STATEMENTS = [
  new RegExp(
    `^${ID}(\\(\\[${LABEL}\\]\\)|\\{\\{${LABEL}\\}\\}|\\(${LABEL}\\)|\\[\\[${LABEL}\\]\\]|\\[\\(${LABEL}\\)\\]|>${LABEL}\\]|\\[${LABEL}\\])$`,
  ),
  new RegExp(`^${ID} (-->|-\\.->)(\\|${LABEL}\\|)? ${ID}$`),
  /^classDef [a-z]+ [a-z0-9:#, -]+$/,
  new RegExp(`^class ${ID}(,${ID})* [a-z]+$`),
  /^acc(Title|Descr): [A-Za-z0-9, ]+$/,
];

function statements(text: string): readonly string[] {
  const [head, ...lines] = text.trimEnd().split("\n");
  expect(head).toBe("flowchart LR");
  const wrong = lines.filter((line) => !STATEMENTS.some((form) => form.test(line.trim())));
  expect(wrong).toEqual([]);
  return lines.map((line) => line.trim());
}

const of = (model: TrustModel, ...rest: readonly never[]): readonly string[] =>
  statements(renderGraphMermaid(report(model, ...rest)));

describe("the graph as Mermaid", () => {
  it("draws every element and what joins them", () => {
    expect(renderGraphMermaid(report())).toMatchInlineSnapshot(`
      "flowchart LR
        accTitle: Who may publish what to Cloudsmith, from which CI job
        accDescr: 2 issuers, 4 settings, 3 accounts, 3 repositories, 4 findings
        issuer1(["GitHub Actions<br/>https#58;#47;#47;token.actions.githubusercontent.com"])
        issuer2(["GitLab CI/CD<br/>https#58;#47;#47;gitlab.com"])
        setting1{{"app-main<br/>repository_id 74<br/>repository_owner_id 65<br/>ref refs/heads/main<br/>event_name push<br/>⚠ 1 low"}}
        setting2{{"open<br/>any token of the issuer<br/>⚠ 1 critical"}}
        setting3{{"off<br/>disabled<br/>ref refs/tags/v#46;#42;<br/>⚠ 1 low"}}
        setting4{{"mapped<br/>namespace_id 5<br/>account by project_id"}}
        account1("ci-app<br/>⚠ 1 high")
        account2("ci-docs")
        account3("boss")
        team1[["team release"]]
        managers>"Managers<br/>can take any privilege"]
        everyone>"everyone in the organization"]
        anyone>"anyone, without an account"]
        repository1[("prod")]
        repository2[("docs")]
        repository3[("dark")]
        issuer1 --> setting1
        setting1 --> account1
        issuer1 --> setting2
        setting2 --> account2
        issuer1 --> setting3
        setting3 --> account1
        issuer2 --> setting4
        setting4 -->|"1 or 2"| account2
        account1 --> team1
        account3 -.->|"role Manager"| managers
        team1 -->|"Admin"| repository1
        account2 -->|"Write"| repository2
        everyone -.->|"Read by default"| repository2
        anyone -.->|"Read, public"| repository2
        classDef low stroke:#4b83c3,stroke-width:2px
        class setting1,setting3 low
        classDef high stroke:#d9541e,stroke-width:3px
        class account1 high
        classDef critical stroke:#c2183a,stroke-width:4px
        class setting2 critical
        classDef disabled stroke-dasharray:4 4
        class setting3 disabled
      "
    `);
  });

  it("draws the part around a repository", () => {
    const lines = statements(renderGraphMermaid(report(MODEL, { repository: "prod" })));
    expect(lines).toContain('managers -.->|"role Manager"| repository1');
    expect(lines.join("\n")).not.toContain("ci-docs");
  });

  it("says where it is not complete, and where there may be more beside it", () => {
    const origin = { source: "plan", where: "x", at: "y" } as const;
    const lines = of({ ...MODEL, scope: "declared", unknowns: [{ about: "settings", reason: "403", origin }] });
    expect(lines).toContain('note1["Not complete: something could not be read"]');
    expect(lines).toContain('note2["What is declared; there may be more beside it"]');
  });

  it("of nothing says so", () => {
    const nothing = trust({ accounts: [], settings: [], repositories: [], privileges: [] });
    expect(of(nothing)).toContain('note1["There is nothing to draw"]');
  });
});

describe("a Mermaid diagram of many", () => {
  it("shows what is alike together, with how much each leads to, and says so", () => {
    const text = renderGraphMermaid(thousandReport());
    const lines = statements(text);
    expect(lines.filter((line) => line.includes("-->"))).toEqual([
      "issuer1 --> setting1",
      'setting1 -->|"1 each"| account1',
      'account1 -->|"Write 1 each"| repository1',
    ]);
    expect(text).toContain(
      "1,000 settings<br/>by environment#44; repository<br/>pipeline-0, pipeline-1, pipeline-2 …<br/>⚠ ",
    );
    expect(text).toContain("2,101 elements are drawn as 4: what is alike stands together.");
  });

  it.each([
    [40, 120],
    [41, 6],
  ])("of %i pipelines, each with a repository of its own but for one, has %i elements", (pipelines, elements) => {
    const indices = Array.from({ length: pipelines }, (_, index) => index);
    const model = trust({
      accounts: indices.map((index) => ({ slug: `ci-${index}` })),
      settings: indices.map((index) => settingValue({ name: `s-${index}`, service_accounts: [`ci-${index}`] })),
      repositories: indices.slice(1).map((index) => ({ slug: `r-${index}` })),
      privileges: indices
        .slice(1)
        .map((index) => ({ repository: `r-${index}`, service: `ci-${index}`, privilege: "Write" })),
    });
    const lines = of(model).filter((line) => /^(issuer|setting|account|repository)\d+[([{]/.test(line));
    expect(lines).toHaveLength(elements);
  });

  it("stays within Mermaid's limits even where nothing is alike", () => {
    const indices = Array.from({ length: 300 }, (_, index) => index);
    const model = trust({
      accounts: indices.map((index) => ({ slug: `ci-${index}` })),
      settings: indices.map((index) =>
        settingValue({
          name: `s-${index}`,
          provider_url: `https://issuer-${index}.example.com`,
          claims: { [`claim_${index}`]: "x".repeat(200) },
          service_accounts: indices
            .slice(0, index + 1)
            .map((other) => `ci-${other}`)
            .slice(-40),
        }),
      ),
      repositories: indices.map((index) => ({ slug: `r-${index}` })),
      privileges: indices.flatMap((index) =>
        indices
          .slice(0, index % 20)
          .map((other) => ({ repository: `r-${index}`, service: `ci-${other}`, privilege: "Read" as const })),
      ),
    });
    const text = renderGraphMermaid({ ...report(), graph: graphOf(model) });
    const lines = statements(text);
    expect(text.length).toBeLessThan(50_000);
    expect(lines.filter((line) => /^\w+ (-->|-\.->)/.test(line)).length).toBeLessThan(500);
    expect(text).toContain("stands together");
  });
});

describe("text from strangers in a Mermaid label", () => {
  it.each([
    ['a"]<b>', "a#34;#93;#60;b#62;"],
    ["refs/heads/main", "refs/heads/main"],
    ["v1.2-rc_3", "v1.2-rc_3"],
    ["1. list", "1#46; list"],
    ["- list", "#45; list"],
    ["a\\nb", "a∖nb"],
    ["fa:fa-car fab:fa-x a:b", "fa∶fa-car fab∶fa-x a#58;b"],
    ["$$x$$ $1", "#36;＄x#36;＄ #36;1"],
    ["a\nb\u202e", "a∖nb∖u#123;202e#125;"],
  ])("shows %j as %j", (text, label) => {
    expect(mermaidSafe(text, 60)).toBe(label);
  });

  it("is cut to a length that a diagram bears", () => {
    expect(mermaidSafe("x".repeat(60), 60)).toBe("x".repeat(60));
    expect(mermaidSafe("x".repeat(61), 60)).toBe(`${"x".repeat(59)}…`);
  });

  it("breaks out of nothing, whatever it is", () => {
    const text = renderGraphMermaid(report(hostile()));
    statements(text);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]|<(?!br\/>)|`|%|::|@|\\/u);
    for (const harmless of ["end", "1#46; list", "#64;octocat"]) {
      expect(text).toContain(`("${harmless}<br/>`.slice(0, -5));
    }
    expect(HOSTILE.length).toBeGreaterThan(10);
  });
});

describe("the graph as markdown", () => {
  it("is the diagram in a block, with what it was read from", () => {
    const one = report(MODEL, { account: "ci-app" });
    const text = renderGraphMarkdown(one);
    expect(text).toMatch(
      /^## Trust of <code>acme<\/code> around account <code>ci&#45;app<\/code>\n\n```mermaid\nflowchart LR\n/,
    );
    expect(text).toContain(
      `${renderGraphMermaid(one)}\`\`\`\n\n<sub>Read from <code>trust&#46;json</code>. Not drawn: people`,
    );
  });

  it("has one block, whatever names hold", () => {
    const text = renderGraphMarkdown(report(hostile()));
    expect(text.match(/```/g)).toHaveLength(2);
    expect(text).toContain("**Not complete**");
    expect(text).not.toMatch(/<img|@octocat/);
  });
});
