import {
  App,
  type TerraformElement,
  TerraformIterator,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { CloudsmithOidc, CloudsmithRepositoryPrivilege, CloudsmithService } from "../../lib/bindings/index.js";

/** Resources with all that Terraform lets one say of a resource, in two stacks of an app. */
function app(): readonly [TerraformStack, TerraformStack] {
  const whole = new App({ outdir: Testing.app().outdir });
  const stack = new TerraformStack(whole, "trust");
  const other = new TerraformStack(whole, "other");
  const provider = new (class extends TerraformProvider {})(stack, "second", {
    terraformResourceType: "cloudsmith",
    terraformGeneratorMetadata: { providerName: "cloudsmith" },
  });
  provider.alias = "second";
  const variable = new TerraformVariable(stack, "teams", { type: "map(string)" });
  const account = new CloudsmithService(stack, "account", { name: "ci-app", organization: "acme" });
  const settings = {
    name: "app",
    namespace: "acme",
    enabled: true,
    providerUrl: "https://issuer.example",
    claims: { repository_id: "74", sub: `repo:${account.name}`, build: "1e5" },
    serviceAccounts: [account.slug],
  };
  new CloudsmithOidc(stack, "plain", settings);
  new CloudsmithOidc(stack, "unset", {
    ...settings,
    claims: { environment: undefined as unknown as string, ref: "main" },
  });
  new CloudsmithOidc(stack, "overridden", settings).addOverride("claims.ref", `refs/heads/${account.name}`);
  new CloudsmithOidc(stack, "imported", settings).importFrom("acme.x7f2");
  new CloudsmithOidc(stack, "moved", settings).moveFromId("cloudsmith_oidc.before");
  new CloudsmithOidc(stack, "gone", settings).moveToId("cloudsmith_oidc.plain");
  new CloudsmithOidc(stack, "told", {
    ...settings,
    dependsOn: [account],
    count: 2,
    provider,
    lifecycle: { preventDestroy: true, replaceTriggeredBy: [account] },
  });
  new CloudsmithService(stack, "each", {
    name: "ci-each",
    organization: "acme",
    team: TerraformIterator.fromMap(variable.value).dynamic({ slug: "ci" }),
  });
  new CloudsmithRepositoryPrivilege(other, "grant", {
    organization: "acme",
    repository: "prod",
    privilege: "Write",
    service: account.slug,
  });
  return [stack, other];
}

/** As cdktf writes it by its own means. */
function byCdktf(stack: TerraformStack): void {
  for (const element of stack.node.findAll() as TerraformElement[]) {
    if (TerraformResource.isTerraformResource(element)) {
      Object.defineProperty(element, "toTerraform", { value: TerraformResource.prototype.toTerraform });
    }
  }
}

describe("the body of a resource", () => {
  it("is written as cdktf writes it, with all that can be said of a resource", () => {
    const ours = app();
    const theirs = app();
    theirs.forEach(byCdktf);
    const written = (stacks: readonly TerraformStack[]) => {
      for (const stack of stacks) {
        stack.prepareStack();
      }
      return JSON.parse(JSON.stringify(stacks.map((stack) => stack.toTerraform()))) as unknown;
    };

    const [trust, other] = written(ours) as [{ resource: { cloudsmith_oidc: object } }, { data: object }];
    expect(Object.keys(trust.resource.cloudsmith_oidc)).toEqual([
      "plain",
      "unset",
      "overridden",
      "imported",
      "moved",
      "told",
    ]);
    expect(Object.keys(other.data)).toEqual(["terraform_remote_state"]);
    expect([trust, other]).toEqual(written(theirs));
  });

  it("is a plain object in what the stack hands out, with keys that have a value", () => {
    const [stack] = app();
    const { resource } = stack.toTerraform() as { resource: { cloudsmith_oidc: { plain: object; unset: object } } };

    expect(Object.getPrototypeOf(resource.cloudsmith_oidc.plain)).toBe(Object.prototype);
    expect(resource.cloudsmith_oidc.unset).toMatchObject({ claims: { ref: "main" } });
    expect(Object.keys((resource.cloudsmith_oidc.unset as { claims: object }).claims)).toEqual(["ref"]);
  });

  it("can be read and changed by who overrides toTerraform", () => {
    class Renamed extends CloudsmithService {
      override toTerraform() {
        const fragment = super.toTerraform() as { resource: { cloudsmith_service: { account: { name: string } } } };
        const { account } = fragment.resource.cloudsmith_service;
        account.name = `${account.name}-2`;
        return fragment;
      }
    }
    const json = Testing.synthScope((scope) => {
      new Renamed(scope, "account", { name: "ci-app", organization: "acme" });
    });

    expect(JSON.parse(json).resource.cloudsmith_service.account.name).toBe("ci-app-2");
  });

  it("takes the overrides of the stack as a whole", () => {
    const [stack] = app();
    stack.addOverride("resource.cloudsmith_oidc.plain.enabled", false);

    expect(stack.toTerraform().resource.cloudsmith_oidc.plain).toMatchObject({ name: "app", enabled: false });
  });

  it("names the attribute that cannot be resolved", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new CloudsmithService(stack, "account", { name: "ci", organization: stack as unknown as string });

    expect(() => stack.toTerraform()).toThrow("/resource/cloudsmith_service/account/organization");
  });
});
