import { TrustError } from "./errors.js";
import type { Account, Grant, Setting, TrustModel, Unknown } from "./model.js";

/**
 * One model of several, such as those of an app's stacks.
 *
 * Identities by address that occur in more than one of them get in front what their place has of its own
 * (`${stack#address}`): they are different accounts, and the same ones wherever the whole app is.
 *
 * @throws TrustError `several_organizations`
 */
export function mergeTrust(models: readonly TrustModel[]): TrustModel {
  const [only] = models;
  if (only !== undefined && models.length === 1) {
    return only;
  }
  const organizations = [...new Set(models.map(({ organization }) => organization).filter((slug) => slug !== ""))];
  if (organizations.length > 1) {
    throw new TrustError(
      "several_organizations",
      `there is trust of the organizations ${organizations.join(", ")}; trust is judged one organization at a time`,
    );
  }
  const distinct = withDistinctIdentities(models);
  const github = distinct.flatMap((model) => model.github?.repositories ?? []);
  const users = distinct.flatMap((model) => model.users ?? []);
  return {
    organization: organizations[0] ?? "",
    scope: distinct.length > 0 && distinct.every(({ scope }) => scope === "organization") ? "organization" : "declared",
    accounts: distinct.flatMap(({ accounts }) => accounts),
    settings: distinct.flatMap(({ settings }) => settings),
    repositories: distinct.flatMap(({ repositories }) => repositories),
    grants: distinct.flatMap(({ grants }) => grants),
    teams: distinct.flatMap(({ teams }) => teams),
    ...(distinct.some((model) => model.users !== undefined) ? { users } : {}),
    ...(distinct.some((model) => model.github !== undefined) ? { github: { repositories: github } } : {}),
    unknowns: distinct.flatMap(({ unknowns }) => unknowns),
  };
}

function withDistinctIdentities(models: readonly TrustModel[]): readonly TrustModel[] {
  const seen = new Map<string, number>();
  for (const model of models) {
    for (const identity of new Set(identitiesOf(model))) {
      seen.set(identity, (seen.get(identity) ?? 0) + 1);
    }
  }
  const labels = labelsOf(models.map(placeOf));
  return models.map((model, index) => {
    const renamed = new Map(
      identitiesOf(model)
        .filter((identity) => identity.startsWith("${") && (seen.get(identity) ?? 0) > 1)
        .map((identity) => [identity, `\${${labels[index]}#${identity.slice(2)}`]),
    );
    return renamed.size === 0 ? model : renameIdentities(model, renamed);
  });
}

function identitiesOf({ accounts, repositories, teams }: TrustModel): readonly string[] {
  return [...accounts, ...repositories, ...teams].map(({ slug }) => slug);
}

function placeOf({ accounts, repositories, teams }: TrustModel): string {
  return [...accounts, ...repositories, ...teams][0]?.origin.where ?? "";
}

/** Of each path the parts that not all have at its beginning or its end: `a` of `x/a/y` beside `x/b/y`. */
function labelsOf(paths: readonly string[]): readonly string[] {
  const split = paths.map((path) => path.split("/"));
  const [first = []] = split;
  const same = (at: (parts: readonly string[]) => string | undefined): boolean => {
    const part = at(first);
    return part !== undefined && split.every((parts) => at(parts) === part);
  };
  let [start, end] = [0, 0];
  while (same((parts) => parts[start])) {
    start += 1;
  }
  while (same((parts) => (parts.length - end > start ? parts.at(-1 - end) : undefined))) {
    end += 1;
  }
  return split.map((parts) => parts.slice(start, parts.length - end).join("/"));
}

/** The model with other identities of accounts, repositories and teams, wherever they are spoken of. */
export function renameIdentities(model: TrustModel, renamed: ReadonlyMap<string, string>): TrustModel {
  const name = (identity: string): string => renamed.get(identity) ?? identity;
  const account = (each: Account): Account => ({
    ...each,
    slug: name(each.slug),
    teams: each.teams.map((team) => ({ ...team, slug: name(team.slug) })),
  });
  const setting = (each: Setting): Setting => ({
    ...each,
    service_accounts: each.service_accounts.map(name),
    dynamic_mappings: each.dynamic_mappings.map((mapping) => ({
      ...mapping,
      service_account: name(mapping.service_account),
    })),
  });
  const grant = (each: Grant): Grant => ({
    ...each,
    repository: name(each.repository),
    ...(each.service === undefined ? {} : { service: name(each.service) }),
    ...(each.team === undefined ? {} : { team: name(each.team) }),
  });
  const unknown = (each: Unknown): Unknown => (each.name === undefined ? each : { ...each, name: name(each.name) });
  return {
    ...model,
    accounts: model.accounts.map(account),
    settings: model.settings.map(setting),
    repositories: model.repositories.map((each) => ({ ...each, slug: name(each.slug) })),
    grants: model.grants.map(grant),
    teams: model.teams.map((each) => ({ ...each, slug: name(each.slug) })),
    unknowns: model.unknowns.map(unknown),
  };
}
