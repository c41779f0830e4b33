import {
  type Claims,
  type GitHubJob,
  type GitHubTokenOptions,
  gitHubJobClaims,
  gitHubJobMayGetToken,
  Judge,
  type JudgeInput,
  type Judgement,
  judge,
} from "../oidc/index.js";
import { accessOf, type RepositoryAccess, unknownAccess } from "./access.js";
import { existingAccounts, findAccount } from "./accounts.js";
import type { Role, TrustModel, Unknown } from "./model.js";
import { optimistic, sorted, unknownsOf } from "./private/uncertain.js";
import { type SmallestChange, smallestChange } from "./smallest-change.js";

/** Who asks to be let in, and as whom. */
export interface TrustQuestion extends Pick<JudgeInput, "signature" | "now"> {
  /** Slug, name or resource address of the account. */
  readonly account: string;
  /** A token's claims, or the job that it would be of. */
  readonly subject: { readonly claims: Claims } | { readonly job: GitHubJob; readonly options?: GitHubTokenOptions };
}

export interface TrustExplanation {
  /** `unknown`: something that could not be read decides it; see `undecided`. */
  readonly verdict: "admitted" | "refused" | "unknown";
  /** Identity of the account asked for. */
  readonly account: string;
  /** Every step of every setting, taking what is not known for something that no token meets. */
  readonly judgement: Judgement;
  /** What the verdict hangs on; empty unless it is `unknown`. */
  readonly undecided: readonly Unknown[];
  /** Why the CI itself would give the described job no token; then it is refused before Cloudsmith is asked. */
  readonly noToken?: string;
  /** What would admit it; absent when it is admitted. */
  readonly change?: SmallestChange;
  /** What the account may do. */
  readonly access: readonly RepositoryAccess[];
  /** What could change `access` and is not known. */
  readonly unknownAccess: readonly Unknown[];
  /** The account's role; absent where the account is not in the model. */
  readonly role?: Role;
}

/**
 * Judges a token or a described job against trust: let in or not, or could not tell; by which step; what would change
 * that; and what the account may do.
 *
 * @throws TrustError `ambiguous_account`; OidcError `invalid_job`, `not_claims`
 */
export function explainTrust(model: TrustModel, question: TrustQuestion): TrustExplanation {
  const { subject } = question;
  const now = question.now ?? new Date();
  const account = findAccount(model, question.account);
  const claims = "job" in subject ? gitHubJobClaims(subject.job, { now, ...subject.options }) : subject.claims;
  const permission = "job" in subject ? gitHubJobMayGetToken(subject.job) : undefined;
  const existing = existingAccounts(model);
  const input = {
    claims,
    account,
    now,
    ...(question.signature === undefined ? {} : { signature: question.signature }),
    ...(existing === undefined ? {} : { existingAccounts: existing }),
  };
  const judgement = judge({ ...input, settings: model.settings });
  const { verdict, undecided } = decide(model, input, judgement, permission?.allowed ?? true);
  const role = model.accounts.find(({ slug }) => slug === account)?.role;
  return {
    verdict,
    account,
    judgement: verdict === "admitted" ? judgement : withoutAdmission(judgement, model, input),
    undecided,
    ...(permission === undefined || permission.allowed ? {} : { noToken: permission.reason }),
    ...(verdict === "admitted" ? {} : { change: smallestChange(judgement, input, model) }),
    access: accessOf(model, account),
    unknownAccess: unknownAccess(model, account),
    ...(role === undefined ? {} : { role }),
  };
}

function decide(
  model: TrustModel,
  input: Omit<JudgeInput, "settings">,
  judgement: Judgement,
  mayGetToken: boolean,
): Pick<TrustExplanation, "verdict" | "undecided"> {
  if (!mayGetToken) {
    return { verdict: "refused", undecided: [] };
  }
  const { certain, uncertain } = sorted(model);
  if (uncertain.length === 0 ? judgement.admitted : new Judge(certain).decide(input).admitted) {
    return { verdict: "admitted", undecided: [] };
  }
  const possible = uncertain.filter((setting) => new Judge([optimistic(model, setting, input)]).decide(input).admitted);
  const undecided = [
    ...possible.flatMap((setting) => unknownsOf(model, setting)),
    ...model.unknowns.filter(({ about, name }) => about === "settings" && name === undefined),
  ];
  return { verdict: undecided.length > 0 ? "unknown" : "refused", undecided };
}

/** The judgement where an expression that stands for an unknown value is never met, not even by its own text. */
function withoutAdmission(judgement: Judgement, model: TrustModel, input: Omit<JudgeInput, "settings">): Judgement {
  if (!judgement.admitted) {
    return judgement;
  }
  const { certain, uncertain } = sorted(model);
  return judge({ ...input, settings: [...certain, ...uncertain.map((setting) => ({ ...setting, enabled: false }))] });
}
