/** Rules of a ruleset, between Terraform's blocks and the API's `{ type, parameters }`. */
import type { ObjectValue, Value } from "../../../../terraform/index.js";

export interface Rule {
  readonly type: string;
  readonly parameters?: { readonly [name: string]: unknown };
}

const SWITCHES = ["creation", "deletion", "non_fast_forward", "required_linear_history", "required_signatures"];

/** What Terraform and the API call by different names: rule types, then the lists inside them. */
const API_TYPES: { readonly [block: string]: string } = { required_code_scanning: "code_scanning" };
const API_LISTS: { readonly [block: string]: string } = {
  required_check: "required_status_checks",
  required_code_scanning_tool: "code_scanning_tools",
};

function blocks(value: Value | undefined): readonly ObjectValue[] {
  return Array.isArray(value) ? (value as readonly ObjectValue[]) : [];
}

export function rulesOf(value: ObjectValue): readonly Rule[] {
  const declared = blocks(value.rules)[0] ?? {};
  const switches: Rule[] = SWITCHES.filter((name) => declared[name] === true).map((type) => ({ type }));
  if (declared.update === true) {
    switches.push({
      type: "update",
      parameters: { update_allows_fetch_and_merge: declared.update_allows_fetch_and_merge === true },
    });
  }
  const withSettings = Object.entries(declared).flatMap(([name, inner]) =>
    blocks(inner)
      .slice(0, 1)
      .map((block) => ({ type: API_TYPES[name] ?? name, parameters: parameters(block) })),
  );
  return [...switches, ...withSettings];
}

function parameters(block: ObjectValue): { [name: string]: unknown } {
  const known = Object.entries(block).filter(([, value]) => value !== null);
  return Object.fromEntries(
    known.map(([name, value]) => [
      API_LISTS[name] ?? name,
      name in API_LISTS ? blocks(value).map((inner) => parameters(inner)) : value,
    ]),
  );
}

/** True when the API's rules say what is declared; what the API adds of itself is no difference. */
export function sameRules(declared: readonly Rule[], found: unknown): boolean {
  const rules = Array.isArray(found) ? (found as readonly Rule[]) : [];
  return (
    rules.length === declared.length &&
    declared.every((rule) => {
      const same = rules.find(({ type }) => type === rule.type);
      return same !== undefined && contains(same.parameters ?? {}, rule.parameters ?? {});
    })
  );
}

function contains(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((one) => found.some((other) => contains(other, one)))
    );
  }
  if (typeof wanted === "object" && wanted !== null) {
    return (
      typeof found === "object" &&
      found !== null &&
      Object.entries(wanted).every(([name, value]) => contains((found as { [name: string]: unknown })[name], value))
    );
  }
  return found === wanted;
}

/** The `rules` block for rules found on the server; each block and attribute of the schema is present. */
export function blockOf(found: unknown, template: { readonly [name: string]: readonly string[] }): ObjectValue {
  const rules = Array.isArray(found) ? (found as readonly Rule[]) : [];
  const find = (type: string): Rule | undefined => rules.find((rule) => rule.type === type);
  const switches = SWITCHES.map((name) => [name, find(name) === undefined ? null : true]);
  const update = find("update");
  const withSettings = Object.entries(template).map(([name, inner]) => {
    const rule = find(API_TYPES[name] ?? name);
    const values = inner.map((attribute) => [
      attribute,
      (rule?.parameters?.[API_LISTS[attribute] ?? attribute] ?? (attribute in API_LISTS ? [] : null)) as Value,
    ]);
    return [name, rule === undefined ? [] : [Object.fromEntries(values)]];
  });
  return {
    ...Object.fromEntries(switches),
    update: update === undefined ? null : true,
    update_allows_fetch_and_merge: update?.parameters?.update_allows_fetch_and_merge === true ? true : null,
    ...Object.fromEntries(withSettings),
  };
}
