import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.js";
import { DRIFT_SCHEMA } from "../../../lib/report/index.js";
import { parseTrustDocument } from "../../../lib/trust/file/parse.js";
import { validate } from "../../../lib/trust/private/schema.js";
import { APP, changed } from "../../trust/drift/support.js";
import { file, owner, path, planFile, run, SEED } from "./support.js";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ seed: SEED });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  emulator.seed(SEED);
  emulator.faults.clear();
  emulator.requests.clear();
});

const WIDER = changed(APP, "cloudsmith_oidc.app-main", { claims: { repository_owner_id: "65" } });

/** A setting, an account and a grant that nobody declared. */
function addBackDoor(): void {
  emulator.seed({
    ...SEED,
    accounts: [...SEED.accounts, { slug: "stranger" }],
    settings: [
      ...SEED.settings,
      {
        ...SEED.settings[0]!,
        name: "back-door",
        slug_perm: "x1",
        claims: { repository: "evil/app" },
        service_accounts: ["stranger"],
      },
    ],
    privileges: [...SEED.privileges, { repository: "prod", service: "stranger", privilege: "Write" }],
  });
}

describe("drift", () => {
  it("finds none where what is live is what is declared: exit code 0, and nothing but GET was sent", async () => {
    const { code, json } = await run(owner(emulator));
    expect(code).toBe(0);
    expect(json).toMatchObject({ organization: "acme", complete: true, severity: "none", drifts: [], undecided: [] });
    expect(validate(json, DRIFT_SCHEMA as never)).toEqual([]);
    expect(new Set(emulator.requests.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("reports managed, unmanaged and phantom drift in one: exit code 11", async () => {
    addBackDoor();
    const { code, json } = await run(owner(emulator), { plan: [planFile(APP, WIDER)] });
    expect(code).toBe(11);
    expect(json.drifts.map((each: { [name: string]: string }) => [each.section, each.name, each.severity])).toEqual([
      ["phantom", "back-door", "critical"],
      ["managed", "app-main", "high"],
      ["unmanaged", "back-door", "high"],
      ["unmanaged", "stranger", "high"],
    ]);
    expect(validate(json, DRIFT_SCHEMA as never)).toEqual([]);
    expect(new Set(emulator.requests.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("says who did it and when", async () => {
    const { status } = await fetch(`${emulator.url}/orgs/acme/openid-connect/perm-app-main/`, {
      method: "PATCH",
      headers: { "x-api-key": emulator.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ claims: { repository_owner_id: "65" } }),
    });
    expect(status).toBe(200);
    const plan = [planFile(APP, WIDER)];
    const { json } = await run(owner(emulator), { plan });
    expect(json.drifts).toMatchObject([{ author: { actor: "owner", kind: "user", event: "org.oidc.updated" } }]);
    emulator.faults.add({ kind: "status", status: 403, route: "GET /audit-log/{owner}/", times: "always" });
    const forbidden = await run(owner(emulator), { plan });
    expect(forbidden.code).toBe(11);
    expect(forbidden.json.notes).toEqual([expect.stringContaining("the audit log may not be read (403)")]);
  });

  it.each([
    [
      "text",
      /^1 DRIFT {2}acme: 1 high[\s\S]*Changed beside the code \(1\)\n {2}high {5}provider settings app-main was changed/,
    ],
    ["markdown", /^## Trust: 1 drift\n\n<code>acme<\/code>: 1 high[\s\S]*### Changed beside the code/],
  ] as const)("is told as %s", async (format, expected) => {
    const { text } = await run(owner(emulator), { plan: [planFile(APP, WIDER)], format });
    expect(text).toMatch(expected);
  });

  it.each([
    ["none", 0],
    ["critical", 0],
    ["high", 11],
    ["low", 11],
  ] as const)("with --fail-on %s ends with %i for a drift of severity high", async (failOn, expected) => {
    expect((await run(owner(emulator), { plan: [planFile(APP, WIDER)], failOn })).code).toBe(expected);
  });

  it("never alarms for a text, even with --fail-on low", async () => {
    const plan = [planFile(APP, changed(APP, "cloudsmith_service.ci-app", { description: "by hand" }))];
    const { code, json } = await run(owner(emulator), { plan, failOn: "low" });
    expect(code).toBe(0);
    expect(json.drifts).toMatchObject([{ severity: "none" }]);
  });
});

describe("what could not be told", () => {
  it.each([
    ["a list that is forbidden", "GET /orgs/{org}/openid-connect/", 403],
    ["an answer that is none", "GET /orgs/{org}/services/", 400],
    ["privileges that are forbidden", "GET /repos/{owner}/{identifier}/privileges", 403],
  ])("is exit code 1 for %s, and the report says that it is partial", async (_, route, status) => {
    emulator.faults.add({ kind: "status", status, route, times: "always" });
    const { code, json } = await run(owner(emulator));
    expect(code).toBe(1);
    expect(json.complete).toBe(false);
    expect(JSON.stringify(json.undecided)).toContain(`answered ${status}`);
    const { text } = await run(owner(emulator), { format: "text" });
    expect(text).toMatch(/^COULD NOT TELL {2}acme: 1 could not be told\n {2}this report is partial/);
  });

  it("is told with what gets further, where the identity may not read something", async () => {
    const route = (path: string) => ({ kind: "status", status: 403, route: `GET ${path}`, times: "always" }) as const;
    emulator.faults.add(route("/repos/{owner}/{identifier}/privileges"));
    emulator.faults.add(route("/orgs/{org}/openid-connect/"));
    const { json } = await run(owner(emulator));
    expect(json.undecided.map(({ reason }: { reason: string }) => reason)).toEqual([
      "GET /orgs/acme/openid-connect/ answered 403; this takes a Manager or an Owner",
      "GET /repos/acme/prod/privileges answered 403; --only-shown settles for what it may read",
    ]);
  });

  it.each([
    ["longer than a command waits", 7_200, {}],
    ["longer than it is told to wait", 60, { CLOUDSMITH_RATE_LIMIT_WAIT: "59" }],
  ])("is a rate limit that lasts %s, at once and by when it is over", async (_, retryAfterSeconds, env) => {
    const route = "GET /repos/{owner}/{identifier}/privileges";
    emulator.faults.add({ kind: "status", status: 429, retryAfterSeconds, route, times: "always" });
    const { code, json } = await run({ ...owner(emulator), ...env });
    expect(code).toBe(1);
    expect(json.undecided).toMatchObject([
      {
        about: "privileges prod",
        reason: expect.stringMatching(
          /^GET \/repos\/acme\/prod\/privileges answered 429: The rate limit is used up until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: .*CLOUDSMITH_RATE_LIMIT_WAIT/,
        ),
      },
    ]);
    // what the limit holds back is no other test's concern
    await emulator.close();
    emulator = await startEmulator({ seed: SEED });
  });

  it("comes before drift", async () => {
    emulator.faults.add({ kind: "status", status: 403, route: "GET /orgs/{org}/teams/", times: "always" });
    const { code, json } = await run(owner(emulator), { plan: [planFile(APP, WIDER)] });
    expect(code).toBe(1);
    expect(json.drifts).toMatchObject([{ severity: "high" }]);
  });

  it("is a plan that covers some of a stack alone", async () => {
    const { code, json } = await run(owner(emulator), { plan: [planFile(APP, APP, { complete: false })] });
    expect(code).toBe(1);
    expect(json.undecided).toMatchObject([
      { about: "stack app", reason: expect.stringContaining("limited to targets") },
    ]);
  });

  it("is every stranger while a plan cannot be read, whose own trust would look like one", async () => {
    const { code, json } = await run(owner(emulator), {
      plan: [file("broken.json", '{"format_version": "1.2", "resource_ch'), planFile()],
    });
    expect(code).toBe(1);
    expect(json.drifts).toEqual([]);
    expect(json.undecided.map(({ about }: { about: string }) => about)).toEqual([
      expect.stringMatching(/^stack \d+-broken$/),
      "unmanaged trust",
    ]);
  });

  it("is what a Manager is not shown, unless that is settled for", async () => {
    emulator.seed({ ...SEED, accounts: [...SEED.accounts, { slug: "ci-drift", role: "Manager" }] });
    const env = { ...owner(emulator), CLOUDSMITH_API_KEY: emulator.state.services.get("ci-drift")!.key };
    const strict = await run(env);
    expect(strict.code).toBe(1);
    expect(strict.json.undecided).toMatchObject([
      { about: "repositories", reason: expect.stringMatching(/may read, and no others; --only-shown settles for/) },
    ]);
    const settled = await run(env, { onlyShown: true, failOn: "none" });
    expect(settled.code).toBe(0);
    expect(settled.json.notes).toEqual([expect.stringContaining("--only-shown")]);
  });

  it("is a repository trusted by name that the token may not see, by the permission that is missing", async () => {
    const claims = { repository: "acme/gone", ref: "refs/heads/main" };
    const settings = [{ ...SEED.settings[0]!, claims }];
    emulator.seed({ ...SEED, settings });
    emulator.state.github.tokens.set("gh-some", {
      login: "bot",
      repositories: ["acme/app"],
      permissions: { metadata: "read" },
    });
    const plan = [planFile(changed(APP, "cloudsmith_oidc.app-main", { claims }))];
    const some = await run({ ...owner(emulator), GITHUB_TOKEN: "gh-some" }, { plan });
    expect(some.code).toBe(1);
    expect(some.json.undecided).toMatchObject([{ reason: expect.stringContaining("metadata: read") }]);
    const none = await run({ ...owner(emulator), GITHUB_TOKEN: undefined }, { plan });
    expect(none.code).toBe(1);
    expect(none.json.undecided).toMatchObject([{ reason: expect.stringContaining("set GITHUB_TOKEN") }]);
    const all = await run(owner(emulator), { plan });
    expect(all.json.drifts).toMatchObject([{ section: "phantom", severity: "medium" }]);
    expect((await run({ ...owner(emulator), GITHUB_TOKEN: undefined }, { plan, only: ["managed"] })).code).toBe(0);
  });
});

describe("the command line", () => {
  it.each([
    ["no key", { env: { CLOUDSMITH_API_KEY: undefined } }, /nothing to sign in to Cloudsmith with/],
    ["another organization", { live: "other" }, /the stacks are of the organization acme/],
    ["a baseline without a reason", { writeBaseline: "x.json", until: "2999-01-01" }, /wants a reason/],
    ["a baseline without an end", { writeBaseline: "x.json", reason: "x" }, /wants a last day/],
    ["a baseline that has ended", { writeBaseline: "x.json", reason: "x", until: "2020-01-01" }, /has passed/],
    ["a reason for nothing", { reason: "x" }, /is for --write-baseline/],
    ["no baseline there", { baseline: "/nowhere.json" }, /cannot read the baseline/],
    [
      "no number of seconds",
      { env: { CLOUDSMITH_RATE_LIMIT_WAIT: "ten" } },
      /CLOUDSMITH_RATE_LIMIT_WAIT is "ten": give a whole number/,
    ],
    ["no stack", { plan: [] }, /nothing to hold what is live against/],
    ["a folder that is none", { plan: undefined, app: "/nowhere" }, /is not a folder/],
  ])("given %s says so", async (_, { env = {}, ...options }: { env?: object; [name: string]: unknown }, message) => {
    await expect(run({ ...owner(emulator), ...env }, options as never)).rejects.toThrow(message);
  });

  it("gives up where the key is refused", async () => {
    const { code, json } = await run({ ...owner(emulator), CLOUDSMITH_API_KEY: "wrong" });
    expect(code).toBe(1);
    expect(json.undecided).toMatchObject([
      { about: "the live organization acme", reason: expect.stringContaining("401") },
    ]);
  });

  it("needs no stack to look for phantoms", async () => {
    const { code, json } = await run(owner(emulator), { plan: [], only: ["phantom"], live: "acme" });
    expect(code).toBe(0);
    expect(json).toMatchObject({ organization: "acme", stacks: [], parts: ["phantom"], drifts: [] });
  });

  it("looks at what --only names, and says what it left out", async () => {
    addBackDoor();
    const { code, text } = await run(owner(emulator), { only: ["managed"], format: "text" });
    expect(code).toBe(0);
    expect(text).toContain("Not looked at: declared nowhere (unmanaged); trusted and gone (phantom)");
  });
});

describe("a baseline", () => {
  const accept = { reason: "known", until: "2999-12-31" };

  it("is written for what is there, counts at once, and keeps the next run quiet until something new comes", async () => {
    addBackDoor();
    const baseline = path("baseline.json");
    const written = await run(owner(emulator), { writeBaseline: baseline, ...accept });
    expect(written.code).toBe(0);
    expect(written.json).toMatchObject({
      severity: "none",
      drifts: [],
      accepted: Array(3).fill({ acceptance: accept }),
    });
    const quiet = await run(owner(emulator), { baseline });
    expect(quiet.code).toBe(0);
    expect(quiet.json.accepted).toHaveLength(3);
    expect(validate(quiet.json, DRIFT_SCHEMA as never)).toEqual([]);
    const loud = await run(owner(emulator), { baseline, plan: [planFile(APP, WIDER)] });
    expect(loud.code).toBe(11);
    expect(loud.json.drifts).toMatchObject([{ section: "managed" }]);
    const entries = JSON.parse(readFileSync(baseline, "utf8")).entries.map((entry: object) => ({
      ...entry,
      until: "2020-01-01",
    }));
    const expired = await run(owner(emulator), { baseline: file("old.json", { version: 1, entries }) });
    expect(expired.code).toBe(11);
    expect(expired.json.drifts[0]).toMatchObject({ expired: { until: "2020-01-01", reason: "known" } });
    expect(validate(expired.json, DRIFT_SCHEMA as never)).toEqual([]);
  });

  it("is not written from a partial report, which would forget what was not read", async () => {
    addBackDoor();
    const baseline = path("baseline.json");
    await run(owner(emulator), { writeBaseline: baseline, ...accept });
    const before = readFileSync(baseline, "utf8");
    emulator.faults.add({ kind: "status", status: 403, route: "GET /orgs/{org}/services/", times: "always" });
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const partial = await run(owner(emulator), { writeBaseline: baseline, reason: "again", until: "2999-12-31" });
    const told = stderr.mock.calls.join("");
    stderr.mockRestore();
    expect(partial.code).toBe(1);
    expect(told).toContain(`no baseline was written to ${baseline}: the report is partial`);
    expect(partial.json.accepted).toEqual([]);
    expect(readFileSync(baseline, "utf8")).toBe(before);
  });

  it("that was not written is exit code 1, and nothing counts as accepted", async () => {
    addBackDoor();
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { code, json } = await run(owner(emulator), { writeBaseline: "/proc/nowhere/x.json", ...accept });
    const told = stderr.mock.calls.join("");
    stderr.mockRestore();
    expect(code).toBe(1);
    expect(told).toContain("cannot write the baseline to /proc/nowhere/x.json: ENOENT");
    expect(json).toMatchObject({ severity: "critical", accepted: [] });
  });

  it("written for some parts keeps what was accepted of the others, and does not call it gone", async () => {
    addBackDoor();
    const baseline = path("baseline.json");
    await run(owner(emulator), { writeBaseline: baseline, ...accept });
    const some = { plan: [planFile(APP, WIDER)], only: ["managed" as const] };
    const { code, json } = await run(owner(emulator), { ...some, writeBaseline: baseline, ...accept, reason: "later" });
    expect(code).toBe(0);
    expect(json.unused).toEqual([]);
    const { entries } = JSON.parse(readFileSync(baseline, "utf8"));
    expect(entries.map(({ reason }: { reason: string }) => reason)).toEqual(["later", "known", "known", "known"]);
    expect((await run(owner(emulator), { baseline, plan: [planFile(APP, WIDER)] })).code).toBe(0);
  });
});

describe("a snapshot", () => {
  it("is a trust file of what is live, with its moment and what GitHub said", async () => {
    const snapshot = path("trust.json");
    const claims = { repository: "acme/app", ref: "refs/heads/main" };
    emulator.seed({ ...SEED, settings: [{ ...SEED.settings[0]!, claims }] });
    const plan = [planFile(changed(APP, "cloudsmith_oidc.app-main", { claims }))];
    expect((await run(owner(emulator), { snapshot, plan })).code).toBe(0);
    const { model, snapshot: taken } = parseTrustDocument(readFileSync(snapshot, "utf8"), snapshot);
    expect(taken).toMatchObject({
      taken_at: expect.stringMatching(/^\d{4}-.*Z$/),
      by: expect.stringMatching(/^cloudsmith-trust drift \d/),
    });
    expect(model).toMatchObject({
      organization: "acme",
      scope: "organization",
      settings: [{ name: "app-main" }],
      github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, exists: true }] },
    });

    // the name is somebody else's now: known by the snapshot of before
    emulator.state.github.repositories.clear();
    emulator.seed({
      ...SEED,
      settings: [{ ...SEED.settings[0]!, claims }],
      github: { repositories: [{ full_name: "acme/app", id: 99, owner_id: 66, visibility: "private" }] },
    });
    for (const _ of ["at once", "in later runs"]) {
      const { code, json } = await run(owner(emulator), { snapshot, plan });
      expect(code).toBe(11);
      expect(json.drifts).toMatchObject([{ section: "phantom", severity: "critical" }]);
    }
  });
});
