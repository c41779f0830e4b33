import { type GitHubJob, nearest } from "../../oidc/index.js";
import { findAccount } from "../accounts.js";
import type { Setting, TrustModel } from "../model.js";
import { checkWorkflow } from "../rules/workflow/check.js";
import { conditionHolds, interpolate } from "./expressions/evaluate.js";
import { OWNER_AUDIENCE } from "./logins.js";
import { combinations } from "./private/combinations.js";
import { type AskedToken, Entrance } from "./private/entrance.js";
import { conditionRefs, refsIn } from "./private/hints.js";
import type { JudgedLogin, JudgedRun, JudgedStart, LoginVerdict, UnusedSetting, WorkflowsJudgement } from "./result.js";
import { type KnownOfRepository, scopesOf } from "./scope.js";
import { idTokenOf, type JobFrame, type LoginSite, loginSites, type WorkflowTree } from "./sites.js";
import { type RunStart, startsOf } from "./starts.js";

/** Whose workflows they are. */
export interface JudgedRepository extends KnownOfRepository {
  /** @default - taken from what trust knows of GitHub, else not known */
  readonly repositoryId?: string;
  /** @default - taken from what trust knows of GitHub, else not known */
  readonly ownerId?: string;
  readonly visibility?: "public" | "private" | "internal";
}

export interface WorkflowQuestion extends WorkflowTree {
  readonly repository: JudgedRepository;
  readonly now: Date;
}

/**
 * Says of every job that signs in to Cloudsmith whether trust lets it in, for each way to start its workflow; what the
 * rules on workflow files find; and what trust there is for this repository that no job uses.
 *
 * A run is judged only with what its files say for certain. What an expression makes at run time is "could not tell",
 * unless trust decides the same whatever it is.
 */
export function judgeWorkflows(model: TrustModel, question: WorkflowQuestion): WorkflowsJudgement {
  const { sites, notFollowed } = loginSites(question);
  const entrance = new Entrance(model, question.repository, question.now);
  const judge = new SiteJudge(model, question.repository, entrance);
  const logins = sites.filter(({ login }) => login.by !== "key").map((site) => judge.login(site));
  const findings = question.workflows.flatMap(
    (workflow) => checkWorkflow({ workflow, trust: model, repository: question.repository.repository }).findings,
  );
  return {
    logins,
    byKey: sites.filter(({ login }) => login.by === "key"),
    findings,
    unused: unusedSettings(entrance.certain, logins),
    notFollowed,
  };
}

class SiteJudge {
  readonly #refs: readonly string[];
  readonly #accounts = new Map<string, string>();

  constructor(
    private readonly model: TrustModel,
    private readonly known: JudgedRepository,
    private readonly entrance: Entrance,
  ) {
    this.#refs = refsIn(entrance.relevant);
  }

  login(site: LoginSite): JudgedLogin {
    const elsewhere = this.#elsewhere(site);
    if (elsewhere !== undefined) {
      return elsewhere;
    }
    const { file } = site.frames[0];
    const hints = { defaultBranch: this.known.defaultBranch, refs: [...this.#refs, ...this.#conditionRefsOf(site)] };
    const starts = file.triggers
      .filter(({ event }) => event !== "workflow_call")
      .flatMap((trigger) => startsOf(trigger, hints))
      .flatMap(({ words, line, runs }) => this.#start(site, { words, line }, runs));
    return { site, verdict: verdictOf(starts.map(({ verdict }) => verdict)), starts };
  }

  #start(
    site: LoginSite,
    { words, line }: Pick<JudgedStart, "words" | "line">,
    runs: readonly RunStart[],
  ): readonly JudgedStart[] {
    const judged = runs.flatMap((run) => this.#run(site, run));
    if (judged.length === 0) {
      return [];
    }
    const admitted = judged.filter(({ verdict }) => verdict === "admitted");
    const unknown = judged.filter(({ verdict }) => verdict === "unknown");
    const refused = judged.filter(({ verdict }) => verdict === "refused");
    // a start that leaves the ref open is let in where trust narrows it to one of them
    const letIn = new Set(admitted.map(({ start }) => start));
    const alsoIn = (others: readonly JudgedRun[]): boolean => others.some(({ start }) => letIn.has(start));
    const verdict = alsoIn(unknown)
      ? "unknown"
      : alsoIn(refused)
        ? "partly"
        : admitted.length > 0
          ? "admitted"
          : unknown.length > 0
            ? "unknown"
            : "refused";
    const first = verdict === "partly" ? "refused" : verdict;
    const shown = [...judged.filter((one) => one.verdict === first), ...judged.filter((one) => one.verdict !== first)];
    return [{ words, line, verdict, runs: shown }];
  }

  /** A run in each combination of the matrices that makes a difference; none where a condition keeps it from the login. */
  #run(site: LoginSite, start: RunStart): readonly JudgedRun[] {
    const seen = new Map<string, JudgedRun>();
    for (const matrices of combinations(site.frames)) {
      const scopes = scopesOf(site, start, this.known, matrices);
      const conditions = [
        ...site.frames.map(({ job }, index) => [job.if, scopes.jobs[index]] as const),
        ...site.actions.map(({ step }, index) => [step.if, scopes.users[index]] as const),
        [site.login.step.if, scopes.step] as const,
      ];
      const isKept = conditions.some(
        ([condition, lookup]) =>
          condition !== undefined && lookup !== undefined && conditionHolds(condition, lookup) === false,
      );
      if (isKept) {
        continue;
      }
      const asked = this.#asked(site, start, scopes);
      const key = JSON.stringify(asked);
      if (!seen.has(key)) {
        seen.set(key, this.#judged(site, start, asked));
      }
    }
    return [...seen.values()];
  }

  #asked(site: LoginSite, start: RunStart, { jobs, step }: ReturnType<typeof scopesOf>): AskedToken {
    const { file, job } = lastOf(site.frames);
    const { given, defaultAudiences } = site.login;
    const own = jobs.at(-1) ?? step;
    const environment = job.environment === undefined ? "" : interpolate(job.environment, own);
    const audience = given.audience === undefined ? undefined : interpolate(given.audience, step);
    const account = given.account === undefined ? undefined : interpolate(given.account, step);
    const [owner = ""] = this.known.repository.split("/");
    const ofOwner = (name: string): string => (name === OWNER_AUDIENCE ? `https://github.com/${owner}` : name);
    const runsOn = (job.runsOn ?? []).map((label) => interpolate(label, own));
    return {
      job: {
        ...start,
        workflowPath: site.frames[0].file.path,
        ...(site.frames[0].file.name === undefined ? {} : { workflow: site.frames[0].file.name }),
        ...(site.frames.length > 1 ? { reusableWorkflow: `${this.known.repository}/${file.path}@${start.ref}` } : {}),
        ...(environment === undefined || environment === "" ? {} : { environment }),
        ...runnerOf(runsOn),
      },
      environment: environment !== undefined,
      runner: runnerOf(runsOn) !== undefined,
      audiences:
        audience !== undefined && audience !== ""
          ? [audience]
          : given.audience === undefined || audience === ""
            ? defaultAudiences.map(ofOwner)
            : undefined,
      ...(account === undefined || account === "" ? {} : { account: this.#identityOf(account) }),
    };
  }

  #identityOf(account: string): string {
    const known = this.#accounts.get(account) ?? findAccount(this.model, account);
    this.#accounts.set(account, known);
    return known;
  }

  #judged(site: LoginSite, start: RunStart, asked: AskedToken): JudgedRun {
    const run = {
      start,
      ...(asked.job.environment === undefined ? {} : { environment: asked.job.environment }),
      ...(asked.account === undefined ? {} : { account: asked.account }),
      ...(asked.audiences?.length === 1 && asked.audiences[0] !== undefined ? { audience: asked.audiences[0] } : {}),
    };
    const permission = idTokenOf(site);
    if (!permission.granted) {
      const { file, job } = permission.at;
      const calls = permission.at === lastOf(site.frames) ? "" : `, which calls ${lastOf(site.frames).file.path},`;
      const reason = `GitHub gives it no token: the job ${job.id} of ${file.path} (line ${job.line})${calls} lacks id-token: write`;
      return { ...run, verdict: "refused", settings: [], code: "no_id_token", reasons: [reason] };
    }
    return { ...run, ...this.entrance.judge(asked, site.login.given.account) };
  }

  #elsewhere(site: LoginSite): JudgedLogin | undefined {
    const asked = site.login.given.organization;
    const { organization } = this.model;
    if (asked === undefined || asked.includes("${{") || asked.toLowerCase() === organization.toLowerCase()) {
      return undefined;
    }
    const meant = nearest(asked, [organization]);
    return {
      site,
      verdict: meant === undefined ? "elsewhere" : "refused",
      starts: [],
      organization: { asked, ...(meant === undefined ? {} : { meant }) },
    };
  }

  /** Refs that the conditions on the way speak of: a start that leaves the ref open is narrowed by them. */
  #conditionRefsOf({ frames, actions, login }: LoginSite): readonly string[] {
    const conditions = [...frames.map(({ job }) => job.if), ...actions.map(({ step }) => step.if), login.step.if];
    return conditions.flatMap((condition) => (condition === undefined ? [] : conditionRefs(condition)));
  }
}

function runnerOf(labels: readonly (string | undefined)[]): Pick<GitHubJob, "runner"> | undefined {
  if (labels.includes("self-hosted")) {
    return { runner: "self-hosted" };
  }
  return labels.length === 1 && /^(?:ubuntu|windows|macos)-[\w.-]+$/.test(labels[0] ?? "")
    ? { runner: "github-hosted" }
    : undefined;
}

function lastOf(frames: LoginSite["frames"]): JobFrame {
  return frames[frames.length - 1] ?? frames[0];
}

function verdictOf(starts: readonly JudgedStart["verdict"][]): LoginVerdict {
  const [first] = starts;
  if (first === undefined) {
    return "never";
  }
  if (starts.includes("unknown")) {
    return "unknown";
  }
  return starts.every((verdict) => verdict === first) ? first : "partly";
}

/** Settings for this repository that let no job here in, and that none could use whose verdict is open. */
function unusedSettings(relevant: readonly Setting[], logins: readonly JudgedLogin[]): readonly UnusedSetting[] {
  const used = new Set(
    logins.flatMap(({ starts }) => starts.flatMap(({ runs }) => runs.flatMap((run) => run.settings))),
  );
  return relevant
    .filter(({ name, enabled }) => enabled && !used.has(name))
    .map(({ name, service_accounts, dynamic_mappings, origin }) => ({
      setting: name,
      accounts: [...new Set([...service_accounts, ...dynamic_mappings.map(({ service_account }) => service_account)])],
      at: origin.at,
    }));
}
