import { expect, it } from "vitest";
import { oidcToken } from "../../lib/provider/ephemeral/oidc-token.js";
import { Diagnostics } from "../../lib/terraform/index.js";

it("a token that is about to end is not prolonged, and its account and end are named", async () => {
  const diagnostics = new Diagnostics();
  const context = { private: { account: "acme/infra", expires_at: "2026-11-26T12:00:00.000Z" }, diagnostics };
  expect(await oidcToken.renew(context as unknown as Parameters<typeof oidcToken.renew>[0])).toEqual({});
  expect(diagnostics.items).toMatchObject([
    { severity: "warning", detail: expect.stringContaining("acme/infra ends at 2026-11-26T12:00:00.000Z") },
  ]);
});
