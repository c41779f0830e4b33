/** An answer on reach as headings and rows, for the formats that people read. */
import {
  type AccountReach,
  type JobAccount,
  type JobReach,
  MANAGER_REACHES,
  OWNER_REACHES,
  type Privilege,
  type Reached,
  type RepositoryReach,
} from "../../trust/index.js";
import { type Names, nameOf } from "../names.js";
import { joined, type Phrase, phrase } from "../phrase.js";
import type { ReachReport } from "./report.js";
import { literal, pathWords, subjectWords, unknownWords, wayWords } from "./words.js";

export interface Row {
  readonly cells: readonly Phrase[];
  /** Lines that belong below. */
  readonly details: readonly Phrase[];
}

export interface Section {
  readonly title?: Phrase;
  /** Headings of the columns. */
  readonly head: readonly string[];
  /** What is said before the rows, or instead of them. */
  readonly lead: readonly Phrase[];
  readonly rows: readonly Row[];
}

export interface Sections {
  readonly headline: Phrase;
  /** What the answer speaks for. */
  readonly scope: Phrase;
  readonly sections: readonly Section[];
  readonly undecided: readonly Phrase[];
  readonly notLookedAt: string;
}

export function sectionsOf(report: ReachReport): Sections {
  const { reach, names } = report;
  return {
    headline: headlineOf(report),
    scope: scopeOf(report),
    sections: sectionsFor(report),
    undecided: reach.undecided.map((unknown) => unknownWords(unknown, names)),
    notLookedAt: reach.notLookedAt.map(({ text }) => text).join("; "),
  };
}

function headlineOf({ reach, asked, organization }: ReachReport): Phrase {
  switch (reach.question) {
    case "repository":
      return phrase`Who reaches ${asked} of ${organization}`;
    case "account":
      return phrase`What ${asked} of ${organization} reaches`;
    case "job":
      return phrase`What ${asked} reaches in ${organization}`;
  }
}

function scopeOf({ reach, trust }: ReachReport): Phrase {
  if (reach.scope === "organization" && reach.undecided.length > 0) {
    return phrase`${trust}: what could be read of the organization`;
  }
  return reach.scope === "organization"
    ? phrase`${trust}: the whole organization`
    : phrase`${trust}: what is declared there; there may be more beside it`;
}

function sectionsFor({ reach, names }: ReachReport): readonly Section[] {
  switch (reach.question) {
    case "repository":
      return repositorySections(reach, names);
    case "account":
      return accountSections(reach, names);
    case "job":
      return jobSections(reach, names);
  }
}

const LEVELS: readonly Privilege[] = ["Admin", "Write", "Read"];

function repositorySections({ holders, isDescribed }: RepositoryReach, names: Names): readonly Section[] {
  const byRole = new Set(holders.flatMap(({ role, paths }) => (paths.some(({ by }) => by === "role") ? [role] : [])));
  const lead = [
    ...(holders.length === 0 ? [phrase`nobody that is known of`] : []),
    ...(isDescribed ? [] : [phrase`only grants on it are known: neither its default privilege nor its visibility`]),
    ...(byRole.has("Owner") ? [literal(`role Owner: ${OWNER_REACHES}`)] : []),
    ...(byRole.has("Manager") ? [literal(`role Manager: ${MANAGER_REACHES}`)] : []),
  ];
  const sections = LEVELS.map(
    (level): Section => ({
      title: literal(level),
      head: ["who", "by"],
      lead: [],
      rows: holders
        .filter((holder) => holder.level === level)
        .map(({ subject, paths, role, waysIn = [] }) => ({
          cells: [subjectWords(subject, names), pathWords(paths, role, names)],
          details: waysIn.map((way) => joined([phrase`${way.setting}`, wayWords(way)], ": ")),
        })),
    }),
  );
  return [{ head: [], lead, rows: [] }, ...sections].filter((section) => section.lead.length + section.rows.length > 0);
}

function accountSections(reach: AccountReach, names: Names): readonly Section[] {
  return [
    reachedSection(reach, names),
    {
      title: phrase`How it is got`,
      head: ["setting", "by"],
      lead: reach.waysIn.length === 0 ? [phrase`by no setting that is known of`] : [],
      rows: reach.waysIn.map((way) => ({ cells: [phrase`${way.setting}`, wayWords(way)], details: [] })),
    },
  ];
}

function jobSections({ accounts, noToken }: JobReach, names: Names): readonly Section[] {
  if (accounts.length > 0) {
    return accounts.map((account) => {
      const settings = account.settings.map((name) => phrase`${name}`);
      const name = phrase`as ${nameOf(account.account, names)}`;
      const how = account.verdict === "unknown" ? joined([phrase`perhaps`, name], " ") : name;
      return { title: joined([how, joined(settings, ", ")], ", by "), ...reachedSection(account, names) };
    });
  }
  const nothing =
    noToken === undefined
      ? phrase`nothing: no setting that is known of gives it an account`
      : phrase`nothing: ${noToken}`;
  return [{ head: [], lead: [nothing], rows: [] }];
}

function reachedSection(
  { access, everything, role }: Pick<JobAccount, "access" | "everything" | "role">,
  names: Names,
): Section {
  const row = ({ level, repository, paths }: Reached): Row => ({
    cells: [literal(level), phrase`${nameOf(repository, names)}`, pathWords(paths, role, names)],
    details: [],
  });
  return {
    head: ["level", "repository", "by"],
    lead: [
      ...(everything === undefined ? [] : [literal(`everything: ${everything}`)]),
      ...(everything === undefined && access.length === 0 ? [phrase`no repository that is known of`] : []),
    ],
    rows: access.map(row),
  };
}
