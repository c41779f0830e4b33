import { App, Aspects, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { GitHubPublisher, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import {
  CloudsmithOidc,
  CloudsmithProvider,
  OidcIssuer,
  OrganizationPolicy,
  type OrganizationPolicyProps,
} from "../../lib/index.js";
import { exceptionsIn, findWeakenings, judgeTrust, readSynthesized, stackExceptions } from "../../lib/trust/index.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";
import "../support/typescript-require.js";

function publisher(scope: Construct, id: string, ownerId = 65): GitHubPublisher {
  return new GitHubPublisher(scope, id, {
    repository: GitHubRepository.of(`acme/${id}`, { id: 74, ownerId }),
    from: [GitHubRef.branch("main").on("push")],
    publishTo: [{ repository: id }],
  });
}

/** Annotations of the app's stacks, or the error that stops synth. */
function synthesize(build: (app: App, ...stacks: TerraformStack[]) => void, ...names: readonly string[]): string[] {
  const app = new App({ outdir: outdir() });
  const stacks = names.map((name) => {
    const stack = new TerraformStack(app, name);
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
    return stack;
  });
  build(app, ...stacks);
  app.synth();
  return stacks.flatMap((stack) =>
    app.manifest
      .forStack(stack)
      .annotations.map(({ constructPath, level, message }) => `${level} ${constructPath} ${message}`),
  );
}

const OTHERS = new OrganizationPolicy({ allowedOwners: [99] });

describe("an organization's policy", () => {
  it("stops synth at what breaks it, in any stack of the app", () => {
    expect(() =>
      synthesize(
        (app, first = app as never, second = app as never) => {
          publisher(first, "app", 99);
          publisher(second, "lib");
          Aspects.of(app).add(OTHERS);
        },
        "first",
        "second",
      ),
    ).toThrow(
      /^[^[]*\[second\/lib\/From-branch-main-push\] high policy-owner: does not require an allowed owner \(99\)/,
    );
  });

  it("lets through what keeps it", () => {
    const policy = new OrganizationPolicy({
      allowedIssuers: [OidcIssuer.gitHub()],
      allowedOwners: [65],
      forbiddenClaims: ["actor"],
      greatestPrivilege: "Write",
      mustPinIds: true,
    });

    expect(
      synthesize((app, stack = app as never) => {
        publisher(stack, "app");
        Aspects.of(app).add(policy);
      }, "trust"),
    ).toEqual([]);
  });

  it("warns only, where it audits", () => {
    expect(
      synthesize((app, stack = app as never) => {
        publisher(stack, "app");
        Aspects.of(app).add(new OrganizationPolicy({ allowedOwners: [99], mode: "audit" }));
      }, "trust"),
    ).toEqual([expect.stringMatching(/^@cdktf\/warn trust\/app\/From-branch-main-push medium policy-owner: /)]);
  });

  it("can be accepted by name on the very construct", () => {
    expect(
      synthesize((app, stack = app as never) => {
        publisher(stack, "app").accept("policy-owner", { reason: "a partner's", until: "2999-12-31" });
        Aspects.of(app).add(OTHERS);
      }, "trust"),
    ).toEqual([
      "@cdktf/info trust/app/From-branch-main-push high policy-owner: accepted until 2999-12-31: a partner's",
    ]);
  });

  it("is about what it is applied to, and nothing beside it", () => {
    expect(() =>
      synthesize((app, stack = app as never) => {
        const partners = new Construct(stack, "partners");
        publisher(partners, "inside");
        publisher(stack, "outside");
        Aspects.of(partners).add(OTHERS);
      }, "trust"),
    ).toThrow(/^[^[]*\[trust\/partners\/inside\/From-branch-main-push\] high policy-owner[^[]*$/);
  });

  it("holds L1 classes and grants as well", () => {
    expect(() =>
      synthesize((app, stack = app as never) => {
        new CloudsmithOidc(stack, "l1", {
          namespace: "acme",
          name: "l1",
          enabled: true,
          providerUrl: "https://gitlab.com",
          claims: { project_id: "20", ref: "main", ref_protected: "true" },
          serviceAccounts: ["ci"],
        });
        publisher(stack, "app");
        Aspects.of(app).add(
          new OrganizationPolicy({ allowedIssuers: [OidcIssuer.gitHub()], greatestPrivilege: "Read" }),
        );
      }, "trust"),
    ).toThrow(
      /\[trust\/l1\] high policy-issuer: believes "https:\/\/gitlab\.com"[\s\S]*\[trust\/app\/Grant-app\] high policy-privilege: gives an account Write on "app"; the policy allows Read at most/,
    );
  });

  it.each<readonly [OrganizationPolicyProps, string]>([
    [{}, "a policy must say what it allows: it has nothing but a mode"],
    [{ mode: "audit" }, "a policy must say what it allows: it has nothing but a mode"],
    [{ allowedIssuers: [] }, "allowedIssuers names none, so that nothing would be allowed; leave it out to allow any"],
    [{ allowedOwners: [] }, "allowedOwners names none, so that nothing would be allowed; leave it out to allow any"],
    [{ greatestPrivilege: "Owner" as never }, 'greatestPrivilege must be one of "Admin", "Write", "Read", got "Owner"'],
    [{ mustPinIds: true, mode: "warn" as never }, 'the mode of a policy is "audit" or "enforce", got "warn"'],
  ])("is refused as %j", (props, message) => {
    expect(refusal(() => new OrganizationPolicy(props))).toBe(message);
  });
});

describe("a policy in a stack's JSON", () => {
  const policy = new OrganizationPolicy({ allowedOwners: [65] });

  function written(build: (stack: TerraformStack) => void) {
    const stack = new TerraformStack(new App({ outdir: outdir() }), "trust");
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
    build(stack);
    return stack.toTerraform() as object;
  }

  it("is kept with what it is not about, so that who moves it aside is seen and nobody else is judged by it", () => {
    const over = (everything: boolean) =>
      written((stack) => {
        const inside = new Construct(stack, "inside");
        publisher(inside, "app");
        new CloudsmithOidc(stack, "beside", {
          namespace: "acme",
          name: "beside",
          enabled: true,
          providerUrl: "https://token.actions.githubusercontent.com",
          claims: { repository_id: "74", repository_owner_id: "99", ref: "refs/heads/main", event_name: "push" },
          serviceAccounts: ["ci-app"],
        });
        Aspects.of(everything ? stack : inside).add(policy);
      });
    const [all, part] = [over(true), over(false)];
    expect(exceptionsIn(all).policies).toEqual([{ mode: "enforce", allowed_owners: ["65"] }]);
    expect(exceptionsIn(part).policies).toEqual([
      { mode: "enforce", allowed_owners: ["65"], not_over: ["cloudsmith_oidc.beside"] },
    ]);

    const guards = { before: { stacks: new Map([["trust", all]]) }, after: { stacks: new Map([["trust", part]]) } };
    expect(findWeakenings({ guards }).map(({ message }) => message)).toEqual([
      "has a looser policy: it is not about cloudsmith_oidc.beside",
    ]);

    const rules = (json: object) =>
      judgeTrust(readSynthesized(json, "file"), { exceptions: [stackExceptions(json, "file")], now: new Date(0) })
        .open.map(({ rule }) => rule)
        .filter((rule) => rule.startsWith("policy-"));
    expect([rules(all), rules(part)]).toEqual([["policy-owner"], []]);
  });
});
