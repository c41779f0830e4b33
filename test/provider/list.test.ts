import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { cloudsmithProvider } from "../../lib/provider/index.js";
import { Core } from "../terraform/support/core.js";

const ISSUER = "https://token.actions.githubusercontent.com";
const STATIC = { enabled: true, provider_url: ISSUER, claims: { repository_id: "1", run: 3 } };
/** More than one page can hold. */
const MANY = 501;
const WHOLE = { wholeState: true };

let emulator: Emulator;
let core: Core;

beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      organization: "acme",
      accounts: [
        { slug: "ci-app", name: "CI app", description: "publishes", role: "Manager", teams: [{ slug: "release" }] },
        ...Array.from({ length: MANY - 1 }, (_, index) => ({ slug: `ci-${index}`, name: `ci-${index}` })),
      ],
      settings: [
        { name: "app", ...STATIC, service_accounts: ["ci-app", "ci-1"] },
        {
          name: "mapped",
          ...STATIC,
          mapping_claim: "repository",
          dynamic_mappings: [{ claim_value: "acme/app", service_account: "ci-app" }],
        },
      ],
      repositories: [{ slug: "libs" }, { slug: "prod" }],
      teams: [{ slug: "release" }],
      privileges: [
        { repository: "libs", user: "owner", privilege: "Admin" },
        { repository: "libs", team: "release", privilege: "Read" },
        { repository: "prod", user: "owner", privilege: "Admin" },
        { repository: "prod", service: "ci-app", privilege: "Write" },
      ],
    },
  });
  core = new Core(cloudsmithProvider({ environment: emulator.environment }) as never);
  await core.configure({}, "1.14.3");
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.faults.clear();
  emulator.requests.clear();
});

const sent = () => emulator.requests.log.map(({ path }) => decodeURIComponent(path));
const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name).sort();

/** What is listed has to be what an import of it and a read find. */
async function expectRead(type: string, config: object): Promise<void> {
  const { found, errors } = await core.list(type, config as Record<string, unknown>, WHOLE);
  expect([errors, found.length > 0]).toEqual([[], true]);
  for (const { state, identity } of found) {
    const imported = await core.import(type, identity!);
    const read = await core.read(type, imported.state!);
    expect([read.identity, read.state]).toEqual([identity, state]);
  }
}

describe("service accounts", () => {
  const type = "cloudsmith_service";

  it("are listed up to the limit, in one request where one page holds that many", async () => {
    for (const [limit, requests] of [
      [2, ["/orgs/acme/services/?page=1&page_size=3"]],
      [499, ["/orgs/acme/services/?page=1&page_size=500"]],
      [500, ["/orgs/acme/services/?page=1&page_size=500", "/orgs/acme/services/?page=2&page_size=500"]],
      [9_999, ["/orgs/acme/services/?page=1&page_size=500", "/orgs/acme/services/?page=2&page_size=500"]],
    ] as const) {
      emulator.requests.clear();
      const { found, errors, warnings } = await core.list(type, { organization: "acme" }, { limit });
      expect([errors, found.length, sent()]).toEqual([[], Math.min(limit, MANY), requests]);
      expect(warnings).toHaveLength(limit < MANY ? 1 : 0);
    }
  });

  it("are found by the API's own search, and are what a read finds", async () => {
    const config = { organization: "acme", query: "role:Manager", sort: "name" };
    const { found } = await core.list(type, config);
    expect(found).toEqual([{ name: "CI app", identity: { organization: "acme", slug: "ci-app" }, state: undefined }]);
    expect(sent()).toEqual(["/orgs/acme/services/?query=role:Manager&sort=name&page=1&page_size=101"]);
    await expectRead(type, config);
  });

  it("that may not be listed are an error with the API's words", async () => {
    emulator.faults.add({ kind: "status", status: 403, route: "GET /orgs/{org}/services/" });
    const { errors } = await core.list(type, { organization: "acme" });
    expect(errors).toMatchObject([
      { summary: "The service accounts of acme could not be read", detail: expect.stringContaining("403 Forbidden") },
    ]);
  });
});

describe("OIDC provider settings", () => {
  it("are listed in one request, and with those of their mappings where the whole is asked for", async () => {
    const { found } = await core.list("cloudsmith_oidc", { namespace: "acme" });
    expect([names(found), sent()]).toEqual([["app", "mapped"], ["/orgs/acme/openid-connect/?page=1&page_size=101"]]);
    emulator.requests.clear();
    await core.list("cloudsmith_oidc", { namespace: "acme" }, WHOLE);
    expect(sent()).toHaveLength(2);
    await expectRead("cloudsmith_oidc", { namespace: "acme" });
  });
});

describe("privileges", () => {
  const organization = "acme";

  it("of all repositories are listed by the repositories alone, and read where the whole is asked for", async () => {
    const type = "cloudsmith_repository_privileges";
    const { found } = await core.list(type, { organization });
    expect([names(found), sent()]).toEqual([["acme/libs", "acme/prod"], ["/repos/acme/?page=1&page_size=101"]]);
    await expectRead(type, { organization });
  });

  it("one by one are listed with their level, of one repository without asking which there are", async () => {
    const type = "cloudsmith_repository_privilege";
    const { found } = await core.list(type, { organization });
    expect(names(found)).toEqual([
      "service ci-app: Write on acme/prod",
      "team release: Read on acme/libs",
      "user owner: Admin on acme/libs",
      "user owner: Admin on acme/prod",
    ]);
    await expectRead(type, { organization });
    const fresh = new Core(cloudsmithProvider({ environment: emulator.environment }) as never);
    await fresh.configure({}, "1.14.3");
    emulator.requests.clear();
    expect((await fresh.list(type, { organization, repository: "prod" }, { limit: 1 })).found).toHaveLength(1);
    expect(sent()).toEqual(["/repos/acme/prod/privileges"]);
  });

  it("that are hidden are a warning among others, and an error where they were asked for", async () => {
    emulator.faults.add({ kind: "status", status: 404, route: "GET /repos/{owner}/{identifier}/privileges" });
    const type = "cloudsmith_repository_privilege";
    const fresh = async () => {
      const other = new Core(cloudsmithProvider({ environment: emulator.environment }) as never);
      await other.configure({}, "1.14.3");
      return other;
    };
    const { found, errors, warnings } = await (await fresh()).list(type, { organization });
    expect([found.length, errors]).toEqual([2, []]);
    expect(warnings).toMatchObject([{ detail: expect.stringMatching(/no Admin .* of acme, .*: (libs|prod)\.$/) }]);
    emulator.faults.add({ kind: "status", status: 404, route: "GET /repos/{owner}/{identifier}/privileges" });
    const asked = await (await fresh()).list(type, { organization, repository: "prod" });
    expect(asked).toMatchObject({ found: [], warnings: [], errors: [{ detail: expect.stringContaining("404") }] });
  });
});
