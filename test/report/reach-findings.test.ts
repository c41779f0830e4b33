import { describe, expect, it } from "vitest";
import {
  gravestOfReach,
  type ReachReport,
  reachFindings,
  renderReachAnnotations,
  renderReachSarif,
} from "../../lib/report/index.js";
import { reachOfAccount, reachOfJob, reachOfRepository, type TrustModel } from "../../lib/trust/index.js";
import { runnerCommands } from "../support/runner-commands.js";
import { sarifProblems } from "../support/sarif.js";
import { settingValue, trust } from "../trust/support.js";

const MODEL = trust({
  accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }, { slug: "boss", role: "Manager" }, { slug: "reader" }],
  settings: [settingValue({ claims: { repository_id: "74" } })],
  repositories: [
    { slug: "prod", default_privilege: "Read" },
    { slug: "open", repository_type_str: "Public" },
    { slug: "dev", default_privilege: "Write" },
  ],
  privileges: [
    { repository: "prod", team: "release", privilege: "Write" },
    { repository: "prod", service: "reader", privilege: "Admin" },
  ],
});
const JOB = { repository: "acme/app", repositoryId: 74, ref: "refs/heads/main" };

function report(reach: ReachReport["reach"], asked: string): ReachReport {
  return { reach, asked, organization: "acme", trust: "trust.json", names: new Map() };
}

const to = (repository: string, model: TrustModel = MODEL) => report(reachOfRepository(model, repository), repository);
const of = (account: string) => report(reachOfAccount(MODEL, account), account);
const job = (more: object = {}) => report(reachOfJob(MODEL, { ...JOB, ...more }), "the job");

const lines = (each: ReachReport) =>
  reachFindings(each).map(
    ({ rule, severity, subject, where, message }) => `${severity} ${rule} ${subject} ${where}: ${message}`,
  );

describe("what is reached, as results", () => {
  it("is one for each way to a repository: at the setting that hands an account out, else at what gives the level", () => {
    expect(lines(to("prod"))).toEqual([
      "critical reach-by-role account boss /accounts/1: has Admin on prod (role Manager); no setting that is known of hands it out",
      "high reach-admin account reader /privileges/1: has Admin on prod (grant); no setting that is known of hands it out",
      'medium reach-write setting app-main /settings/0: tokens of https://token.actions.githubusercontent.com with repository_id "74" get ci-app, which has Write on prod (team release)',
      "medium reach-write team release /privileges/0: has Write on prod (grant)",
      "low reach-read everyone in the organization /repositories/0: has Read on prod (default)",
    ]);
  });

  it("is one for each repository of an account, and one for each setting that hands it out", () => {
    expect(lines(of("ci-app"))).toEqual([
      "medium reach-write account ci-app /repositories/2: has Write on dev (default)",
      "medium reach-write account ci-app /privileges/0: has Write on prod (team release, default)",
      'medium reach-account setting app-main /settings/0: tokens of https://token.actions.githubusercontent.com with repository_id "74" get ci-app',
      "low reach-read account ci-app /repositories/1: has Read on open (public)",
    ]);
    expect(lines(of("boss"))[0]).toMatch(/^critical reach-by-role account boss : has everything: a Manager /);
  });

  it("is one for each repository of a job, as which account and by which settings", () => {
    expect(lines(job())[0]).toBe(
      "medium reach-write the job /repositories/2: has Write on dev as ci-app, by app-main (default)",
    );
    const { repositoryId: _, ...unknown } = JOB;
    expect(lines(report(reachOfJob(MODEL, unknown), "the job"))[0]).toContain("may have Write on dev as ci-app");
  });

  it.each([
    ["low where everyone in the organization may read", to("prod", { ...MODEL, accounts: [], grants: [] }), "low"],
    ["high where everyone in the organization may publish", to("dev", { ...MODEL, accounts: [] }), "high"],
    ["high where anyone may read", to("open", { ...MODEL, accounts: [] }), "high"],
    ["medium where a job may publish", job(), "medium"],
    ["critical where a Manager is got", of("boss"), "critical"],
    ["nothing where nothing is reached", job({ idTokenPermission: "none" }), undefined],
  ])("weighs %s", (_, each, severity) => {
    expect(gravestOfReach(each)).toBe(severity);
  });
});

describe("reach in SARIF", () => {
  const runOf = (each: ReachReport) => {
    const document = JSON.parse(
      renderReachSarif(each, { version: "0.1.0", locate: ({ at }) => ({ file: "trust.json", line: at.length }) }),
    );
    expect(sarifProblems(document)).toEqual([]);
    return document.runs[0];
  };

  it("shows what there is as notes and warnings, and as no alert of security", () => {
    const { tool, results, automationDetails } = runOf(to("prod"));
    expect(results.map(({ level }: { level: string }) => level)).toEqual([
      "warning",
      "warning",
      "note",
      "note",
      "note",
    ]);
    expect(JSON.stringify(tool.driver.rules)).not.toMatch(/security-severity|"security"|"error"/);
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "trust.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: "/accounts/1".length },
    });
    expect(automationDetails.id).toBe("cloudsmith-trust/reach/repository-prod/");
  });

  it("says what was not looked at, and that it is not complete where something could not be told", () => {
    const unknown = { about: "privileges", name: "prod", reason: "answered 403" } as const;
    const partial = { ...MODEL, unknowns: [{ ...unknown, origin: MODEL.accounts[0]!.origin }] };
    const [{ executionSuccessful, toolExecutionNotifications: notes }] = runOf(to("prod", partial)).invocations;
    expect(executionSuccessful).toBe(false);
    const texts = notes.map(({ message }: { message: { text: string } }) => message.text);
    expect(texts).toEqual([
      "Who reaches prod of acme: 5 ways",
      "trust.json: what could be read of the organization",
      "could not tell: privileges prod: answered 403",
      expect.stringMatching(/^not looked at: people, /),
    ]);
  });
});

describe("reach as annotations", () => {
  it("is a warning for what is grave, a notice for the rest, and the scope at the end", () => {
    const commands = runnerCommands(renderReachAnnotations(to("prod")));
    expect(commands.map((each) => each?.command)).toEqual([
      "warning",
      "warning",
      "notice",
      "notice",
      "notice",
      "notice",
    ]);
    expect(commands.at(-1)?.data).toMatch(/^Who reaches prod of acme: 5 ways\. trust\.json: the whole organization\. /);
  });

  it("says why a job reaches nothing", () => {
    const text = renderReachAnnotations(job({ event: "pull_request", ref: "refs/pull/1/merge", fromFork: true }));
    expect(text).toMatch(
      /^::notice title=cloudsmith-trust reach::What the job reaches in acme: GitHub gives no identity token/,
    );
    expect(text.split("\n")).toHaveLength(2);
  });
});
