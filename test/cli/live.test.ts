import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fetchLive } from "../../lib/cli/live/fetch.js";
import { apiKeyCredential, CloudsmithClient } from "../../lib/cloudsmith/index.js";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { readLive, type TrustFileValue, trustFileValue } from "../../lib/trust/index.js";
import { MAIN, run, TRUST } from "./executable.js";

let emulator: Emulator;

beforeAll(async () => {
  const seed = JSON.parse(JSON.stringify(TRUST));
  emulator = await startEmulator({
    seed: {
      ...seed,
      accounts: [
        { slug: "ci-app", teams: [{ slug: "release" }] },
        { slug: "ci-drift", role: "Manager" },
        { slug: "ci-member" },
      ],
      settings: [
        ...seed.settings,
        {
          name: "mapped",
          enabled: true,
          provider_url: "https://gitlab.com",
          claims: { aud: "x" },
          mapping_claim: "environment",
          dynamic_mappings: [{ claim_value: "a", service_account: "ci-app" }],
        },
        {
          name: "drift",
          enabled: true,
          provider_url: "https://token.actions.githubusercontent.com",
          claims: { repository_id: "74", event_name: "schedule" },
          service_accounts: ["ci-drift"],
        },
      ],
      repositories: [...seed.repositories, { slug: "open", repository_type_str: "Public" }],
      teams: [{ slug: "release" }],
    },
  });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.faults.clear();
  emulator.requests.clear();
});

function client(key = emulator.apiKey): CloudsmithClient {
  return new CloudsmithClient({
    host: emulator.url,
    credential: apiKeyCredential(key),
    readOnly: true,
    retry: { baseMs: 1, ceilingMs: 2 },
  });
}

/** Lists of the API have orders of their own. */
function sorted(file: TrustFileValue): unknown {
  const entries = Object.entries(file).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort() : value,
  ]);
  return Object.fromEntries(entries);
}

/** The environment of a person, or of an account by its key. */
function as(account?: string): { [name: string]: string } {
  const key = account === undefined ? emulator.apiKey : emulator.state.services.get(account)!.key;
  return { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: key };
}

const EXPLAIN = ["explain", "--live", "acme", "--account", "ci-app", ...MAIN] as const;

describe("fetching a live organization", () => {
  it("reads everything there is, by lists, and sends nothing but GET", async () => {
    const model = readLive(await fetchLive(client(), "acme"), "acme");
    expect(model.unknowns).toEqual([]);
    expect(sorted(trustFileValue(model))).toEqual(sorted(emulator.trustFile()));
    expect(model.accounts.map(({ slug }) => slug).sort()).toEqual(["ci-app", "ci-drift", "ci-member"]);
    expect(model.users).toMatchObject([{ slug: "owner", role: "Owner" }]);
    const { log, total } = emulator.requests;
    expect(new Set(log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    // organization, self, members, services, settings, one setting's mappings, repositories, teams, two privileges
    expect(total).toBe(10);
  });

  it("asks for the largest pages there are", async () => {
    const accounts = Array.from({ length: 501 }, (_, index) => ({ slug: `ci-${index}` }));
    const large = await startEmulator({ seed: { organization: "acme", accounts } });
    const reading = new CloudsmithClient({
      host: large.url,
      credential: apiKeyCredential(large.apiKey),
      readOnly: true,
    });
    const { accounts: read } = readLive(await fetchLive(reading, "acme"), "acme");
    expect(read).toHaveLength(501);
    // organization, self, members, two pages of services, settings, repositories, teams
    expect(large.requests.total).toBe(8);
    await large.close();
  });

  it("tells how far it is", async () => {
    const said: string[] = [];
    await fetchLive(client(), "acme", (text) => said.push(text));
    expect(said).toEqual([
      "reading acme",
      "reading acme: privileges of 1 of 2 repositories",
      "reading acme: privileges of 2 of 2 repositories",
    ]);
  });

  it("leaves out what one part of it answers badly", async () => {
    emulator.faults.add(
      { kind: "status", status: 500, route: "GET /orgs/{org}/services/", times: "always" },
      { kind: "status", status: 403, path: "/repos/acme/prod/privileges", times: "always" },
      { kind: "reset-before", route: "GET /orgs/{org}/teams/", times: "always" },
    );
    const { unknowns } = readLive(await fetchLive(client(), "acme"), "acme");
    expect(unknowns.map(({ about, name, reason }) => [about, name, reason])).toEqual([
      ["accounts", undefined, "GET /orgs/acme/services/ answered 500"],
      ["privileges", "prod", "GET /repos/acme/prod/privileges answered 403"],
      ["teams", undefined, "GET /orgs/acme/teams/ got no answer (reset)"],
    ]);
  });

  it("gives up where the key is refused in the middle", async () => {
    emulator.faults.add({ kind: "status", status: 401, route: "GET /orgs/{org}/openid-connect/" });
    await expect(fetchLive(client(), "acme")).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("gives up where nobody answers", async () => {
    const nobody = new CloudsmithClient({ host: "http://127.0.0.1:1", retry: { baseMs: 1, ceilingMs: 2 } });
    await expect(fetchLive(nobody, "acme")).rejects.toMatchObject({ code: "refused" });
  });

  it("knows that a Manager is shown what it may read only", async () => {
    const { key } = emulator.state.services.get("ci-drift")!;
    const model = readLive(await fetchLive(client(key), "acme"), "acme");
    expect(model.repositories.map(({ slug }) => slug)).toEqual(["open"]);
    expect(model.settings).toHaveLength(4);
    expect(model.unknowns).toMatchObject([
      { about: "repositories", reason: expect.stringContaining("may read") },
      { about: "privileges", name: "open", reason: "GET /repos/acme/open/privileges answered 403" },
    ]);
  });
});

describe("explain --live", () => {
  it("judges by the live organization", async () => {
    const { code, stdout, stderr } = await run(EXPLAIN, { env: as() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`of acme (acme at ${new URL(emulator.url).host})`);
    expect(stdout).toContain("Write on prod (by grant)");
    expect(stdout).not.toContain("perhaps more");
  });

  it("could not tell, exit code 1, where the identity may not see the settings", async () => {
    const { code, stdout } = await run(EXPLAIN, { env: as("ci-member") });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^COULD NOT TELL as ci-app/);
    expect(stdout).toContain("GET /orgs/acme/openid-connect/ answered 403");
  });

  it("signs in by OIDC in a CI job, and says what it was not shown", async () => {
    const job = emulator.startJob({ repository: "acme/app", repositoryId: 74, event: "schedule" });
    const env = { ...job.environment, CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_SERVICE_SLUG: "ci-drift" };
    const { code, stdout, stderr } = await run(EXPLAIN, { env: { ...env, CLOUDSMITH_API_KEY: "" } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("perhaps more");
    const writes = emulator.requests.log.filter(({ area, method }) => area === "cloudsmith" && method !== "GET");
    expect(writes.map(({ route }) => route)).toEqual(["POST /openid/{owner}/"]);
  });

  it.each([
    ["an unknown organization", ["--live", "other"], {}, 1, /404 to GET \/orgs\/other\//],
    ["a wrong key", ["--live", "acme"], { CLOUDSMITH_API_KEY: "wrong-key" }, 1, /401/],
    ["no key", ["--live", "acme"], { CLOUDSMITH_API_KEY: "" }, 2, /nothing to sign in to Cloudsmith with\n {2}→ set/],
    [
      "no CI job",
      ["--live", "acme"],
      { CLOUDSMITH_API_KEY: "", CLOUDSMITH_SERVICE_SLUG: "ci-drift" },
      1,
      /No OIDC id token was found/,
    ],
    ["plain http elsewhere", ["--live", "acme"], { CLOUDSMITH_API_HOST: "http://x.example" }, 1, /must use https/],
  ])("given %s says so", async (_, args, env, exitCode, message) => {
    const result = await run(["explain", ...args, "--account", "ci-app", ...MAIN], { env: { ...as(), ...env } });
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toContain("wrong-key");
  });
});
