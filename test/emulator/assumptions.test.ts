import { describe, expect, it } from "vitest";
import { EMULATOR_ASSUMPTIONS, type EmulatorAssumptionName } from "../../lib/emulator/index.js";
import { anonymously, asKey, newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const SERVICES = "/orgs/acme/services/";
const SETTINGS = "/orgs/acme/openid-connect/";

const setting = (more: object = {}) => ({
  name: "main",
  enabled: true,
  provider_url: world.emulator.issuer,
  claims: { repository: "acme/app" },
  ...more,
});
const MAPPINGS = [
  { claim_value: "v", service_account: "one" },
  { claim_value: "v", service_account: "two" },
];

const exchange = async (organization = "acme", token?: string) => {
  const oidc_token = token ?? (await world.emulator.startJob({ repository: "acme/app" }).idToken());
  return anonymously(world.emulator).post(`/openid/${organization}/`, { oidc_token, service_slug: "one" });
};

/** What one looks at to tell the readings of an assumption apart, in the order of its values. */
const PROBES: { [Name in EmulatorAssumptionName]: readonly [probe: () => Promise<unknown>, ...seen: unknown[]] } = {
  "exchange-status": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.post(SETTINGS, setting({ service_accounts: ["one"] }));
      return (await exchange()).status;
    },
    201,
    200,
  ],
  "exchange-malformed-token": [async () => (await exchange("acme", "nonsense")).status, 400, 401],
  "exchange-unknown-organization": [async () => (await exchange("other")).status, 404, 401],
  "expired-credential": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.post(SETTINGS, setting({ service_accounts: ["one"] }));
      const { token } = (await exchange()).body;
      world.emulator.settings.clockOffsetMs = 8_000_000;
      return (await asKey(world.emulator, token).get("/user/self/")).status;
    },
    401,
    403,
  ],
  "clear-description": [
    async () => {
      const tried = [];
      for (const description of ["", null]) {
        const { slug } = await newAccount(world.api, "one", { description: "text" });
        const { status } = await world.api.patch(`${SERVICES}${slug}/`, { description });
        tried.push(`${status} ${(await world.api.get(`${SERVICES}${slug}/`)).body.description}`);
      }
      return tried;
    },
    ["200 ", "422 text"],
    ["422 text", "200 "],
    ["200 ", "200 "],
    ["422 text", "422 text"],
    ["200 text", "200 text"],
  ],
  "patch-teams": [
    async () => {
      await world.api.post("/orgs/acme/teams/", { name: "Build" });
      await world.api.post("/orgs/acme/teams/", { name: "Release" });
      await newAccount(world.api, "one", { teams: [{ slug: "build" }] });
      const { body } = await world.api.patch(`${SERVICES}one/`, { teams: [{ slug: "release" }] });
      return body.teams.map(({ slug }: { slug: string }) => slug);
    },
    ["release"],
    ["build", "release"],
  ],
  "team-default-role": [
    async () => {
      await world.api.post("/orgs/acme/teams/", { name: "Build" });
      const { body } = await world.api.post(SERVICES, { name: "one", teams: [{ slug: "build" }] });
      return body.teams[0].role;
    },
    "Member",
    "Manager",
  ],
  "rename-changes-slug": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.post("/repos/acme/", { name: "prod" });
      await world.api.put("/repos/acme/prod/privileges", { privileges: [{ privilege: "Read", service: "one" }] });
      await world.api.post(SETTINGS, setting({ service_accounts: ["one"] }));
      const { slug } = (await world.api.patch(`${SERVICES}one/`, { name: "Other" })).body;
      const { privileges, settings } = world.emulator.trustFile();
      return [slug, privileges?.[0]?.service, settings?.[0]?.service_accounts];
    },
    ["one", "one", ["one"]],
    ["other", "other", ["other"]],
  ],
  "service-slug-suffix": [
    async () => {
      const name = "a".repeat(30);
      await newAccount(world.api, name);
      return (await newAccount(world.api, name)).slug.length;
    },
    35,
    30,
  ],
  "deleted-service-slug": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.delete(`${SERVICES}one/`);
      return (await newAccount(world.api, "one")).slug === "one";
    },
    true,
    false,
  ],
  "deleted-service-in-settings": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.post(SETTINGS, setting({ service_accounts: ["one"] }));
      const { status } = await world.api.delete(`${SERVICES}one/`);
      return [status, (await world.api.get(SETTINGS)).body[0].service_accounts];
    },
    [204, []],
    [204, ["one"]],
    [422, ["one"]],
  ],
  "provider-url": [
    async () => {
      const urls = [];
      for (const [name, provider_url] of Object.entries({ bare: "https://x.example", slash: "https://x.example/" })) {
        urls.push((await world.api.post(SETTINGS, setting({ name, provider_url }))).body.provider_url);
      }
      return urls;
    },
    ["https://x.example", "https://x.example/"],
    ["https://x.example", "https://x.example"],
    ["https://x.example/", "https://x.example/"],
  ],
  "claim-values": [
    async () => (await world.api.post(SETTINGS, setting({ claims: { admin: true, groups: ["a"] } }))).status,
    201,
    422,
  ],
  "settings-slug-after-rename": [
    async () => {
      const { slug_perm } = (await world.api.post(SETTINGS, setting())).body;
      return (await world.api.patch(`${SETTINGS}${slug_perm}/`, { name: "Other" })).body.slug;
    },
    "main",
    "other",
  ],
  "service-accounts-order": [
    async () => {
      for (const name of ["one", "two", "three"]) {
        await newAccount(world.api, name);
      }
      return (await world.api.post(SETTINGS, setting({ service_accounts: ["one", "two", "three"] }))).body
        .service_accounts;
    },
    ["one", "two", "three"],
    ["one", "three", "two"],
    ["three", "two", "one"],
  ],
  "duplicate-service-accounts": [
    async () => {
      await newAccount(world.api, "one");
      return (await world.api.post(SETTINGS, setting({ service_accounts: ["one", "one"] }))).body.service_accounts;
    },
    ["one"],
    undefined,
  ],
  "duplicate-claim-value": [
    async () => {
      await newAccount(world.api, "one");
      await newAccount(world.api, "two");
      const mapped = setting({ mapping_claim: "sub", dynamic_mappings: MAPPINGS });
      return (await world.api.post(SETTINGS, mapped)).body.dynamic_mappings;
    },
    undefined,
    [MAPPINGS[1]],
  ],
  "mapping-claim-without-mappings": [
    async () => (await world.api.post(SETTINGS, setting({ mapping_claim: "sub" }))).status,
    201,
    422,
  ],
  "mappings-without-mapping-claim": [
    async () => {
      await newAccount(world.api, "one");
      return (await world.api.post(SETTINGS, setting({ dynamic_mappings: MAPPINGS.slice(0, 1) }))).status;
    },
    422,
    201,
  ],
  "duplicate-grants": [
    async () => {
      await newAccount(world.api, "one");
      await world.api.post("/repos/acme/", { name: "prod" });
      const privileges = ["Read", "Write"].map((privilege) => ({ privilege, service: "one" }));
      const { status } = await world.api.put("/repos/acme/prod/privileges", { privileges });
      return [status, world.emulator.state.privileges.get("prod")?.[0]?.privilege];
    },
    [422, "Admin"],
    [204, "Write"],
  ],
  "bad-target-shape": [
    async () => {
      await world.api.post("/repos/acme/", { name: "prod" });
      const privileges = [{ privilege: "Read", team: "x" }];
      return (await world.api.put("/repos/acme/prod/privileges", { privileges })).body.fields.privileges;
    },
    { detail: "Invalid team(s) specified ['x']" },
    "Invalid team(s) specified ['x']",
    ["Invalid team(s) specified ['x']"],
  ],
  "default-privilege-covers-services": [
    async () => {
      const { key } = await newAccount(world.api, "one");
      await world.api.post("/repos/acme/", { name: "prod", repository_type_str: "Private", default_privilege: "Read" });
      return (await asKey(world.emulator, key).get("/repos/acme/prod/")).status;
    },
    200,
    404,
  ],
  "put-members-services": [
    async () => {
      await world.api.post("/orgs/acme/teams/", { name: "Build" });
      await newAccount(world.api, "one", { teams: [{ slug: "build" }] });
      await world.api.put("/orgs/acme/teams/build/members", { members: [{ user: "owner", role: "Member" }] });
      return (await world.api.get(`${SERVICES}one/`)).body.teams.length;
    },
    0,
    1,
  ],
  "page-size-over-limit": [async () => (await world.api.get(`${SERVICES}?page_size=501`)).status, 200, 422],
  "page-beyond-last": [async () => (await world.api.get(`${SERVICES}?page=2`)).status, 404, 200],
  "empty-list-page-total": [
    async () => (await world.api.get(SERVICES)).headers.get("x-pagination-pagetotal"),
    "1",
    "0",
  ],
  "query-match": [
    async () => {
      await newAccount(world.api, "one-more");
      return (await world.api.get(`${SERVICES}?query=name:one`)).body.length;
    },
    1,
    0,
  ],
  "rate-interval": [
    async () => {
      world.emulator.settings.rateLimit = { requestsPerSecond: 0.001, burst: 5 };
      await world.api.get("/user/self/");
      const interval = (await world.api.get("/user/self/")).headers.get("x-ratelimit-interval");
      return Math.round(Number(interval));
    },
    1000,
    667,
  ],
};

const readings = Object.entries(EMULATOR_ASSUMPTIONS).flatMap(([name, { values }]) =>
  values.map((value, index) => [name as EmulatorAssumptionName, value, index] as const),
);

describe("each reading of each assumption can be told from the others:", () => {
  it.each(readings)("%s is %s", async (name, value, index) => {
    world.emulator.assume({ [name]: value });
    const [probe, ...seen] = PROBES[name];
    expect(seen).toHaveLength(EMULATOR_ASSUMPTIONS[name].values.length);
    expect(await probe()).toEqual(seen[index]);
  });

  it("and the first of its values holds unless it is switched", () => {
    for (const [name, { values }] of Object.entries(EMULATOR_ASSUMPTIONS)) {
      expect(world.emulator.assumptions[name as EmulatorAssumptionName]).toBe(values[0]);
    }
  });
});
