import type { Origin } from "../model.js";
import type { Resolved, Resource, ResourceSource } from "../resources/source.js";
import type { Body } from "../resources/value.js";
import type { Instance } from "./document.js";
import { identityOf } from "./identities.js";

/** Resource instances with their values, of a state or of one side of a plan. */
export class InstanceSource implements ResourceSource {
  readonly source: Origin["source"];
  readonly where: string;
  readonly #byType = new Map<string, Resource[]>();
  readonly #instances = new Map<Resource, Instance>();

  constructor(
    { source, where }: { readonly source: Origin["source"]; readonly where: string },
    instances: readonly Instance[],
    read: (instance: Instance) => Body,
  ) {
    this.source = source;
    this.where = where;
    for (const instance of relevant(instances)) {
      const resource = { type: instance.type, address: instance.address, body: read(instance) };
      this.#instances.set(resource, instance);
      const others = this.#byType.get(instance.type);
      if (others === undefined) {
        this.#byType.set(instance.type, [resource]);
      } else {
        others.push(resource);
      }
    }
  }

  resources(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? [];
  }

  identity(resource: Resource): string {
    const instance = this.#instances.get(resource);
    return instance === undefined ? `\${${resource.address}}` : identityOf(instance);
  }

  resolve(text: string): Resolved {
    return { text, known: true };
  }

  uncertainty(resource: Resource): string | undefined {
    return this.#instances.get(resource)?.uncertainty;
  }
}

/** Of data sources only repositories that nothing here manages: they tell defaults and visibility. */
function relevant(instances: readonly Instance[]): readonly Instance[] {
  const ours = instances.filter(({ type }) => type.startsWith("cloudsmith_"));
  const managed = ours.filter(({ mode }) => mode === "managed");
  const known = new Set(managed.filter(({ type }) => type === "cloudsmith_repository").map(identityOf));
  const found = ours.filter((instance) => {
    const isNew =
      instance.mode === "data" && instance.type === "cloudsmith_repository" && !known.has(identityOf(instance));
    if (isNew) {
      known.add(identityOf(instance));
    }
    return isNew;
  });
  return [...managed, ...found];
}
