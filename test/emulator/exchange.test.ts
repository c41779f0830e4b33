import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import type { GitHubJob } from "../../lib/oidc/index.js";
import { type Answer, anonymously, apiOf, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const GITHUB = "https://token.actions.githubusercontent.com";
/** The emulator's clock stands still, so that limits are met to the millisecond. */
const AT = Date.UTC(2026, 8, 1, 10);
const world = runEmulator({
  now: () => AT,
  seed: {
    organization: "acme",
    accounts: [{ slug: "ci-app" }, { slug: "ci-lib" }],
    settings: [
      {
        name: "app-main",
        enabled: true,
        provider_url: GITHUB,
        claims: { repository_id: "74", ref: "refs/heads/main" },
        service_accounts: ["ci-app"],
      },
      {
        name: "libs",
        enabled: true,
        provider_url: GITHUB,
        claims: { repository_owner_id: "65" },
        mapping_claim: "repository",
        dynamic_mappings: [{ claim_value: "acme/lib-.*", service_account: "ci-lib" }],
      },
    ],
  },
});

const MAIN: GitHubJob = { repository: "acme/app", repositoryId: 74, ownerId: 65 };
const REFUSED = { status: 401, body: { detail: "Failed to validate token" } };

const exchange = (oidc_token: unknown, service_slug: unknown = "ci-app"): Promise<Answer> =>
  anonymously(world.emulator).post("/openid/acme/", { oidc_token, service_slug });

const exchangeJob = async (job: GitHubJob, account?: string): Promise<Answer> =>
  exchange(await world.emulator.startJob(job).idToken("cloudsmith"), account);

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** An issuer of its own on loopback, with one key. */
async function startIssuer(publish: (own: string) => object = () => ({})) {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1" };
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify(
        request.url?.endsWith("openid-configuration")
          ? { issuer: url(), jwks_uri: `${url()}/keys`, ...publish(url()) }
          : { keys: [jwk] },
      ),
    );
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  servers.push(server);
  return {
    url: url(),
    sign: (claims: Record<string, unknown>) =>
      new SignJWT({ iss: url(), iat: now(), exp: now() + 300, ...claims })
        .setProtectedHeader({ alg: "ES256", kid: "k1" })
        .sign(privateKey),
  };
}

const now = (): number => AT / 1000;

describe("the exchange admits", () => {
  it("a job that fits, with a decodable HS256 token of two hours that holds nothing but the account", async () => {
    const { status, body } = await exchangeJob(MAIN);
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["token"]);
    expect(decodeProtectedHeader(body.token)).toEqual({ alg: "HS256", typ: "JWT" });
    const claims = decodeJwt(body.token);
    expect(Object.keys(claims).sort()).toEqual(["exp", "iat", "service_slug", "service_slug_perm"]);
    expect(claims.exp! - claims.iat!).toBe(7200);
    expect(claims.service_slug).toBe("ci-app");
  });

  it("a token whose claim maps to the account that is asked for", async () => {
    const job = { repository: "acme/lib-core", repositoryId: 75, ownerId: 65 };
    expect((await exchangeJob(job, "ci-lib")).status).toBe(201);
    expect(await exchangeJob(job, "ci-app")).toMatchObject(REFUSED);
  });

  it("under / and under /v1/, and its token is a credential in every form", async () => {
    const token = await world.emulator.startJob(MAIN).idToken();
    const { body } = await anonymously(world.emulator).post("/v1/openid/acme/", {
      oidc_token: token,
      service_slug: "ci-app",
    });
    for (const headers of [
      { "X-Api-Key": body.token },
      { "X-Api-Key": `Bearer ${body.token}` },
      { Authorization: `Bearer ${body.token}` },
      { Authorization: `Basic ${Buffer.from(`token:${body.token}`).toString("base64")}` },
    ] as Record<string, string>[]) {
      expect((await apiOf(world.emulator, headers).get("/user/self/")).body).toMatchObject({
        authenticated: true,
        slug: "ci-app",
      });
    }
  });

  it("the same token twice: nothing keeps a list of used ones", async () => {
    const token = await world.emulator.startJob(MAIN).idToken();
    expect((await exchange(token)).status).toBe(201);
    expect((await exchange(token)).status).toBe(201);
  });

  it("a token of an issuer on loopback, by its real discovery document and keys", async () => {
    const issuer = await startIssuer();
    await world.api.post("/orgs/acme/openid-connect/", {
      name: "own",
      enabled: true,
      provider_url: issuer.url,
      claims: { sub: "build" },
      service_accounts: ["ci-app"],
    });
    expect((await exchange(await issuer.sign({ sub: "build" }))).status).toBe(201);
    expect(await exchange(await issuer.sign({ sub: "test" }))).toMatchObject(REFUSED);
  });

  it("a token of any issuer that the emulator plays", async () => {
    const iss = "https://gitlab.com";
    world.emulator.seed({
      organization: "acme",
      settings: [
        { name: "gl", enabled: true, provider_url: iss, claims: { project_path: "a/b" }, service_accounts: ["ci-app"] },
      ],
    });
    const claims = { iss, project_path: "a/b", iat: now(), exp: now() + 300 };
    expect((await exchange(await world.emulator.signIdToken(claims))).status).toBe(201);
  });
});

describe("the exchange refuses, always in the same words,", () => {
  const last = () => world.emulator.exchanges.at(-1)?.judgement?.reason;

  it.each<[string, GitHubJob, string]>([
    ["another branch", { ...MAIN, ref: "refs/heads/dev" }, "claim_mismatch"],
    ["a look-alike repository", { ...MAIN, repositoryId: 7400 }, "claim_mismatch"],
    ["a pull request", { ...MAIN, event: "pull_request" }, "claim_mismatch"],
  ])("%s", async (_, job, reason) => {
    expect(await exchangeJob(job)).toMatchObject(REFUSED);
    expect(last()).toBe(reason);
  });

  it("an account that is not listed or does not exist", async () => {
    expect(await exchangeJob(MAIN, "ci-lib")).toMatchObject(REFUSED);
    expect(await exchangeJob(MAIN, "nobody")).toMatchObject(REFUSED);
  });

  it("settings that are switched off", async () => {
    for (const settings of world.emulator.state.providerSettings.values()) {
      settings.enabled = false;
    }
    expect(await exchangeJob(MAIN)).toMatchObject(REFUSED);
    expect(last()).toBe("setting_disabled");
  });

  it("an expired token, to the millisecond", async () => {
    const token = await world.emulator.startJob(MAIN).idToken();
    world.emulator.settings.clockOffsetMs = 299_999;
    expect((await exchange(token)).status).toBe(201);
    world.emulator.settings.clockOffsetMs = 300_000;
    expect(await exchange(token)).toMatchObject(REFUSED);
    expect(last()).toBe("expired");
  });

  it("a token whose payload was changed", async () => {
    const [header, payload, signature] = (await world.emulator.startJob({ ...MAIN, repositoryId: 1 }).idToken()).split(
      ".",
    );
    const claims = { ...JSON.parse(Buffer.from(payload!, "base64url").toString()), repository_id: "74" };
    const forged = Buffer.from(JSON.stringify(claims)).toString("base64url");
    expect(await exchange(`${header}.${forged}.${signature}`)).toMatchObject(REFUSED);
    expect(last()).toBe("bad_signature");
  });

  it("a token without a signature, and one signed by a shared secret", async () => {
    const claims = decodeJwt(await world.emulator.startJob(MAIN).idToken());
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(await exchange(`${encode({ alg: "none" })}.${encode(claims)}.`)).toMatchObject(REFUSED);
    const secret = new TextEncoder().encode(JSON.stringify(await (await fetch(jwksUrl())).json()));
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret);
    expect(await exchange(shared)).toMatchObject(REFUSED);
    expect(last()).toBe("bad_signature");
  });

  it("a token that another issuer signed", async () => {
    const claims = decodeJwt(await world.emulator.startJob(MAIN).idToken());
    const stranger = await startIssuer();
    expect(await exchange(await stranger.sign({ ...claims, iss: GITHUB }))).toMatchObject(REFUSED);
    expect(await exchange(await stranger.sign({ ...claims, iss: stranger.url }))).toMatchObject(REFUSED);
    expect(last()).toBe("issuer_mismatch");
  });

  it("a token signed before the issuer's key was rotated, not one signed after", async () => {
    const before = await world.emulator.startJob(MAIN).idToken();
    world.emulator.rotateIssuerKey();
    expect(await exchange(before)).toMatchObject(REFUSED);
    expect((await exchangeJob(MAIN)).status).toBe(201);
  });

  it("an issuer whose discovery document names another", async () => {
    const issuer = await startIssuer(() => ({ issuer: "https://elsewhere.example" }));
    world.emulator.seed({
      organization: "acme",
      settings: [
        {
          name: "own",
          enabled: true,
          provider_url: issuer.url,
          claims: { sub: "build" },
          service_accounts: ["ci-app"],
        },
      ],
    });
    expect(await exchange(await issuer.sign({ sub: "build" }))).toMatchObject(REFUSED);
  });

  it("an issuer whose keys are beyond loopback, which are never asked for", async () => {
    const issuer = await startIssuer(() => ({ jwks_uri: "https://elsewhere.example/keys" }));
    world.emulator.seed({
      organization: "acme",
      settings: [
        {
          name: "own",
          enabled: true,
          provider_url: issuer.url,
          claims: { sub: "build" },
          service_accounts: ["ci-app"],
        },
      ],
    });
    expect(await exchange(await issuer.sign({ sub: "build" }))).toMatchObject(REFUSED);
  });

  const jwksUrl = (): string => `${world.emulator.url}/_issuer/${encodeURIComponent(GITHUB)}/.well-known/jwks`;
});

describe("an exchange that cannot be judged", () => {
  it.each([
    [{}, ["oidc_token", "service_slug"]],
    [{ oidc_token: "", service_slug: "ci-app" }, ["oidc_token"]],
    [{ oidc_token: "a.b.c", service_slug: "" }, ["service_slug"]],
  ])("answers 422 for %j", async (request, fields) => {
    const { status, body } = await anonymously(world.emulator).post("/openid/acme/", request);
    expect(status).toBe(422);
    expect(Object.keys(body.fields)).toEqual(fields);
  });

  it("answers 400 for a token that is none, and for a body that is not JSON", async () => {
    expect((await exchange("not a token")).status).toBe(400);
    expect((await anonymously(world.emulator).post("/openid/acme/", "{")).status).toBe(400);
  });

  it("answers 404 for another organization", async () => {
    expect(
      (await anonymously(world.emulator).post("/openid/other/", { oidc_token: "a", service_slug: "b" })).status,
    ).toBe(404);
  });
});

describe("an exchanged token", () => {
  it("works until it expires, on the emulator's clock", async () => {
    const { body } = await exchangeJob(MAIN);
    const caller = asKey(world.emulator, body.token);
    world.emulator.settings.clockOffsetMs = 7_199_999;
    expect((await caller.get("/user/self/")).status).toBe(200);
    world.emulator.settings.clockOffsetMs = 7_200_000;
    expect((await caller.get("/user/self/")).status).toBe(401);
  });

  it("lives as long as the settings say", async () => {
    world.emulator.settings.tokenLifetimeSeconds = 60;
    const { body } = await exchangeJob(MAIN);
    const { iat, exp } = decodeJwt(body.token);
    expect(exp! - iat!).toBe(60);
  });

  it("dies with its account, also when another takes the slug", async () => {
    const { body } = await exchangeJob(MAIN);
    await world.api.delete("/orgs/acme/services/ci-app/");
    await world.api.post("/orgs/acme/services/", { name: "ci-app" });
    expect((await asKey(world.emulator, body.token).get("/user/self/")).status).toBe(401);
  });
});

describe("the log of exchanges", () => {
  it("keeps each with its claims and judgement, and no token", async () => {
    const token = await world.emulator.startJob(MAIN).idToken("cloudsmith");
    await exchange(token);
    await exchange(token, "ci-lib");
    expect(world.emulator.exchanges).toMatchObject([
      { account: "ci-app", status: 201, claims: { aud: "cloudsmith" }, judgement: { admitted: true } },
      { account: "ci-lib", status: 401, judgement: { admitted: false } },
    ]);
    expect(JSON.stringify(world.emulator.exchanges)).not.toContain(token.split(".")[2]);
  });
});
