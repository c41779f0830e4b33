/**
 * What `terraform show -json` writes of a plan or a state, as far as trust needs it.
 *
 * Source: Terraform's JSON output format, https://developer.hashicorp.com/terraform/internals/json-format
 */
import { TrustError, type TrustErrorCode } from "../errors.js";

export type JsonObject = { readonly [name: string]: unknown };

/** A resource instance with its values, as one side of a plan or a state has it. */
export interface Instance {
  /** Whole address, module path and key included. */
  readonly address: string;
  /** `module.a["k"].module.b`; empty for the root module. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  readonly values: JsonObject;
  /** In the shape of the values: `true` for what is known only after the plan is applied. */
  readonly unknown: unknown;
  /** In the shape of the values: `true` for what is sensitive. The values themselves are there all the same. */
  readonly sensitive: unknown;
  /** The values of the same object before the change; absent where it is made anew. */
  readonly prior?: JsonObject;
  /** Key of an object that is left over from a replacement; empty for the current one. */
  readonly deposed: string;
  /** Why it is not certain that this will be there. */
  readonly uncertainty?: string;
}

export interface Change {
  readonly address: string;
  readonly deposed: string;
  readonly actions: readonly string[];
  /** Absent where nothing will be left. */
  readonly after?: Instance;
}

/** A document of one kind and a version that can be read. */
export class Document {
  readonly root: JsonObject;
  readonly #where: string;
  readonly #code: TrustErrorCode;

  /** @throws TrustError `invalid_plan`, `invalid_state` for something else, or another version */
  constructor(kind: "plan" | "state", value: unknown, where: string) {
    this.#where = where;
    this.#code = kind === "plan" ? "invalid_plan" : "invalid_state";
    const expected = `expected what terraform show -json writes of a ${kind}`;
    if (!isObject(value)) {
      throw this.fault(`not a JSON object; ${expected}`);
    }
    this.root = value;
    const { format_version: version } = value;
    if (typeof version !== "string") {
      throw this.fault(`${insteadOf(value)}; ${expected}`);
    }
    if (version.split(".")[0] !== "1") {
      throw this.fault(
        `format_version is ${JSON.stringify(version.slice(0, 20))}; this version of cloudsmith-trust reads 1.x`,
      );
    }
    const isPlan = "planned_values" in value || "resource_changes" in value || "configuration" in value;
    if (kind === "plan" && !isPlan) {
      throw this.fault(`this is a state, not a plan; ${expected}`);
    }
    if (kind === "state" && isPlan) {
      throw this.fault(`this is a plan, not a state; ${expected}`);
    }
    if (kind === "plan" && !("resource_changes" in value) && this.#plansResources(value.planned_values)) {
      throw this.fault("resource_changes is missing; the file is not whole, or something else wrote it");
    }
    if (value.errored === true) {
      throw this.fault("the plan failed half way, so it does not hold everything: plan again");
    }
  }

  #plansResources(planned: unknown): boolean {
    const root = isObject(planned) ? planned.root_module : undefined;
    return isObject(root) && Object.keys(root).length > 0;
  }

  fault(message: string): TrustError {
    return new TrustError(this.#code, `${this.#where}: ${message}`);
  }

  /** Resource instances of a state, those of modules included. */
  instances(state: unknown): readonly Instance[] {
    const { values } = this.#object(state, "the state");
    const { root_module: root } = values === undefined ? {} : this.#object(values, "values");
    const found: Instance[] = [];
    const open: { readonly module: unknown; readonly address: string }[] = [{ module: root ?? {}, address: "" }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const module = this.#object(next.module, "a module");
      for (const resource of this.#list(module.resources, "resources")) {
        found.push(this.#instance(this.#object(resource, "a resource"), next.address));
      }
      for (const child of this.#list(module.child_modules, "child_modules").toReversed()) {
        const { address } = this.#object(child, "a module");
        open.push({ module: child, address: this.#text(address, "a module's address") });
      }
    }
    return found;
  }

  /** What the plan does to resources, or puts off to a later plan. */
  changes(): readonly Change[] {
    return [
      ...this.#list(this.root.resource_changes, "resource_changes").map((change) => this.#change(change)),
      ...this.#list(this.root.deferred_changes, "deferred_changes").map((deferred) => {
        const { reason, resource_change: change } = this.#object(deferred, "a deferred change");
        return this.#change(change, `put off to a later plan${typeof reason === "string" ? ` (${reason})` : ""}`);
      }),
    ];
  }

  /** What was changed beside Terraform, as it was when Terraform last wrote it; absent where it has come since. */
  drift(): readonly Change[] {
    return this.#list(this.root.resource_drift, "resource_drift").map((value) => {
      const resource = this.#object(value, "a change");
      const change = this.#object(resource.change, "a change");
      return this.#change({ ...resource, change: { ...turned(change), actions: change.actions } });
    });
  }

  #change(value: unknown, uncertainty?: string): Change {
    const resource = this.#object(value, "a change");
    const change = this.#object(resource.change, "a change");
    const actions = this.#list(change.actions, "actions").map((action) => this.#text(action, "an action"));
    const address = this.#text(resource.address, "an address");
    const deposed = typeof resource.deposed === "string" ? resource.deposed : "";
    if (!isObject(change.after)) {
      return { address, deposed, actions };
    }
    const isNew = actions.includes("create") || actions.includes("delete") || !isObject(change.before);
    const module = typeof resource.module_address === "string" ? resource.module_address : "";
    const values: JsonObject = { ...resource, values: change.after, sensitive_values: change.after_sensitive };
    return {
      address,
      deposed,
      actions,
      after: {
        ...this.#instance(values, module),
        deposed,
        unknown: change.after_unknown,
        ...(isNew ? {} : { prior: change.before as JsonObject }),
        ...(uncertainty === undefined ? {} : { uncertainty }),
      },
    };
  }

  #instance(resource: JsonObject, module: string): Instance {
    const { index } = resource;
    return {
      address: this.#text(resource.address, "an address"),
      module,
      mode: resource.mode === "data" ? "data" : "managed",
      type: this.#text(resource.type, "a resource's type"),
      name: this.#text(resource.name, "a resource's name"),
      key: typeof index === "string" || typeof index === "number" ? index : undefined,
      values: resource.values === undefined ? {} : this.#object(resource.values, "values"),
      unknown: undefined,
      sensitive: resource.sensitive_values,
      deposed: typeof resource.deposed_key === "string" ? resource.deposed_key : "",
    };
  }

  #object(value: unknown, what: string): JsonObject {
    if (!isObject(value)) {
      throw this.fault(`${what} is not an object; the file is not whole, or something else wrote it`);
    }
    return value;
  }

  #list(value: unknown, what: string): readonly unknown[] {
    if (value === undefined || value === null) {
      return [];
    }
    if (!Array.isArray(value)) {
      throw this.fault(`${what} is not a list; the file is not whole, or something else wrote it`);
    }
    return value;
  }

  #text(value: unknown, what: string): string {
    if (typeof value !== "string") {
      throw this.fault(`${what} is not a text; the file is not whole, or something else wrote it`);
    }
    return value;
  }
}

/** The other way round. */
function turned({ before, before_sensitive, after, after_sensitive }: JsonObject): JsonObject {
  return { before: after, before_sensitive: after_sensitive, after: before, after_sensitive: before_sensitive };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What somebody may have given by mistake. */
function insteadOf(value: JsonObject): string {
  if (typeof value.version === "number" && "serial" in value) {
    return "this is a state file as Terraform keeps it";
  }
  if ("resource" in value || "terraform" in value) {
    return "this is a configuration, as cdktf synth writes it";
  }
  return "organization" in value ? "this is a trust file" : "there is no format_version";
}
