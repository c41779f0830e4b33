import {
  type Drift,
  DriftContext,
  type GitHubReads,
  type GitHubSide,
  gitHubSideOf,
  type JudgedDrift,
  judgeManaged,
  judgePhantoms,
  judgeUndeployed,
  judgeUnmanaged,
  type TrustModel,
  type Undecided,
  type Unknown,
} from "../../trust/index.js";
import type { DriftPart } from "../commands/drift.js";
import { fingerprintOf } from "./fingerprint.js";
import type { ReadPlans } from "./plans.js";

export interface Gathered {
  readonly plans: ReadPlans;
  /** Absent where it was not asked for, or could not be read. */
  readonly live?: TrustModel;
  /** Why it could not. */
  readonly liveFailed?: Undecided;
  readonly github?: GitHubReads;
  /** Ids that names on GitHub had at an earlier snapshot. */
  readonly before?: GitHubSide;
}

/** Judges everything that was gathered, part by part. */
export function judge(parts: readonly DriftPart[], gathered: Gathered, onlyShown: boolean): JudgedDrift {
  const { plans, live, liveFailed, github, before } = gathered;
  const { stacks, failed } = plans;
  const context = new DriftContext(stacks, {
    digest: fingerprintOf,
    ...(live === undefined ? {} : { live }),
    ...(github === undefined ? {} : { github: gitHubSideOf(github) }),
  });
  const judged: JudgedDrift[] = [
    { drifts: [], undecided: [...failed, ...(liveFailed === undefined ? [] : [liveFailed])], notes: [] },
    ...stacks.map(wholeness),
    ...stacks.map(uncheckedNote),
  ];
  if (parts.includes("managed")) {
    judged.push(judgeManaged(context));
  }
  if (parts.includes("undeployed")) {
    judged.push(
      judgeUndeployed(
        context,
        stacks.flatMap((stack) => (stack.merged === undefined ? [] : [{ stack, merged: stack.merged }])),
      ),
    );
  }
  if (parts.includes("unmanaged") && live !== undefined) {
    judged.push(unmanaged(context, failed, live, onlyShown));
  }
  if (parts.includes("phantom") && github !== undefined) {
    judged.push(judgePhantoms(context, github, before));
  }
  const undecided = new Map(judged.flatMap((each) => each.undecided).map((each) => [JSON.stringify(each), each]));
  return {
    drifts: judged.flatMap(({ drifts }) => drifts).toSorted(compare),
    undecided: [...undecided.values()],
    notes: [...new Set(judged.flatMap(({ notes }) => notes))],
  };
}

/** A plan that covers some of a stack says nothing of the rest. */
function wholeness({ name, plan }: ReadPlans["stacks"][number]): JudgedDrift {
  const reason = "its plan does not cover everything: it was limited to targets, or something was put off";
  return {
    drifts: [],
    undecided: plan.isWhole ? [] : [{ about: `stack ${name}`, side: "both", reason }],
    notes: [],
  };
}

/** What no stack declares can be told only when all of them were read. */
function unmanaged(
  context: DriftContext,
  failed: readonly Undecided[],
  live: TrustModel,
  onlyShown: boolean,
): JudgedDrift {
  const open = live.unknowns.filter((unknown) => !(onlyShown && isUnseen(unknown)));
  const undecided = open.map((unknown): Undecided => {
    const { about, name, field, origin } = unknown;
    return {
      about: [about, name, ...(field ?? [])].filter((part) => part !== undefined).join(" "),
      side: "after",
      reason: withRemedy(unknown),
      origin,
    };
  });
  const notes = live.unknowns
    .filter((unknown) => onlyShown && isUnseen(unknown))
    .map(() => "grants on repositories that this identity may not read were not looked at (--only-shown)");
  if (failed.length > 0) {
    const reason = "what the stacks that could not be read declare is not known";
    return { drifts: [], undecided: [...undecided, { about: "unmanaged trust", side: "before", reason }], notes };
  }
  const judged = judgeUnmanaged(context);
  return {
    drifts: judged.drifts,
    undecided: [...undecided, ...judged.undecided],
    notes: [...notes, ...judged.notes],
  };
}

/** The repositories beyond those that are shown, and the grants on one that may not be read. */
function isUnseen({ about, name, field, reason }: Unknown): boolean {
  return (
    (about === "repositories" && name === undefined) ||
    (about === "privileges" && name !== undefined && field === undefined && /answered 40[34]$/.test(reason))
  );
}

/** What gets further where the identity may not read something. */
function withRemedy(unknown: Unknown): string {
  const { about, name, reason } = unknown;
  if (isUnseen(unknown)) {
    return `${reason}; --only-shown settles for what it may read`;
  }
  const isManagers = (about === "accounts" || about === "settings") && name === undefined;
  return isManagers && /answered 40[34]$/.test(reason) ? `${reason}; this takes a Manager or an Owner` : reason;
}

/** What was kept as it was last written, since the identity may not read it. */
function uncheckedNote({ name, unchecked }: ReadPlans["stacks"][number]): JudgedDrift {
  const shown = unchecked.slice(0, SHOWN_UNCHECKED);
  const more = unchecked.length > shown.length ? ` and ${unchecked.length - shown.length} more` : "";
  const note = `of stack ${name} was not looked at, since this identity may not read it (--only-shown): ${shown.join(", ")}${more}`;
  return { drifts: [], undecided: [], notes: unchecked.length === 0 ? [] : [note] };
}

const SHOWN_UNCHECKED = 10;

const ORDER: readonly Drift["severity"][] = ["critical", "high", "medium", "low", "none"];

function compare(a: Drift, b: Drift): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
