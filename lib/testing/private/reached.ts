import { compareLevels, type Privilege, type TrustExplanation, type TrustModel } from "../../trust/index.js";
import type { Asked } from "./ask.js";

/** Whether a job gets a level on a repository, and what says so. */
export interface Reached {
  readonly verdict: "reached" | "not-reached" | "unknown";
  /** What follows "but" in a failure. */
  readonly because: string;
}

const LEVELS: readonly Privilege[] = ["Admin", "Write", "Read"];

/** As far as the stack says: what an account has beside it is declared elsewhere. */
export function reached(model: TrustModel, { answers }: Asked, repository: string, level: Privilege): Reached {
  if (!LEVELS.includes(level)) {
    throw new TypeError(`the level is one of ${LEVELS.join(", ")}, got ${JSON.stringify(level)}`);
  }
  const letIn = answers.filter(({ verdict }) => verdict !== "refused");
  const enough = letIn.filter((answer) => reaches(model, answer, repository, level));
  const certain = enough.find(({ verdict }) => verdict === "admitted");
  if (certain !== undefined) {
    return { verdict: "reached", because: `as ${nameOf(model, certain)} it ${has(model, certain, repository)}` };
  }
  const undecided = [
    ...enough.flatMap((answer) => answer.undecided),
    ...letIn.flatMap((answer) => answer.unknownAccess),
  ].map(({ reason }) => reason);
  if (undecided.length > 0) {
    return { verdict: "unknown", because: `it cannot be told: ${[...new Set(undecided)].join("; ")}` };
  }
  const lines = letIn.map((answer) => `as ${nameOf(model, answer)} it ${has(model, answer, repository)}`);
  return {
    verdict: "not-reached",
    because: lines.length === 0 ? "it is let in as nobody" : lines.join("; "),
  };
}

/** Of an account that the stack makes, the slug is an expression. */
function nameOf({ accounts }: TrustModel, { account }: TrustExplanation): string {
  return accounts.find(({ slug }) => slug === account)?.name ?? account;
}

function reaches(model: TrustModel, answer: TrustExplanation, repository: string, level: Privilege): boolean {
  const had = accessTo(model, answer, repository)?.level;
  return answer.role === "Manager" || (had !== undefined && compareLevels(had, level) >= 0);
}

function has(model: TrustModel, answer: TrustExplanation, repository: string): string {
  if (answer.role === "Manager") {
    return "is a Manager, who can have any privilege";
  }
  const access = accessTo(model, answer, repository);
  const [path] = access?.paths ?? [];
  if (access === undefined || path === undefined) {
    return `has nothing on ${repository}`;
  }
  const through = {
    grant: "by a grant",
    team: `by a grant to the team ${path.team}`,
    default: "by the repository's default",
    public: "as anybody has",
  };
  return `has ${access.level} on ${repository} ${through[path.by]}`;
}

/** By the repository's slug, or by the name of one that the stack makes. */
function accessTo(model: TrustModel, { access }: TrustExplanation, repository: string) {
  const made = model.repositories.find(({ slug, name }) => slug === repository || name === repository);
  return access.find(({ repository: slug }) => slug === (made?.slug ?? repository));
}
