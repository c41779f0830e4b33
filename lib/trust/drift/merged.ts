import type { Account, Grant, Setting, TrustModel } from "../model.js";
import { isObject, type JsonObject } from "../plan/document.js";
import type { DriftedPlan } from "../plan/drifted.js";
import { parts, tryReference } from "../synthesized/expressions.js";
import { readSynthesized } from "../synthesized/read.js";

/** What an app declares of a stack, as far as it can be held against what was deployed. */
export interface MergedTrust {
  /** With slugs and values put in that the state knows. */
  readonly trust: TrustModel;
  /** Addresses of everything declared, of all providers; each stands for all its instances. */
  readonly addresses: ReadonlySet<string>;
  /** Whether there are modules, whose resources are not in it. */
  readonly hasModules: boolean;
}

/**
 * Reads what a synthesized stack declares, and puts in what its expressions stood for at the last refresh.
 *
 * @param value of the stack's `cdk.tf.json`
 * @throws TrustError `invalid_app`, `several_organizations`
 */
export function readMerged(value: unknown, where: string, plan: DriftedPlan): MergedTrust {
  const known = new Map(plan.live.map(({ address, values }) => [address, values]));
  const trust = readSynthesized(withValues(value, known), where);
  const slugs = new Map(
    plan.live.flatMap(({ address, type, values: { slug } }) =>
      type === "cloudsmith_service" && typeof slug === "string" ? [[`\${${address}}`, slug] as const] : [],
    ),
  );
  return {
    trust: renamed(trust, slugs),
    addresses: addressesOf(value),
    hasModules: isObject(value) && "module" in value,
  };
}

/** What an ordinary plan would leave behind: exact, since Terraform worked out every expression. */
export function mergedOfPlan({ trust, live, planned }: DriftedPlan): MergedTrust {
  const removed = new Set(planned.removed);
  const stays = live.filter(({ mode, address }) => mode === "managed" && !removed.has(address));
  return {
    trust: trust.after,
    addresses: new Set([...stays.map(({ address }) => address), ...planned.made].map(withoutKey)),
    hasModules: false,
  };
}

/** The address of a resource, whatever its instance: `a.b["k"]` is one of `a.b`. */
export function withoutKey(address: string): string {
  return address.endsWith("]") ? address.slice(0, address.lastIndexOf("[")) : address;
}

function addressesOf(value: unknown): ReadonlySet<string> {
  const resources = isObject(value) && isObject(value.resource) ? value.resource : {};
  return new Set(
    Object.entries(resources).flatMap(([type, named]) =>
      isObject(named) ? Object.keys(named).flatMap((name) => (name === "//" ? [] : [`${type}.${name}`])) : [],
    ),
  );
}

type Values = ReadonlyMap<string, JsonObject>;

function withValues(value: unknown, known: Values): unknown {
  if (typeof value === "string") {
    return value.includes("${") ? filled(value, known) : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => withValues(each, known));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, name === "//" ? each : withValues(each, known)]),
      )
    : value;
}

/** Terraform's conversions of a scalar to a text change nothing here. */
const TO_TEXT = /^(?:tostring|format\("%s",)\s*\(?\s*([\w.-]+)\s*\)$/;

function filled(text: string, known: Values): string {
  return parts(text)
    .map((part) => {
      if ("literal" in part) {
        return escaped(part.literal);
      }
      const { expression } = part;
      const found = knownText(TO_TEXT.exec(expression)?.[1] ?? expression, known);
      return found === undefined ? `\${${expression}}` : escaped(found);
    })
    .join("");
}

function knownText(expression: string, known: Values): string | undefined {
  const reference = tryReference(expression);
  if (reference === undefined) {
    return undefined;
  }
  const { mode, type, name, attribute } = reference;
  const values = known.get(`${mode === "data" ? "data." : ""}${type}.${name}`);
  const value = values !== undefined && Object.hasOwn(values, attribute) ? values[attribute] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function escaped(text: string): string {
  return text.replaceAll("${", "$$${").replaceAll("%{", "%%{");
}

function renamed(model: TrustModel, slugs: ReadonlyMap<string, string>): TrustModel {
  const name = (identity: string): string => slugs.get(identity) ?? identity;
  return {
    ...model,
    accounts: model.accounts.map((each): Account => ({ ...each, slug: name(each.slug) })),
    settings: model.settings.map(
      (each): Setting => ({
        ...each,
        service_accounts: each.service_accounts.map(name),
        dynamic_mappings: each.dynamic_mappings.map((mapping) => ({
          ...mapping,
          service_account: name(mapping.service_account),
        })),
      }),
    ),
    grants: model.grants.map(
      (each): Grant => (each.service === undefined ? each : { ...each, service: name(each.service) }),
    ),
    unknowns: model.unknowns.map((each) => (each.name === undefined ? each : { ...each, name: name(each.name) })),
  };
}
