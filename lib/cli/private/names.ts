import type { TrustModel } from "../../trust/index.js";

/** The names of what has no slug yet, by identity; where two bear one name, with the address of what makes it. */
export function namesOf({ accounts, repositories, teams }: TrustModel): ReadonlyMap<string, string> {
  const nameless = [...accounts, ...repositories, ...teams].filter(({ slug }) => slug.startsWith("${"));
  const counts = new Map<string, number>();
  for (const { name = "" } of nameless) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map(
    nameless.flatMap(({ slug, name, origin }) =>
      name === undefined ? [] : [[slug, (counts.get(name) ?? 0) > 1 ? `${name} (${origin.at})` : name] as const],
    ),
  );
}
