import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keepIssues } from "../../../lib/cli/drift/issue.js";
import { issueOptions } from "../../../lib/cli/drift/publish.js";
import { type GitHubClient, githubClient } from "../../../lib/cli/github-api/index.js";
import { type IssueRecord, openIssue } from "../../../lib/emulator/github/state.js";
import type { DriftReport } from "../../../lib/report/index.js";
import type { Drift } from "../../../lib/trust/index.js";
import { runEmulator } from "../../emulator/support/running.js";
import { APP, changed, managed } from "../../trust/drift/support.js";
import { file, owner, planFile, run, SEED } from "./support.js";

const world = runEmulator({
  seed: {
    ...SEED,
    github: {
      repositories: [
        ...SEED.github.repositories,
        { full_name: "acme/site", id: 75, owner_id: 65, visibility: "public" },
      ],
    },
  },
});
const TOKEN = "ghs_abcdefghijklmnop";
const BOT = "github-actions[bot]";
const OPTIONS = { repository: "acme/app", from: "high" } as const;
let client: GitHubClient;
const clients: GitHubClient[] = [];
afterAll(() => {
  for (const each of clients) {
    each.close();
  }
});

beforeEach(() => {
  const permissions = { metadata: "read", issues: "write" } as const;
  world.emulator.state.github.tokens.set(TOKEN, { login: BOT, repositories: ["acme/app"], permissions });
  client = githubClient(
    { GITHUB_API_URL: `${world.emulator.url}/api/v3`, GITHUB_TOKEN: TOKEN },
    { clock: { now: () => Date.now(), sleep: async () => undefined } },
  );
  clients.push(client);
});

const issues = (): IssueRecord[] => [...world.emulator.state.github.repositories.get("acme/app")!.issues.values()];

const [WIDER] = managed(changed(APP, "cloudsmith_oidc.app-main", { claims: { repository_owner_id: "65" } })) as [Drift];
const [MANAGER] = managed(changed(APP, "cloudsmith_service.ci-app", { role: "Manager" })) as [Drift];
const { stack: _, ...STRANGER } = { ...MANAGER, section: "unmanaged" as const, name: "@stranger" };

function report(fresh: readonly Drift[], at = "2026-11-25T05:17:00.000Z"): DriftReport {
  return {
    organization: "acme",
    at,
    stacks: [{ name: "app", where: "app", readOnly: "proved" }],
    parts: ["managed"],
    fresh,
    accepted: [],
    expired: [],
    unused: [],
    undecided: [],
    notes: [],
    names: new Map(),
  };
}

const keep = (fresh: readonly Drift[], at?: string) => keepIssues(client, report(fresh, at), OPTIONS);

describe("the issue about drift", () => {
  it("is opened once a stack, and one for what no stack declares", async () => {
    expect(await keep([WIDER, STRANGER])).toEqual([
      { stack: "app", outcome: "opened", number: 1 },
      { outcome: "opened", number: 2 },
    ]);
    expect(issues()).toMatchObject([
      { title: "Drift of trust: stack app", user: { login: BOT }, state: "open", comments: [] },
      { title: "Drift of trust: acme, declared nowhere", state: "open" },
    ]);
    const [first, second] = issues();
    expect(first?.body).toMatch(
      /^<!-- cloudsmith-trust drift: acme\/app -->\n<!-- fingerprints: [0-9a-f]{10} -->\n## Trust: 1 drift/,
    );
    expect(first?.body).not.toContain("stranger");
    expect(second?.body).not.toContain("@stranger");
  });

  it("is left alone while nothing changes but the moment, and edited in place for what does", async () => {
    await keep([WIDER]);
    world.emulator.requests.clear();
    expect(await keep([WIDER], "2026-11-26T05:17:00.000Z")).toMatchObject([
      { outcome: "unchanged" },
      { outcome: "none" },
    ]);
    expect(
      world.emulator.requests.log.filter(({ method, path }) => method !== "GET" && !path.endsWith("graphql")),
    ).toEqual([]);
    expect(await keep([WIDER, MANAGER])).toMatchObject([{ outcome: "updated", number: 1 }, { outcome: "none" }]);
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.body).toContain("Manager");
  });

  it("gets a comment for drift that it did not have yet, and for no other", async () => {
    await keep([WIDER]);
    await keep([WIDER, MANAGER]);
    expect(issues()[0]?.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^New:\n\n- \*\*critical\*\* <code>service account ci&#45;app was changed/),
    ]);
    await keep([MANAGER]);
    expect(issues()[0]?.comments).toHaveLength(1);
  });

  it("is closed when the drift is gone, and opened again when it is back", async () => {
    await keep([WIDER]);
    expect(await keep([{ ...WIDER, severity: "low" }])).toMatchObject([
      { outcome: "closed", number: 1 },
      { outcome: "none" },
    ]);
    expect(issues()).toMatchObject([{ state: "closed", state_reason: "completed" }]);
    expect(await keep([])).toMatchObject([{ outcome: "none" }, { outcome: "none" }]);
    expect(await keep([WIDER])).toMatchObject([{ outcome: "reopened", number: 1 }, { outcome: "none" }]);
    expect(issues()).toMatchObject([{ state: "open", comments: [{ body: expect.stringContaining("app&#45;main") }] }]);
  });

  it("is never somebody else's, whatever it looks like", async () => {
    const { github } = world.emulator.state;
    const body = "<!-- cloudsmith-trust drift: acme/app -->\nmine";
    openIssue(
      github,
      github.repositories.get("acme/app")!,
      { title: "trap", body, user: { login: "mallory", id: 9 } },
      "2026-01-01T00:00:00Z",
    );
    expect(await keep([WIDER])).toMatchObject([{ outcome: "opened", number: 2 }, { outcome: "none" }]);
    expect(issues()[0]).toMatchObject({ body, title: "trap", state: "open" });
  });

  it("fits into GitHub's limit with a thousand drifts", async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => ({
      ...WIDER,
      name: `s${index}`,
      fingerprint: index.toString(16).padStart(20, "0"),
    }));
    expect(await keep(many)).toMatchObject([{ outcome: "opened" }, { outcome: "none" }]);
    expect(issues()[0]!.body.length).toBeLessThanOrEqual(65_536);
  });
});

describe("drift --issue", () => {
  const plan = () => [
    planFile(APP, changed(APP, "cloudsmith_oidc.app-main", { claims: { repository_owner_id: "65" } })),
  ];

  it("keeps the issue after a whole run, and touches none after a partial one", async () => {
    const { code } = await run(owner(world.emulator), { plan: plan(), issue: "acme/app" });
    expect(code).toBe(11);
    expect(issues()).toMatchObject([{ title: "Drift of trust: stack app", state: "open" }]);
    const before = JSON.stringify(issues());
    world.emulator.faults.add({ kind: "status", status: 403, route: "GET /orgs/{org}/teams/", times: "always" });
    const partial = await run(owner(world.emulator), { plan: [planFile()], issue: "acme/app" });
    expect(partial.code).toBe(1);
    expect(JSON.stringify(issues())).toBe(before);
  });

  it.each([
    [
      "a public repository, before anything is run",
      { issue: "acme/site" },
      {},
      /acme\/site is public, and the issue would tell everyone/,
    ],
    ["no repository", { issue: true }, {}, /the repository is not known/],
    ["no token", { issue: "acme/app" }, { GITHUB_TOKEN: undefined }, /no token to keep the issue with/],
    ["--public alone", { public: true }, {}, /--public was given without --issue/],
  ])("refuses %s", async (_, options, env: object, message) => {
    await expect(run({ ...owner(world.emulator), ...env }, { plan: [file("p.json", "")], ...options })).rejects.toThrow(
      message,
    );
  });

  it("takes a public repository where that is meant", async () => {
    Object.assign(process.env, owner(world.emulator), { GITHUB_REPOSITORY: "acme/site" });
    expect(await issueOptions({ format: "text", failOn: "none", issue: true, public: true })).toEqual({
      repository: "acme/site",
      from: "low",
    });
  });
});
