import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  CloudsmithProvider,
  CloudsmithRepositoryPrivilege,
  CloudsmithService,
  DataCloudsmithServiceList,
} from "../../lib/index.js";
import { refusal } from "./refusal.js";
import { acme, addresses, synth } from "./support.js";

describe("CloudsmithProvider", () => {
  it("writes nothing into the provider block by default, the organization neither", () => {
    expect(synth(acme()).provider).toEqual({ cloudsmith: [{}] });
  });

  it.each([
    [{ apiHost: "http://127.0.0.1:1" }, { api_host: "http://127.0.0.1:1" }],
    [{ headers: { "X-Trace-Id": "1" } }, { headers: { "X-Trace-Id": "1" } }],
    [{ onForbidden: "keep_state_and_warn" }, { on_forbidden: "keep_state_and_warn" }],
    [{ snapshotReads: false }, { snapshot_reads: false }],
    [{ oidc: { serviceSlug: "ci-deploy" } }, { oidc: [{ organization: "acme", service_slug: "ci-deploy" }] }],
    [{ oidc: { organization: "o", audience: "x" } }, { oidc: [{ organization: "o", audience: "x" }] }],
    [{ alias: "second" }, { alias: "second" }],
  ] as const)("writes %j", (props, block) => {
    expect(synth(acme(props)).provider).toEqual({ cloudsmith: [block] });
  });

  it("takes a key from a variable", () => {
    const stack = new TerraformStack(Testing.app(), "trust");
    const key = new TerraformVariable(stack, "key", { sensitive: true });

    new CloudsmithProvider(stack, "cloudsmith", { apiKey: key.stringValue });

    expect(synth(stack).provider).toEqual({ cloudsmith: [{ api_key: "${var.key}" }] });
  });

  it("is found by constructs anywhere in its stack, and by none in another", () => {
    const stack = acme();

    expect(CloudsmithProvider.of(stack).organization).toBe("acme");
    expect(CloudsmithProvider.tryOf(new TerraformStack(Testing.app(), "other"))).toBeUndefined();
  });

  it("is the one without alias where there are several, and must be named where none is", () => {
    const stack = acme();
    new CloudsmithProvider(stack, "second", { organization: "second", alias: "second" });
    expect(CloudsmithProvider.of(stack).organization).toBe("acme");

    const aliases = acme({ alias: "a" });
    expect(CloudsmithProvider.of(aliases).alias).toBe("a");
    new CloudsmithProvider(aliases, "b", { alias: "b" });
    expect(refusal(() => CloudsmithProvider.of(aliases))).toBe(
      "the stack has 2 Cloudsmith providers, each with an alias; say which one as provider (at trust)",
    );
  });

  it("refuses an organization that is no slug, and an id that no address can hold", () => {
    expect(refusal(() => acme({ organization: "Acme Inc." }))).toMatch(/organization must be a slug/);
    expect(refusal(() => new CloudsmithProvider(acme(), "a.b"))).toMatch(/the construct id "a.b"/);
  });
});

describe("an element whose name Terraform would refuse", () => {
  it.each(["1st", "-app"])("is refused at synth: %s", (id) => {
    const stack = acme();
    new CloudsmithService(stack, id, { name: "one", organization: "acme" });

    expect(() => synth(stack)).toThrow(
      `trust/${id} would become ${id}, and a name of Terraform begins with a letter or _: give it another id, or what it is in`,
    );
  });
});

describe("two elements of one address", () => {
  it("are refused at synth, by both their paths", () => {
    const stack = acme();
    new CloudsmithService(stack, "a.b", { name: "one", organization: "acme" });
    new CloudsmithService(stack, "ab", { name: "two", organization: "acme" });

    expect(() => synth(stack)).toThrow(
      "trust/a.b and trust/ab would both become cloudsmith_service.ab; give one of them another id",
    );
  });

  it("are fine where a resource and a data source, or two types, share an id", () => {
    const stack = acme();
    for (const Class of [CloudsmithService, CloudsmithRepositoryPrivilege, DataCloudsmithServiceList]) {
      const element = new Class(stack, Class.name, {
        name: "x",
        organization: "acme",
        repository: "r",
        privilege: "Read",
      });
      element.overrideLogicalId("shared");
    }

    expect(addresses(stack)).toEqual([
      "cloudsmith_repository_privilege.shared",
      "cloudsmith_service.shared",
      "data.cloudsmith_service_list.shared",
    ]);
  });
});
