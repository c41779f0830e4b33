import { describe, expect, it } from "vitest";
import {
  gravestOfGraph,
  renderGraphAnnotations,
  renderGraphSarif,
  renderGraphText,
} from "../../../lib/report/index.js";
import { runnerCommands } from "../../support/runner-commands.js";
import { sarifProblems } from "../../support/sarif.js";
import { MODEL, report, thousandReport } from "./support.js";

describe("the graph in words", () => {
  it("says each element from issuers to repositories, where it leads, and what rules find", () => {
    expect(renderGraphText(report())).toMatchInlineSnapshot(`
      "Trust of acme
        trust.json: 2 issuers, 4 settings, 3 accounts, 3 repositories, 4 findings

      GitHub Actions (https://token.actions.githubusercontent.com)
        app-main: repository_id 74, repository_owner_id 65, ref refs/heads/main, event_name push  ! low self-hosted-runner
            → ci-app
        open: any token of the issuer  ! critical no-claims
            → ci-docs
        off (disabled): ref refs/tags/v.*  ! low disabled-stale
            → ci-app

      GitLab CI/CD (https://gitlab.com)
        mapped: namespace_id 5, account by project_id
            → ci-docs for 1 or 2

      Accounts
        ci-app: team release  ! high over-privileged-account
        ci-docs: Write on docs
        boss: Managers

      Teams, and what everyone has
        team release: Admin on prod
        Managers: whatever there is
        everyone in the organization: Read on docs by default
        anyone, without an account: Read on docs, public

      Findings
        critical no-claims, setting open: requires no claim at all
        high over-privileged-account, account ci-app: jobs get the account "ci-app", which administers prod
        low self-hosted-runner, setting app-main: lets in jobs on any runner, as an account that administers
        low disabled-stale, setting off: is disabled

      Not drawn: people, their teams and their grants (reach tells them); API keys that people and accounts hold already; entitlement tokens; the organization's own default privilege.
      "
    `);
  });

  it("says that it is a part, that something could not be read, and how many findings are accepted", () => {
    const unknowns = [{ about: "accounts", reason: "answered 403", origin: MODEL.accounts[0]!.origin } as const];
    const text = renderGraphText({ ...report({ ...MODEL, unknowns }), around: { account: "ci-app" }, accepted: 2 });
    expect(text).toMatch(/^Trust of acme around account ci-app\n/);
    expect(text).toContain("Could not tell all of it\n  - accounts: answered 403\n");
    expect(text).toContain("\n  2 more are accepted\n");
  });

  it("stays short for a thousand pipelines, and says how much it left out", () => {
    const text = renderGraphText(thousandReport());
    expect(text.split("\n").length).toBeLessThan(300);
    expect(text).toContain("… and 950 more; --format json has them all");
  });
});

describe("what the graph marks", () => {
  it("is in SARIF with the element that it is about", () => {
    const document = JSON.parse(renderGraphSarif(report(), { version: "0.1.0" }));
    expect(sarifProblems(document)).toEqual([]);
    const [{ results, automationDetails }] = document.runs;
    expect(results[0]).toMatchObject({
      ruleId: "no-claims",
      message: { text: expect.stringMatching(/^setting open /) },
    });
    expect(automationDetails.id).toBe("cloudsmith-trust/graph/");
    expect(gravestOfGraph(report())).toBe("critical");
  });

  it("is an annotation each, and a notice of what there is", () => {
    const commands = runnerCommands(renderGraphAnnotations(report()));
    expect(commands.map((each) => each?.command)).toEqual(["error", "error", "notice", "notice", "notice"]);
    expect(commands.at(-1)?.data).toContain(
      "acme: 2 issuers, 4 settings, 3 accounts, 3 repositories, 4 findings. Not drawn: ",
    );
  });
});
