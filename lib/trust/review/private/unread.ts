/**
 * Where a verdict depends on what a snapshot did not read. It is the same before and after, so most of a change can be
 * judged without it: what is let in or given now that was not before shows itself. What is lost may be had by something
 * unread still, and what comes with a team is not seen where the team's grants are not.
 */
import type { Unknown } from "../../model.js";
import type { AccessChange, Undecided } from "../result.js";
import type { Side } from "./side.js";
import { aboutOf } from "./unknowns.js";

export interface UnreadQuestions {
  readonly undecided: readonly Undecided[];
  /** Losses that something unread may make up for. */
  readonly doubtful: ReadonlySet<AccessChange>;
}

/** @param lost from before to after */
export function unreadQuestions(before: Side, after: Side, lost: readonly AccessChange[]): UnreadQuestions {
  const unread = [...after.shared];
  const undecided: Undecided[] = [];
  const doubtful = new Set<AccessChange>();
  if (unread.length === 0) {
    return { undecided, doubtful };
  }
  const ask = (unknown: Unknown, account: string | undefined, what: string): void => {
    undecided.push({
      about: aboutOf(unknown),
      ...(account === undefined ? {} : { account }),
      side: "both",
      reason: `${what} depends on what the snapshot did not read: ${unknown.reason}`,
      origin: unknown.origin,
    });
  };
  // one that is gone has lost all that its teams gave it
  for (const account of after.accounts.keys()) {
    const unknown = changesTeams(account, before, after) ? unread.find(isOfGrants) : undefined;
    if (unknown !== undefined) {
      ask(unknown, account, "what its change of teams brings or takes");
    }
  }
  for (const change of lost) {
    const unknown = unread.find((each) => mayMakeUpFor(change, each, after, unread));
    if (unknown !== undefined) {
      doubtful.add(change);
      ask(unknown, change.subject.kind === "account" ? change.subject.account : undefined, "whether it is lost");
    }
  }
  return { undecided, doubtful };
}

/** Whether an account that is there already may have more than is known. */
export function hasUnreadGrants(account: string, after: Side): boolean {
  return !account.startsWith("${") && [...after.shared].some(isOfGrants);
}

/** Grants that were not read, or may be on repositories that were not. */
function isOfGrants({ about, name }: Unknown): boolean {
  return about === "privileges" || (about === "repositories" && name === undefined);
}

function changesTeams(account: string, before: Side, after: Side): boolean {
  const teamsOf = ({ accounts }: Side): ReadonlySet<string> =>
    new Set(accounts.get(account)?.teams.map(({ slug }) => slug));
  const [one, other] = [teamsOf(before), teamsOf(after)];
  return one.size !== other.size || [...one].some((team) => !other.has(team));
}

function mayMakeUpFor(
  { by, subject, access }: AccessChange,
  unknown: Unknown,
  after: Side,
  unread: readonly Unknown[],
): boolean {
  const { about, name } = unknown;
  if (by === "admission") {
    return about === "settings" && name === undefined;
  }
  if (by === "role") {
    return false;
  }
  return access.some(({ repository }) => {
    const isListed = after.levels.repositories.has(repository);
    if (about === "repositories" && name === undefined && !isListed) {
      // what everyone has on it is not known
      return true;
    }
    // there is one grant of each repository to each: only a team may have another
    const isOfRepository = about === "privileges" && (name === undefined || name === repository);
    return isOfRepository && subject.kind === "account" && mayBeInTeam(subject.account, after, unread);
  });
}

function mayBeInTeam(account: string, { accounts }: Side, unread: readonly Unknown[]): boolean {
  const known = accounts.get(account);
  return known === undefined
    ? unread.some(({ about, name }) => about === "accounts" && name === undefined)
    : known.teams.length > 0 ||
        unread.some(({ about, name, field }) => about === "accounts" && name === account && field?.[0] === "teams");
}
