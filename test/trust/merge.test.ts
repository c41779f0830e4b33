import { describe, expect, it } from "vitest";
import { mergeTrust, readSynthesized } from "../../lib/trust/index.js";
import { trust } from "./support.js";

function stack(where: string, organization = "acme") {
  const resource = {
    cloudsmith_service: { ci: { organization, name: `ci of ${where}` } },
    cloudsmith_oidc: {
      app: {
        namespace: organization,
        name: where,
        enabled: true,
        provider_url: "https://x",
        claims: { a: "${var.a}" },
        service_accounts: ["${cloudsmith_service.ci.slug}"],
      },
    },
  };
  return readSynthesized({ resource }, where);
}

describe("mergeTrust", () => {
  it("keeps accounts of equal addresses in different stacks apart", () => {
    const { accounts, settings } = mergeTrust([stack("one"), stack("two")]);
    expect(accounts.map(({ slug }) => slug)).toEqual(["${one#cloudsmith_service.ci}", "${two#cloudsmith_service.ci}"]);
    expect(settings.map(({ service_accounts }) => service_accounts[0])).toEqual(accounts.map(({ slug }) => slug));
  });

  it("keeps what is unknown", () => {
    expect(mergeTrust([stack("one"), stack("two")]).unknowns).toHaveLength(2);
  });

  it("keeps the people of those whose people were looked at", () => {
    const origin = { source: "live", where: "x", at: "members/alice" } as const;
    const users = [{ slug: "alice", role: "Owner", teams: [], origin }] as const;
    expect(mergeTrust([{ ...trust(), users }, stack("one")]).users).toEqual(users);
    expect(mergeTrust([trust(), stack("one")])).not.toHaveProperty("users");
  });

  it("leaves one model alone as it is, and takes none for an empty one", () => {
    const one = stack("one");
    expect(mergeTrust([one])).toBe(one);
    expect(mergeTrust([])).toMatchObject({ organization: "", scope: "declared", settings: [] });
  });

  it("speaks for the organization only where every part does", () => {
    expect(mergeTrust([trust(), stack("one")]).scope).toBe("declared");
    expect(mergeTrust([trust(), trust()]).scope).toBe("organization");
  });

  it("refuses trust of two organizations", () => {
    expect(() => mergeTrust([stack("one"), stack("two", "other")])).toThrow(/organizations acme, other/);
  });

  it("takes a stack without trust for one of any organization", () => {
    expect(mergeTrust([stack("one"), readSynthesized({}, "empty")]).organization).toBe("acme");
  });
});
