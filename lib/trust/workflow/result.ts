/** What the jobs of a repository's workflows get from trust. */
import type { RefusalCode } from "../../oidc/index.js";
import type { TrustExplanation } from "../explain.js";
import type { TrustFinding } from "../rules/check.js";
import type { LoginSite, NotFollowed } from "./sites.js";
import type { RunStart } from "./starts.js";

export type LoginVerdict =
  /** Let in, however it is started; where a start leaves the ref open, from one ref at least. */
  | "admitted"
  /** Let in from some starts, refused from others. */
  | "partly"
  | "refused"
  | "unknown"
  /** No start gets to it. */
  | "never"
  /** It signs in to another organization, of which this trust says nothing. */
  | "elsewhere";

/** One run of a login, judged. */
export interface JudgedRun {
  readonly start: RunStart;
  readonly environment?: string;
  /** Slug or identity of the account asked for. */
  readonly account?: string;
  readonly audience?: string;
  readonly verdict: "admitted" | "refused" | "unknown";
  /** Names of the settings that let it in, or may. */
  readonly settings: readonly string[];
  /** `no_id_token`: GitHub gives it none. */
  readonly code?: RefusalCode | "no_id_token";
  /** Why, one sentence each: of a refusal the steps that failed, of `unknown` what is not known. */
  readonly reasons: readonly string[];
  /** Of a refusal by Cloudsmith: the whole judgement, and what would change it. */
  readonly explanation?: TrustExplanation;
}

/** One way to start a workflow, and what comes of it. */
export interface JudgedStart {
  readonly words: string;
  readonly line: number;
  /** `partly`: one run is let in with some values of its matrix, and refused with others. */
  readonly verdict: "admitted" | "partly" | "refused" | "unknown";
  /** One that shows the verdict first. */
  readonly runs: readonly JudgedRun[];
}

export interface JudgedLogin {
  readonly site: LoginSite;
  readonly verdict: LoginVerdict;
  readonly starts: readonly JudgedStart[];
  /** Of the verdicts `elsewhere`, and where it is a slip: what was probably meant. */
  readonly organization?: { readonly asked: string; readonly meant?: string };
}

/** A setting for this repository that no job here uses. */
export interface UnusedSetting {
  readonly setting: string;
  readonly accounts: readonly string[];
  /** Where trust says so. */
  readonly at: string;
}

/** A file that could not be read. */
export interface WorkflowProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface WorkflowsJudgement {
  readonly logins: readonly JudgedLogin[];
  /** Jobs that still use a long-lived key. */
  readonly byKey: readonly LoginSite[];
  readonly findings: readonly TrustFinding[];
  readonly unused: readonly UnusedSetting[];
  readonly notFollowed: readonly NotFollowed[];
}
