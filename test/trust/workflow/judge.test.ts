import { describe, expect, it } from "vitest";
import { readTrustValue, type TrustModel } from "../../../lib/trust/index.js";
import {
  type JudgedRepository,
  judgeWorkflows,
  readAction,
  readWorkflow,
  type WorkflowsJudgement,
} from "../../../lib/trust/workflows.js";
import { settingValue, trust } from "../support.js";
import { ANCHORS, COMPOSITE, type Files, MONOREPO, RELEASE_PLEASE, REUSABLE, SIMPLE, WINDOWS } from "./corpus.js";

const REPOSITORY: JudgedRepository = {
  repository: "acme/app",
  repositoryId: "74",
  ownerId: "65",
  defaultBranch: "main",
  variables: new Map(),
};
const MAIN = { repository_id: "74", ref: "refs/heads/main", event_name: "push" };

function settings(...claims: readonly object[]): TrustModel {
  return trust({
    settings: claims.map((each, index) => settingValue({ name: `s${index + 1}`, claims: each as never })),
  });
}

function judge(files: Files, model: TrustModel, repository: Partial<JudgedRepository> = {}): WorkflowsJudgement {
  const workflows = Object.entries(files)
    .filter(([path]) => path.startsWith(".github/workflows/"))
    .map(([path, text]) => readWorkflow(text, path));
  return judgeWorkflows(model, {
    workflows,
    action: (folder) => {
      const path = [`${folder}/action.yml`, `${folder}/action.yaml`].find((one) => one in files);
      return path === undefined ? "there is none" : readAction(files[path] ?? "", path);
    },
    repository: { ...REPOSITORY, ...repository },
    now: new Date("2026-11-25T12:00:00Z"),
  });
}

/** `path:line verdict: start verdict; …` */
function said({ logins }: WorkflowsJudgement): readonly string[] {
  return logins.map(({ site, verdict, starts }) => {
    const each = starts.map((start) => `${start.words} ${start.verdict}`);
    return `${site.path.replace(".github/", "")}:${site.login.step.line} ${verdict}: ${each.join("; ")}`;
  });
}

/** A workflow of one job that signs in by the action. */
function workflow(on: string, job = "", login = "oidc-namespace: acme, oidc-service-slug: ci-app"): Files {
  return {
    ".github/workflows/x.yml": `on: ${on}
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { id-token: write, contents: read }
    ${job}
    steps:
      - uses: cloudsmith-io/cloudsmith-cli-action@v3
        with: { ${login} }
`,
  };
}

describe("judging workflows", () => {
  it("lets a job in that trust was made for, whatever the line ends and byte-order marks of its file", () => {
    for (const files of [SIMPLE, WINDOWS]) {
      const { logins, unused, notFollowed } = judge(files, settings(MAIN));
      expect(said({ logins } as WorkflowsJudgement)).toEqual([
        "workflows/publish.yml:14 admitted: push to main admitted",
      ]);
      expect(logins[0]?.starts[0]?.runs[0]).toMatchObject({
        settings: ["s1"],
        account: "ci-app",
        audience: "https://github.com/acme",
      });
      expect({ unused, notFollowed }).toEqual({ unused: [], notFollowed: [] });
    }
  });

  it("says of a refusal which step of the nearest setting failed, and the smallest change", () => {
    const { logins } = judge(SIMPLE, settings({ ...MAIN, environment: "production" }));
    const run = logins[0]?.starts[0]?.runs[0];
    expect(run).toMatchObject({ verdict: "refused", code: "claim_missing" });
    expect(run?.reasons).toEqual([expect.stringContaining("s1: ")]);
    expect(run?.explanation?.change?.token?.claims).toEqual({ environment: "production" });
  });

  it.each([
    ["push", MAIN, "admitted: push admitted"],
    ["push", { repository_id: "74", ref: "refs/heads/next" }, "admitted: push admitted"],
    ["push", { repository_id: "74", ref: "refs/tags/v.*" }, "admitted: push admitted"],
    ["{ push: { branches: [next] } }", MAIN, "refused: push to next refused"],
    ["{ push: { branches: ['**', '!main'] } }", MAIN, "refused: push to ** refused"],
    ["{ push: { branches: ['m*', next] } }", MAIN, "partly: push to m* admitted; push to next refused"],
    ["{ push: { branches-ignore: [main] } }", MAIN, "refused: push to any but main refused"],
    ["{ push: { branches-ignore: [next] } }", MAIN, "admitted: push to any but next admitted"],
    ["{ push: { tags: ['v*'] } }", MAIN, "refused: push of the tag v* refused"],
    ["{ push: { tags: ['v*'] } }", { ref: "refs/tags/v1.*" }, "admitted: push of the tag v* admitted"],
    [
      "{ push: { tags: ['v[0-9]+.[0-9]+'] } }",
      { ref: "refs/tags/v.*" },
      "admitted: push of the tag v[0-9]+.[0-9]+ admitted",
    ],
    ["[push, pull_request]", MAIN, "partly: push admitted; pull_request refused"],
    ["pull_request", { repository_id: "74", event_name: "pull_request" }, "admitted: pull_request admitted"],
    ["pull_request", { ref: "refs/pull/1/merge", base_ref: "main" }, "admitted: pull_request admitted"],
    ["{ pull_request: { branches: ['release/*'] } }", { base_ref: "main" }, "refused: pull_request refused"],
    ["pull_request_target", { ...MAIN, event_name: "pull_request_target" }, "admitted: pull_request_target admitted"],
    ["workflow_dispatch", { repository_id: "74", ref: "refs/heads/next" }, "admitted: workflow_dispatch admitted"],
    ["schedule", { repository_id: "74", ref: "refs/heads/next" }, "refused: schedule refused"],
    ["release", { repository_id: "74", ref: "refs/tags/app-.*" }, "admitted: release admitted"],
    ["merge_group", { ref: "refs/heads/gh-readonly-queue/main/.*" }, "admitted: merge_group admitted"],
    ["push", { sub: "repo:acme/app:ref:refs/heads/next" }, "admitted: push admitted"],
  ])("started by %s, with trust for %j: %s", (on, claims, expected) => {
    expect(said(judge(workflow(on), settings(claims)))).toEqual([`workflows/x.yml:8 ${expected}`]);
  });

  it.each([
    ["if: github.ref == 'refs/heads/main'", "admitted: push admitted"],
    ["if: ${{ github.event_name == 'push' && github.ref_name == 'main' }}", "admitted: push admitted"],
    ["if: startsWith(github.ref, 'refs/tags/')", "refused: push refused"],
    ["if: github.event_name == 'pull_request'", "never: "],
    ["if: false", "never: "],
    ["if: github.repository == 'acme/other'", "never: "],
    ["if: github.repository_owner == 'ACME'", "admitted: push admitted"],
    ["if: github.actor != 'dependabot[bot]'", "admitted: push admitted"],
    ["if: vars.ENABLED == 'yes' && github.ref_type == 'tag'", "refused: push refused"],
    ["if: ${{ false }} == 'x'", "admitted: push admitted"],
  ])("under the condition %s: %s", (job, expected) => {
    expect(said(judge(workflow("push", job), settings(MAIN)))).toEqual([`workflows/x.yml:8 ${expected}`]);
  });

  it("could not tell what an expression makes of account or environment, and says who would be let in", () => {
    const account = judge(
      workflow("push", "", 'oidc-namespace: acme, oidc-service-slug: "${{ vars.SLUG }}"'),
      settings(MAIN),
    );
    expect(account.logins[0]).toMatchObject({ verdict: "unknown" });
    expect(account.logins[0]?.starts[0]?.runs[0]?.reasons).toEqual([
      "the account is ${{ vars.SLUG }}; it would be let in as ci-app",
    ]);
    expect(account.unused).toEqual([]);
    const environment = workflow("push", "environment: ${{ vars.STAGE }}");
    expect(said(judge(environment, settings({ ...MAIN, environment: "production" })))[0]).toContain("unknown");
    // whatever the environment is
    expect(said(judge(environment, settings(MAIN)))[0]).toContain("admitted");
    expect(said(judge(environment, settings({ ...MAIN, event_name: "release" })))[0]).toContain("refused");
    const told = judge(environment, settings({ ...MAIN, environment: "production" }), {
      variables: new Map([["STAGE", "production"]]),
    });
    expect(said(told)[0]).toContain("admitted");
  });

  it("refuses an account that no setting could hand out, even where it is not known which", () => {
    const files = workflow("schedule", "", 'oidc-namespace: acme, oidc-service-slug: "${{ vars.SLUG }}"');
    expect(judge(files, settings(MAIN)).logins[0]?.starts[0]?.runs[0]).toMatchObject({
      verdict: "refused",
      reasons: ["the account is ${{ vars.SLUG }}, and no account at all is open to it"],
    });
  });

  it("could not tell where trust asks for an id that nobody told, and makes none up", () => {
    const { repositoryId, ...nameless } = REPOSITORY;
    expect(repositoryId).toBe("74");
    const unknown = { ...nameless, repositoryId: undefined } as unknown as JudgedRepository;
    const { logins } = judge(SIMPLE, settings(MAIN), unknown);
    expect(logins[0]?.starts[0]?.runs[0]).toMatchObject({
      verdict: "unknown",
      reasons: ["s1 claims repository_id: that of this job is not known"],
    });
    const refused = judge(SIMPLE, settings({ ...MAIN, ref: "refs/heads/next" }), unknown);
    const run = refused.logins[0]?.starts[0]?.runs[0];
    expect(run?.verdict).toBe("refused");
    expect(run?.reasons.join()).not.toContain("repository_id");
    const known = {
      ...settings(MAIN),
      github: { repositories: [{ full_name: "Acme/App", id: 74, owner_id: 65 }] },
    };
    expect(said(judge(SIMPLE, known, unknown))[0]).toContain("admitted");
  });

  it("judges each combination of a matrix", () => {
    const both = trust({
      accounts: [
        { slug: "ci-web", name: "ci-web", role: "Member" },
        { slug: "ci-api", name: "ci-api", role: "Member" },
      ],
      settings: ["web", "api"].map((name) =>
        settingValue({
          name,
          claims: { repository_id: "74", environment: `${name}-production` },
          service_accounts: [`ci-${name}`],
        }),
      ),
    });
    const { logins } = judge(MONOREPO, both);
    expect(logins.map(({ verdict }) => verdict)).toEqual(["admitted"]);
    expect(logins[0]?.starts[0]?.runs.map(({ account, environment }) => [account, environment])).toEqual([
      ["ci-web", "web-production"],
      ["ci-api", "api-production"],
    ]);
    const one = { ...both, settings: both.settings.slice(0, 1) };
    expect(judge(MONOREPO, one).logins[0]).toMatchObject({ verdict: "partly" });
  });

  it("follows called workflows with their inputs, and asks the caller for the permission", () => {
    const model = trust({
      settings: [
        settingValue({ name: "app", claims: { ...MAIN, aud: "acme-ci" } }),
        settingValue({
          name: "nightly",
          claims: { repository_id: "74", event_name: "schedule" },
          service_accounts: ["ci-nightly"],
        }),
      ],
    });
    const judgement = judge(REUSABLE, model);
    expect(said(judgement)).toEqual([
      "workflows/publish.yml:12 admitted: push to main admitted",
      "workflows/publish.yml:12 refused: schedule refused",
    ]);
    expect(judgement.logins[1]?.starts[0]?.runs[0]).toMatchObject({
      code: "no_id_token",
      reasons: [expect.stringContaining("the job publish of .github/workflows/nightly.yml (line 5), which calls")],
    });
    expect(judgement.unused.map(({ setting }) => setting)).toEqual(["nightly"]);
  });

  it("knows the workflow that a job is written in", () => {
    const claims = { job_workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main", repository_id: "74" };
    expect(said(judge(REUSABLE, settings(claims)))[0]).toContain("admitted");
    expect(said(judge(REUSABLE, settings({ workflow_ref: claims.job_workflow_ref })))[0]).toContain("refused");
  });

  it("follows composite actions with their inputs and variables", () => {
    const { logins, notFollowed } = judge(COMPOSITE, settings({ ...MAIN, aud: "api://AzureADTokenExchange" }));
    expect(notFollowed).toEqual([]);
    expect(logins.map(({ site, verdict }) => [site.path, verdict, site.login.client])).toEqual([
      [".github/actions/login/action.yaml", "admitted", "two requests"],
    ]);
  });

  it("takes a condition that nobody can know for one that may hold", () => {
    expect(said(judge(RELEASE_PLEASE, settings(MAIN)))).toEqual([
      "workflows/release-please.yml:22 admitted: push to main admitted",
    ]);
  });

  it("reads aliases as what they stand for", () => {
    expect(said(judge(ANCHORS, settings(MAIN)))).toEqual([
      "workflows/anchors.yml:10 partly: push to main admitted; workflow_dispatch refused",
      "workflows/anchors.yml:10 partly: push to main admitted; workflow_dispatch refused",
      "workflows/anchors.yml:10 admitted: push to main admitted",
    ]);
  });

  it("says what it did not follow", () => {
    const job = (uses: string): string => `on: push\njobs:\n  a:\n    uses: ${uses}\n`;
    const steps = (uses: string): string => `runs: { using: composite, steps: [{ uses: ${uses} }] }`;
    const { notFollowed } = judge(
      {
        ".github/workflows/elsewhere.yml": job("acme/automation/.github/workflows/x.yml@main"),
        ".github/workflows/gone.yml": job("./.github/workflows/nowhere.yml"),
        ".github/workflows/loop.yml": job("./.github/workflows/turn.yml"),
        ".github/workflows/turn.yml": `on: workflow_call\njobs:\n  b:\n    uses: ./.github/workflows/turn.yml\n`,
        ".github/workflows/only-called.yml": "on: workflow_call\njobs: {}\n",
        ".github/workflows/action.yml": `on: push\njobs:\n  a:\n    steps: [{ uses: ./turn }, { uses: ./node }, { uses: ./../out }]\n`,
        "turn/action.yml": steps("./turn"),
        "node/action.yml": "runs: { using: node24, main: index.js }",
      },
      settings(MAIN),
    );
    expect(notFollowed.map(({ path, uses, reason }) => [path.replace(".github/workflows/", ""), uses, reason])).toEqual(
      [
        [
          "elsewhere.yml",
          "acme/automation/.github/workflows/x.yml@main",
          expect.stringContaining("another repository's"),
        ],
        ["gone.yml", "./.github/workflows/nowhere.yml", expect.stringContaining("no such workflow")],
        ["turn.yml", "./.github/workflows/turn.yml", "it calls itself"],
        ["turn/action.yml", "./turn", "it uses itself"],
        ["action.yml", "./node", "it is no composite action"],
        ["action.yml", "./../out", "there is none"],
        [
          "only-called.yml",
          ".github/workflows/only-called.yml",
          expect.stringContaining("nothing in this repository calls it"),
        ],
      ],
    );
  });

  it("follows as deep as GitHub does, and no deeper", () => {
    const chain = (length: number): Files =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `.github/workflows/w${index}.yml`,
          `on: ${index === 0 ? "push" : "workflow_call"}
jobs:
  a:
    permissions: { id-token: write }
    ${
      index === length - 1
        ? "steps: [{ run: cloudsmith-trust token --account ci-app -- make }]"
        : `uses: ./.github/workflows/w${index + 1}.yml`
    }
`,
        ]),
      );
    expect(judge(chain(10), settings(MAIN)).logins).toHaveLength(1);
    const tooDeep = judge(chain(11), settings(MAIN));
    expect(tooDeep.logins).toEqual([]);
    expect(tooDeep.notFollowed[0]?.reason).toBe("GitHub calls 10 workflows deep and no deeper");
  });

  it("stays within its bounds where calls of calls grow", () => {
    const wide = (next: string): string =>
      Array.from({ length: 12 }, (_, at) => `  j${at}: { uses: ./.github/workflows/${next}.yml }`).join("\n");
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [
        `.github/workflows/w${index}.yml`,
        `on: ${index === 0 ? "push" : "workflow_call"}\njobs:\n${wide(`w${index + 1}`)}\n`,
      ]),
    );
    const { notFollowed } = judge(files, settings(MAIN));
    expect(notFollowed.some(({ reason }) => reason.includes("jobs were looked into before"))).toBe(true);
  });

  it("tells clients by the audience they ask for", () => {
    const steps: readonly (readonly [string, string])[] = [
      [
        "{ uses: cloudsmith-io/cloudsmith-cli-action@v1.0.3, with: { oidc-namespace: acme, oidc-service-slug: ci-app } }",
        "api://AzureADTokenExchange",
      ],
      [
        "{ uses: cloudsmith-io/cloudsmith-cli-action@v2, with: { oidc-namespace: acme, oidc-service-slug: ci-app } }",
        "https://github.com/acme",
      ],
      [
        "{ uses: cloudsmith-io/cloudsmith-cli-action@v3, with: { oidc-service-slug: ci-app, oidc-audience: mine } }",
        "mine",
      ],
      ["{ run: cloudsmith push raw acme/prod x, env: { CLOUDSMITH_SERVICE_SLUG: ci-app } }", "cloudsmith"],
      ["{ run: cloudsmith push raw acme/prod x --oidc-service-slug=ci-app --oidc-audience other }", "other"],
      ["{ run: 'export CLOUDSMITH_SERVICE_SLUG=ci-app; cloudsmith whoami' }", "cloudsmith"],
      [
        "{ run: cloudsmith-trust token -- make, env: { CLOUDSMITH_SERVICE_SLUG: ci-app, CLOUDSMITH_OIDC_AUDIENCE: a } }",
        "a",
      ],
      ["{ run: terraform apply, env: { CLOUDSMITH_SERVICE_SLUG: ci-app } }", "cloudsmith"],
      ["{ run: npx cloudsmith-trust drift --live acme, env: { CLOUDSMITH_SERVICE_SLUG: ci-app } }", "cloudsmith"],
      ["{ run: npx cdktf deploy, env: { CLOUDSMITH_SERVICE_SLUG: ci-app } }", "cloudsmith"],
    ];
    for (const [step, audience] of steps) {
      const text = `on: { push: { branches: [main] } }\njobs:\n  a:\n    permissions: { id-token: write }\n    steps: [${step}]\n`;
      const files = { ".github/workflows/x.yml": text };
      expect([step, said(judge(files, settings({ ...MAIN, aud: audience })))[0]]).toEqual([
        step,
        expect.stringContaining(" admitted: "),
      ]);
      expect([step, said(judge(files, settings({ ...MAIN, aud: "none" })))[0]]).toEqual([
        step,
        expect.stringContaining(" refused: "),
      ]);
    }
  });

  it("could not tell the audience of an action whose version is not known, unless trust does not ask", () => {
    const files = workflow("{ push: { branches: [main] } }");
    const unpinned = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, text.replace("@v3", "@master")]),
    );
    expect(said(judge(unpinned, settings(MAIN)))[0]).toContain("admitted");
    const { logins } = judge(unpinned, settings({ ...MAIN, aud: "https://github.com/acme" }));
    expect(logins[0]?.starts[0]?.runs[0]?.reasons[0]).toContain("the audience hangs on the version of the action");
  });

  it("does not judge what signs in to another organization, and knows a slip of this one's name", () => {
    const login = (organization: string): string => `oidc-namespace: ${organization}, oidc-service-slug: ci-app`;
    expect(judge(workflow("push", "", login("globex")), settings(MAIN)).logins[0]).toMatchObject({
      verdict: "elsewhere",
      organization: { asked: "globex" },
    });
    expect(judge(workflow("push", "", login("acne")), settings(MAIN)).logins[0]).toMatchObject({
      verdict: "refused",
      organization: { asked: "acne", meant: "acme" },
    });
    expect(said(judge(workflow("push", "", login("ACME")), settings(MAIN)))[0]).toContain("admitted");
  });

  it("judges commands that sign in the same way once", () => {
    const text = `on: schedule
jobs:
  a:
    env: { CLOUDSMITH_SERVICE_SLUG: ci-app, CLOUDSMITH_ORG: acme }
    permissions: { id-token: write }
    steps:
      - run: cloudsmith push raw acme/prod x
      - run: cloudsmith push raw acme/prod y
      - run: cloudsmith push raw acme/prod z
        env: { CLOUDSMITH_OIDC_AUDIENCE: other }
`;
    expect(said(judge({ ".github/workflows/x.yml": text }, settings({ event_name: "schedule" })))).toEqual([
      "workflows/x.yml:7 admitted: schedule admitted",
      "workflows/x.yml:9 admitted: schedule admitted",
    ]);
  });

  it("knows the action that pushes by its key, and not by a token of the job's own", () => {
    const push = (key: string): Files => ({
      ".github/workflows/x.yml": `on: push\njobs:\n  a:\n    steps:\n      - uses: cloudsmith-io/action@master\n        with: { api-key: "${key}" }\n`,
    });
    expect(judge(push("${{ secrets.KEY }}"), settings(MAIN)).byKey).toHaveLength(1);
    expect(judge(push("${{ steps.cloudsmith.outputs.oidc-token }}"), settings(MAIN)).byKey).toEqual([]);
  });

  it("lists jobs by key, and settings for this repository that no job uses", () => {
    const text = `on: push\njobs:\n  a:\n    env: { CLOUDSMITH_API_KEY: "\${{ secrets.CLOUDSMITH_API_KEY }}" }\n    steps: [{ run: cloudsmith push raw acme/prod x }]\n`;
    const other = { repository_id: "75", ref: "refs/heads/main" };
    const judgement = judge({ ".github/workflows/x.yml": text }, settings(MAIN, other, { repository_owner_id: "65" }));
    expect(judgement.byKey.map(({ login }) => login.step.line)).toEqual([5]);
    expect(judgement.logins).toEqual([]);
    expect(judgement.unused.map(({ setting }) => setting)).toEqual(["s1", "s3"]);
    expect(judgement.findings.map(({ rule }) => rule)).toEqual(["long-lived-key-next-to-oidc"]);
  });

  it("says of no setting that no job uses it, where it is not known whose it is", () => {
    const others = settings(
      { repository_id: "75" },
      { repository_id: "76" },
      { repository: "acme/app", ref: "refs/heads/x" },
    );
    const nobody = { repositoryId: undefined } as unknown as Partial<JudgedRepository>;
    expect(judge(SIMPLE, others, nobody).unused.map(({ setting }) => setting)).toEqual(["s3"]);
    const open: TrustModel = {
      ...others,
      settings: others.settings.map((setting) => ({ ...setting, claims: { ...setting.claims, ref: "${var.ref}" } })),
      unknowns: others.settings.map(({ name, origin }) => ({
        about: "settings" as const,
        name,
        field: ["claims", "ref"],
        reason: "known only after deploy",
        origin,
      })),
    };
    const judgement = judge(SIMPLE, open);
    expect(judgement.unused).toEqual([]);
    expect(judgement.logins[0]?.starts[0]?.runs[0]).toMatchObject({ verdict: "unknown", settings: ["s3"] });
  });

  it("finds the account of an app that Cloudsmith has not given a slug yet by its name", () => {
    const model = readTrustValue(
      { organization: "acme", accounts: [], settings: [settingValue({ claims: MAIN })] } as never,
      "trust.json",
    );
    const unnamed: TrustModel = {
      ...model,
      accounts: [
        {
          slug: "${cloudsmith_service.a}",
          name: "ci-app",
          role: "Member",
          teams: [],
          origin: { source: "synthesized", where: "x", at: "cloudsmith_service.a" },
        },
      ],
      settings: model.settings.map((setting) => ({ ...setting, service_accounts: ["${cloudsmith_service.a}"] })),
    };
    expect(said(judge(SIMPLE, unnamed))[0]).toContain("admitted");
  });
});
