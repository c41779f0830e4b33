/** Organizations that the constructs made come back as the constructs that made them. */
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { adoption } from "../../../lib/cli/adopt/adopt.js";
import {
  GitHubEnvironment,
  GitHubFleet,
  GitHubPublisher,
  GitHubReader,
  GitHubRef,
  GitHubRepository,
  GitHubReusableWorkflow,
} from "../../../lib/github/index.js";
import { OidcIssuer } from "../../../lib/index.js";
import { readSynthesized, readTrustValue, type TrustFileValue, trustFileValue } from "../../../lib/trust/index.js";
import { acme } from "../../constructs/support.js";
import { synthesize } from "./app.js";

const NOW = new Date("2026-11-25T12:00:00Z");

type Stack = ReturnType<typeof acme>;

const repository = GitHubRepository.of("acme/app", { id: 74, ownerId: 65 });

/** What Cloudsmith has once a stack is deployed: accounts get their names for slugs. */
function deployed(declare: (stack: Stack) => void): TrustFileValue {
  const stack = acme();
  declare(stack);
  const file = trustFileValue(readSynthesized(JSON.parse(Testing.synth(stack, true)), "app"));
  const slugs = new Map(file.accounts?.map(({ slug, name = "" }) => [slug, name]));
  const named: TrustFileValue = JSON.parse(JSON.stringify(file), (_, value) =>
    typeof value === "string" ? (slugs.get(value) ?? value) : value,
  );
  return {
    ...named,
    settings: (named.settings ?? []).map((setting, index) => ({ ...setting, slug_perm: `p${index}` })),
  };
}

/** The code that declares it, and the claims and names that this code makes. */
function adopted(
  seed: TrustFileValue,
  github?: TrustFileValue["github"],
): { readonly code: string; readonly settings: unknown } {
  const model = readTrustValue(github === undefined ? seed : { ...seed, github }, "seed");
  const options = { where: "acme", output: "trust", engine: "packed", authoritative: false } as const;
  const { files } = adoption(model, { ...options, now: NOW });
  const { json } = synthesize(files, NOW);
  const settings = Object.values<{ name: string; claims: object }>(json.resource.cloudsmith_oidc);
  expect(settings.map(({ name, claims }) => [name, claims]).sort()).toEqual(
    (seed.settings ?? []).map(({ name, claims }) => [name, claims]).sort(),
  );
  return { code: [...files].map(([, text]) => text).join("\n"), settings };
}

describe("what GitHubPublisher made", () => {
  it("is one again, with its sources by their kinds", () => {
    const seed = deployed((stack) => {
      new GitHubPublisher(stack, "app", {
        repository,
        from: [
          GitHubRef.branch("main").on("push", "schedule"),
          GitHubRef.branchesUnder("release"),
          GitHubRef.tagsStartingWith("v"),
          GitHubRef.tag("latest"),
          GitHubEnvironment.named("production"),
          GitHubReusableWorkflow.at("acme/automation/.github/workflows/publish.yml", { version: "refs/tags/v1" }),
        ],
        publishTo: [{ repository: "prod" }, { repository: "dependencies", privilege: "Read" }],
        audience: "cloudsmith",
      });
    });

    const { code } = adopted(seed);

    const [construct = ""] = /new GitHubPublisher\([\s\S]*?\n {4}\}\);/.exec(code) ?? [];
    expect(construct).toMatchInlineSnapshot(`
      "new GitHubPublisher(this, "ci-app", {
            accountName: "ci-app",
            repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
            from: [
              GitHubRef.branch("main").on("push", "schedule"),
              GitHubRef.branchesUnder("release").on("push"),
              GitHubEnvironment.named("production"),
              GitHubRef.tag("latest").on("push"),
              GitHubRef.tagsStartingWith("v").on("push"),
              GitHubReusableWorkflow.at(
                "acme/automation/.github/workflows/publish.yml",
                { version: "refs/tags/v1" },
              ),
            ],
            audience: "cloudsmith",
            publishTo: [
              { repository: "prod" },
              { repository: "dependencies", privilege: "Read" },
            ],
          });"
    `);
    expect(code).not.toMatch(/OidcProvider|RequiredClaims|new Publisher/);
  });

  it("keeps names that people chose", () => {
    const seed = deployed((stack) => {
      new GitHubPublisher(stack, "app", {
        repository,
        from: [GitHubRef.branch("main").on("push", "schedule")],
        settingsNames: { "branch-main-push": "the main way in" },
        accountName: "robot",
        publishTo: [{ repository: "prod" }],
      });
    });

    expect(adopted(seed).code).toContain('settingsNames: { "branch-main-push": "the main way in" },');
  });

  it("keeps the issuer of an enterprise", () => {
    const seed = deployed((stack) => {
      new GitHubPublisher(stack, "app", {
        repository,
        issuer: OidcIssuer.gitHubEnterprise("octo-ent"),
        from: [GitHubRef.branch("main").on("push")],
        publishTo: [{ repository: "prod" }],
      });
    });

    expect(adopted(seed).code).toContain('issuer: OidcIssuer.gitHubEnterprise("octo-ent"),');
  });
});

describe("what GitHubReader made", () => {
  it("is one again", () => {
    const seed = deployed((stack) => {
      new GitHubReader(stack, "tests", {
        repository,
        from: [GitHubRef.branch("main").on("push")],
        readFrom: ["dependencies", "prod"],
      });
    });

    const { code } = adopted(seed);

    expect(code).toContain('new GitHubReader(this, "ci-tests", {');
    expect(code).toContain('readFrom: ["dependencies", "prod"],');
    expect(code).not.toContain("accountDescription");
  });
});

describe("what GitHubFleet made", () => {
  const fleet = (props: Partial<ConstructorParameters<typeof GitHubFleet>[2]> = {}) =>
    deployed((stack) => {
      new GitHubFleet(stack, "services", {
        ownerId: 65,
        from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production")],
        members: [1, 2].map((id) => ({
          repository: GitHubRepository.of(`acme/service-${id}`, { id, ownerId: 65 }),
          publishTo: [{ repository: "services" }],
        })),
        ...props,
      });
    });

  it("is one again, its members by their names", () => {
    const { code } = adopted(fleet());

    const [construct = ""] = /new GitHubFleet\([\s\S]*?\n {4}\}\);/.exec(code) ?? [];
    expect(construct).toMatchInlineSnapshot(`
      "new GitHubFleet(this, "ci-services", {
            ownerId: 65,
            from: [
              GitHubRef.branch("main").on("push"),
              GitHubEnvironment.named("production"),
            ],
            members: [
              {
                repository: GitHubRepository.of("acme/service-1", {
                  id: 1,
                  ownerId: 65,
                }),
                account: ciServicesService1,
              },
              {
                repository: GitHubRepository.of("acme/service-2", {
                  id: 2,
                  ownerId: 65,
                }),
                account: ciServicesService2,
              },
            ],
            namePrefix: "ci-services",
          });"
    `);
    expect(code).not.toMatch(/OidcProvider|RequiredClaims/);
  });

  it("keeps names that people chose, and the audience", () => {
    const { code } = adopted(fleet({ settingsNames: { "branch-main-push": "services" }, audience: "cloudsmith" }));

    expect(code).toContain('"branch-main-push": "services",');
    expect(code).toContain('audience: "cloudsmith",');
  });
});

describe("pipelines of GitHub that others made", () => {
  const seed: TrustFileValue = {
    ...deployed((stack) => {
      new GitHubPublisher(stack, "app", {
        repository,
        from: [GitHubRef.branch("main").on("push")],
        accountDescription: "robot",
        publishTo: [{ repository: "prod" }],
      });
    }),
  };

  it("are said by their claims where nobody says what the repository is called", () => {
    const { code } = adopted(seed);

    expect(code).toContain("new Publisher(");
    expect(code).toContain("repositoryId: 74,");
  });

  it("are said by the repository where the trust file does", () => {
    const github = { repositories: [{ full_name: "acme/app", exists: true as const, id: 74, owner_id: 65 }] };

    const { code } = adopted(seed, github);

    expect(code).toContain('repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),');
    expect(code).toContain('accountDescription: "robot",');
  });
});
