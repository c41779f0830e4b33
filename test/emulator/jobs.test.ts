import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { isOidcError } from "../../lib/oidc/index.js";
import { send } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();

const ask = (environment: { [name: string]: string }, query = "&audience=cloudsmith", token?: string) =>
  send(`${environment.ACTIONS_ID_TOKEN_REQUEST_URL}${query}`, "GET", {
    Authorization: `Bearer ${token ?? environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`,
  });

describe("a running job", () => {
  it("has the environment that a runner gives it", () => {
    const { environment } = world.emulator.startJob({
      repository: "acme/app",
      repositoryId: 74,
      ownerId: 65,
      ref: "refs/tags/v1",
    });
    expect(environment).toMatchObject({
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "acme/app",
      GITHUB_REPOSITORY_ID: "74",
      GITHUB_REPOSITORY_OWNER_ID: "65",
      GITHUB_REF: "refs/tags/v1",
      GITHUB_REF_NAME: "v1",
      GITHUB_REF_TYPE: "tag",
      GITHUB_EVENT_NAME: "push",
      CLOUDSMITH_API_HOST: world.emulator.url,
      CLOUDSMITH_ORG: "acme",
    });
    expect(environment).not.toHaveProperty("CLOUDSMITH_API_KEY");
  });

  it("gets an id token, five minutes long, signed by the key that its issuer publishes", async () => {
    const { environment } = world.emulator.startJob({ repository: "acme/app", repositoryId: 74 });
    const { status, body } = await ask(environment);
    expect(status).toBe(200);
    const base = `${world.emulator.url}/_issuer/${encodeURIComponent(world.emulator.issuer)}`;
    const discovery = (await send(`${base}/.well-known/openid-configuration`, "GET")).body;
    expect(discovery.issuer).toBe(world.emulator.issuer);
    const keys = (await send(discovery.jwks_uri, "GET")).body;
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const { payload, protectedHeader } = await jwtVerify(body.value, createLocalJWKSet(keys), {
      issuer: world.emulator.issuer,
      audience: "cloudsmith",
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload.exp! - payload.iat!).toBe(300);
    expect(payload).toMatchObject({
      repository: "acme/app",
      repository_id: "74",
      sub: "repo:acme/app:ref:refs/heads/main",
    });
  });

  it("gets the owner's URL as audience where it asks for none, and a new jti each time", async () => {
    const { environment } = world.emulator.startJob({ repository: "acme/app" });
    const [one, other] = [await ask(environment, ""), await ask(environment, "")].map(({ body }) =>
      decodeJwt(body.value),
    );
    expect(one!.aud).toBe("https://github.com/acme");
    expect(one!.jti).not.toBe(other!.jti);
  });

  it("gets none with a wrong request token, with another job's, or after its end", async () => {
    const job = world.emulator.startJob({ repository: "acme/app" });
    const other = world.emulator.startJob({ repository: "acme/app" });
    expect((await ask(job.environment, "", "wrong")).status).toBe(401);
    expect((await ask(job.environment, "", other.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN)).status).toBe(401);
    job.close();
    expect((await ask(job.environment)).status).toBe(404);
  });

  it.each([
    ["without the permission", { repository: "acme/app", idTokenPermission: "none" as const }],
    ["of a pull request from a fork", { repository: "acme/app", event: "pull_request", fromFork: true }],
  ])("%s has no token endpoint", (_, job) => {
    const { environment } = world.emulator.startJob(job);
    expect(Object.keys(environment).filter((name) => name.startsWith("ACTIONS_ID_TOKEN"))).toEqual([]);
  });

  it("is completed by what the embedded GitHub knows of its repository", async () => {
    world.emulator.seed({
      organization: "acme",
      github: {
        repositories: [
          {
            full_name: "acme/app",
            id: 74,
            owner_id: 65,
            visibility: "public",
            default_branch: "trunk",
            sub_claim_prefix: "repo:acme@65/app@74",
          },
        ],
      },
    });
    const claims = decodeJwt(await world.emulator.startJob({ repository: "acme/app" }).idToken());
    expect(claims).toMatchObject({
      repository_id: "74",
      repository_owner_id: "65",
      repository_visibility: "public",
      ref: "refs/heads/trunk",
      sub: "repo:acme@65/app@74:ref:refs/heads/trunk",
    });
  });

  it("must be a job", () => {
    const start = () => world.emulator.startJob({ repository: "acme/app", event: "pusj" });
    expect(start).toThrowError(expect.toSatisfy((error) => isOidcError(error) && error.code === "invalid_job"));
  });
});
