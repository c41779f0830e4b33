/** What every format says of a change, in plain words that are not escaped for any of them. */
import type {
  AccessChange,
  Direction,
  ReviewedAccess,
  ReviewSubject,
  ReviewWitness,
  TrustReview,
} from "../../trust/index.js";
import { type Names, nameOf } from "../names.js";
import type { ReviewContext } from "./report.js";

export const VERDICTS: { readonly [direction in Direction]: string } = {
  widened: "widened",
  narrowed: "narrowed",
  both: "widened and narrowed",
  unchanged: "unchanged",
  unknown: "could not tell",
};

/** `Trust is widened, and the rest could not be told` */
export function verdictWords({ direction, undecided }: TrustReview): string {
  if (direction === "unknown") {
    return "Trust: could not tell";
  }
  return `Trust is ${VERDICTS[direction]}${undecided.length > 0 ? ", and the rest could not be told" : ""}`;
}

/** `3 gains, 1 loss` */
export function counts({ weakened, gained, lost, newFindings, undecided }: TrustReview): string {
  const parts = [
    ...(weakened.length === 0
      ? []
      : [`${weakened.length} ${weakened.length === 1 ? "weakens" : "weaken"} the reviewer`]),
    count(gained.length, "gain", "gains"),
    count(lost.length, "loss", "losses"),
    ...(newFindings.length === 0 ? [] : [count(newFindings.length, "new finding", "new findings")]),
    ...(undecided.length === 0 ? [] : [`${undecided.length} could not be told`]),
  ];
  return parts.join(", ");
}

function count(many: number, one: string, more: string): string {
  return `${many === 0 ? "no" : many} ${many === 1 ? one : more}`;
}

/** What the words speak for: how much was read of what, also by the snapshot that it is joined with. */
export function scopeOf({ scope, undecided }: TrustReview, context?: Pick<ReviewContext, "unread">): string {
  const isAll = undecided.length === 0 && (context?.unread ?? []).length === 0;
  const all = isAll ? "the whole organization" : "what could be read of the organization";
  const side = ({ settings, accounts, speaksFor }: TrustReview["scope"]["before"]): string =>
    `${count(settings, "setting", "settings")} and ${count(accounts, "account", "accounts")} (${speaksFor === "organization" ? all : "what is declared"})`;
  return `before: ${side(scope.before)}; after: ${side(scope.after)}`;
}

export function subjectOf(subject: ReviewSubject, names: Names): string {
  switch (subject.kind) {
    case "account":
      return nameOf(subject.account, names);
    case "team":
      return `team ${nameOf(subject.team, names)}`;
    case "user":
      return `user ${subject.user}`;
    case "organization":
      return "everyone in the organization";
    case "anyone":
      return "anyone, without an account";
  }
}

/** `lets in more jobs`, after the subject. */
export function predicateOf({ by, appeared, role }: AccessChange, kind: "gained" | "lost", names: Names): string {
  const isGain = kind === "gained";
  switch (by) {
    case "admission":
      if (appeared) {
        return isGain ? "is new and lets jobs in" : "is gone, with all that it let in";
      }
      return isGain ? "lets in more" : "lets in less";
    case "level":
      if (appeared) {
        return isGain ? "is new" : "is gone";
      }
      return isGain ? "may do more" : "may do less";
    case "role": {
      const where = role?.team === undefined ? "the organization" : `team ${nameOf(role.team, names)}`;
      return isGain ? `becomes Manager of ${where}` : `is no longer Manager of ${where}`;
    }
  }
}

/** `Write on prod`, or `None → Write on prod` where the level is what changes; with how it comes. */
export function accessWords(
  { repository, before, after, paths }: ReviewedAccess,
  { by }: AccessChange,
  names: Names,
): string {
  const level = by === "admission" ? (before === "None" ? after : before) : `${before} → ${after}`;
  return `${level} on ${nameOf(repository, names)} (by ${waysOf(paths, names)})`;
}

/** `grant, team release` */
export function waysOf(paths: ReviewedAccess["paths"], names: Names): string {
  const ways = new Set(paths.map(({ by: way, team }) => (team === undefined ? way : `${way} ${nameOf(team, names)}`)));
  return [...ways].join(", ");
}

const SHOWN_SETTINGS = 3;

/** `by app-main`: what lets a witness in. */
export function settingsWords({ settings }: ReviewWitness): string {
  const hidden = settings.length - SHOWN_SETTINGS;
  return `by ${[...settings.slice(0, SHOWN_SETTINGS), ...(hidden > 0 ? [`${hidden} more`] : [])].join(", ")}`;
}

/** `settings app-main claims repository_id, after: known only after deploy` */
export function undecidedWords(
  { about, account, side, reason }: TrustReview["undecided"][number],
  names: Names,
): string {
  const whose = account === undefined || account === about ? "" : ` (${nameOf(account, names)})`;
  const where = side === "both" ? "" : `, ${side}`;
  return `${nameOf(about, names)}${whose}${where}: ${reason}`;
}
