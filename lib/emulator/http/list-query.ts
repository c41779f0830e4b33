import type { Call } from "./call.js";

/** How one list can be searched and sorted. */
export interface ListRules<T> {
  /** Texts of an item by the name a `query` term gives them; `exact` ones are compared as a whole. */
  readonly terms: Readonly<Record<string, { readonly of: (item: T) => readonly string[]; readonly exact?: true }>>;
  /** Names of the terms that a bare word looks at. */
  readonly bare: readonly string[];
  readonly sorts: Readonly<Record<string, (item: T) => string | number>>;
  /** Used when the call names no order, or one that this list does not have. */
  readonly defaultSort: string;
}

/** Applies `?query=` (`name:foo role:Member`, all terms must fit) and `?sort=` (`-` first for descending). */
export function search<T>(call: Call, items: Iterable<T>, rules: ListRules<T>): T[] {
  const whole = call.world.assumptions["query-match"] === "exact";
  let found = [...items];
  for (const { field, value } of terms(call.query.get("query") ?? "")) {
    const wanted = value.toLowerCase();
    const rule = field === undefined ? undefined : rules.terms[field];
    const fits = (item: T, name: string, text: string): boolean => {
      const term = rules.terms[name];
      const asWhole = whole || term?.exact === true;
      return (term?.of(item) ?? []).some((got) => {
        const given = got.toLowerCase();
        return asWhole ? given === text : given.includes(text);
      });
    };
    found =
      field !== undefined && rule
        ? found.filter((item) => fits(item, field, wanted))
        : found.filter((item) => {
            const text = (field === undefined ? value : `${field}:${value}`).toLowerCase();
            return rules.bare.some((name) => fits(item, name, text));
          });
  }
  return sorted(found, call.query.get("sort") ?? rules.defaultSort, rules);
}

function sorted<T>(items: T[], sort: string, rules: ListRules<T>): T[] {
  const asked = sort.replace(/^-/, "");
  const known = rules.sorts[asked] ? sort : rules.defaultSort;
  const key = rules.sorts[known.replace(/^-/, "")];
  if (!key) {
    return items;
  }
  const direction = known.startsWith("-") ? -1 : 1;
  return items.sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return a < b ? -direction : a > b ? direction : 0;
  });
}

function terms(query: string): { field: string | undefined; value: string }[] {
  return [...query.matchAll(/(?:([a-z_]+):)?(?:"([^"]*)"|(\S+))/g)].map((match) => ({
    field: match[1],
    value: match[2] ?? match[3] ?? "",
  }));
}
