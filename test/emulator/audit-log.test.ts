import { describe, expect, it } from "vitest";
import { asKey, newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const events = async (query = ""): Promise<string[]> =>
  (await world.api.get(`/audit-log/acme/${query}`)).body.map(
    ({ event, object }: { event: string; object: string }) => `${event} ${object}`,
  );

describe("the audit log", () => {
  it("names what happened to service accounts and provider settings, newest first", async () => {
    await newAccount(world.api, "ci-app");
    await world.api.post("/orgs/acme/services/ci-app/refresh/");
    const setting = { name: "main", enabled: true, provider_url: "https://x.example", claims: {} };
    const { slug_perm } = (await world.api.post("/orgs/acme/openid-connect/", setting)).body;
    await world.api.patch(`/orgs/acme/openid-connect/${slug_perm}/`, { enabled: false });
    await world.api.delete(`/orgs/acme/openid-connect/${slug_perm}/`);
    await world.api.delete("/orgs/acme/services/ci-app/");
    expect(await events()).toEqual([
      "user.service.deleted ci-app",
      "org.oidc.deleted main",
      "org.oidc.updated main",
      "org.oidc.created main",
      "user.service.key_refreshed ci-app",
      "user.service.created ci-app",
    ]);
  });

  it("names who did it, a user or a service account", async () => {
    const { key } = await newAccount(world.api, "bootstrap", { role: "Manager" });
    await newAccount(asKey(world.emulator, key), "ci-app");
    const { body } = await world.api.get("/audit-log/acme/");
    expect(body).toMatchObject([
      { actor: "bootstrap", actor_kind: "service_account", target: "acme", target_kind: "organization" },
      { actor: "owner", actor_kind: "user" },
    ]);
    expect(body[0].actor_slug_perm).toBe(world.emulator.state.services.get("bootstrap")?.slug_perm);
    expect(Date.parse(body[0].event_at)).toBeGreaterThanOrEqual(Date.parse(body[1].event_at));
  });

  it("is searched by event, actor and object", async () => {
    const { key } = await newAccount(world.api, "bootstrap", { role: "Manager" });
    await newAccount(asKey(world.emulator, key), "ci-app");
    expect(await events("?query=actor:bootstrap")).toEqual(["user.service.created ci-app"]);
    expect(await events("?query=object:ci-app")).toHaveLength(1);
    expect(await events("?query=event:oidc")).toEqual([]);
    expect(await events("?query=actor_kind:user")).toHaveLength(1);
  });

  it("says nothing of what was refused", async () => {
    await world.api.post("/orgs/acme/services/", { name: "" });
    await world.api.delete("/orgs/acme/services/missing/");
    expect(await events()).toEqual([]);
  });

  it("of a repository holds its own events only", async () => {
    await world.api.post("/repos/acme/", { name: "prod" });
    await world.api.post("/repos/acme/", { name: "other" });
    const { body } = await world.api.get("/audit-log/acme/prod/");
    expect(body).toMatchObject([{ event: "repo.created", object: "prod" }]);
    expect(body[0]).not.toHaveProperty("target");
  });
});
