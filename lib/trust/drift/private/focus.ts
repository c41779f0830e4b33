import type { GitHubRepository, GitHubSide } from "../../github.js";
import type { Account, Grant, Setting, TrustModel } from "../../model.js";
import { accountsOf } from "../../rules/trust-view.js";

/** Whom a grant is to, e.g. `service ci-app`. */
export function granteeOf({ service, team, user }: Grant): string {
  return service !== undefined ? `service ${service}` : team !== undefined ? `team ${team}` : `user ${user}`;
}

/** What a grant is about: equal for two levels of the same. */
export function grantKey(grant: Grant): string {
  return `${grant.repository} ${granteeOf(grant)}`;
}

/** The parts of a side that differ from what is live. */
export interface Differing {
  readonly settings?: readonly Setting[];
  readonly accounts?: readonly Account[];
  readonly grants?: readonly Grant[];
  readonly github?: GitHubSide;
}

/** A model found by account: the part of it that decides about a few accounts, however large the whole is. */
export class Focus {
  readonly model: TrustModel;
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #settings: ReadonlyMap<string, readonly Setting[]>;
  readonly #grants: ReadonlyMap<string, readonly Grant[]>;
  readonly #members: ReadonlyMap<string, readonly Account[]>;
  readonly #scope: TrustModel["scope"];

  constructor(model: TrustModel) {
    this.model = model;
    this.#accounts = new Map(model.accounts.map((account) => [account.slug, account]));
    this.#settings = grouped(model.settings, accountsOf);
    this.#grants = grouped(model.grants, (grant) => [granteeOf(grant)]);
    this.#members = grouped(model.accounts, ({ teams }) => teams.map(({ slug }) => slug));
    const unread = model.unknowns.some(({ about, name }) => about === "accounts" && name === undefined);
    this.#scope = model.scope === "organization" && !unread ? "organization" : "declared";
  }

  account(slug: string): Account | undefined {
    return this.#accounts.get(slug);
  }

  settingsOf(accounts: Iterable<string>): readonly Setting[] {
    return [...new Set([...accounts].flatMap((account) => this.#settings.get(account) ?? []))];
  }

  /** The accounts, and the teams, whose grants decide what these grantees may do. */
  granteesWith(accounts: Iterable<string>): readonly string[] {
    const teams = [...accounts].flatMap((slug) => this.account(slug)?.teams ?? []).map(({ slug }) => `team ${slug}`);
    return [...[...accounts].map((slug) => `service ${slug}`), ...new Set(teams)];
  }

  grantsTo(grantees: Iterable<string>): readonly Grant[] {
    return [...new Set(grantees)].flatMap((grantee) => this.#grants.get(grantee) ?? []);
  }

  /** Service accounts in a team. */
  members(team: string): readonly string[] {
    return (this.#members.get(team) ?? []).map(({ slug }) => slug);
  }

  /** What decides about these accounts, with some of it in another version. */
  side(accounts: ReadonlySet<string>, grantees: Iterable<string>, differing: Differing): TrustModel {
    const { model } = this;
    const settings = differing.settings ?? this.settingsOf(accounts);
    const grants = differing.grants ?? this.grantsTo(grantees);
    const names = new Set(settings.map(({ name }) => name));
    const repositories = new Set(grants.map(({ repository }) => repository));
    return {
      organization: model.organization,
      scope: this.#scope,
      accounts: differing.accounts ?? [...accounts].flatMap((slug) => this.account(slug) ?? []),
      settings,
      // of the others only what everyone has could matter, and it is the same on both sides
      repositories: model.repositories.filter(({ slug }) => repositories.has(slug)),
      grants,
      teams: model.teams,
      ...(differing.github === undefined ? {} : { github: differing.github }),
      unknowns: model.unknowns.filter(
        ({ about, name, field }) =>
          field !== undefined &&
          name !== undefined &&
          ((about === "settings" && names.has(name)) ||
            (about === "accounts" && accounts.has(name)) ||
            (about === "privileges" && repositories.has(name))),
      ),
    };
  }
}

/** What is known of the GitHub repositories that some settings speak of. */
export function gitHubOf(side: GitHubSide | undefined, settings: readonly Setting[]): GitHubSide | undefined {
  if (side === undefined) {
    return undefined;
  }
  const texts = new Set(
    settings.flatMap(({ claims }) => [claims.repository, claims.repository_id]).map((value) => String(value)),
  );
  const subjects = settings.flatMap(({ claims: { sub } }) => (typeof sub === "string" ? [sub.toLowerCase()] : []));
  const isNamed = ({ full_name, id }: GitHubRepository): boolean =>
    texts.has(full_name) ||
    texts.has(String(id)) ||
    subjects.some((subject) => subject.startsWith(`repo:${full_name.toLowerCase()}:`));
  return { repositories: side.repositories.filter(isNamed) };
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [item]);
      } else {
        group.push(item);
      }
    }
  }
  return groups;
}
