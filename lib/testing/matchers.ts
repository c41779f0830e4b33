import type { GitHubJob } from "../oidc/index.js";
import type { Privilege, TrustExplanation } from "../trust/index.js";
import { isJobOnStack } from "./job-on.js";
import { type Asked, ask, modelOf } from "./private/ask.js";
import { describeJob, describeSetting } from "./private/describe.js";
import { reached } from "./private/reached.js";

/** A job that asks to be let in, described as far as its token shows it. */
export interface AskingJob extends GitHubJob {
  /**
   * Name, slug or resource address of the account it asks for.
   *
   * @default - each there is: let in means by at least one, refused means by all
   */
  readonly account?: string;
  /**
   * The audience it asks its token for.
   *
   * @default - the owner's URL, as GitHub does for a job that asks for none
   */
  readonly audience?: string;
}

/** A step of the judgement that failed, or `no_token` where GitHub itself gives the job none. */
export type RefusalReason = NonNullable<TrustExplanation["judgement"]["reason"]> | "no_token";

/** What a test runner asks of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers as a test runner's types have them. */
export interface TrustMatchers<R = unknown> {
  /** The stack's trust lets the job in. */
  toAdmit(job: AskingJob): R;
  /** The stack's trust does not let the job in; with a reason: because of that step. */
  toRefuse(job: AskingJob, reason?: RefusalReason): R;
  /**
   * The job of a {@link jobOn} is let in as an account that has at least this level on the repository, as far as the
   * stack says. What is known only at apply makes it fail, `not` or no `not`.
   */
  toReach(repository: string, level: Privilege): R;
}

/**
 * Matchers for tests of one's own trust, for vitest and jest.
 *
 * @example
 * import { jobOn, trustMatchers, type TrustMatchers } from "cloudsmith-trust/testing";
 * expect.extend(trustMatchers);
 * declare module "vitest" {
 *   interface Matchers<T> extends TrustMatchers<T> {}
 * }
 *
 * expect(stack).toAdmit({ repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" });
 * expect(stack).toRefuse({ repository: "acme/app", repositoryId: 74, event: "pull_request" }, "claim_mismatch");
 * expect(jobOn(stack, { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" })).not.toReach("prod", "Admin");
 */
export const trustMatchers = {
  toAdmit(received: unknown, job: AskingJob): MatcherResult {
    const asked = ask(modelOf(received), job);
    return {
      pass: asked.verdict === "admitted",
      message: () =>
        asked.verdict === "admitted"
          ? `expected ${describeJob(job)} not to be let in, but ${admittedBy(asked.answers)}`
          : `expected ${describeJob(job)} to be let in, but ${refusedBy(asked)}`,
    };
  },

  toRefuse(received: unknown, job: AskingJob, reason?: RefusalReason): MatcherResult {
    const asked = ask(modelOf(received), job);
    const reasons = new Set(asked.answers.map(reasonOf));
    const expected = reason === undefined || reasons.has(reason);
    return {
      pass: asked.verdict === "refused" && expected,
      message: () =>
        asked.verdict === "refused"
          ? `expected ${describeJob(job)} ${expected ? "not " : ""}to be refused${reason === undefined ? "" : ` by ${reason}`}, but ${refusedBy(asked)}`
          : `expected ${describeJob(job)} to be refused, but ${asked.verdict === "admitted" ? admittedBy(asked.answers) : refusedBy(asked)}`,
    };
  },

  toReach(this: unknown, received: unknown, repository: string, level: Privilege): MatcherResult {
    if (!isJobOnStack(received)) {
      throw new TypeError("expect a job on a stack here: expect(jobOn(stack, job)).toReach(repository, level)");
    }
    const { stack, job } = received;
    const model = modelOf(stack);
    const { verdict, because } = reached(model, ask(model, job), repository, level);
    const isNot = (this as { readonly isNot?: boolean } | undefined)?.isNot === true;
    return {
      pass: verdict === "unknown" ? isNot : verdict === "reached",
      message: () =>
        `expected ${describeJob(job)} ${isNot ? "not " : ""}to reach ${level} on ${repository}, but ${because}`,
    };
  },
};

function reasonOf({ noToken, judgement }: TrustExplanation): RefusalReason {
  return noToken === undefined ? (judgement.reason ?? "no_setting") : "no_token";
}

function admittedBy(answers: readonly TrustExplanation[]): string {
  const { account, judgement } = answers.find(({ verdict }) => verdict === "admitted") ?? {};
  const setting = judgement?.settings.find(({ admitted }) => admitted);
  return `${setting === undefined ? "a setting" : setting.setting.name} lets it in as ${account}`;
}

function refusedBy({ verdict, answers }: Asked): string {
  if (verdict === "unknown") {
    const undecided = answers.flatMap((answer) => answer.undecided.map(({ reason }) => reason));
    return `it cannot be told: ${[...new Set(undecided)].join("; ")}`;
  }
  const lines = answers.map((answer) => `as ${answer.account}: ${answer.noToken ?? describeSetting(answer.judgement)}`);
  return lines.length === 0 ? "the stack has no service account" : `it is refused ${lines.join("; ")}`;
}
