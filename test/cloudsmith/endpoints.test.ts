import { describe, expect, it } from "vitest";
import type { CloudsmithClient } from "../../lib/cloudsmith/index.js";
import { clientOf, KEY, rejection } from "./support/client.js";
import { json, page, serve } from "./support/server.js";

const service = { name: "CI app", slug: "ci-app", key: "csa_secret" };
const settings = {
  name: "app main",
  slug_perm: "x1",
  provider_url: "https://token.actions.githubusercontent.com",
  claims: { repository_id: "74" },
  enabled: true,
};
const repository = { name: "prod", slug: "prod", slug_perm: "r1" };
const team = { name: "Release", slug: "release" };

type Call = (client: CloudsmithClient) => Promise<unknown>;

/** Each method of the client, what it sends, and what comes of the answer. */
const OBJECT_CALLS: readonly [string, Call, string, unknown, unknown, unknown][] = [
  // call, request line, request body, answer, result
  ["services.get", (c) => c.services.get("acme", "ci-app"), "GET /orgs/acme/services/ci-app/", "", service, service],
  [
    "services.create",
    (c) => c.services.create("acme", { name: "CI app", role: "Member" }),
    "POST /orgs/acme/services/",
    { name: "CI app", role: "Member" },
    service,
    service,
  ],
  [
    "services.update",
    (c) => c.services.update("acme", "ci-app", { description: null }),
    "PATCH /orgs/acme/services/ci-app/",
    { description: null },
    service,
    service,
  ],
  [
    "services.delete",
    (c) => c.services.delete("acme", "ci-app"),
    "DELETE /orgs/acme/services/ci-app/",
    "",
    undefined,
    undefined,
  ],
  [
    "services.refreshKey",
    (c) => c.services.refreshKey("acme", "ci-app"),
    "POST /orgs/acme/services/ci-app/refresh/",
    "",
    service,
    service,
  ],
  ["oidc.get", (c) => c.oidc.get("acme", "x1"), "GET /orgs/acme/openid-connect/x1/", "", settings, settings],
  [
    "oidc.create",
    (c) => c.oidc.create("acme", settings),
    "POST /orgs/acme/openid-connect/",
    settings,
    settings,
    settings,
  ],
  [
    "oidc.update",
    (c) => c.oidc.update("acme", "x1", { enabled: false }),
    "PATCH /orgs/acme/openid-connect/x1/",
    { enabled: false },
    settings,
    settings,
  ],
  [
    "oidc.replace",
    (c) => c.oidc.replace("acme", "x1", settings),
    "PUT /orgs/acme/openid-connect/x1/",
    settings,
    settings,
    settings,
  ],
  ["oidc.delete", (c) => c.oidc.delete("acme", "x1"), "DELETE /orgs/acme/openid-connect/x1/", "", undefined, undefined],
  [
    "privileges.get",
    (c) => c.privileges.get("acme", "prod"),
    "GET /repos/acme/prod/privileges",
    "",
    { privileges: [{ privilege: "Read", team: "a", service: null, user: null }] },
    [{ privilege: "Read", team: "a", service: null, user: null }],
  ],
  [
    "privileges.replace",
    (c) => c.privileges.replace("acme", "prod", [{ privilege: "Write", service: "ci-app", team: null, user: null }]),
    "PUT /repos/acme/prod/privileges",
    { privileges: [{ privilege: "Write", service: "ci-app" }] },
    undefined,
    undefined,
  ],
  [
    "privileges.update",
    (c) => c.privileges.update("acme", "prod", [{ privilege: "Read", user: "ann" }]),
    "PATCH /repos/acme/prod/privileges",
    { privileges: [{ privilege: "Read", user: "ann" }] },
    undefined,
    undefined,
  ],
  ["repositories.get", (c) => c.repositories.get("acme", "prod"), "GET /repos/acme/prod/", "", repository, repository],
  [
    "repositories.create",
    (c) => c.repositories.create("acme", { name: "prod" }),
    "POST /repos/acme/",
    { name: "prod" },
    repository,
    repository,
  ],
  [
    "repositories.update",
    (c) => c.repositories.update("acme", "prod", { default_privilege: "None" }),
    "PATCH /repos/acme/prod/",
    { default_privilege: "None" },
    repository,
    repository,
  ],
  [
    "repositories.delete",
    (c) => c.repositories.delete("acme", "prod"),
    "DELETE /repos/acme/prod/",
    "",
    undefined,
    undefined,
  ],
  ["teams.get", (c) => c.teams.get("acme", "release"), "GET /orgs/acme/teams/release/", "", team, team],
  [
    "teams.create",
    (c) => c.teams.create("acme", { name: "Release" }),
    "POST /orgs/acme/teams/",
    { name: "Release" },
    team,
    team,
  ],
  [
    "teams.update",
    (c) => c.teams.update("acme", "release", { visibility: "Hidden" }),
    "PATCH /orgs/acme/teams/release/",
    { visibility: "Hidden" },
    team,
    team,
  ],
  [
    "teams.delete",
    (c) => c.teams.delete("acme", "release"),
    "DELETE /orgs/acme/teams/release/",
    "",
    undefined,
    undefined,
  ],
  [
    "teams.members",
    (c) => c.teams.members("acme", "release"),
    "GET /orgs/acme/teams/release/members?user_kind=user",
    "",
    { members: [{ user: "ann", role: "Member" }] },
    [{ user: "ann", role: "Member" }],
  ],
  [
    "teams.members of services",
    (c) => c.teams.members("acme", "release", { userKind: "Service" }),
    "GET /orgs/acme/teams/release/members?user_kind=service",
    "",
    { members: [] },
    [],
  ],
  [
    "teams.addMembers",
    (c) => c.teams.addMembers("acme", "release", [{ user: "ann", role: "Member" }]),
    "POST /orgs/acme/teams/release/members",
    { members: [{ user: "ann", role: "Member" }] },
    { members: [{ user: "ann", role: "Member" }] },
    [{ user: "ann", role: "Member" }],
  ],
  [
    "teams.replaceMembers",
    (c) => c.teams.replaceMembers("acme", "release", []),
    "PUT /orgs/acme/teams/release/members",
    { members: [] },
    undefined,
    undefined,
  ],
  [
    "members.get",
    (c) => c.members.get("acme", "ann"),
    "GET /orgs/acme/members/ann/",
    "",
    { user: "ann", role: "Owner" },
    { user: "ann", role: "Owner" },
  ],
  [
    "user.self",
    (c) => c.user.self(),
    "GET /user/self/",
    "",
    { authenticated: true, slug: "ann" },
    { authenticated: true, slug: "ann" },
  ],
  [
    "organizations.get",
    (c) => c.organizations.get("acme"),
    "GET /orgs/acme/",
    "",
    { name: "Acme", slug: "acme" },
    { name: "Acme", slug: "acme" },
  ],
  [
    "rates.limits",
    (c) => c.rates.limits(),
    "GET /rates/limits/",
    "",
    { resources: { core: { limit: 5400 } } },
    { core: { limit: 5400 } },
  ],
];

const LIST_CALLS: readonly [string, Call, string, unknown][] = [
  [
    "services.list",
    (c) => c.services.list("acme", { query: "name:ci", sort: "-name" }),
    "GET /orgs/acme/services/?query=name%3Aci&sort=-name&page=1&page_size=100",
    service,
  ],
  ["oidc.list", (c) => c.oidc.list("acme"), "GET /orgs/acme/openid-connect/?page=1&page_size=100", settings],
  [
    "oidc.mappings",
    (c) => c.oidc.mappings("acme", "x1"),
    "GET /orgs/acme/openid-connect/x1/dynamic-mappings/?page=1&page_size=500",
    { claim_value: "acme/app", service_account: "ci-app" },
  ],
  ["repositories.list", (c) => c.repositories.list("acme"), "GET /repos/acme/?page=1&page_size=100", repository],
  [
    "teams.list",
    (c) => c.teams.list("acme", { for_user: true }),
    "GET /orgs/acme/teams/?for_user=true&page=1&page_size=100",
    team,
  ],
  [
    "members.list",
    (c) => c.members.list("acme", { is_active: true }),
    "GET /orgs/acme/members/?is_active=true&page=1&page_size=100",
    { user: "ann" },
  ],
  [
    "auditLog.list",
    (c) => c.auditLog.list("acme", { query: "event:org.oidc.created" }),
    "GET /audit-log/acme/?query=event%3Aorg.oidc.created&page=1&page_size=100",
    { uuid: "u1" },
  ],
];

describe("an endpoint", () => {
  it.each(OBJECT_CALLS)("%s", async (_, call, line, body, answer, result) => {
    const server = await serve((_request, response) =>
      answer === undefined ? void response.writeHead(204).end() : json(response, 200, answer),
    );

    expect(await call(clientOf(server.url))).toEqual(result);

    const [request] = server.received;
    expect(`${request!.method} ${request!.path}`).toBe(line);
    expect(request!.body === "" ? "" : JSON.parse(request!.body)).toEqual(body);
    expect(request!.headers["content-type"]).toBe(body === "" ? undefined : "application/json");
    expect(request!.headers["x-api-key"]).toBe(KEY);
    expect(server.received).toHaveLength(1);
  });

  it.each(LIST_CALLS)("%s", async (_, call, line, item) => {
    const server = await serve((request, response) => page(request, response, [item]));

    expect(await call(clientOf(server.url))).toEqual([item]);

    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([line]);
  });

  it("keeps the prefix of the host, /v1 included", async () => {
    const server = await serve((_request, response) => json(response, 200, { authenticated: true }));

    await clientOf(`${server.url}/v1/`).user.self();
    await clientOf(`${server.url}/gateway`).user.self();

    expect(server.received.map(({ path }) => path)).toEqual(["/v1/user/self/", "/gateway/user/self/"]);
  });

  it("percent-encodes names, so that no name can leave its place in the path", async () => {
    const server = await serve((_request, response) => json(response, 200, service));

    await clientOf(server.url).services.get("a/b?c", "../x y#%2F");

    expect(server.received[0]!.path).toBe("/orgs/a%2Fb%3Fc/services/..%2Fx%20y%23%252F/");
  });

  it.each(["", ".", "..", "\ud800"])("refuses the name %j, which a URL cannot carry", async (name) => {
    const server = await serve((_request, response) => json(response, 200, service));

    const error = await rejection(Promise.resolve().then(() => clientOf(server.url).services.get("acme", name)));

    expect(error).toMatchObject({ code: "bad_path" });
    expect(server.received).toEqual([]);
  });

  it("sends extra headers and its own name", async () => {
    const server = await serve((_request, response) => json(response, 200, { authenticated: true }));

    await clientOf(server.url, { headers: { "X-Team": "platform" }, userAgent: "terraform/1.11" }).user.self();

    expect(server.received[0]!.headers).toMatchObject({ "x-team": "platform", "user-agent": "terraform/1.11" });
  });

  it.each(["X-Api-Key", "Host", "content-length", "Transfer-Encoding", "bad name", ""])(
    "does not let an extra header be %j",
    (name) => {
      expect(() => clientOf("https://api.cloudsmith.io", { headers: { [name]: "x" } })).toThrow(/cannot be set/);
    },
  );

  it("does not let an extra header's value start another header, nor shows it", () => {
    const options = { headers: { "x-team": "canary\r\nX-Other: 1" } };

    expect(() => clientOf("https://api.cloudsmith.io", options)).toThrow(/^(?!.*canary).*x-team/);
  });
});

describe("the exchange", () => {
  const body = { oidc_token: "eyJh.eyJi.c2ln", service_slug: "ci-app" };

  it("goes to the root of the host, without /v1", async () => {
    const server = await serve((_request, response) => json(response, 201, { token: "eyJ.x.y" }));

    expect(await clientOf(`${server.url}/v1`).openid.exchange("acme", body)).toEqual({ token: "eyJ.x.y" });

    const [request] = server.received;
    expect(`${request!.method} ${request!.path}`).toBe("POST /openid/acme/");
    expect(JSON.parse(request!.body)).toEqual(body);
  });

  it("takes 200 as well as 201", async () => {
    const server = await serve((_request, response) => json(response, 200, { token: "eyJ.x.y" }));

    expect(await clientOf(server.url).openid.exchange("acme", body)).toEqual({ token: "eyJ.x.y" });
  });

  it("sends no credential, whether the client's own or one among the extra headers", async () => {
    const server = await serve((_request, response) => json(response, 201, { token: "eyJ.x.y" }));

    await clientOf(server.url, { headers: { Authorization: "Bearer x", "X-Team": "y" } }).openid.exchange("acme", body);

    expect(server.received[0]!.headers["x-api-key"]).toBeUndefined();
    expect(server.received[0]!.headers.authorization).toBeUndefined();
    expect(server.received[0]!.headers["x-team"]).toBe("y");
  });

  it("is sent again after a server error: asking twice does no harm", async () => {
    const server = await serve((_request, response, index) =>
      index === 0 ? json(response, 503, { detail: "later" }) : json(response, 201, { token: "eyJ.x.y" }),
    );

    expect(await clientOf(server.url).openid.exchange("acme", body)).toEqual({ token: "eyJ.x.y" });
  });
});

describe("a client that only reads", () => {
  it.each(OBJECT_CALLS.filter(([, , line]) => !line.startsWith("GET ")))("does not send %s", async (_, call) => {
    const server = await serve((_request, response) => json(response, 200, {}));

    const error = await rejection(call(clientOf(server.url, { readOnly: true })));

    expect(error).toMatchObject({ name: "CloudsmithUsageError", code: "read_only" });
    expect(server.received).toEqual([]);
  });

  it("reads, and exchanges", async () => {
    const server = await serve((request, response) =>
      request.method === "GET" ? page(request, response, [service]) : json(response, 201, { token: "eyJ.x.y" }),
    );
    const client = clientOf(server.url, { readOnly: true });

    await client.services.list("acme");
    await client.openid.exchange("acme", { oidc_token: "t", service_slug: "s" });

    expect(server.received).toHaveLength(2);
  });
});
