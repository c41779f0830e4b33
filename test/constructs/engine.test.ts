import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { ONLY_PACKED } from "../../lib/constructs/private/registry-engine.js";
import { GitHubPublisher, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import {
  CloudsmithProvider,
  type CloudsmithProviderProps,
  CloudsmithRepository,
  CloudsmithRepositoryPrivilege,
  CloudsmithService,
  DataCloudsmithOidcList,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  RepositoryPrivileges,
  ServiceAccount,
  User,
} from "../../lib/index.js";
import { SCHEMAS } from "../../lib/provider/schema/index.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";
import { acme, synth } from "./support.js";

const registry = (props: CloudsmithProviderProps = {}) => acme({ engine: "registry", ...props });

function pipeline(stack: TerraformStack): void {
  new GitHubPublisher(stack, "app", {
    repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
    from: [GitHubRef.branch("main")],
    publishTo: [{ repository: "prod" }],
  });
}

describe('engine: "registry"', () => {
  it("asks for the registry's provider at an exact version, the resources unchanged", () => {
    const stack = registry();
    new ServiceAccount(stack, "ci");

    const json = JSON.parse(Testing.synth(stack, true));
    expect(json.terraform.required_providers).toEqual({
      cloudsmith: { source: "cloudsmith-io/cloudsmith", version: "0.0.84" },
    });
    const packed = acme();
    new ServiceAccount(packed, "ci");
    expect(json.resource).toEqual(synth(packed).resource);
  });

  it("takes another exact version, and nothing else", () => {
    const json = JSON.parse(Testing.synth(registry({ registryVersion: "0.0.83" })));
    expect(json.terraform.required_providers.cloudsmith.version).toBe("0.0.83");

    expect(refusal(() => registry({ registryVersion: "~> 0.0.80" }))).toMatch(/registryVersion is an exact version/);
    expect(refusal(() => acme({ registryVersion: "0.0.84" }))).toMatch(/with engine: "registry"/);
    expect(refusal(() => acme({ engine: "official" as never }))).toMatch(/engine must be one of "packed", "registry"/);
  });

  it("is the same for every configuration of a stack", () => {
    const stack = registry();

    expect(refusal(() => new CloudsmithProvider(stack, "second", { alias: "second" }))).toMatch(
      /trust\/cloudsmith has engine registry; every CloudsmithProvider of a stack has the same/,
    );
  });

  it("gathers single grants into the full list of their repository, in whatever order they are declared", () => {
    for (const listFirst of [true, false]) {
      const stack = registry();
      const list = () => {
        const repository = CloudsmithRepository.fromSlug(stack, "prod", "prod");
        new RepositoryPrivileges(stack, "all", { repository }).grantAdmin(User.fromSlug(stack, "owner", "owner"));
      };
      listFirst ? [list(), pipeline(stack)] : [pipeline(stack), list()];

      const { cloudsmith_repository_privileges, cloudsmith_repository_privilege } = synth(stack).resource;
      expect(cloudsmith_repository_privilege).toBeUndefined();
      expect(Object.values(cloudsmith_repository_privileges ?? {})).toEqual([
        {
          organization: "acme",
          repository: "prod",
          service: [{ slug: expect.stringMatching(/cloudsmith_service\.app_Account_\w+\.slug/), privilege: "Write" }],
          user: [{ slug: "owner", privilege: "Admin" }],
        },
      ]);
    }
  });

  it("refuses single grants on a repository whose full list is not declared: the others would lose access", () => {
    const stack = registry();
    pipeline(stack);

    expect(() => synth(stack)).toThrow(
      "the registry's provider has no single grants, and trust/app/Grant-prod asks for one on acme/prod: " +
        "declare all grants on that repository with a RepositoryPrivileges in this stack, which it then joins",
    );
  });

  it.each([
    ["allow_duplicate_name", (stack: TerraformStack) => new ServiceAccount(stack, "x", { allowDuplicateName: true })],
    [
      "on_forbidden",
      (stack: TerraformStack) =>
        new CloudsmithService(stack, "x", { name: "x", organization: "acme", onForbidden: "error" }),
    ],
    [
      "overwrite",
      (stack: TerraformStack) =>
        new RepositoryPrivileges(stack, "x", {
          repository: CloudsmithRepository.fromSlug(stack, "r", "r"),
          overwrite: true,
        }),
    ],
    [
      "cloudsmith_repository_privilege",
      (stack: TerraformStack) =>
        new CloudsmithRepositoryPrivilege(stack, "x", {
          organization: "acme",
          repository: "r",
          privilege: "Read",
          team: "t",
        }),
    ],
    ["cloudsmith_oidc_list", (stack: TerraformStack) => new DataCloudsmithOidcList(stack, "x", { namespace: "acme" })],
  ])("refuses %s by name, which the registry's provider lacks", (what, declare) => {
    const stack = registry();
    declare(stack);

    expect(() => synth(stack)).toThrow(new RegExp(`trust/x\\S* uses ${what}, which the registry's provider lacks`));
  });

  it.each([
    ["on_forbidden", { onForbidden: "error" }],
    ["snapshot_reads", { snapshotReads: false }],
    ["oidc.audience", { oidc: { serviceSlug: "ci", audience: "x" } }],
  ] as const)("refuses %s in the provider block", (what, props) => {
    expect(() => synth(registry(props))).toThrow(`trust/cloudsmith uses ${what}, which the registry's provider lacks`);
  });

  it("takes what the registry's provider has: a sign-in by OIDC, settings, mappings", () => {
    const stack = registry({ oidc: { serviceSlug: "ci-deploy" } });
    new OidcProvider(stack, "fleet", {
      issuer: OidcIssuer.gitHub(),
      claims: GitHubClaims.of({ repositoryOwnerId: 65 }),
      mappingClaim: "repository_id",
      dynamicMappings: [{ claimValue: "74", serviceAccount: new ServiceAccount(stack, "ci") }],
    });

    expect(() => synth(stack)).not.toThrow();
  });

  it("packs no provider into the stack, and takes away one that an earlier synth packed", () => {
    const directory = outdir();
    const synthesize = (engine: "packed" | "registry") => {
      const app = new App({ outdir: directory });
      new CloudsmithProvider(new TerraformStack(app, "trust"), "cloudsmith", { organization: "acme", engine });
      app.synth();
      return {
        packed: existsSync(join(directory, "stacks/trust/terraform.d/plugins/localhost/cloudsmith-trust/cloudsmith")),
        lock: readFileSync(join(directory, "stacks/trust/.terraform.lock.hcl"), "utf8"),
      };
    };
    expect(synthesize("packed").packed).toBe(true);

    const { packed, lock } = synthesize("registry");

    expect(packed).toBe(false);
    expect(lock).not.toContain("localhost");
    expect(lock).toContain('provider "registry.terraform.io/cloudsmith-io/cloudsmith" {\n  version     = "0.0.84"');
  });
});

describe("what only the packed provider has", () => {
  it("is in its schema", () => {
    const elements = {
      resource: SCHEMAS.resources,
      data: SCHEMAS.dataSources,
      provider: { cloudsmith: SCHEMAS.provider },
    } as const;
    for (const [element, attributes] of Object.entries(ONLY_PACKED)) {
      const [kind, type] = element.split(".") as [keyof typeof elements, string];
      const schema = elements[kind][type as "cloudsmith"];
      expect(schema, element).toBeDefined();
      for (const attribute of attributes.filter((one) => one !== "*" && !one.includes("."))) {
        expect(schema.attributes[attribute], `${element} ${attribute}`).toBeDefined();
      }
    }
  });

  const official = "../shared/cloudsmith/provider-schema.json";
  it.runIf(existsSync(official))("is all that differs from the official schema, for what both have", () => {
    const [schemas] = Object.values(JSON.parse(readFileSync(official, "utf8")).provider_schemas) as [
      { [section: string]: { [type: string]: { block: { attributes: object } } } },
    ];
    for (const [kind, ours, theirs] of [
      ["resource", SCHEMAS.resources, schemas.resource_schemas],
      ["data", SCHEMAS.dataSources, schemas.data_source_schemas],
    ] as const) {
      for (const [type, schema] of Object.entries(ours)) {
        const known = theirs?.[type];
        const extra =
          known === undefined
            ? ["*"]
            : Object.keys(schema.attributes).filter((name) => !(name in known.block.attributes));
        expect([...(ONLY_PACKED[`${kind}.${type}`] ?? [])].sort(), `${kind}.${type}`).toEqual(extra.sort());
      }
    }
  });
});
