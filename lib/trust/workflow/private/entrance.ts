import {
  type Claims,
  type ClaimValue,
  type GitHubJob,
  gitHubJobClaims,
  isOidcError,
  Judge,
  type Step,
} from "../../../oidc/index.js";
import { explainTrust, type TrustExplanation } from "../../explain.js";
import type { Setting, TrustModel } from "../../model.js";
import { optimistic, sorted } from "../../private/uncertain.js";
import { type Admissions, admissionsOf } from "../../reach/admissions.js";
import type { JudgedRepository } from "../judge.js";
import { ofAnyAccount, reasonsOf, type Verdict } from "./reasons.js";

/** The token that a run would ask for, as far as its files say. */
export interface AskedToken {
  readonly job: Omit<GitHubJob, "repository">;
  /** Whether its environment is known; absent from the job it then has none. */
  readonly environment: boolean;
  /** Whether its runner is known. */
  readonly runner: boolean;
  /** The audiences that it may ask for; absent: any. */
  readonly audiences?: readonly string[] | undefined;
  /** Identity of the account; absent: not known. */
  readonly account?: string;
}

/** The trust that a repository's jobs meet: the settings that may let one in, and each question once. */
export class Entrance {
  /** The settings that some job of this repository may get in by, but for other reasons than whose it is. */
  readonly relevant: readonly Setting[];
  /** Those of them that are certainly for this repository: nothing that decides it is unknown. */
  readonly certain: readonly Setting[];
  readonly #model: TrustModel;
  readonly #identity: Partial<GitHubJob> & { readonly repository: string };
  readonly #unknownClaims: ReadonlySet<string>;
  readonly #admissions = new Map<string, Admissions>();
  readonly #explanations = new Map<string, TrustExplanation>();

  constructor(
    private readonly whole: TrustModel,
    known: JudgedRepository,
    private readonly now: Date,
  ) {
    const found = whole.github?.repositories.find(
      ({ full_name }) => full_name.toLowerCase() === known.repository.toLowerCase(),
    );
    const repositoryId = known.repositoryId ?? found?.id;
    const ownerId = known.ownerId ?? found?.owner_id;
    const visibility = known.visibility ?? found?.visibility;
    this.#identity = {
      repository: known.repository,
      defaultBranch: known.defaultBranch,
      ...(repositoryId === undefined ? {} : { repositoryId }),
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(typeof found?.sub_claim_prefix === "string"
        ? { immutableSubject: found.sub_claim_prefix.includes("@") }
        : {}),
    };
    this.#unknownClaims = new Set([
      ...(repositoryId === undefined ? ["repository_id"] : []),
      ...(ownerId === undefined ? ["repository_owner_id"] : []),
      ...(visibility === undefined ? ["repository_visibility"] : []),
      ...OF_THE_RUN,
      ...whole.settings.flatMap(({ claims, mapping_claim }) =>
        [...Object.keys(claims), mapping_claim ?? ""].filter((name) => OF_THE_ORGANIZATION.test(name)),
      ),
    ]);
    const uncertain = new Set(sorted(whole).uncertain);
    this.relevant = this.#relevantOf(whole, uncertain);
    this.certain = this.relevant.filter(
      (setting) =>
        !uncertain.has(setting) &&
        !Object.keys(setting.claims).some((name) => IDENTITY.has(name) && this.#unknownClaims.has(name)),
    );
    this.#model = { ...whole, settings: this.relevant };
  }

  /** @param written how the account is written in the workflow, for what is said of it */
  judge(asked: AskedToken, written: string | undefined): Verdict {
    const unknown = new Set([
      ...this.#unknownClaims,
      ...(asked.environment ? [] : ["environment", "environment_node_id", "sub"]),
      ...(asked.runner ? [] : ["runner_environment"]),
      ...(asked.audiences === undefined ? ["aud"] : []),
    ]);
    try {
      const each = (asked.audiences ?? [""]).map((audience) => this.#admissionsOf(asked, audience, unknown));
      return asked.account === undefined
        ? ofAnyAccount(each, written)
        : this.#ofAccount({ ...asked, account: asked.account }, each, unknown);
    } catch (error) {
      if (isOidcError(error)) {
        return { verdict: "unknown", settings: [], reasons: [error.message] };
      }
      throw error;
    }
  }

  #ofAccount(
    asked: AskedToken & { readonly account: string },
    each: readonly Admissions[],
    unknown: ReadonlySet<string>,
  ): Verdict {
    const { account } = asked;
    const settings = each.map(({ admitted }) => admitted.get(account));
    if (settings.every((names) => names !== undefined)) {
      return { verdict: "admitted", settings: [...new Set(settings.flat())], reasons: [] };
    }
    const possible = each.flatMap(({ admitted, possible: open }) => open.get(account) ?? admitted.get(account) ?? []);
    const anybody = each.flatMap(({ undecided }) => undecided.filter(({ name }) => name === undefined));
    if (possible.length > 0 || anybody.length > 0) {
      const reasons = reasonsOf(each.flatMap(({ undecided }) => undecided));
      const audiences = each.length > 1 && settings.some((names) => names !== undefined);
      return {
        verdict: "unknown",
        settings: [...new Set(possible)],
        reasons: audiences
          ? [`the audience hangs on the version of the action: ${(asked.audiences ?? []).join(" or ")}`, ...reasons]
          : reasons,
      };
    }
    const explanation = this.#explain(asked, unknown);
    const [nearest] = explanation.judgement.settings;
    const failed = nearest?.steps.filter(({ passed }) => !passed) ?? [];
    return {
      verdict: "refused",
      settings: [],
      code: explanation.noToken === undefined ? (explanation.judgement.reason ?? "no_setting") : "no_id_token",
      reasons:
        explanation.noToken === undefined
          ? failed.map((step) => `${nearest?.setting.name}: ${textOf(step)}`)
          : [explanation.noToken],
      explanation,
    };
  }

  #admissionsOf(asked: AskedToken, audience: string, unknown: ReadonlySet<string>): Admissions {
    const key = JSON.stringify([asked.job, audience, asked.environment, asked.runner]);
    let found = this.#admissions.get(key);
    if (found === undefined) {
      const claims = this.#claimsOf(asked.job, audience);
      found = admissionsOf(this.#model, { claims, madeUp: unknown }, this.now);
      this.#admissions.set(key, found);
    }
    return found;
  }

  #claimsOf(job: AskedToken["job"], audience: string): Claims {
    return gitHubJobClaims({ ...this.#identity, ...job }, { audience, now: this.now });
  }

  /** Of what is known: claims that are not known are taken to be met, so that nothing is said of values made up here. */
  #explain(asked: AskedToken & { readonly account: string }, unknown: ReadonlySet<string>): TrustExplanation {
    const { account } = asked;
    const [audience = ""] = asked.audiences ?? [];
    const key = JSON.stringify([asked.job, audience, account, asked.environment, asked.runner]);
    let found = this.#explanations.get(key);
    if (found === undefined) {
      const model = this.relevant.length === 0 ? this.whole : this.#model;
      const settings = model.settings.map((setting) => ({
        ...setting,
        claims: Object.fromEntries(Object.entries(setting.claims).filter(([name]) => !unknown.has(name))),
      }));
      found = explainTrust(
        { ...model, settings },
        {
          account,
          now: this.now,
          subject: { job: { ...this.#identity, ...asked.job }, options: { audience } },
        },
      );
      this.#explanations.set(key, found);
    }
    return found;
  }

  /** Settings whose claims on whose job it is are met, or not known. */
  #relevantOf(model: TrustModel, uncertain: ReadonlySet<Setting>): readonly Setting[] {
    const claims = this.#claimsOf({ event: "push" }, "");
    return model.settings.filter((whole) => {
      const setting = uncertain.has(whole) ? optimistic(model, whole, { claims, account: "" }) : whole;
      const required = Object.entries(setting.claims).flatMap(([name, value]) => this.#ofIdentity(name, value));
      const [account = ""] = [
        ...setting.service_accounts,
        ...setting.dynamic_mappings.map(({ service_account }) => service_account),
      ];
      const bare = {
        ...setting,
        enabled: true,
        claims: Object.fromEntries(required),
        service_accounts: [account],
        mapping_claim: null,
        dynamic_mappings: [],
      };
      return new Judge([bare]).decide({
        claims,
        account,
        now: this.now,
      }).admitted;
    });
  }

  #ofIdentity(name: string, value: ClaimValue): readonly (readonly [string, ClaimValue])[] {
    if (name === "sub" && typeof value === "string") {
      // up to what the subject says of the run
      const whose = /^repo:[^:]*/.exec(value.replace(/\.\*$/, ""))?.[0];
      const isWhole = whose !== undefined && whose.length < value.replace(/\.\*$/, "").length;
      return whose === undefined ? [] : [[name, isWhole ? `${whose}:.*` : `${whose}.*`]];
    }
    return IDENTITY.has(name) && !this.#unknownClaims.has(name) ? [[name, value]] : [];
  }
}

const IDENTITY = new Set(["repository", "repository_id", "repository_owner", "repository_owner_id"]);

/** Claims that differ from run to run, or hang on who starts it and on settings of the repository. */
const OF_THE_RUN: readonly string[] = [
  "actor",
  "actor_id",
  "check_run_id",
  "environment_node_id",
  "head_ref",
  "job_workflow_sha",
  "ref_protected",
  "run_attempt",
  "run_id",
  "run_number",
  "sha",
  "workflow_sha",
];

/** What an organization or enterprise adds to the tokens of its repositories. */
const OF_THE_ORGANIZATION = /^(?:repo_property_.*|enterprise|enterprise_id)$/;

function textOf({ text }: Step): string {
  return text;
}
