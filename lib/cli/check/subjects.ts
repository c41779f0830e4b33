import type { Origin, TrustModel } from "../../trust/index.js";

/** What stands at a place, in the words of a report: `setting app-main`. */
export function subjectsOf({
  accounts,
  settings,
  repositories,
  grants,
  teams,
}: TrustModel): (origin: Origin) => string | undefined {
  const named = [
    ...teams.map(({ slug, name, origin }) => [origin, `team ${name ?? slug}`] as const),
    ...repositories.map(({ slug, name, origin }) => [origin, `repository ${name ?? slug}`] as const),
    ...grants.map(({ repository, origin }) => [origin, `grants on ${repository}`] as const),
    ...accounts.map(({ name, origin }) => [origin, `account ${name}`] as const),
    ...settings.map(({ name, origin }) => [origin, `setting ${name}`] as const),
  ];
  const subjects = new Map(named.map(([origin, subject]) => [placeOf(origin), subject]));
  return (origin) => subjects.get(placeOf(origin));
}

function placeOf({ where, at }: Origin): string {
  return `${where}\n${at}`;
}
