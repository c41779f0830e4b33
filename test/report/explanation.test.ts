import { describe, expect, it } from "vitest";
import {
  type Explanation,
  renderExplanationAnnotations,
  renderExplanationHtml,
  renderExplanationMarkdown,
  renderExplanationSarif,
  waysIn,
} from "../../lib/report/index.js";
import { explainTrust, type TrustModel } from "../../lib/trust/index.js";
import { runnerCommands } from "../support/runner-commands.js";
import { sarifProblems } from "../support/sarif.js";
import { settingValue, trust } from "../trust/support.js";

const NOW = new Date("2026-11-25T12:00:00Z");
const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  repository_id: "74",
  repository_owner_id: "65",
  ref: "refs/heads/main",
  event_name: "push",
  exp: NOW.getTime() / 1000 + 60,
};

function explanation(claims: object = {}, model: TrustModel = trust(), more: Partial<Explanation> = {}): Explanation {
  const subject = { claims: { ...CLAIMS, ...claims } };
  return {
    result: explainTrust(model, { account: "ci-app", subject, now: NOW }),
    account: "ci-app",
    names: new Map(),
    organization: "acme",
    trust: "trust.json",
    subject: "claims claims.json",
    signature: "not-given",
    now: NOW,
    ...more,
  };
}

const REFUSED = { ref: "refs/heads/dev" };

describe("what would let a token in", () => {
  const wayOf = (length: number) => {
    const claims = { repository_id: "7".repeat(length) };
    return waysIn(explanation({}, trust({ settings: [settingValue({ claims })] })).result)[0];
  };

  it("shows values whole, up to a length that no CI gives", () => {
    expect(wayOf(998)).toBe(`another token, with repository_id "${"7".repeat(998)}": app-main admits it`);
    expect(wayOf(999)).toBe(
      `another token, with repository_id "${"7".repeat(999)}… (1001 characters): app-main admits it`,
    );
  });
});

describe("an explanation in markdown", () => {
  it("says the verdict first, then each step of each setting", () => {
    const text = renderExplanationMarkdown(explanation());
    expect(text).toMatch(/^## Admitted <code>as ci&#45;app&#44; by app&#45;main<\/code>\n/);
    expect(text).toContain("### <code>app&#45;main</code> admits\n\n| | step | |\n");
    expect(text).toContain("### What ci-app may do\n\n- <code>Write on prod &#40;by grant&#41;</code>\n");
  });

  it("says of a refused one which step failed, and what would let it in", () => {
    const text = renderExplanationMarkdown(explanation(REFUSED));
    expect(text).toMatch(/^## Refused <code>as ci&#45;app&#58; claim&#95;mismatch<\/code>\n/);
    expect(text).toMatch(/\| ✗ \| claim \| <code>.*refs&#47;heads&#47;dev/);
    expect(text).toContain("### What would let it in, either of\n");
  });
});

describe("an explanation as a page", () => {
  it("says verdict, settings and steps", () => {
    const page = renderExplanationHtml(explanation(REFUSED));
    expect(page).toContain("Refused as ci-app: claim_mismatch");
    expect(page).toContain('<span class="badge badge-high">failed</span>');
  });

  it("says that a signature was not checked", () => {
    const page = renderExplanationHtml(explanation({}, trust(), { signature: "not-checked" }));
    expect(page).toContain("The signature was not checked");
    expect(page).toContain("not checked");
  });
});

describe("an explanation in SARIF", () => {
  const NEAREST = { source: "trust-file", where: "trust.json", at: "/settings/0" } as const;
  const locate = () => ({ file: "trust.json", line: 12 });
  const runOf = (each: Explanation) => {
    const document = JSON.parse(renderExplanationSarif(each, { version: "0.1.0", locate }));
    expect(sarifProblems(document)).toEqual([]);
    return document.runs[0];
  };

  it("is a result at the nearest setting where it is refused, with the step that failed and what would let it in", () => {
    const { results, automationDetails } = runOf(explanation(REFUSED, trust(), { nearest: NEAREST }));
    expect(results).toMatchObject([
      {
        ruleId: "token-refused",
        level: "error",
        message: {
          text: expect.stringMatching(
            /^setting app-main \(\/settings\/0\): claims claims\.json is refused as ci-app: claim_mismatch; .*refs\/heads\/dev/,
          ),
        },
        locations: [{ physicalLocation: { artifactLocation: { uri: "trust.json" }, region: { startLine: 12 } } }],
        properties: { severity: "high", remedy: expect.stringMatching(/^another token, .*; or other trust: /) },
      },
    ]);
    expect(automationDetails.id).toBe("cloudsmith-trust/explain/claims-claims.json-as-ci-app/");
    const later = explanation(REFUSED, trust(), { nearest: NEAREST, now: new Date("2026-11-25T12:00:30Z") });
    expect(runOf(later).results).toEqual(results);
  });

  it("has no result where it is admitted, and says by what", () => {
    const { results, invocations } = runOf(explanation({}, trust(), { nearest: NEAREST }));
    expect(results).toEqual([]);
    expect(invocations[0].executionSuccessful).toBe(true);
    expect(JSON.stringify(invocations)).toContain("admitted as ci-app, by app-main: ");
  });

  it("blames no setting where the CI gives no token", () => {
    const subject = { job: { repository: "acme/app", idTokenPermission: "none" } } as const;
    const result = explainTrust(trust(), { account: "ci-app", subject, now: NOW });
    const refused = explanation({}, trust(), { result, nearest: NEAREST });
    const [{ message, locations }] = runOf(refused).results;
    expect(message.text).toMatch(/^acme: claims claims\.json is refused as ci-app: no_id_token; .*id-token/);
    expect(locations[0]).not.toHaveProperty("physicalLocation");
    expect(renderExplanationAnnotations(refused, locate)).not.toContain("file=");
  });
});

describe("an explanation as annotations", () => {
  it("is a notice where it is admitted, and an error with the nearest step where it is refused", () => {
    expect(renderExplanationAnnotations(explanation())).toMatch(
      /^::notice title=admitted as ci-app%2C by app-main::.*\n$/,
    );
    const [verdict, ...ways] = runnerCommands(renderExplanationAnnotations(explanation(REFUSED)));
    expect(verdict).toMatchObject({ command: "error", properties: { title: "refused as ci-app: claim_mismatch" } });
    expect(verdict?.data).toContain("nearest is app-main: ");
    expect(ways.map((way) => way?.command)).toEqual(["notice", "notice"]);
  });

  it("is a warning where it could not be told", () => {
    const { model } = { model: trust() };
    const [setting] = model.settings;
    const unknown = { about: "settings", name: "app-main", field: ["enabled"], reason: "known later" } as const;
    const open = {
      ...model,
      settings: [{ ...setting!, enabled: false }],
      unknowns: [{ ...unknown, origin: setting!.origin }],
    };
    expect(renderExplanationAnnotations(explanation({}, open))).toMatch(/^::warning title=could not tell as ci-app/);
  });

  it("names accounts that have no slug yet", () => {
    const slug = "${cloudsmith_service.app}";
    const model = trust({ settings: [settingValue()] });
    const report = explanation({}, model, { account: "app", names: new Map([[slug, "app"]]) });
    expect(renderExplanationAnnotations(report)).not.toContain("cloudsmith_service");
  });
});
