/** Composite actions of the repository: what they do with a key that is handed to them. */
import { isTrustError } from "../../errors.js";
import type { WorkflowFile, WorkflowStep } from "../../workflow/model.js";
import { readAction } from "../../workflow/read.js";
import { inRepository } from "../../workflow/sites.js";
import { kindOfUse, type OtherUse } from "../other-uses.js";
import { inputFlagsIn, isCloudsmithAction, KEY_VARIABLE, runsClient, type StepUse, useOfVariable } from "../places.js";

interface Composite {
  readonly path: string;
  readonly text: string;
  readonly steps: readonly WorkflowStep[];
  /** What is known of it already; while it is found out, what would be without what it uses. */
  variable?: StepUse;
  keys?: ReadonlySet<string>;
}

/** GitHub's own limit. Source: the runner's, on composite actions. */
const DEEPEST = 10;
const INPUT = /^\s*\$\{\{\s*inputs(?:\.|\[\s*')([A-Za-z_][\w-]*)(?:'\s*\])?\s*\}\}\s*$/;
/** Gravest last: one step that cannot be looked into is not made up for by another. */
const USES: readonly StepUse[] = ["none", "replaceable", "hidden", "tool"];

export class Composites {
  readonly #actions = new Map<string, Composite>();

  /** @param files of the repository; those that are no composite actions, or cannot be read, are passed over */
  constructor(files: readonly { readonly path: string; readonly text: string }[]) {
    for (const { path, text } of files) {
      const folder = /^(?:(.*)\/)?action\.ya?ml$/.exec(path);
      const steps = folder === null ? undefined : stepsOf(text, path);
      if (folder !== null && steps !== undefined) {
        this.#actions.set(folder[1] ?? "", { path, text, steps });
      }
    }
  }

  /**
   * What a step does with the variable, with the steps of its action where it uses a composite one.
   *
   * @param own whether the variable is given to this step alone
   */
  useOfVariable(step: WorkflowStep, own: boolean, depth = 0): StepUse {
    const action = depth >= DEEPEST ? undefined : this.#of(step);
    if (action === undefined) {
      return useOfVariable(step, own);
    }
    if (action.variable === undefined) {
      action.variable = "none";
      const uses = action.steps
        .filter(({ env }) => !env.has(KEY_VARIABLE))
        .map((inner) => this.useOfVariable(inner, false, depth + 1));
      action.variable = USES.findLast((use) => uses.includes(use)) ?? "none";
    }
    return action.variable === "none" ? useOfVariable(step, own) : action.variable;
  }

  /** What a step hands to its action as a key, by what the action does with it: values as they are written. */
  keysGiven(step: WorkflowStep): readonly string[] {
    const action = this.#of(step);
    const keys = action === undefined ? undefined : this.#keyInputs(action, 0);
    return [...step.with].flatMap(([input, value]) => (keys?.has(input.toLowerCase()) === true ? [value] : []));
  }

  /** The lines of actions that read a secret which workflows hand to them, each once. */
  uses(workflows: readonly WorkflowFile[], secretIn: (value: string) => string | undefined): readonly OtherUse[] {
    const found = new Map<string, OtherUse>();
    const seen = new Set<string>();
    const follow = (step: WorkflowStep, secretOf: (value: string) => string | undefined, depth: number): void => {
      const action = this.#of(step);
      if (action === undefined || depth >= DEEPEST) {
        return;
      }
      for (const [input, value] of step.with) {
        const secret = secretOf(value);
        const key = JSON.stringify([action.path, input.toLowerCase(), secret]);
        if (secret === undefined || seen.has(key)) {
          continue;
        }
        seen.add(key);
        for (const use of linesReading(action, input, secret)) {
          found.set(`${use.path}\n${use.line}`, use);
        }
        for (const inner of action.steps) {
          follow(inner, (text) => (reads(text, input) ? secret : undefined), depth + 1);
        }
      }
    };
    for (const step of workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps))) {
      follow(step, secretIn, 0);
    }
    return [...found.values()];
  }

  #of({ uses }: WorkflowStep): Composite | undefined {
    return uses?.startsWith("./") === true ? this.#actions.get(inRepository(uses)) : undefined;
  }

  /** Names, in lower case, of the inputs that stand where a key stands. */
  #keyInputs(action: Composite, depth: number): ReadonlySet<string> {
    if (action.keys !== undefined || depth >= DEEPEST) {
      return action.keys ?? new Set();
    }
    action.keys = new Set();
    const values = action.steps.flatMap((step): readonly (string | undefined)[] => {
      const inner = this.#of(step);
      const inside = inner === undefined ? undefined : this.#keyInputs(inner, depth + 1);
      return [
        step.env.get(KEY_VARIABLE),
        ...(isCloudsmithAction(step) ? [step.with.get("api-key")] : []),
        ...[...step.with].map(([name, value]) => (inside?.has(name.toLowerCase()) === true ? value : undefined)),
        ...(runsClient(step.run ?? "") ? inputFlagsIn(step.run ?? "", step.env) : []),
      ];
    });
    action.keys = new Set(values.flatMap((value) => INPUT.exec(value ?? "")?.[1]?.toLowerCase() ?? []));
    return action.keys;
  }
}

function stepsOf(text: string, path: string): readonly WorkflowStep[] | undefined {
  try {
    return readAction(text, path).steps;
  } catch (error) {
    if (!isTrustError(error)) {
      throw error;
    }
    return undefined;
  }
}

function linesReading({ path, text }: Composite, input: string, secret: string): readonly OtherUse[] {
  return text.split("\n").flatMap((line, index): OtherUse[] => {
    const isComment = /^\s*#/.test(line);
    return isComment || !reads(line, input)
      ? []
      : [{ path, line: index + 1, kind: kindOfUse(line) ?? "handed-down", secret }];
  });
}

/** Longer lines are made by machines. */
const LONGEST_LINE = 4_000;

/** Names of inputs know no case. */
function reads(text: string, input: string): boolean {
  const name = input.replace(/[^\w-]/g, "\\$&");
  return new RegExp(`\\$\\{\\{[^}]*\\binputs(?:\\.${name}(?![\\w-])|\\[\\s*'${name}'\\s*\\])`, "i").test(
    text.slice(0, LONGEST_LINE),
  );
}
