/** Plans as `terraform show -json` writes them of `plan -refresh-only`, and what is judged of them. */
import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import {
  type Drift,
  DriftContext,
  type DriftedStack,
  type GitHubSide,
  type JudgedDrift,
  judgeManaged,
  judgeUnmanaged,
  readDriftedPlan,
  type TrustFileValue,
} from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

export interface PlannedResource {
  readonly address: string;
  readonly mode?: "data";
  readonly values: { readonly [name: string]: unknown };
  /** In the shape of the values: `true` for what is sensitive. */
  readonly sensitive?: object;
}

/** @param live as the refresh found them; what is missing is gone */
export function planJson(
  recorded: readonly PlannedResource[],
  live: readonly PlannedResource[] = recorded,
  more: { readonly [member: string]: unknown } = {},
): object {
  const found = new Map(live.map((resource) => [resource.address, resource]));
  const drift = recorded
    .filter(({ address, values }) => JSON.stringify(found.get(address)?.values) !== JSON.stringify(values))
    .map(({ address, values, sensitive = {} }) => {
      const now = found.get(address)?.values ?? null;
      return {
        ...named(address),
        mode: "managed",
        change: {
          actions: [now === null ? "delete" : "update"],
          before: values,
          after: now,
          before_sensitive: sensitive,
          after_sensitive: now === null ? false : sensitive,
          after_unknown: {},
        },
      };
    });
  return {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_drift: drift,
    prior_state: {
      format_version: "1.0",
      values: {
        root_module: {
          resources: live.map(({ address, mode, values, sensitive = {} }) => ({
            ...named(address),
            mode: mode ?? "managed",
            values,
            sensitive_values: sensitive,
          })),
        },
      },
    },
    configuration: {
      provider_config: { cloudsmith: { name: "cloudsmith", full_name: "localhost/cloudsmith-trust/cloudsmith" } },
      root_module: {},
    },
    complete: true,
    ...more,
  };
}

function named(address: string): { address: string; type: string; name: string } {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  return { address, type, name };
}

export function service(name: string, values: object = {}): PlannedResource {
  return {
    address: `cloudsmith_service.${name}`,
    values: {
      id: name,
      slug: name,
      name,
      organization: "acme",
      role: "Member",
      description: null,
      store_api_key: false,
      team: [],
      ...values,
    },
  };
}

export function oidc(name: string, values: object = {}): PlannedResource {
  return {
    address: `cloudsmith_oidc.${name}`,
    values: {
      id: `perm-${name}`,
      slug_perm: `perm-${name}`,
      slug: name,
      namespace: "acme",
      name,
      enabled: true,
      provider_url: GITHUB_ISSUER,
      claims: settingValue().claims,
      service_accounts: ["ci-app"],
      mapping_claim: null,
      dynamic_mappings: [],
      ...values,
    },
  };
}

export function privilege(name: string, values: object = {}): PlannedResource {
  return {
    address: `cloudsmith_repository_privilege.${name}`,
    values: { id: name, organization: "acme", repository: "prod", service: "ci-app", privilege: "Write", ...values },
  };
}

export function environment(values: object = {}): PlannedResource {
  return {
    address: "github_repository_environment.production",
    values: {
      id: "app:production",
      repository: "app",
      environment: "production",
      can_admins_bypass: false,
      prevent_self_review: true,
      wait_timer: 0,
      reviewers: [{ teams: [7], users: null }],
      deployment_branch_policy: [{ protected_branches: true, custom_branch_policies: false }],
      ...values,
    },
  };
}

/** `acme/app` on `main` may write to `prod`. */
export const APP: readonly PlannedResource[] = [service("ci-app"), oidc("app-main"), privilege("app")];

/** One resource in another version, or without it. */
export function changed(
  resources: readonly PlannedResource[],
  address: string,
  values: object | undefined,
): readonly PlannedResource[] {
  return resources.flatMap((resource) => {
    if (resource.address !== address) {
      return [resource];
    }
    return values === undefined ? [] : [{ ...resource, values: { ...resource.values, ...values } }];
  });
}

export function stackOf(
  recorded: readonly PlannedResource[],
  live: readonly PlannedResource[] = recorded,
  name = "app",
): DriftedStack {
  return { name, plan: readDriftedPlan(JSON.parse(JSON.stringify(planJson(recorded, live))), `${name}/plan`) };
}

/** Short, and other for other texts. */
export const digest = (text: string): string => {
  let hash = 5381n;
  for (const character of text) {
    hash = (hash * 33n + BigInt(character.codePointAt(0) ?? 0)) % (1n << 80n);
  }
  return hash.toString(16).padStart(20, "0");
};

export function contextOf(
  stacks: readonly DriftedStack[],
  live?: Partial<TrustFileValue>,
  github?: GitHubSide,
): DriftContext {
  return new DriftContext(stacks, {
    digest,
    ...(live === undefined ? {} : { live: trust(live) }),
    ...(github === undefined ? {} : { github }),
  });
}

/** The drift of one stack whose resources were changed from the first to the second. */
export function managed(
  live: readonly PlannedResource[],
  recorded: readonly PlannedResource[] = APP,
): readonly Drift[] {
  return noOpen(judgeManaged(contextOf([stackOf(recorded, live)])));
}

/** What is live beside {@link APP}, which a stack declares. */
export function unmanaged(live: Partial<TrustFileValue>): readonly Drift[] {
  return noOpen(judgeUnmanaged(contextOf([stackOf(APP)], live)));
}

function noOpen({ drifts, undecided }: JudgedDrift): readonly Drift[] {
  if (undecided.length > 0) {
    throw new Error(`not decided: ${JSON.stringify(undecided)}`);
  }
  return drifts;
}
