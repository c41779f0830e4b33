import type { Origin } from "../model.js";
import type { Body } from "./value.js";

/** One resource of the provider, wherever it was read. */
export interface Resource {
  readonly type: string;
  /** `cloudsmith_oidc.app`. */
  readonly address: string;
  readonly body: Body;
}

/** What a text stands for; while it is not known, the expression that makes it. */
export interface Resolved {
  readonly text: string;
  readonly known: boolean;
}

/** Resources in Terraform's terms: a synthesized stack, one side of a plan, a state. */
export interface ResourceSource {
  readonly source: Origin["source"];
  /** File path or stack directory. */
  readonly where: string;
  resources(type: string): readonly Resource[];
  /** The identity of the element that a resource makes: its slug where that is known, else `${address}`. */
  identity(resource: Resource): string;
  resolve(text: string): Resolved;
  /** Why it is not certain that a resource makes one element, if it is not. */
  uncertainty(resource: Resource): string | undefined;
}

/** The types whose elements are the model's own, so that a reference to their identity joins even while unknown. */
export const IDENTITIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["cloudsmith_service", ["slug", "id"]],
  ["cloudsmith_repository", ["slug", "slug_perm", "id"]],
  ["cloudsmith_team", ["slug", "slug_perm", "id"]],
]);
