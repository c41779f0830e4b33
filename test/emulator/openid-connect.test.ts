import { describe, expect, it } from "vitest";
import { newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const SETTINGS = "/orgs/acme/openid-connect/";
const GITHUB = "https://token.actions.githubusercontent.com";

const valid = (more: object = {}) => ({
  name: "app-main",
  enabled: true,
  provider_url: GITHUB,
  claims: { repository_id: "74" },
  ...more,
});

const create = async (more: object = {}) => {
  const answer = await world.api.post(SETTINGS, valid(more));
  expect(answer.status).toBe(201);
  return answer.body;
};

describe("creating provider settings", () => {
  it("answers 201 with slug, slug_perm and the mappings", async () => {
    await newAccount(world.api, "ci-app");
    const body = await create({ service_accounts: ["ci-app"] });
    expect(body).toEqual({
      ...valid(),
      slug: "app-main",
      slug_perm: expect.stringMatching(/^[A-Za-z0-9]{12}$/),
      service_accounts: ["ci-app"],
      mapping_claim: null,
      dynamic_mappings: [],
    });
  });

  it("asks no issuer whether it is there", async () => {
    expect((await create({ provider_url: "https://test.com" })).provider_url).toBe("https://test.com");
  });

  it.each<[object, object]>([
    [{ name: undefined }, { name: ["This field is required."] }],
    [{ claims: undefined }, { claims: ["This field is required."] }],
    [{ claims: ["a"] }, { claims: [expect.any(String)] }],
    [{ enabled: "yes" }, { enabled: ["Must be a valid boolean."] }],
    [{ provider_url: "invalid-url" }, { provider_url: ["Enter a valid URL."] }],
    [{ mapping_claim: "" }, { mapping_claim: ["This field may not be blank."] }],
    [{ service_accounts: ["nobody"] }, { service_accounts: [expect.stringContaining("nobody")] }],
    [
      { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "a", service_account: "nobody" }] },
      { dynamic_mappings: [expect.stringContaining("nobody")] },
    ],
    [
      { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "", service_account: "ci-app" }] },
      { dynamic_mappings: [expect.any(String)] },
    ],
    [
      { service_accounts: ["ci-app"], mapping_claim: "sub" },
      { service_accounts: ["Cannot be provided if mapping_claim or dynamic_mappings are specified."] },
    ],
  ])("refuses %j with 422", async (more, fields) => {
    await newAccount(world.api, "ci-app");
    const { status, body } = await world.api.post(SETTINGS, valid(more));
    expect(status).toBe(422);
    expect(body).toEqual({ detail: "Invalid input.", code: "invalid", fields });
  });

  it("refuses a name that other settings have", async () => {
    await create();
    const { status, body } = await world.api.post(SETTINGS, valid());
    expect(status).toBe(422);
    expect(body.fields.name).toHaveLength(1);
  });

  it("takes mappings with no accounts, and with an empty list of them", async () => {
    await newAccount(world.api, "ci-app");
    const mapped = { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "a/.*", service_account: "ci-app" }] };
    expect(await create(mapped)).toMatchObject({ ...mapped, service_accounts: [] });
    expect(await create({ ...mapped, name: "second", service_accounts: [] })).toMatchObject(mapped);
  });
});

describe("reading provider settings", () => {
  it("leaves the mappings out, which are a list of their own", async () => {
    await newAccount(world.api, "ci-app");
    const mapping = { claim_value: "acme/app", service_account: "ci-app" };
    const { slug_perm } = await create({ mapping_claim: "repository", dynamic_mappings: [mapping] });
    const read = await world.api.get(`${SETTINGS}${slug_perm}/`);
    expect(read.body).not.toHaveProperty("dynamic_mappings");
    expect(read.body.mapping_claim).toBe("repository");
    expect((await world.api.get(`${SETTINGS}${slug_perm}/dynamic-mappings/`)).body).toEqual([mapping]);
    expect((await world.api.get(`${SETTINGS}${slug_perm}/dynamic-mappings/acme%2Fapp/`)).body).toEqual(mapping);
    expect((await world.api.get(`${SETTINGS}${slug_perm}/dynamic-mappings/other/`)).status).toBe(404);
  });

  it("gives an empty list of mappings for static settings, with the headers of a list", async () => {
    const { slug_perm } = await create();
    const { status, body, headers } = await world.api.get(`${SETTINGS}${slug_perm}/dynamic-mappings/`);
    expect([status, body]).toEqual([200, []]);
    expect(headers.get("x-pagination-count")).toBe("0");
  });

  it("is by slug_perm only", async () => {
    const { slug } = await create();
    expect((await world.api.get(`${SETTINGS}${slug}/`)).status).toBe(404);
  });
});

describe("changing provider settings", () => {
  it("by PATCH keeps what is not given", async () => {
    await newAccount(world.api, "ci-app");
    const { slug_perm } = await create({ service_accounts: ["ci-app"] });
    const { status, body } = await world.api.patch(`${SETTINGS}${slug_perm}/`, { enabled: false });
    expect(status).toBe(200);
    expect(body).toMatchObject({ enabled: false, service_accounts: ["ci-app"], claims: { repository_id: "74" } });
  });

  it("by PUT replaces all, and needs the four fields", async () => {
    await newAccount(world.api, "ci-app");
    const { slug_perm } = await create({ service_accounts: ["ci-app"] });
    expect((await world.api.put(`${SETTINGS}${slug_perm}/`, { name: "app-main" })).status).toBe(422);
    const { body } = await world.api.put(`${SETTINGS}${slug_perm}/`, valid({ claims: {} }));
    expect(body).toMatchObject({ claims: {}, service_accounts: [] });
  });

  it("turns static into dynamic and back in one request", async () => {
    await newAccount(world.api, "ci-app");
    const { slug_perm } = await create({ service_accounts: ["ci-app"] });
    const path = `${SETTINGS}${slug_perm}/`;
    const mapped = { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "a", service_account: "ci-app" }] };
    expect((await world.api.patch(path, { ...mapped, service_accounts: [] })).body).toMatchObject(mapped);
    const back = { service_accounts: ["ci-app"], dynamic_mappings: [], mapping_claim: null };
    expect((await world.api.patch(path, back)).body).toMatchObject(back);
  });

  it("may keep its own name, but not take another's", async () => {
    const { slug_perm } = await create();
    await create({ name: "other" });
    expect((await world.api.patch(`${SETTINGS}${slug_perm}/`, { name: "app-main" })).status).toBe(200);
    expect((await world.api.patch(`${SETTINGS}${slug_perm}/`, { name: "other" })).status).toBe(422);
  });

  it("deletes once: 204, then 404", async () => {
    const { slug_perm } = await create();
    expect((await world.api.delete(`${SETTINGS}${slug_perm}/`)).status).toBe(204);
    expect((await world.api.delete(`${SETTINGS}${slug_perm}/`)).status).toBe(404);
    expect((await world.api.get(`${SETTINGS}${slug_perm}/`)).status).toBe(404);
  });
});
