import type { Scalar } from "yaml";
import { LOGIN_ACTION, PUSH_ACTION } from "../../workflow/logins.js";
import type { WorkflowStep } from "../../workflow/model.js";
import type { Edit } from "../edits.js";
import { KEY_VARIABLE, type KeyFlag, keyFlagsIn, runsClient, type StepUse, secretIn } from "../places.js";
import type { Composites } from "./composites.js";
import { readByFlagsAlone } from "./flag-variables.js";
import { type LoginTarget, newLogin, turnedLogin } from "./login-step.js";
import { type JobSource, NotSafe, type StepSource, type WorkflowSource } from "./source.js";

interface UsingStep extends StepSource {
  readonly index: number;
  /** How it uses the variable, where it sees it. */
  readonly variable: StepUse;
  /** The secret that its own env gives it as the variable. */
  readonly ownVariable: string | undefined;
  /** The secret that it hands to one of Cloudsmith's actions. */
  readonly actionKey: string | undefined;
  /** The secrets behind flags of its commands. */
  readonly flags: readonly string[];
  /** Variables of its own env that only those flags read. */
  readonly flagVariables: ReadonlySet<string>;
}

/** One job that uses a key, and what makes it sign in by OIDC instead. */
export class JobChange {
  readonly usesWorkflowVariable: boolean;
  readonly #jobSecret: string | undefined;
  readonly #workflowSecret: string | undefined;
  readonly #using: readonly UsingStep[];
  /** Variables of the job's env that only flags of its commands read, and their secrets. */
  readonly #flagVariables: ReadonlyMap<string, string>;

  constructor(
    readonly source: WorkflowSource,
    readonly job: JobSource,
    secrets: ReadonlySet<string>,
    composites: Composites,
  ) {
    const known = (value: string | undefined): string | undefined => {
      const name = secretIn(value);
      return name !== undefined && secrets.has(name.toLowerCase()) ? name : undefined;
    };
    this.#jobSecret = known(job.job.env.get(KEY_VARIABLE));
    const workflow = known(source.workflow.env.get(KEY_VARIABLE));
    this.#workflowSecret = job.job.env.has(KEY_VARIABLE) ? undefined : workflow;
    const around = this.#jobSecret ?? this.#workflowSecret;
    this.#flagVariables = readByFlagsAlone(job.job.env, known, job.job.steps);
    this.#using = job.steps.flatMap((each, index) => {
      const { step } = each;
      const ownVariable = known(step.env.get(KEY_VARIABLE));
      const sees = ownVariable !== undefined || (around !== undefined && !step.env.has(KEY_VARIABLE));
      const variable = sees ? composites.useOfVariable(step, ownVariable !== undefined) : "none";
      const isAction = LOGIN_ACTION.test(step.uses ?? "") || PUSH_ACTION.test(step.uses ?? "");
      const given = isAction ? step.with.get("api-key") : undefined;
      const byVariable = around !== undefined && /^\s*\$\{\{\s*env\.CLOUDSMITH_API_KEY\s*\}\}\s*$/.test(given ?? "");
      const actionKey = known(given) ?? (byVariable ? around : undefined);
      const own = readByFlagsAlone(step.env, known, [step]);
      const flags = this.#flagsOf(step, own).flatMap(({ secret, variable: name = "" }) => {
        const behind = secret ?? own.get(name) ?? this.#flagVariables.get(name);
        return behind !== undefined && secrets.has(behind.toLowerCase()) ? [behind] : [];
      });
      const flagVariables = new Set(own.keys());
      return variable === "none" && actionKey === undefined && flags.length === 0
        ? []
        : [{ ...each, index, variable, ownVariable, actionKey, flags, flagVariables }];
    });
    this.usesWorkflowVariable =
      this.#workflowSecret !== undefined &&
      this.#using.some(
        ({ ownVariable, variable, actionKey }) =>
          ownVariable === undefined && (variable !== "none" || actionKey !== undefined),
      );
  }

  get usesKey(): boolean {
    return this.#using.length > 0 || this.#jobSecret !== undefined;
  }

  /** The steps that need to be signed in. */
  get users(): readonly WorkflowStep[] {
    return this.#using.length > 0 ? this.#using.map(({ step }) => step) : this.job.job.steps;
  }

  get secretNames(): readonly string[] {
    const names = [
      this.#jobSecret,
      this.usesWorkflowVariable ? this.#workflowSecret : undefined,
      ...this.#using.flatMap(({ ownVariable, actionKey, flags }) => [ownVariable, actionKey, ...flags]),
    ];
    return [...new Set(names.filter((name) => name !== undefined))];
  }

  get notes(): readonly string[] {
    const [first] = this.#using;
    const before = this.job.steps.slice(0, first?.index ?? 0).filter(({ step }) => step.run !== undefined);
    const isAround = this.#jobSecret !== undefined || this.usesWorkflowVariable;
    return [
      ...(isAround && before.length > 0
        ? [
            `line ${before.map(({ step }) => step.line).join(", ")}: steps in front of the login no longer see ${KEY_VARIABLE}, which none of them names`,
          ]
        : []),
      ...this.#using
        .filter(({ variable }) => variable === "hidden")
        .map(
          ({ step }) =>
            `line ${step.line}: what it does with ${KEY_VARIABLE} cannot be seen; it will get the job's own token under that name, which does at the API and in the cloudsmith command what the key did`,
        ),
    ];
  }

  /** Lines of the keys that the change takes away. */
  get lines(): readonly number[] {
    const { source, job } = this;
    const variables = (map: unknown, names: Iterable<string>): readonly number[] =>
      [...names].flatMap((name) => entry(map, "env", name));
    const entry = (map: unknown, holder: string, name: string): readonly number[] => {
      const found = source.entry(source.document.get(map, holder), name);
      return found === undefined ? [] : [source.lineOf(found.key)];
    };
    return [
      ...entry(source.document.root, "env", KEY_VARIABLE),
      ...entry(job.map, "env", KEY_VARIABLE),
      ...variables(job.map, this.#flagVariables.keys()),
      ...this.#using.flatMap((each) => [
        ...entry(each.map, "env", KEY_VARIABLE),
        ...variables(each.map, each.flagVariables),
        ...entry(each.map, "with", "api-key"),
        ...(each.flags.length === 0 ? [] : this.#flagLines(each)),
      ]),
    ];
  }

  /** Lines that send the variable as the API's header: once the job is changed, what they send is its own token. */
  get requestLines(): readonly number[] {
    const [from = 0, to = 0] = this.job.map.range ?? [];
    const first = this.source.document.lineOf(this.job.map);
    return this.source.text
      .slice(from, to)
      .split("\n")
      .flatMap((line, index) => (/X-Api-Key/i.test(line) && /CLOUDSMITH_API_KEY/.test(line) ? [first + index] : []));
  }

  /** @throws NotSafe */
  edits(login: LoginTarget): readonly Edit[] {
    const { source, job } = this;
    source.checkNoAliases(job.map);
    const tool = this.#using.find(({ variable }) => variable === "tool");
    if (tool !== undefined) {
      throw new NotSafe(
        `the step in line ${tool.step.line} gives the key to a package tool, which wants the user token beside it`,
        tool.step.line,
      );
    }
    const [first] = this.#using;
    if (first === undefined) {
      throw new NotSafe("the key is given to the job, and it cannot be seen what uses it", job.job.line);
    }
    if (
      job.job.steps.some(({ uses, with: inputs }) => LOGIN_ACTION.test(uses ?? "") && inputs.has("oidc-service-slug"))
    ) {
      throw new NotSafe(
        "it signs in by OIDC already: take the key out by hand, and see what still needs it",
        job.job.line,
      );
    }
    const action = this.#using.find(
      ({ step, actionKey }) => actionKey !== undefined && LOGIN_ACTION.test(step.uses ?? ""),
    );
    if (action !== undefined && action.index > first.index) {
      throw new NotSafe("a step before the login action uses the key, too", first.step.line);
    }
    return [
      ...(action === undefined ? this.#newLogin(first, login) : turnedLogin(source, job, action, login)),
      ...this.#withoutJobVariables(),
      ...this.#using.flatMap((each) => this.#stepEdits(each, action)),
    ];
  }

  #stepEdits(each: UsingStep, action: UsingStep | undefined): readonly Edit[] {
    const { source } = this;
    const edits: Edit[] = [];
    if (each.ownVariable !== undefined || each.flagVariables.size > 0) {
      edits.push(...this.#withoutOwnVariables(each));
    }
    if (each.actionKey !== undefined && PUSH_ACTION.test(each.step.uses ?? "")) {
      if (action !== undefined) {
        throw new NotSafe("it uses both of Cloudsmith's actions with a key: change it by hand", each.step.line);
      }
      const entry = source.entry(source.document.get(each.map, "with"), "api-key");
      if (entry !== undefined) {
        const isFlow = (source.document.get(each.map, "with") as { flow?: boolean }).flow === true;
        const value = `\${{ steps.${this.#stepId()}.outputs.oidc-token }}`;
        edits.push(source.replaceScalar(entry.value, isFlow ? `"${value}"` : value));
      }
    }
    if (each.flags.length > 0) {
      edits.push(...this.#withoutFlags(each));
    }
    return edits;
  }

  #withoutJobVariables(): readonly Edit[] {
    const names = [...this.#flagVariables.keys(), ...(this.#jobSecret === undefined ? [] : [KEY_VARIABLE])];
    return names.length === 0 ? [] : this.source.removeEntry(this.job.map, "env", new Set(names));
  }

  #withoutOwnVariables({ map, step, ownVariable, flagVariables }: UsingStep): readonly Edit[] {
    const { source } = this;
    const gone = new Set([...flagVariables, ...(ownVariable === undefined ? [] : [KEY_VARIABLE])]);
    const entries = source.document.entries(map);
    const alone = source.document.entries(source.document.get(map, "env")).every(({ name }) => gone.has(name));
    if (alone && entries[0]?.name === "env") {
      throw new NotSafe("the step begins with its env: put its name first", step.line);
    }
    return source.removeEntry(map, "env", gone);
  }

  /** The flags whose key is known: of a secret, or of a variable that only flags read. */
  #flagsOf({ run = "" }: WorkflowStep, own: { has(name: string): boolean }): readonly KeyFlag[] {
    const isKnown = ({ secret, variable = "" }: KeyFlag): boolean =>
      secret !== undefined || own.has(variable) || this.#flagVariables.has(variable);
    return runsClient(run) ? keyFlagsIn(run).filter(isKnown) : [];
  }

  /** The flags, in the text as it is written: whichever way the script is quoted, they stand in it as they are. */
  #flagRanges({ map, step, flagVariables }: UsingStep): readonly (readonly [from: number, to: number])[] {
    const entry = this.source.entry(map, "run");
    const scalar = entry?.value as Scalar | undefined;
    const [start = 0, end = 0] = scalar?.range ?? [];
    const isQuoted = scalar?.type === "QUOTE_DOUBLE" || scalar?.type === "QUOTE_SINGLE";
    const [from, to] = isQuoted ? [start + 1, end - 1] : [start, end];
    const written = { ...step, run: this.source.text.slice(from, to) };
    return this.#flagsOf(written, flagVariables).map((flag) => [from + flag.from, from + flag.to]);
  }

  #flagLines(each: UsingStep): readonly number[] {
    return this.#flagRanges(each).map(([from]) => this.source.text.slice(0, from).split("\n").length);
  }

  #withoutFlags(each: UsingStep): readonly Edit[] {
    const ranges = this.#flagRanges(each);
    if (ranges.length !== this.#flagsOf(each.step, each.flagVariables).length) {
      throw new NotSafe("its script is written in a way that is not understood", each.step.line);
    }
    return ranges.map(([from, to]) => this.#withoutFlag(from, to));
  }

  /**
   * A flag at the beginning of a line leaves the line's indentation; one alone on its line takes the line with it; one that
   * the line before is continued to (by a backslash, or as PowerShell and cmd do) takes that with it.
   */
  #withoutFlag(from: number, to: number): Edit {
    const { text } = this.source;
    if (text[from - 1] !== "\n") {
      return { from, to, text: "" };
    }
    const continued = /[ \t]*[\\`^]\r?\n$/.exec(text.slice(Math.max(0, from - 1_000), from));
    if (continued !== null) {
      return { from: from - continued[0].length, to, text: "" };
    }
    const rest = /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
    const end = /^\r?\n/.exec(text.slice(to + rest));
    if (end !== null) {
      return { from, to: to + rest + end[0].length, text: "" };
    }
    const indent = /^[ \t]*/.exec(text.slice(from))?.[0].length ?? 0;
    return { from: from + indent, to: to + rest, text: "" };
  }

  #newLogin(first: UsingStep, login: LoginTarget): readonly Edit[] {
    const conditions = this.#using.map(({ step }) => step.if);
    return newLogin(this.source, this.job, { first, conditions, id: this.#stepId() }, login);
  }

  #stepId(): string {
    const taken = new Set(this.job.job.steps.map(({ id }) => id));
    return ["cloudsmith", "cloudsmith-login", "cloudsmith-oidc"].find((id) => !taken.has(id)) ?? "cloudsmith-sign-in";
  }
}
