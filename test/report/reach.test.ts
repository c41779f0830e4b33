import { describe, expect, it } from "vitest";
import {
  REACH_SCHEMA,
  type ReachReport,
  renderReachJson,
  renderReachMarkdown,
  renderReachText,
} from "../../lib/report/index.js";
import { reachOfAccount, reachOfJob, reachOfRepository, type TrustModel } from "../../lib/trust/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { settingValue, trust } from "../trust/support.js";

const MODEL = trust({
  accounts: [
    { slug: "ci-app", teams: [{ slug: "release" }] },
    { slug: "boss", role: "Manager" },
  ],
  settings: [
    settingValue({ claims: { repository_id: "74", ref: "refs/heads/main" } }),
    settingValue({
      name: "mapped",
      claims: {},
      service_accounts: [],
      mapping_claim: "environment",
      dynamic_mappings: ["a", "b", "c", "d", "e", "f"].map((claim_value) => ({ claim_value, service_account: "boss" })),
    }),
  ],
  repositories: [
    { slug: "prod", default_privilege: "Read" },
    { slug: "open", repository_type_str: "Public" },
  ],
  privileges: [
    { repository: "prod", service: "ci-app", privilege: "Read" },
    { repository: "prod", team: "release", privilege: "Write" },
    { repository: "prod", user: "alice", privilege: "Admin" },
  ],
});
const JOB = { repository: "acme/app", repositoryId: 74, ownerId: 65, ref: "refs/heads/main", environment: "b" };

function report(reach: ReachReport["reach"], asked = "prod"): ReachReport {
  return { reach, asked, organization: "acme", trust: "trust.json", names: new Map() };
}

const toProd = (model: TrustModel = MODEL) => report(reachOfRepository(model, "prod"));
const ofBoss = report(reachOfAccount(MODEL, "boss"), "boss");
const ofJob = report(reachOfJob(MODEL, JOB), "a job of acme/app (push at refs/heads/main in environment b)");

/** Something of the grants is not known. */
const PARTIAL: TrustModel = {
  ...MODEL,
  unknowns: [
    {
      about: "privileges",
      name: "prod",
      reason: "GET /repos/acme/prod/privileges answered 403",
      origin: { source: "live", where: "x", at: "y" },
    },
  ],
};

describe("reach for a person", () => {
  it("says who reaches a repository, at which level, through what, and how jobs become them", () => {
    expect(renderReachText(toProd())).toMatchInlineSnapshot(`
      "Who reaches prod of acme
        trust.json: the whole organization

        role Manager: a Manager has no privilege by its role, but decides who is in which team, which keys accounts have and whose tokens get them, so it can take any privilege that there is

      Admin
        boss        role Manager
            ← mapped: tokens of https://token.actions.githubusercontent.com with environment "a" or "b" or "c" or "d" or 2 more values
        user alice  grant

      Write
        ci-app        team release, grant
            ← app-main: tokens of https://token.actions.githubusercontent.com with repository_id "74", ref "refs/heads/main"
        team release  grant

      Read
        everyone in the organization  default

      Not looked at: people, their roles and their teams; API keys that people and accounts hold already; entitlement tokens; the organization's own default privilege.
      "
    `);
  });

  it("says what an account reaches, and why a Manager reaches everything", () => {
    expect(renderReachText(ofBoss)).toMatchInlineSnapshot(`
      "What boss of acme reaches
        trust.json: the whole organization

        everything: a Manager has no privilege by its role, but decides who is in which team, which keys accounts have and whose tokens get them, so it can take any privilege that there is
        Read  open  public
        Read  prod  default

      How it is got
        mapped  tokens of https://token.actions.githubusercontent.com with environment "a" or "b" or "c" or "d" or 2 more values

      Not looked at: people, their roles and their teams; API keys that people and accounts hold already; entitlement tokens; the organization's own default privilege.
      "
    `);
  });

  it("says what a job reaches as each account", () => {
    expect(renderReachText(ofJob)).toMatchInlineSnapshot(`
      "What a job of acme/app (push at refs/heads/main in environment b) reaches in acme
        trust.json: the whole organization

      as boss, by mapped
        everything: a Manager has no privilege by its role, but decides who is in which team, which keys accounts have and whose tokens get them, so it can take any privilege that there is
        Read  open  public
        Read  prod  default

      as ci-app, by app-main
        Read   open  public
        Write  prod  team release, grant, default

      Not looked at: people, their roles and their teams; API keys that people and accounts hold already; entitlement tokens; the organization's own default privilege.
      "
    `);
  });

  it("says why a job reaches nothing", () => {
    const fork = report(reachOfJob(MODEL, { ...JOB, event: "pull_request", ref: "refs/pull/1/merge", fromFork: true }));
    expect(renderReachText(fork)).toContain("\n  nothing: GitHub gives no identity token");
    const stranger = report(reachOfJob(trust(), { ...JOB, repositoryId: 99 }));
    expect(renderReachText(stranger)).toContain("\n  nothing: no setting that is known of gives it an account");
  });

  it("says what could not be told", () => {
    expect(renderReachText(toProd(PARTIAL))).toContain(
      "Could not tell all of it\n  - privileges prod: GET /repos/acme/prod/privileges answered 403\n",
    );
    expect(renderReachText(report(reachOfRepository(trust({ repositories: [] }), "prod")))).toContain(
      "only grants on it are known",
    );
  });

  it("calls accounts that have no slug yet by their names", () => {
    const identity = "${cloudsmith_service.ci}";
    const model = trust({ privileges: [] });
    const grant = {
      repository: "prod",
      privilege: "Write",
      service: identity,
      origin: model.accounts[0]!.origin,
    } as const;
    const named = { ...toProd({ ...model, grants: [grant] }), names: new Map([[identity, "ci-app"]]) };
    for (const render of [renderReachText, renderReachMarkdown, renderReachJson]) {
      expect(render(named)).toContain(render === renderReachMarkdown ? "ci&#45;app" : "ci-app");
      expect(render(named)).not.toContain("cloudsmith_service.ci");
    }
  });

  it("stays short where there is much, and says how much it left out", () => {
    const accounts = Array.from({ length: 200 }, (_, index) => ({ slug: `ci-${index}` }));
    const many = trust({
      accounts,
      privileges: accounts.map(({ slug }) => ({ repository: "prod", service: slug, privilege: "Write" as const })),
      settings: Array.from({ length: 20 }, (_, index) =>
        settingValue({ name: `s${index}`, service_accounts: ["ci-0"] }),
      ),
    });
    const text = renderReachText(toProd(many));
    expect(text).toContain("… and 150 more; --format json has them all");
    expect(text).toContain("… and 15 more");
    expect(text.split("\n").length).toBeLessThan(80);
    expect(JSON.parse(renderReachJson(toProd(many))).holders).toHaveLength(200);
  });
});

describe("reach in markdown", () => {
  it("is a heading, a table a level, and what was not looked at", () => {
    expect(renderReachMarkdown(toProd())).toMatchInlineSnapshot(`
      "## Who reaches <code>prod</code> of <code>acme</code>

      <code>trust&#46;json</code>: the whole organization

      role Manager: a Manager has no privilege by its role, but decides who is in which team, which keys accounts have and whose tokens get them, so it can take any privilege that there is

      ### Admin

      | who | by |
      | --- | --- |
      | <code>boss</code> | role Manager<br><code>mapped</code>: tokens of <code>https&#58;&#47;&#47;token&#46;actions&#46;githubusercontent&#46;com</code> with <code>environment</code> <code>&#34;a&#34;</code> or <code>&#34;b&#34;</code> or <code>&#34;c&#34;</code> or <code>&#34;d&#34;</code> or 2 more values |
      | user <code>alice</code> | grant |

      ### Write

      | who | by |
      | --- | --- |
      | <code>ci&#45;app</code> | team <code>release</code>, grant<br><code>app&#45;main</code>: tokens of <code>https&#58;&#47;&#47;token&#46;actions&#46;githubusercontent&#46;com</code> with <code>repository&#95;id</code> <code>&#34;74&#34;</code>, <code>ref</code> <code>&#34;refs&#47;heads&#47;main&#34;</code> |
      | team <code>release</code> | grant |

      ### Read

      | who | by |
      | --- | --- |
      | everyone in the organization | default |

      <sub>Not looked at: people, their roles and their teams; API keys that people and accounts hold already; entitlement tokens; the organization's own default privilege.</sub>
      "
    `);
  });

  it("fits into a comment, whatever there is", () => {
    const long = "x".repeat(250);
    const accounts = Array.from({ length: 400 }, (_, index) => ({ slug: `${long}${index}`, name: "n" }));
    const grants = accounts.map(({ slug }) => ({ repository: "prod", service: slug, privilege: "Write" as const }));
    const text = renderReachMarkdown(toProd(trust({ accounts, privileges: grants })));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/… and \d+ more\./);
  });
});

describe("reach in JSON", () => {
  it.each([
    ["a repository", toProd(), { question: "repository", repository: "prod", isDescribed: true, complete: true }],
    ["a repository, partly", toProd(PARTIAL), { complete: false }],
    ["an account", ofBoss, { question: "account", account: "boss", role: "Manager" }],
    ["a job", ofJob, { question: "job", accounts: [{ account: "boss", verdict: "admitted" }, { account: "ci-app" }] }],
    [
      "a job without a token",
      report(reachOfJob(MODEL, { ...JOB, idTokenPermission: "none" })),
      { noToken: expect.stringContaining("id-token"), accounts: [] },
    ],
  ])("of %s has the published shape", (_, answer, expected) => {
    const value = JSON.parse(renderReachJson(answer));
    expect(validate(value, REACH_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value).toMatchObject({ version: 1, organization: "acme", trust: "trust.json", ...expected });
  });
});

describe("text from strangers", () => {
  const HOSTILE = [
    "\u001b[2J",
    "\u001b]8;;https://evil.example\u0007x",
    "a\u202eb",
    "a\nb",
    "::add-mask::x",
    "@octocat",
    "![x](https://evil.example/x.png)",
    "[x](https://evil.example)",
    "<!-- x -->",
    "<script>alert(1)</script>",
    "`|` **x**",
    "acme/app#1",
  ];

  function hostile(text: string): readonly ReachReport[] {
    const origin = { source: "live", where: text, at: text } as const;
    const model: TrustModel = {
      organization: text,
      scope: "organization",
      accounts: [{ slug: text, name: text, role: "Manager", teams: [{ slug: text, role: "Member" }], origin }],
      settings: [
        {
          name: text,
          enabled: true,
          provider_url: text,
          claims: { [text]: text },
          service_accounts: [text],
          mapping_claim: null,
          dynamic_mappings: [],
          origin,
        },
      ],
      repositories: [{ slug: text, name: text, repository_type_str: "Public", default_privilege: "Read", origin }],
      grants: [
        { repository: text, privilege: "Write", team: text, origin },
        { repository: text, privilege: "Write", user: text, origin },
      ],
      teams: [],
      unknowns: [{ about: "privileges", name: text, field: [text], reason: text, origin }],
    };
    const base = { organization: text, asked: text, trust: text, names: new Map([[text, text]]) };
    return [
      { ...base, reach: reachOfRepository(model, text) },
      { ...base, reach: reachOfAccount(model, text) },
      { ...base, reach: { ...reachOfJob(model, JOB), noToken: text } },
    ];
  }

  it.each(HOSTILE)("is harmless in every format: %j", (text) => {
    for (const answer of hostile(text)) {
      for (const render of [renderReachText, renderReachMarkdown, renderReachJson]) {
        const rendered = render(answer);
        expect(rendered).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
        expect(rendered).not.toMatch(/^\s*::/m);
      }
      expect(JSON.parse(renderReachJson(answer)).organization).toBe(text);
      const markdown = renderReachMarkdown(answer).replace(/<code>[^<>]*<\/code>|<br>|<\/?sub>/g, "");
      expect(markdown).not.toMatch(/[@<>`![\]()*]|evil|octocat|acme\/app#/);
      const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
      expect(rows.every((row) => [4, 3].includes(row.split("|").length - 1))).toBe(true);
    }
  });
});
