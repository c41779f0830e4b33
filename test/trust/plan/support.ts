import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import { readPlan, type TrustModel } from "../../../lib/trust/index.js";

export const OURS = "localhost/cloudsmith-trust/cloudsmith";
export const OFFICIAL = "registry.terraform.io/cloudsmith-io/cloudsmith";

type Values = { readonly [name: string]: unknown };

/** A resource of a plan that somebody wrote by hand. */
export interface Planned {
  readonly type: string;
  readonly name?: string;
  /** e.g. `module.a["k"]`. */
  readonly module?: string;
  readonly key?: string | number;
  readonly mode?: "managed" | "data";
  readonly provider?: string;
  readonly before?: Values | null;
  readonly after?: Values | null;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly actions?: readonly string[];
  readonly deposed?: string;
  /** Of the configuration; absent: it has none. */
  readonly expressions?: Values;
}

export const SERVICE = { organization: "acme", name: "ci-app", role: "Member", team: [] };
export const OIDC = {
  namespace: "acme",
  name: "app-main",
  enabled: true,
  provider_url: GITHUB_ISSUER,
  claims: { repository_id: "74", ref: "refs/heads/main" },
  service_accounts: ["ci-app"],
  mapping_claim: null,
  dynamic_mappings: [],
};

/** An account that the plan makes: its slug is not known yet. */
export function newService(overrides: Partial<Planned> = {}): Planned {
  return { type: "cloudsmith_service", name: "ci", after: SERVICE, unknown: { id: true, slug: true }, ...overrides };
}

/** A setting that the plan makes, for an account by this expression. */
export function newSetting(references: readonly string[], overrides: Partial<Planned> = {}): Planned {
  return {
    type: "cloudsmith_oidc",
    name: "app",
    after: { ...OIDC, service_accounts: [null] },
    unknown: { service_accounts: [true] },
    expressions: { service_accounts: { references } },
    ...overrides,
  };
}

/** The value of a plan in JSON, with the root module's configuration; `rest` goes over it. */
export function plan(resources: readonly Planned[], rest: Values = {}): Values {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {},
    resource_changes: resources.filter(({ actions }) => actions?.[0] !== "none").map(changeOf),
    prior_state: {
      format_version: "1.0",
      values: { root_module: { resources: resources.filter(({ before }) => before).map(priorOf) } },
    },
    configuration: { root_module: { resources: resources.flatMap(configured) } },
    ...rest,
  };
}

/** What the plan of these resources leaves. */
export function trustAfter(resources: readonly Planned[], rest: Values = {}): TrustModel {
  return readPlan(plan(resources, rest), "plan.json").after;
}

export function trustBefore(resources: readonly Planned[], rest: Values = {}): TrustModel {
  return readPlan(plan(resources, rest), "plan.json").before;
}

export function addressOf({ module, mode, type, name = "it", key }: Planned): string {
  const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
  return `${module === undefined ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}${index}`;
}

function identityOf(resource: Planned): Values {
  const { module, type, name = "it", key, mode = "managed", provider = OURS } = resource;
  return {
    address: addressOf(resource),
    ...(module === undefined ? {} : { module_address: module }),
    mode,
    type,
    name,
    ...(key === undefined ? {} : { index: key }),
    provider_name: provider,
  };
}

function changeOf(resource: Planned): Values {
  const { before = null, after = null, unknown = {}, sensitive = {}, deposed } = resource;
  const actions = resource.actions ?? (before === null ? ["create"] : after === null ? ["delete"] : ["update"]);
  return {
    ...identityOf(resource),
    ...(deposed === undefined ? {} : { deposed }),
    change: { actions, before, after, after_unknown: unknown, before_sensitive: sensitive, after_sensitive: sensitive },
  };
}

function priorOf(resource: Planned): Values {
  const { before, sensitive = {}, deposed } = resource;
  return {
    ...identityOf(resource),
    ...(deposed === undefined ? {} : { deposed_key: deposed }),
    values: before,
    sensitive_values: sensitive,
  };
}

function configured({ module, mode = "managed", type, name = "it", expressions }: Planned): readonly Values[] {
  return module !== undefined || expressions === undefined
    ? []
    : [{ address: `${type}.${name}`, mode, type, name, expressions }];
}
