import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ROUTES } from "../../lib/emulator/routes.js";
import { type Answer, anonymously, asKey } from "./support/api.js";
import { OpenApi } from "./support/openapi.js";
import { runEmulator } from "./support/running.js";

/** Lies beside a checkout where there is one, and is no part of the repository. */
const DESCRIPTION = resolve(__dirname, "../../../shared/cloudsmith/openapi.yaml");
const WHY_NOT = `the API's description is not there: ${DESCRIPTION}`;
if (!existsSync(DESCRIPTION)) {
  console.warn(`skipped, all of it: ${WHY_NOT}`);
}

/** Statuses that the real API gives without declaring them. */
const UNDECLARED = [401, 403, 404, 405, 429];

/** Where the real API is known to break its own description, or the description says less than its documentation. */
const KNOWN: readonly RegExp[] = [
  /^\d+ \S+ \S+ : \/code is not in the description$/,
  /^422 \S+ \S+\/privileges : \/fields\/privileges is no list$/,
  /^200 GET \S+\/privileges : \/privileges\/\d+\/(service|team|user) is null$/,
  // a service account without a description reads as an empty text
  /^200 \S+ \S+\/services\/\S* : (\/\d+)?\/description has 0 characters$/,
  // called a URI, and taken by clients as a plain text
  /^20\d \S+ \/files\/\S+ : \/identifier is no uri$/,
];

const world = runEmulator();

describe("the answers of the embedded Cloudsmith", () => {
  it("fit the API's own description, on every route that it describes", async (context) => {
    if (!existsSync(DESCRIPTION)) {
      context.skip(WHY_NOT);
    }
    const description = new OpenApi(DESCRIPTION);
    const seen = new Set<string>();
    const problems: string[] = [];
    const met = new Set<RegExp>();
    const judged = async (method: string, call: Promise<Answer>): Promise<Answer> => {
      const { status, body, headers } = await call;
      const route = world.emulator.requests.log.findLast(({ area }) => area === "cloudsmith")?.route;
      const pattern = route!.slice(method.length + 1);
      seen.add(route!);
      const where = `${status} ${method} ${pattern}`;
      if (!description.declares(method, pattern, status) && !UNDECLARED.includes(status)) {
        problems.push(`${where} : the status is not declared`);
      }
      if (body !== undefined && headers.get("content-type") !== "application/json") {
        problems.push(`${where} : is ${headers.get("content-type")}`);
      }
      const wrong = description.problems(method, pattern, status, body).map((text) => `${where} : ${text}`);
      for (const text of wrong) {
        const known = KNOWN.find((one) => one.test(text));
        if (known) {
          met.add(known);
        } else {
          problems.push(text);
        }
      }
      return { status, body, headers };
    };
    await tour(judged);
    const described = ROUTES.filter(
      ({ area, method, pattern }) => area === "cloudsmith" && description.has(method, pattern),
    );
    const missed = described.map(({ method, pattern }) => `${method} ${pattern}`).filter((route) => !seen.has(route));
    expect(problems).toEqual([]);
    expect(missed).toEqual([]);
    expect(KNOWN.filter((known) => !met.has(known))).toEqual([]);
    expect(described.length).toBeGreaterThan(45);
  });

  it("belong to routes that the description has, but for none", (context) => {
    if (!existsSync(DESCRIPTION)) {
      context.skip(WHY_NOT);
    }
    const description = new OpenApi(DESCRIPTION);
    const own = ROUTES.filter(
      ({ area, method, pattern }) => area === "cloudsmith" && !description.has(method, pattern),
    );
    expect(own).toEqual([]);
  });
});

type Judge = (method: string, call: Promise<Answer>) => Promise<Answer>;

/** Calls every route of the API, with answers of every kind: full and empty, refused, forbidden and missing. */
async function tour(judge: Judge): Promise<void> {
  const { api, emulator } = world;
  const get = (path: string) => judge("GET", api.get(path));
  const post = (path: string, body?: unknown) => judge("POST", api.post(path, body));
  const patch = (path: string, body: unknown) => judge("PATCH", api.patch(path, body));
  const put = (path: string, body: unknown) => judge("PUT", api.put(path, body));
  const remove = (path: string) => judge("DELETE", api.delete(path));

  await get("/user/self/");
  await judge("GET", anonymously(emulator).get("/user/self/"));
  await judge("GET", asKey(emulator, "wrong").get("/user/self/"));
  await get("/rates/limits/");
  await get("/orgs/");
  await get("/orgs/acme/");
  await get("/orgs/other/");

  await post("/orgs/acme/teams/", { name: "Release", description: null });
  await post("/orgs/acme/teams/", { name: "Release" });
  await get("/orgs/acme/teams/");
  await patch("/orgs/acme/teams/release/", { description: "text" });
  await get("/orgs/acme/teams/release/");
  await get("/orgs/acme/teams/release/members");
  emulator.createIdentity({ kind: "user", slug: "alice" });
  await post("/orgs/acme/teams/release/members", { members: [{ user: "alice", role: "Member" }] });
  await put("/orgs/acme/teams/release/members", { members: [] });

  const { key } = (await post("/orgs/acme/services/", { name: "CI app", teams: [{ slug: "release" }] })).body;
  await post("/orgs/acme/services/", { name: "" });
  await get("/orgs/acme/services/");
  await get("/orgs/acme/services/ci-app/");
  await get("/orgs/acme/services/missing/");
  await judge("GET", asKey(emulator, key).get("/orgs/acme/services/"));
  await patch("/orgs/acme/services/ci-app/", { description: "publishes" });
  await post("/orgs/acme/services/ci-app/refresh/");

  const setting = { name: "main", enabled: true, provider_url: emulator.issuer, claims: { repository: "acme/app" } };
  const { slug_perm } = (await post("/orgs/acme/openid-connect/", { ...setting, service_accounts: ["ci-app"] })).body;
  await post("/orgs/acme/openid-connect/", setting);
  await get("/orgs/acme/openid-connect/");
  const path = `/orgs/acme/openid-connect/${slug_perm}/`;
  await get(path);
  const oidc_token = await emulator.startJob({ repository: "acme/app" }).idToken();
  const exchange = (request: object) => judge("POST", anonymously(emulator).post("/openid/acme/", request));
  await exchange({ oidc_token, service_slug: "ci-app" });
  await exchange({ oidc_token, service_slug: "other" });
  await exchange({ oidc_token: "none", service_slug: "ci-app" });
  await exchange({});
  await put(path, setting);
  const mapped = { mapping_claim: "sub", dynamic_mappings: [{ claim_value: "a", service_account: "ci-app" }] };
  await patch(path, mapped);
  await get(`${path}dynamic-mappings/`);
  await get(`${path}dynamic-mappings/a/`);
  await get(`${path}dynamic-mappings/b/`);

  await post("/repos/acme/", { name: "prod", repository_type_str: "Private" });
  await post("/repos/acme/", { name: "prod" });
  await get("/repos/");
  await get("/repos/acme/");
  await get("/repos/acme/prod/");
  await get("/repos/acme/missing/");
  await patch("/repos/acme/prod/", { description: "text", default_privilege: "Read" });
  await get("/repos/acme/prod/privileges");
  await put("/repos/acme/prod/privileges", { privileges: [{ privilege: "Admin", service: "ci-app" }] });
  await patch("/repos/acme/prod/privileges", { privileges: [{ privilege: "Write", team: "release" }] });
  await patch("/repos/acme/prod/privileges", { privileges: [{ privilege: "Write", team: "missing" }] });

  await post("/packages/acme/prod/validate-upload/raw/", { name: "hello", package_file: "hello.txt" });
  await post("/files/acme/prod/validate/", { filename: "hello.txt" });
  const uploaded = (await post("/files/acme/prod/", { filename: "hello.txt", method: "put_parts" })).body;
  await get(`/files/acme/prod/${uploaded.identifier}/info/`);
  await fetch(`${uploaded.upload_url}?upload_id=${uploaded.identifier}&part_number=1`, {
    method: "PUT",
    body: "hello",
    headers: { "X-Api-Key": emulator.apiKey },
  });
  await post(`/files/acme/prod/${uploaded.identifier}/complete/`, {});
  const made = (await post("/packages/acme/prod/upload/raw/", { name: "hello", package_file: uploaded.identifier }))
    .body;
  await get("/packages/acme/prod/");
  await get(`/packages/acme/prod/${made.slug_perm}/`);
  await get(`/packages/acme/prod/${made.slug}/status/`);
  const spare = (await post("/files/acme/prod/", { filename: "spare.txt" })).body;
  await post(`/files/acme/prod/${spare.identifier}/abort/`);
  await remove(`/packages/acme/prod/${made.slug_perm}/`);

  await get("/orgs/acme/members/");
  await get("/orgs/acme/members/owner/");
  await get("/orgs/acme/members/ci-app/");
  await patch("/orgs/acme/members/alice/", {});
  await patch("/orgs/acme/members/alice/update-role/", { role: "Manager" });
  await patch("/orgs/acme/members/alice/update-visibility/", { visibility: "Private" });
  await post("/orgs/acme/members/alice/refresh/");
  await remove("/orgs/acme/members/alice/");
  await get("/audit-log/acme/");
  await get("/audit-log/acme/prod/");

  await remove(path);
  await remove("/orgs/acme/services/ci-app/");
  await remove("/orgs/acme/teams/release/");
  await remove("/repos/acme/prod/");
}
