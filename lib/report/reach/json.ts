import type { Holder, JobAccount, Reach, Reached, ReachPath, WayIn } from "../../trust/index.js";
import { jsonText } from "../escape/json.js";
import { type Names, nameOf } from "../names.js";
import { gravestOfReach } from "./findings.js";
import type { ReachReport } from "./report.js";

/** The answer as one JSON document, in the shape of {@link REACH_SCHEMA}. */
export function renderReachJson(report: ReachReport): string {
  const { reach, asked, organization, trust, names } = report;
  return `${jsonText({
    version: 1,
    question: reach.question,
    asked,
    organization,
    trust,
    scope: reach.scope,
    complete: reach.undecided.length === 0,
    severity: gravestOfReach(report) ?? null,
    ...answer(reach, names),
    undecided: reach.undecided,
    notLookedAt: reach.notLookedAt,
  })}\n`;
}

function answer(reach: Reach, names: Names): object {
  switch (reach.question) {
    case "repository":
      return {
        repository: nameOf(reach.repository, names),
        isDescribed: reach.isDescribed,
        holders: reach.holders.map((holder) => holderValue(holder, names)),
      };
    case "account":
      return {
        account: nameOf(reach.account, names),
        ...powers(reach),
        repositories: reach.access.map((reached) => reachedValue(reached, names)),
        waysIn: reach.waysIn.map(wayValue),
      };
    case "job":
      return {
        ...(reach.noToken === undefined ? {} : { noToken: reach.noToken }),
        accounts: reach.accounts.map(({ account, verdict, settings, ...rest }) => ({
          account: nameOf(account, names),
          verdict,
          settings,
          ...powers(rest),
          repositories: rest.access.map((reached) => reachedValue(reached, names)),
        })),
      };
  }
}

function powers({ role, everything }: Pick<JobAccount, "role" | "everything">): object {
  return { ...(role === undefined ? {} : { role }), ...(everything === undefined ? {} : { everything }) };
}

function holderValue({ subject, level, paths, role, waysIn }: Holder, names: Names): object {
  const { kind, ...named } = subject;
  const [identity] = Object.values(named);
  return {
    kind,
    ...(identity === undefined ? {} : { name: nameOf(identity, names) }),
    level,
    ...(role === undefined ? {} : { role }),
    paths: paths.map((path) => pathValue(path, names)),
    ...(waysIn === undefined ? {} : { waysIn: waysIn.map(wayValue) }),
  };
}

function reachedValue({ repository, level, paths }: Reached, names: Names): object {
  return { repository: nameOf(repository, names), level, paths: paths.map((path) => pathValue(path, names)) };
}

function pathValue({ by, level, team, origin }: ReachPath, names: Names): object {
  return { by, level, ...(team === undefined ? {} : { team: nameOf(team, names) }), at: origin.at };
}

function wayValue({ origin, ...way }: WayIn): object {
  return { ...way, at: origin.at };
}
