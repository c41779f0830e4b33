import { TrustError } from "../errors.js";
import type { GitHubRepository, GitHubSide } from "../github.js";
import { renameIdentities } from "../merge.js";
import type { Account, Grant, TrustModel, Unknown } from "../model.js";
import { identified } from "./identities.js";

/** A change of what an app declares, with the rest of its organization on both sides. */
export interface JoinedChange {
  readonly before: TrustModel;
  readonly after: TrustModel;
  /** What the snapshot could not read and neither side declares: the same on both. */
  readonly shared: ReadonlySet<Unknown>;
}

/**
 * Puts both sides of a change into a snapshot of their organization, so that what the change does together with other
 * stacks and with what nobody declares is seen: a grant to an account that another stack's setting opens, a setting for an
 * account that has Admin elsewhere.
 *
 * What either side declares takes the place of what the snapshot has under the same name: before the change, what is
 * declared before it; after it, what is declared then, and what was declared before and no longer is, is gone. An account
 * keeps the teams that nobody declares.
 *
 * @throws TrustError `several_organizations`; `not_a_snapshot` where a side speaks for the whole organization already, or
 * the snapshot does not
 */
export function joinSnapshot(snapshot: TrustModel, before: TrustModel, after: TrustModel): JoinedChange {
  if (snapshot.scope !== "organization") {
    throw new TrustError("not_a_snapshot", "the context is what an app declares, not a snapshot of an organization");
  }
  for (const [which, { scope, organization }] of Object.entries({ before, after })) {
    if (scope !== "declared") {
      throw new TrustError(
        "not_a_snapshot",
        `the trust ${which} the change speaks for the whole organization already: there is nothing to join it with`,
      );
    }
    if (organization !== "" && organization !== snapshot.organization) {
      throw new TrustError(
        "several_organizations",
        `the snapshot is of the organization ${snapshot.organization}, the trust ${which} the change of ${organization}`,
      );
    }
  }
  const { slugs, ambiguous } = identified(snapshot, [before, after]);
  const named = (side: TrustModel, index: number): TrustModel => {
    const renamed = renameIdentities(side, slugs);
    return { ...renamed, unknowns: [...renamed.unknowns, ...(ambiguous[index] ?? [])] };
  };
  const [one, other] = [named(before, 0), named(after, 1)];
  const joined = {
    before: placed(snapshot, one, new Declared([one])),
    after: placed(snapshot, other, new Declared([one, other])),
  };
  const unread = new Set(snapshot.unknowns);
  return { ...joined, shared: new Set(joined.after.unknowns.filter((unknown) => unread.has(unknown))) };
}

/** What is declared by some sides, by what it is known again. */
class Declared {
  readonly accounts: ReadonlySet<string>;
  readonly repositories: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
  readonly grants: ReadonlySet<string>;
  readonly #memberships: ReadonlySet<string>;

  constructor(sides: readonly TrustModel[]) {
    this.accounts = new Set(sides.flatMap(({ accounts }) => accounts.map(({ slug }) => slug)));
    this.repositories = new Set(sides.flatMap(({ repositories }) => repositories.map(({ slug }) => slug)));
    this.teams = new Set(sides.flatMap(({ teams }) => teams.map(({ slug }) => slug)));
    this.settings = new Set(sides.flatMap(({ settings }) => settings.map(({ name }) => name)));
    this.grants = new Set(sides.flatMap(({ grants }) => grants.map(targetOf)));
    this.#memberships = new Set(
      sides.flatMap(({ accounts }) =>
        accounts.flatMap(({ slug, teams }) => teams.map((team) => `${slug}\n${team.slug}`)),
      ),
    );
  }

  /** The account with the teams that nobody declares for it and that it has all the same. */
  withTeams(account: Account, live: Account | undefined): Account {
    const kept = (live?.teams ?? []).filter(({ slug }) => !this.#memberships.has(`${account.slug}\n${slug}`));
    return kept.length === 0 ? account : { ...account, teams: [...account.teams, ...kept] };
  }

  /** Whether something unknown is about what is declared, and so known. */
  covers({ about, name, field }: Unknown): boolean {
    switch (about) {
      case "privileges":
        return false;
      default:
        return name !== undefined && field !== undefined && this[about].has(name);
    }
  }
}

/** One side, and of the snapshot what no side declares. */
function placed(snapshot: TrustModel, side: TrustModel, declared: Declared): TrustModel {
  const live = new Map(snapshot.accounts.map((account) => [account.slug, account]));
  const github = githubOf(snapshot.github, side.github);
  return {
    ...snapshot,
    accounts: [
      ...snapshot.accounts.filter(({ slug }) => !declared.accounts.has(slug)),
      ...side.accounts.map((account) => declared.withTeams(account, live.get(account.slug))),
    ],
    settings: [...snapshot.settings.filter(({ name }) => !declared.settings.has(name)), ...side.settings],
    repositories: [
      ...snapshot.repositories.filter(({ slug }) => !declared.repositories.has(slug)),
      ...side.repositories,
    ],
    grants: [...snapshot.grants.filter((grant) => !declared.grants.has(targetOf(grant))), ...side.grants],
    teams: [...snapshot.teams.filter(({ slug }) => !declared.teams.has(slug)), ...side.teams],
    ...(github === undefined ? {} : { github }),
    unknowns: [...snapshot.unknowns.filter((unknown) => !declared.covers(unknown)), ...side.unknowns],
  };
}

/** Who gets something on what: of one repository and target there is one grant. */
function targetOf({ repository, service, team, user }: Grant): string {
  return JSON.stringify([repository, service, team, user]);
}

/** What the side knows comes before what the snapshot knew; GitHub's names know no case. */
function githubOf(snapshot: GitHubSide | undefined, side: GitHubSide | undefined): GitHubSide | undefined {
  const known = new Map<string, GitHubRepository>();
  for (const repository of [...(snapshot?.repositories ?? []), ...(side?.repositories ?? [])]) {
    const key = repository.full_name.toLowerCase();
    known.set(key, { ...known.get(key), ...repository });
  }
  return snapshot === undefined && side === undefined ? undefined : { repositories: [...known.values()] };
}
