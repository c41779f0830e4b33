/** Every place of a repository's workflows that logs in, followed through called workflows and composite actions. */
import { type CloudsmithLogin, grantsIdToken, loginOf, permissionsOf } from "./logins.js";
import type { ActionFile, WorkflowFile, WorkflowJob, WorkflowStep } from "./model.js";

/** The workflow files of a repository. */
export interface WorkflowTree {
  readonly workflows: readonly WorkflowFile[];
  /** The action in a folder of the repository; a sentence where there is none, or it cannot be read. */
  readonly action: (folder: string) => ActionFile | string;
}

export interface JobFrame {
  readonly file: WorkflowFile;
  readonly job: WorkflowJob;
}

export interface ActionFrame {
  /** The step that uses the action. */
  readonly step: WorkflowStep;
  readonly action: ActionFile;
}

/** A login, and how a run gets to it. */
export interface LoginSite {
  /** The workflow that is started, then each one called, with the job in it: the last one holds the login. */
  readonly frames: readonly [JobFrame, ...JobFrame[]];
  /** The composite actions that the login stands in, outermost first. */
  readonly actions: readonly ActionFrame[];
  readonly login: CloudsmithLogin;
  /** The file that the login's step stands in. */
  readonly path: string;
}

/** Something that a job uses and that was not looked into. */
export interface NotFollowed {
  readonly path: string;
  readonly line: number;
  readonly uses: string;
  /** Why, as one sentence without its end. */
  readonly reason: string;
}

export interface LoginSites {
  readonly sites: readonly LoginSite[];
  readonly notFollowed: readonly NotFollowed[];
}

/** GitHub's own limits. Source: its reference on reusable workflows; the runner's on composite actions. */
const DEEPEST_CALL = 10;
const DEEPEST_ACTION = 10;
/** Jobs that are looked into in all: calls of calls grow fast. */
const MOST_JOBS = 20_000;

export function loginSites(tree: WorkflowTree): LoginSites {
  const search = new Search(tree);
  for (const file of tree.workflows) {
    if (file.triggers.some(({ event }) => event !== "workflow_call")) {
      search.start(file);
    }
  }
  search.uncalled();
  return { sites: search.sites, notFollowed: [...search.notFollowed.values()] };
}

/** Whether the job of a site may have the token, and the job that would have to grant it. */
export function idTokenOf({ frames }: Pick<LoginSite, "frames">): { readonly granted: boolean; readonly at: JobFrame } {
  let inherited = false;
  for (const [depth, frame] of frames.entries()) {
    const permissions = permissionsOf(frame.job, frame.file);
    // a called workflow that names none has its caller's, and it never has more
    const granted: boolean = permissions === undefined ? depth > 0 && inherited : grantsIdToken(permissions);
    if (!granted) {
      return { granted: false, at: frame };
    }
    inherited = granted;
  }
  return { granted: true, at: frames[0] };
}

class Search {
  readonly sites: LoginSite[] = [];
  readonly notFollowed = new Map<string, NotFollowed>();
  readonly #byPath: ReadonlyMap<string, WorkflowFile>;
  readonly #called = new Set<WorkflowFile>();
  readonly #actions = new Map<string, ActionFile | string>();
  #jobs = 0;

  constructor(private readonly tree: WorkflowTree) {
    this.#byPath = new Map(tree.workflows.map((file) => [file.path, file]));
  }

  start(file: WorkflowFile): void {
    this.#jobsOf(file, []);
  }

  /** Workflows that only others call, and nobody here does. */
  uncalled(): void {
    for (const file of this.tree.workflows) {
      const isOnlyCalled = file.triggers.every(({ event }) => event === "workflow_call");
      if (file.triggers.length > 0 && isOnlyCalled && !this.#called.has(file)) {
        const reason = "nothing in this repository calls it, and who else does is not known here";
        this.#note({ path: file.path, line: file.triggers[0]?.line ?? 1, uses: file.path, reason });
      }
    }
  }

  #jobsOf(file: WorkflowFile, callers: readonly JobFrame[]): void {
    for (const job of file.jobs) {
      this.#jobs++;
      const frames = [...callers, { file, job }] as unknown as LoginSite["frames"];
      if (job.uses !== undefined) {
        this.#call(job.uses, frames);
      } else {
        this.#steps(job.steps, { frames, actions: [], path: file.path });
      }
    }
  }

  #call(uses: string, frames: LoginSite["frames"]): void {
    const { file, job } = frames[frames.length - 1] ?? frames[0];
    const note = (reason: string): void => this.#note({ path: file.path, line: job.line, uses, reason });
    if (!uses.startsWith("./")) {
      note("it is another repository's, or this one's at another commit");
      return;
    }
    const called = this.#byPath.get(inRepository(uses));
    if (called === undefined) {
      note("there is no such workflow in this repository");
    } else if (frames.some((frame) => frame.file === called)) {
      note("it calls itself");
    } else if (frames.length >= DEEPEST_CALL) {
      note(`GitHub calls ${DEEPEST_CALL} workflows deep and no deeper`);
    } else if (this.#jobs >= MOST_JOBS) {
      note(`more than ${MOST_JOBS} jobs were looked into before`);
    } else {
      this.#called.add(called);
      this.#jobsOf(called, frames);
    }
  }

  #steps(steps: readonly WorkflowStep[], place: Pick<LoginSite, "frames" | "actions" | "path">): void {
    const seen = new Set<string>();
    for (const [index, step] of steps.entries()) {
      if (step.uses?.startsWith("./") === true) {
        this.#use(step, step.uses, place);
        continue;
      }
      const login = loginOf(step, { env: envAround(step, place), before: steps.slice(0, index) });
      // one command after another signs in the same way: what holds of the first holds of all
      const same = login === undefined ? "" : JSON.stringify([login.client, login.given, step.if, login.by]);
      if (login !== undefined && !seen.has(same)) {
        this.sites.push({ ...place, login });
        seen.add(same);
      }
    }
  }

  #use(step: WorkflowStep, uses: string, place: Pick<LoginSite, "frames" | "actions" | "path">): void {
    const note = (reason: string): void => this.#note({ path: place.path, line: step.line, uses, reason });
    const folder = inRepository(uses);
    let action = this.#actions.get(folder);
    if (action === undefined) {
      action = this.tree.action(folder);
      this.#actions.set(folder, action);
    }
    if (typeof action === "string") {
      note(action);
    } else if (action.steps === undefined) {
      note("it is no composite action");
    } else if (place.actions.some((frame) => frame.action === action)) {
      note("it uses itself");
    } else if (place.actions.length >= DEEPEST_ACTION) {
      note(`GitHub follows ${DEEPEST_ACTION} actions deep and no deeper`);
    } else if (this.#jobs >= MOST_JOBS) {
      note(`more than ${MOST_JOBS} jobs were looked into before`);
    } else {
      this.#jobs++;
      this.#steps(action.steps, { ...place, actions: [...place.actions, { step, action }], path: action.path });
    }
  }

  #note(one: NotFollowed): void {
    this.notFollowed.set(`${one.path}\n${one.line}\n${one.uses}`, one);
  }
}

/** What a step sees of variables, as written where its own expressions mean the same; from further out, by name. */
function envAround(
  step: WorkflowStep,
  { frames, actions }: Pick<LoginSite, "frames" | "actions">,
): (name: string) => string | undefined {
  const { file, job } = frames[frames.length - 1] ?? frames[0];
  return (name) => {
    const own = step.env.get(name);
    if (own !== undefined) {
      return own;
    }
    const outer = job.env.get(name) ?? file.env.get(name);
    if (actions.length === 0) {
      return outer;
    }
    const isSet = outer !== undefined || actions.some(({ step: user }) => user.env.has(name));
    return isSet ? `\${{ env.${name} }}` : undefined;
  };
}

/** `./a//b/../c` as `a/c`; what leaves the repository keeps its dots. */
export function inRepository(uses: string): string {
  const parts: string[] = [];
  for (const part of uses.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") {
      parts.pop();
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return parts.join("/");
}
