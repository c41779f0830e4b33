import { Fn, TerraformIterator, TerraformOutput, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  CloudsmithOidc,
  CloudsmithProviderBase,
  CloudsmithRepositoryPrivilege,
  CloudsmithRepositoryPrivileges,
  CloudsmithService,
  DataCloudsmithOidcList,
  DataCloudsmithServiceDetails,
  DataCloudsmithUserSelf,
} from "../../lib/bindings/index.js";
import { resolved } from "../support/resolve.js";

function stack(): TerraformStack {
  return new TerraformStack(Testing.app(), "stack");
}

function synthesized(build: (scope: TerraformStack) => void) {
  return JSON.parse(Testing.synthScope((scope) => build(scope as TerraformStack)));
}

describe("CloudsmithService", () => {
  it("writes what it is given under Terraform's names, and store_api_key always", () => {
    const json = synthesized((scope) => {
      new CloudsmithService(scope, "account", {
        name: "ci-app",
        organization: "acme",
        description: "publishes acme/app",
        role: "Member",
        rotateApiKey: 2,
        allowDuplicateName: true,
        team: [{ slug: "release", role: "Manager" }, { slug: "ci" }],
      });
    });

    expect(json.resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_service": {
          "account": {
            "allow_duplicate_name": true,
            "description": "publishes acme/app",
            "name": "ci-app",
            "organization": "acme",
            "role": "Member",
            "rotate_api_key": 2,
            "store_api_key": false,
            "team": [
              {
                "role": "Manager",
                "slug": "release",
              },
              {
                "slug": "ci",
              },
            ],
          },
        },
      }
    `);
  });

  it("writes no store_api_key but the one given", () => {
    const json = synthesized((scope) => {
      new CloudsmithService(scope, "account", { name: "ci-app", organization: "acme", storeApiKey: true });
    });

    expect(json.resource.cloudsmith_service.account.store_api_key).toBe(true);
  });

  it("gives references to its attributes and to those of its teams", () => {
    const scope = stack();
    const account = new CloudsmithService(scope, "account", { name: "ci-app", organization: "acme" });

    expect(resolved(scope, account.slug)).toBe("${cloudsmith_service.account.slug}");
    expect(resolved(scope, account.storeApiKey)).toBe("${cloudsmith_service.account.store_api_key}");
    expect(resolved(scope, account.rotateApiKey)).toBe("${cloudsmith_service.account.rotate_api_key}");
    expect(resolved(scope, account.team.get(0).role)).toBe("${tolist(cloudsmith_service.account.team).0.role}");
  });

  it("takes tokens for every value, and an iterator for its teams", () => {
    const json = synthesized((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" });
      const teams = new TerraformVariable(scope, "teams", { type: "list(string)" });
      const iterator = TerraformIterator.fromList(teams.listValue);
      new CloudsmithService(scope, "account", {
        name: name.stringValue,
        organization: "acme",
        storeApiKey: Token.asAny(Fn.can("x")),
        rotateApiKey: Token.asNumber("${var.turns}"),
        team: iterator.dynamic({ slug: iterator.value }),
      });
    });

    expect(json.resource.cloudsmith_service.account).toMatchInlineSnapshot(`
      {
        "dynamic": {
          "team": {
            "content": {
              "slug": "\${each.value}",
            },
            "for_each": "\${toset(var.teams)}",
            "iterator": "each",
          },
        },
        "name": "\${var.name}",
        "organization": "acme",
        "rotate_api_key": "\${var.turns}",
        "store_api_key": "\${can("x")}",
      }
    `);
  });

  it("can be imported, repeated and bound to a provider", () => {
    const json = synthesized((scope) => {
      const provider = new CloudsmithProviderBase(scope, "cloudsmith", { alias: "other" });
      const account = new CloudsmithService(scope, "account", {
        name: "ci-app",
        organization: "acme",
        provider,
        lifecycle: { preventDestroy: true },
        dependsOn: [],
      });
      account.importFrom("acme.ci-app");
    });

    expect(json.import).toEqual([{ id: "acme.ci-app", to: "cloudsmith_service.account" }]);
    expect(json.resource.cloudsmith_service.account).toMatchObject({
      provider: "cloudsmith.other",
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("CloudsmithOidc", () => {
  it("writes claims as a map and accounts as a list", () => {
    const json = synthesized((scope) => {
      new CloudsmithOidc(scope, "main", {
        name: "app-main",
        namespace: "acme",
        enabled: true,
        providerUrl: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74" },
        serviceAccounts: ["ci-app"],
      });
    });

    expect(json.resource.cloudsmith_oidc.main).toMatchInlineSnapshot(`
      {
        "claims": {
          "repository_id": "74",
        },
        "enabled": true,
        "name": "app-main",
        "namespace": "acme",
        "provider_url": "https://token.actions.githubusercontent.com",
        "service_accounts": [
          "ci-app",
        ],
      }
    `);
  });

  it("refuses a claim called __proto__, which cdktf would leave out, in JSON and in HCL", () => {
    const scope = stack();
    new CloudsmithOidc(scope, "main", {
      name: "app-main",
      namespace: "acme",
      enabled: true,
      providerUrl: "https://token.actions.githubusercontent.com",
      claims: JSON.parse('{"repository_id":"74","__proto__":"x"}'),
    });

    expect(() => scope.toTerraform()).toThrow('a key called "__proto__" ({"repository_id":"74","__proto__":"x"})');
    expect(() => scope.toHclTerraform()).toThrow('a key called "__proto__"');
  });

  it("writes mappings as blocks, and gives a look-up into its claims", () => {
    const scope = stack();
    const setting = new CloudsmithOidc(scope, "fleet", {
      name: "fleet",
      namespace: "acme",
      enabled: false,
      providerUrl: "https://token.actions.githubusercontent.com",
      claims: { repository_owner_id: "65" },
      mappingClaim: "repository_id",
      dynamicMappings: [{ claimValue: "74", serviceAccount: "ci-app" }],
    });

    const { cloudsmith_oidc } = JSON.parse(Testing.synth(scope)).resource;
    expect(cloudsmith_oidc.fleet.dynamic_mappings).toEqual([{ claim_value: "74", service_account: "ci-app" }]);
    expect(resolved(scope, setting.claims.lookup("repository_owner_id"))).toBe(
      '${cloudsmith_oidc.fleet.claims["repository_owner_id"]}',
    );
  });
});

describe("the privileges", () => {
  it("write one block a grant, or one resource a grant", () => {
    const json = synthesized((scope) => {
      new CloudsmithRepositoryPrivileges(scope, "all", {
        organization: "acme",
        repository: "prod",
        service: [{ slug: "ci-app", privilege: "Write" }],
        user: [{ slug: "owner", privilege: "Admin" }],
      });
      new CloudsmithRepositoryPrivilege(scope, "one", {
        organization: "acme",
        repository: "dev",
        privilege: "Read",
        team: "release",
      });
    });

    expect(json.resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_repository_privilege": {
          "one": {
            "organization": "acme",
            "privilege": "Read",
            "repository": "dev",
            "team": "release",
          },
        },
        "cloudsmith_repository_privileges": {
          "all": {
            "organization": "acme",
            "repository": "prod",
            "service": [
              {
                "privilege": "Write",
                "slug": "ci-app",
              },
            ],
            "user": [
              {
                "privilege": "Admin",
                "slug": "owner",
              },
            ],
          },
        },
      }
    `);
  });
});

describe("the data sources", () => {
  it("give references into lists of objects, also nested ones", () => {
    const scope = stack();
    const account = new DataCloudsmithServiceDetails(scope, "account", { organization: "acme", service: "ci-app" });
    const settings = new DataCloudsmithOidcList(scope, "settings", { namespace: "acme" });
    const self = new DataCloudsmithUserSelf(scope, "self");

    expect(resolved(scope, account.teams.get(1).slug)).toBe("${data.cloudsmith_service_details.account.teams[1].slug}");
    expect(resolved(scope, self.slug)).toBe("${data.cloudsmith_user_self.self.slug}");
    expect(settings.friendlyUniqueId).toBe("settings");
  });
});

describe("CloudsmithProviderBase", () => {
  it("asks for exactly the packed version, and writes no credential of its own accord", () => {
    const json = synthesized((scope) => {
      new CloudsmithProviderBase(scope, "cloudsmith");
    });

    expect(json.provider).toEqual({ cloudsmith: [{}] });
    expect(json.terraform.required_providers.cloudsmith.source).toBe("localhost/cloudsmith-trust/cloudsmith");
  });

  it("emits its alias and its single block", () => {
    const json = synthesized((scope) => {
      const provider = new CloudsmithProviderBase(scope, "cloudsmith", {
        headers: { "X-Trace": "1" },
        oidc: { organization: "acme", serviceSlug: "ci-deploy" },
      });
      provider.alias = "ci";
    });

    expect(json.provider.cloudsmith).toEqual([
      { alias: "ci", headers: { "X-Trace": "1" }, oidc: [{ organization: "acme", service_slug: "ci-deploy" }] },
    ]);
  });
});

describe("HCL output", () => {
  it("keeps every attribute and block", () => {
    const scope = stack();
    new CloudsmithProviderBase(scope, "cloudsmith", { apiHost: "http://127.0.0.1:1", oidc: { serviceSlug: "ci" } });
    const account = new CloudsmithService(scope, "account", {
      name: "ci-app",
      organization: "acme",
      team: [{ slug: "release" }],
    });
    new CloudsmithOidc(scope, "main", {
      name: "app-main",
      namespace: "acme",
      enabled: true,
      providerUrl: "https://token.actions.githubusercontent.com",
      claims: { repository_id: "74", "claim/with.dots": "x" },
      serviceAccounts: [account.slug],
    });
    new TerraformOutput(scope, "slug", { value: account.slug });

    expect(Testing.synthHcl(scope)).toMatchInlineSnapshot(`
      "terraform {
      required_providers {
        cloudsmith = {
      version = "0.1.0"
      source = "localhost/cloudsmith-trust/cloudsmith"
      }
      }


      }

      provider "cloudsmith" {
      api_host = "http://127.0.0.1:1"
      oidc {
      service_slug = "ci"
      }
      }
      resource "cloudsmith_service" "account" {
      name = "ci-app"
      organization = "acme"
      store_api_key = false
      team {
      slug = "release"
      }
      }
      resource "cloudsmith_oidc" "main" {
      namespace = "acme"
      name = "app-main"
      enabled = true
      provider_url = "https://token.actions.githubusercontent.com"
      claims = {
      repository_id = "74"
      "claim/with.dots" = "x"
      }
      service_accounts = [
      "\${cloudsmith_service.account.slug}"
      ]
      }

      output "slug" {
      value = "\${cloudsmith_service.account.slug}"
      }"
    `);
  });
});
