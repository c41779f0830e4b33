import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { CloudsmithProvider, ServiceAccount } from "../../lib/index.js";
import { resolved } from "../support/resolve.js";
import { refusal } from "./refusal.js";
import { acme, addresses, synth } from "./support.js";

describe("ServiceAccount", () => {
  it("is by default a Member whose key nobody ever knows", () => {
    const stack = acme();

    new ServiceAccount(stack, "ci-app");

    expect(synth(stack).resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_service": {
          "ci-app_6F19CF20": {
            "name": "ci-app",
            "organization": "acme",
            "role": "Member",
            "store_api_key": false,
          },
        },
      }
    `);
  });

  it("has its L1 class as child Resource", () => {
    const account = new ServiceAccount(acme(), "ci-app");

    expect(account.node.findChild("Resource")).toBe(account.resource);
    expect(account.node.defaultChild).toBe(account.resource);
  });

  it("is always at the same address", () => {
    const stack = acme();
    new ServiceAccount(stack, "ci-app");

    expect(addresses(stack)).toEqual(["cloudsmith_service.ci-app_6F19CF20"]);
  });

  it("refers to its slug, since Cloudsmith gives it", () => {
    const stack = acme();
    const account = new ServiceAccount(stack, "ci-app");

    expect(resolved(stack, account.slug)).toMatch(/^\$\{cloudsmith_service\.ci-app_[0-9A-F]{8}\.slug\}$/);
  });

  it.each([
    ["name", { name: "CI of acme/app" }, { name: "CI of acme/app" }],
    ["description", { description: "publishes" }, { description: "publishes" }],
    ["role", { role: "Manager" }, { role: "Manager" }],
    ["teams", { teams: [{ team: "release", role: "Manager" }] }, { team: [{ slug: "release", role: "Manager" }] }],
    ["a team's default role", { teams: [{ team: "ci" }] }, { team: [{ slug: "ci", role: "Member" }] }],
    ["storeApiKey", { storeApiKey: true }, { store_api_key: true }],
    ["rotateApiKey", { rotateApiKey: 3 }, { rotate_api_key: 3 }],
    ["allowDuplicateName", { allowDuplicateName: true }, { allow_duplicate_name: true }],
    ["organization", { organization: "other" }, { organization: "other" }],
  ] as const)("writes %s", (_, props, expected) => {
    const stack = acme();

    new ServiceAccount(stack, "ci-app", props);

    expect(Object.values(synth(stack).resource.cloudsmith_service ?? {})[0]).toMatchObject(expected);
  });

  it("accepts a name of 1 and of 120 characters, and refuses 0 and 121", () => {
    new ServiceAccount(acme(), "a", { name: "x" });
    new ServiceAccount(acme(), "a", { name: "🔑".repeat(120) });

    expect(refusal(() => new ServiceAccount(acme(), "a", { name: "" }))).toBe(
      "the name of a service account must have 1 to 120 characters, got 0 (at trust/a)",
    );
    expect(refusal(() => new ServiceAccount(acme(), "a", { name: "x".repeat(121) }))).toMatch(/got 121/);
  });

  it("accepts a description of 1 and of 1024 characters, and refuses 0 and 1025", () => {
    new ServiceAccount(acme(), "a", { description: "x" });
    new ServiceAccount(acme(), "a", { description: "x".repeat(1024) });

    expect(refusal(() => new ServiceAccount(acme(), "a", { description: "" }))).toMatch(/1 to 1024 characters, got 0/);
    expect(refusal(() => new ServiceAccount(acme(), "a", { description: "x".repeat(1025) }))).toMatch(/got 1025/);
  });

  it.each([
    [{ role: "Owner" as never }, 'role must be one of "Member", "Manager", got "Owner"'],
    [{ rotateApiKey: 1.5 }, "rotateApiKey must be a whole number, got 1.5"],
    [
      { teams: [{ team: "Release Team" }] },
      'the slug of a team must be a slug (letters, digits, "-" and "_"), got "Release Team"',
    ],
    [{ teams: [{ team: "a" }, { team: "a" }] }, 'teams names "a" twice; name it once'],
    [{ organization: "acme/x" }, 'organization must be a slug (letters, digits, "-" and "_"), got "acme/x"'],
  ])("refuses %j", (props, message) => {
    expect(refusal(() => new ServiceAccount(acme(), "a", props))).toBe(`${message} (at trust/a)`);
  });

  it("takes any value that is known only later", () => {
    const stack = acme();
    const variable = new TerraformVariable(stack, "name", { type: "string" });

    new ServiceAccount(stack, "a", {
      name: variable.stringValue,
      description: "${var.name}",
      organization: variable.stringValue,
    });

    expect(Object.values(synth(stack).resource.cloudsmith_service ?? {})[0]).toMatchObject({ name: "${var.name}" });
  });

  it.each(["a.b", "a b", "ä", "a:b"])("refuses the id %j, which no address can hold", (id) => {
    expect(refusal(() => new ServiceAccount(acme(), id))).toMatch(
      /has characters that Terraform addresses cannot hold/,
    );
  });

  it("needs a provider that comes before it, or an organization of its own", () => {
    const stack = new TerraformStack(Testing.app(), "trust");

    expect(refusal(() => new ServiceAccount(stack, "a"))).toBe(
      'declare new CloudsmithProvider(stack, "cloudsmith", { organization }) before the constructs that use it (at trust/a)',
    );

    new CloudsmithProvider(stack, "cloudsmith");
    expect(refusal(() => new ServiceAccount(stack, "b"))).toMatch(/neither this construct nor its CloudsmithProvider/);
    new ServiceAccount(stack, "c", { organization: "acme" });
  });

  it("is made by the provider it names", () => {
    const stack = acme();
    const other = new CloudsmithProvider(stack, "other", { organization: "other", alias: "other" });

    new ServiceAccount(stack, "a", { provider: other });
    new ServiceAccount(stack, "b");

    const { cloudsmith_service } = synth(stack).resource;
    expect(
      Object.values(cloudsmith_service ?? {}).map(({ provider, organization }) => [provider, organization]),
    ).toEqual([
      ["cloudsmith.other", "other"],
      [undefined, "acme"],
    ]);
  });

  it("can stand for an account made elsewhere", () => {
    const stack = acme();

    const account = ServiceAccount.fromSlug(stack, "ci", "ci-app-x4f2");

    expect(account.slug).toBe("ci-app-x4f2");
    expect(addresses(stack)).toEqual([]);
    expect(refusal(() => ServiceAccount.fromSlug(stack, "other", "CI App"))).toMatch(/must be a slug/);
  });
});
