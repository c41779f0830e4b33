import { App, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  CloudsmithProvider,
  CloudsmithRepository,
  CloudsmithService,
  importExisting,
  ServiceAccount,
} from "../../lib/index.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";
import { acme } from "./support.js";

function declared(stack = acme()): TerraformStack {
  const account = new ServiceAccount(stack, "ci-app");
  CloudsmithRepository.fromSlug(stack, "prod", "prod").grantWrite(account);
  new CloudsmithService(stack, "plain", { name: "plain", organization: "acme" });
  return stack;
}

describe("importExisting", () => {
  it("writes an import block for each resource, whatever construct declares it", () => {
    const stack = declared();

    importExisting(stack, {
      "ci-app": "acme.ci-app-x1",
      "prod/Grant-ci-app": "acme.prod.service.ci-app-x1",
      plain: "acme.plain",
    });

    expect(JSON.parse(Testing.synth(stack, true)).import).toEqual([
      { to: "cloudsmith_service.ci-app_6F19CF20", id: "acme.ci-app-x1" },
      { to: "cloudsmith_repository_privilege.prod_Grant-ci-app_7853E68E", id: "acme.prod.service.ci-app-x1" },
      { to: "cloudsmith_service.plain", id: "acme.plain" },
    ]);
  });

  it("writes them in HCL as well", () => {
    const stack = new TerraformStack(new App({ hclOutput: true, outdir: outdir() }), "trust");
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
    importExisting(declared(stack), { plain: "acme.plain" });

    expect(Testing.synthHcl(stack)).toMatch(/^import \{\s+to = cloudsmith_service\.plain\s+id = "acme\.plain"\s+\}$/m);
  });

  it("writes none where there is nothing to import", () => {
    const stack = declared();

    importExisting(stack, {});

    expect(JSON.parse(Testing.synth(stack))).not.toHaveProperty("import");
  });

  it.each([
    ["nowhere/at-all", 'there is no construct at "nowhere/at-all", to import something into'],
    ["prod", 'no resource is declared at "prod", to import something into'],
  ])("refuses the path %s", (path, message) => {
    expect(refusal(() => importExisting(declared(), { [path]: "acme.x" }))).toBe(`${message} (at trust)`);
  });
});
