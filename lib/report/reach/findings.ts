/** What is reached, as results at the lines of files: no faults, but what there is. */
import {
  compareSeverities,
  type Holder,
  type JobAccount,
  type Origin,
  type Privilege,
  type Reached,
  type ReachPath,
  type ReviewSubject,
  type Severity,
  type WayIn,
} from "../../trust/index.js";
import type { Locate, LocatedFinding } from "../location.js";
import { type Names, nameOf } from "../names.js";
import { plainWords } from "../phrase.js";
import type { ReachReport } from "./report.js";
import { pathWords, subjectWords, wayWords } from "./words.js";

const WHY: { readonly [level in Privilege]: string } = {
  Admin: "Admin can change who may do what",
  Write: "Write publishes what others install",
  Read: "Read takes what was published",
};
const WAY_IN = "Whoever gets such a token gets the account, and all that it reaches";
const BY_ROLE = "reach-by-role";
const WHY_BY_ROLE = "An Owner has every privilege, and a Manager can give itself any";
const REMEDY =
  "where that is not meant, take away the privilege that gives it, or narrow the settings that let the account in";

/** One for each way to the repository, of the account or of the job; greatest first. */
export function reachFindings(
  { reach, asked, names }: Pick<ReachReport, "reach" | "asked" | "names">,
  locate: Locate = () => undefined,
): readonly LocatedFinding[] {
  const placed = ({ origin, ...finding }: Placed): LocatedFinding => {
    const location = origin === undefined ? undefined : locate(origin);
    return {
      ...finding,
      where: origin?.at ?? "",
      remedy: REMEDY,
      ...(location === undefined ? {} : { location }),
    };
  };
  return findingsOf(reach, asked, names)
    .map(placed)
    .toSorted((a, b) => compareSeverities(b.severity, a.severity));
}

/** How much is reached at most; undefined where nothing is. */
export function gravestOfReach(report: Pick<ReachReport, "reach" | "asked" | "names">): Severity | undefined {
  return reachFindings(report)[0]?.severity;
}

type Placed = Pick<LocatedFinding, "rule" | "severity" | "subject" | "message" | "why"> & {
  readonly origin: Origin | undefined;
};

function findingsOf(reach: ReachReport["reach"], asked: string, names: Names): readonly Placed[] {
  switch (reach.question) {
    case "repository":
      return reach.holders.flatMap((holder) => ofHolder(holder, asked, names));
    case "account": {
      const reached = ofAccount(reach, `account ${asked}`, "has", "", names);
      const [greatest] = reached.toSorted((a, b) => compareSeverities(b.severity, a.severity));
      const ways = reach.waysIn.map((way) => ofWayIn(way, asked, greatest?.severity ?? "low"));
      return [...reached, ...ways];
    }
    case "job":
      return reach.accounts.flatMap((account) => {
        const as = ` as ${nameOf(account.account, names)}, by ${account.settings.join(", ")}`;
        return ofAccount(account, asked, account.verdict === "unknown" ? "may have" : "has", as, names);
      });
  }
}

/** A setting that hands the account out is where a person closes it; of others, what gives the greatest level. */
function ofHolder(
  { subject, level, paths, role, waysIn = [] }: Holder,
  asked: string,
  names: Names,
): readonly Placed[] {
  const who = plainWords(subjectWords(subject, names));
  const by = plainWords(pathWords(paths, role, names));
  const severity = weightOf(level, subject, paths);
  const base =
    severity === "critical"
      ? { rule: BY_ROLE, severity, why: WHY_BY_ROLE }
      : { rule: ruleOf(level), severity, why: WHY[level] };
  if (waysIn.length > 0) {
    return waysIn.map((way) => ({
      ...base,
      subject: `setting ${way.setting}`,
      message: `${plainWords(wayWords(way))} get ${who}, which has ${level} on ${asked} (${by})`,
      origin: way.origin,
    }));
  }
  const none = subject.kind === "account" ? "; no setting that is known of hands it out" : "";
  return [
    {
      ...base,
      subject: subject.kind === "account" ? `account ${who}` : who,
      message: `has ${level} on ${asked} (${by})${none}`,
      origin: paths[0]?.origin,
    },
  ];
}

function ofAccount(
  { access, everything, role }: Pick<JobAccount, "access" | "everything" | "role">,
  subject: string,
  has: "has" | "may have",
  as: string,
  names: Names,
): readonly Placed[] {
  const all: Placed = {
    rule: BY_ROLE,
    severity: "critical",
    subject,
    message: `${has} everything${as}: ${everything}`,
    why: WHY_BY_ROLE,
    origin: undefined,
  };
  const one = ({ repository, level, paths }: Reached): Placed => ({
    rule: ruleOf(level),
    severity: weightOf(level, undefined, paths),
    subject,
    message: `${has} ${level} on ${nameOf(repository, names)}${as} (${plainWords(pathWords(paths, role, names))})`,
    why: WHY[level],
    origin: paths[0]?.origin,
  });
  return [...(everything === undefined ? [] : [all]), ...access.map(one)];
}

function ofWayIn(way: WayIn, asked: string, severity: Severity): Placed {
  return {
    rule: "reach-account",
    severity,
    subject: `setting ${way.setting}`,
    message: `${plainWords(wayWords(way))} get ${asked}`,
    why: WAY_IN,
    origin: way.origin,
  };
}

function ruleOf(level: Privilege): string {
  return `reach-${level.toLowerCase()}`;
}

/** As a review weighs who gains it. */
function weightOf(level: Privilege, subject: ReviewSubject | undefined, paths: readonly ReachPath[]): Severity {
  if (paths.some(({ by }) => by === "role")) {
    return "critical";
  }
  const isOpen = subject?.kind === "anyone" || (subject?.kind === "organization" && level !== "Read");
  return level === "Admin" || isOpen ? "high" : level === "Write" ? "medium" : "low";
}
