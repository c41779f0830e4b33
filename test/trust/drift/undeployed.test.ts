import { describe, expect, it } from "vitest";
import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import { type Drift, judgeUndeployed, mergedOfPlan, readDriftedPlan, readMerged } from "../../../lib/trust/index.js";
import { APP, contextOf, environment, type PlannedResource, planJson, stackOf } from "./support.js";

type Blocks = { readonly [type: string]: { readonly [name: string]: object } };

/** What cdktf writes of {@link APP}. */
const DECLARED = {
  cloudsmith_service: { "ci-app": { organization: "acme", name: "ci-app" } },
  cloudsmith_oidc: {
    "app-main": {
      namespace: "acme",
      name: "app-main",
      enabled: true,
      provider_url: GITHUB_ISSUER,
      claims: { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" },
      service_accounts: ["${cloudsmith_service.ci-app.slug}"],
    },
  },
  cloudsmith_repository_privilege: {
    app: { organization: "acme", repository: "prod", service: "${cloudsmith_service.ci-app.slug}", privilege: "Write" },
  },
} as const;

function undeployed(resource: Blocks, deployed: readonly PlannedResource[] = APP, data: Blocks = {}) {
  const stack = stackOf(deployed);
  const merged = readMerged({ resource, data }, "app/cdk.tf.json", stack.plan);
  return judgeUndeployed(contextOf([stack]), [{ stack, merged }]);
}

const short = ({ name, what, severity }: Drift) => [name, what, severity];

describe("what was merged and not deployed", () => {
  it("is nothing where the app declares what was deployed", () => {
    expect(undeployed(DECLARED)).toEqual({ drifts: [], undecided: [], notes: [] });
  });

  it("is a section of its own, harmless while nobody has more than is declared", () => {
    const second = { ...DECLARED.cloudsmith_oidc["app-main"], name: "second", claims: { repository_id: "75" } };
    const more = { ...DECLARED, cloudsmith_oidc: { ...DECLARED.cloudsmith_oidc, second } };
    const { drifts } = undeployed(more);
    expect(drifts.map(short)).toEqual([["second", "is declared, and not deployed", "low"]]);
    expect(drifts).toMatchObject([{ section: "undeployed", stack: "app", lost: [{ by: "admission" }], gained: [] }]);
  });

  it("is harmless, too, where the first account that deploys waits for its deployment", () => {
    const more = {
      cloudsmith_service: {
        ...DECLARED.cloudsmith_service,
        deployer: { organization: "acme", name: "deployer", role: "Manager" },
      },
      cloudsmith_oidc: {
        ...DECLARED.cloudsmith_oidc,
        deploy: {
          ...DECLARED.cloudsmith_oidc["app-main"],
          name: "deploy",
          service_accounts: ["${cloudsmith_service.deployer.slug}"],
        },
      },
      cloudsmith_repository_privilege: DECLARED.cloudsmith_repository_privilege,
    };
    expect(undeployed(more).drifts.map(short)).toEqual([
      ["deploy", "is declared, and not deployed", "low"],
      ["deployer", "is declared, and not deployed", "low"],
    ]);
  });

  it("weighs what the code no longer gives and is live still", () => {
    const { cloudsmith_repository_privilege: _, ...less } = DECLARED;
    expect(undeployed(less).drifts.map(short)).toEqual([
      ["service ci-app on prod", "is no longer declared, and still deployed", "high"],
    ]);
    const narrowed = {
      ...DECLARED,
      cloudsmith_oidc: {
        "app-main": {
          ...DECLARED.cloudsmith_oidc["app-main"],
          claims: { ...DECLARED.cloudsmith_oidc["app-main"].claims, environment: "production" },
        },
      },
    };
    expect(undeployed(narrowed).drifts).toMatchObject([
      {
        name: "app-main",
        what: "is declared otherwise than deployed",
        severity: "high",
        // what was deployed was reviewed once
        because: "no code declares it, and it gives Write",
        changes: [{ field: "claims" }],
      },
    ]);
  });

  it("knows an account that is not there yet by its name", () => {
    const more = {
      ...DECLARED,
      cloudsmith_service: { ...DECLARED.cloudsmith_service, next: { organization: "acme", name: "next" } },
      cloudsmith_repository_privilege: {
        ...DECLARED.cloudsmith_repository_privilege,
        next: {
          organization: "acme",
          repository: "prod",
          service: "${cloudsmith_service.next.slug}",
          privilege: "Read",
        },
      },
    };
    expect(undeployed(more).drifts.map(({ kind, name, at, severity }) => [kind, name, at, severity])).toEqual([
      ["service account", "next", "cloudsmith_service.next", "low"],
      ["privilege of", "service next on prod", "cloudsmith_repository_privilege.next", "low"],
    ]);
  });

  it("puts in what data sources said, and says what it could not hold against each other", () => {
    const claims = {
      ...DECLARED.cloudsmith_oidc["app-main"].claims,
      repository_id: "${tostring(data.github_repository.app.repo_id)}",
    };
    const read = { ...DECLARED, cloudsmith_oidc: { "app-main": { ...DECLARED.cloudsmith_oidc["app-main"], claims } } };
    const data = { github_repository: { app: { name: "app" } } };
    const known: PlannedResource = {
      address: "data.github_repository.app",
      mode: "data",
      values: { name: "app", repo_id: 74 },
    };
    expect(undeployed(read, [...APP, known], data)).toEqual({ drifts: [], undecided: [], notes: [] });
    const { drifts, notes } = undeployed(read, APP, data);
    expect(drifts).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^1 value of stack app hangs on an expression, and was not/)]);
  });

  it("tells what of GitHub is not there, the guards before the rest", () => {
    const more = {
      ...DECLARED,
      github_repository_environment: { production: { repository: "app", environment: "production" } },
      github_actions_variable: { slug: { repository: "app", variable_name: "X", value: "y" } },
    };
    expect(undeployed(more).drifts.map(({ at, severity }) => [at, severity])).toEqual([
      ["github_repository_environment.production", "medium"],
      ["github_actions_variable.slug", "low"],
    ]);
    expect(undeployed(more, [...APP, environment()]).drifts.map(({ at }) => at)).toEqual([
      "github_actions_variable.slug",
    ]);
  });

  it("takes an ordinary plan at its word", () => {
    const changes = APP.map(({ address, values }) => {
      const [type = "", name = ""] = address.split(".");
      const isGrant = type === "cloudsmith_repository_privilege";
      return {
        address,
        type,
        name,
        mode: "managed",
        change: {
          actions: [isGrant ? "delete" : "no-op"],
          before: values,
          after: isGrant ? null : values,
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
        },
      };
    });
    const plan = readDriftedPlan(planJson(APP, APP, { resource_changes: changes }), "plan");
    const stack = { name: "app", plan };
    expect(plan.refreshOnly).toBe(false);
    const { drifts } = judgeUndeployed(contextOf([stack]), [{ stack, merged: mergedOfPlan(plan) }]);
    expect(drifts.map(short)).toEqual([
      ["service ci-app on prod", "is no longer declared, and still deployed", "high"],
    ]);
  });
});
