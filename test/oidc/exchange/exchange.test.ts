import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { exchange, isOidcExchangeError } from "../../../lib/oidc/exchange/index.js";
import { clientOf, rejection } from "../../cloudsmith/support/client.js";
import { json, serve } from "../../cloudsmith/support/server.js";
import { token } from "./support/token.js";

const FAR = 4_102_444_800; // 2100
const claims = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "cloudsmith",
  sub: "repo:acme/app:ref:refs/heads/main",
  exp: FAR,
};
const of = (oidcToken: string) => ({ organization: "acme", serviceSlug: "ci-app", oidcToken });

describe("an exchange", () => {
  it("gives the token, and how long it lives by its own account", async () => {
    const made = token({ iat: 1_000, exp: 8_200, service_slug: "ci-app" });
    const server = await serve((_request, response) => json(response, 201, { token: made }));

    const exchanged = await exchange({ ...of(token(claims)), host: `${server.url}/v1` });

    expect(exchanged).toEqual({ token: made, lifetimeMs: 7_200_000 });
    expect(JSON.parse(server.received[0]!.body)).toEqual({ oidc_token: token(claims), service_slug: "ci-app" });
  });

  it.each([
    ["no token in the sense of JWT", "opaque", undefined],
    ["a token without an end", token({ iat: 1 }), undefined],
    ["a token that ended", token({ exp: 1 }), 0],
  ])("gives %s as it is", async (_, made, lifetimeMs) => {
    const server = await serve((_request, response) => json(response, 201, { token: made }));

    expect(await exchange({ ...of(token(claims)), client: clientOf(server.url) })).toEqual({ token: made, lifetimeMs });
  });

  it.each([400, 401, 404, 422])(
    "that is refused with %i says what the token says, but never the token",
    async (status) => {
      const server = await serve((_request, response) =>
        json(response, status, { detail: "Failed to validate token" }),
      );

      const error = await rejection(exchange({ ...of(token(claims)), client: clientOf(server.url) }));

      expect(isOidcExchangeError(error) && error.code).toBe("refused");
      const { message } = error as Error;
      expect(message).toContain("service account ci-app of acme");
      expect(message).toContain(`${status}: Failed to validate token`);
      expect(message).toContain(`iss "${claims.iss}", aud "cloudsmith", sub "${claims.sub}"`);
      expect(message).toContain("cloudsmith-trust explain");
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token(claims).split(".")[2]);
    },
  );

  it("that is refused because the token has expired says so", async () => {
    const server = await serve((_request, response) => json(response, 401, { detail: "Failed to validate token" }));

    const error = await rejection(exchange({ ...of(token({ ...claims, exp: 1 })), client: clientOf(server.url) }));

    expect(String(error)).toContain("The token has expired");
  });

  it("that is refused with a token nobody can read says so", async () => {
    const server = await serve((_request, response) => json(response, 400, { detail: "JWT cannot be created" }));

    const error = await rejection(exchange({ ...of("canary"), client: clientOf(server.url) }));

    expect(String(error)).toContain("The token cannot be read");
    expect(String(error)).not.toContain("canary");
  });

  it("that fails for another reason keeps that reason", async () => {
    const server = await serve((_request, response) => json(response, 500, { detail: "Oh." }));

    const error = await rejection(exchange({ ...of(token(claims)), client: clientOf(server.url) }));

    expect(error).toMatchObject({ name: "CloudsmithApiError", code: "server_error" });
  });
});
