import type { TrustModel } from "../model.js";
import { readResources } from "../resources/read.js";
import { Configuration } from "./configuration.js";
import { type Change, Document, type Instance } from "./document.js";
import { Identities } from "./identities.js";
import { Joiner } from "./join.js";
import { InstanceSource } from "./source.js";
import { knownBody, plannedBody } from "./values.js";

/** What a plan changes: the declared trust as it is live, and as it will be. */
export interface PlannedTrust {
  /** As Terraform last wrote it; what differs in `before` was changed beside it. */
  readonly recorded: TrustModel;
  /** As the refresh found it. */
  readonly before: TrustModel;
  readonly after: TrustModel;
}

/**
 * Reads trust from a plan: the value that `terraform show -json PLAN` writes, format 1.x, of ours or the official
 * provider.
 *
 * An account that the plan creates is identified by `${address}`, as in a synthesized app; one that it changes in place
 * by its slug of before. Unknown values are joined to such elements by the references of the configuration. What is
 * still unknown then, and what is sensitive, is in `unknowns`; sensitive values are never copied.
 *
 * A resource that Terraform only forgets stays in `after`: it goes on living.
 *
 * @param where the plan's file, for messages and origins
 * @throws TrustError `invalid_plan`, also for a plan that failed half way; `several_organizations`
 */
export function readPlan(value: unknown, where: string): PlannedTrust {
  const document = new Document("plan", value, where);
  const { root } = document;
  const before = root.prior_state === undefined ? [] : document.instances(root.prior_state);
  const after = instancesAfter(before, document);
  const origin = { source: "plan", where } as const;
  const configuration = new Configuration(root.configuration);
  const joiner = new Joiner(configuration, new Identities(after));
  return {
    recorded: readResources(new InstanceSource(origin, replaced(before, document.drift()), knownBody)),
    before: readResources(new InstanceSource(origin, before, knownBody)),
    after: readResources(new InstanceSource(origin, after, (instance) => plannedBody(instance, configuration, joiner))),
  };
}

/**
 * Reads trust from a state: the value that `terraform show -json` writes, format 1.x, of ours or the official provider.
 *
 * @param where the state's file, for messages and origins
 * @throws TrustError `invalid_state`, `several_organizations`
 */
export function readState(value: unknown, where: string): TrustModel {
  const document = new Document("state", value, where);
  return readResources(new InstanceSource({ source: "state", where }, document.instances(document.root), knownBody));
}

/** What is there now, but for what the plan touches; a plan may have been limited to some targets. */
function instancesAfter(before: readonly Instance[], document: Document): readonly Instance[] {
  return replaced(
    before,
    document.changes().filter(({ actions }) => !actions.includes("forget")),
  );
}

function replaced(instances: readonly Instance[], changes: readonly Change[]): readonly Instance[] {
  const touched = new Set(changes.map(objectOf));
  return [
    ...instances.filter((instance) => !touched.has(objectOf(instance))),
    ...changes.flatMap(({ after }) => after ?? []),
  ];
}

function objectOf({ address, deposed }: Pick<Instance, "address" | "deposed">): string {
  return `${address}\n${deposed}`;
}
