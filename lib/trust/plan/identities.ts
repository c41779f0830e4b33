import { IDENTITIES } from "../resources/source.js";
import { type Instance, isObject } from "./document.js";
import { keyText } from "./references.js";

/** An element that a resource instance makes, and what is known of its name. */
export interface Identity {
  /** The slug where it is known, also from before the change; else `${address}`. */
  readonly identity: string;
  readonly type: string;
  /** Whether a reference to this attribute is unknown in the plan, so that it has to be joined. */
  isUnknown(attribute: string): boolean;
}

/** The accounts, repositories and teams of one side of a plan, by address. */
export class Identities {
  readonly #byAddress = new Map<string, Identity>();
  readonly #instances = new Map<string, Identity[]>();
  readonly #knownData = new Set<string>();

  constructor(instances: readonly Instance[]) {
    for (const instance of instances) {
      if (instance.mode === "data") {
        this.#knownData.add(instance.address);
      } else if (IDENTITIES.has(instance.type)) {
        this.#add(instance);
      }
    }
  }

  /** The element of one instance: `module.a.cloudsmith_service.ci["k"]`. */
  tryGet(address: string): Identity | undefined {
    return this.#byAddress.get(address);
  }

  /** The elements of all instances of a resource: `module.a.cloudsmith_service.ci`. */
  all(resource: string): readonly Identity[] {
    return this.#instances.get(resource) ?? [];
  }

  /** Whether a data source was read, so that nothing of it is unknown. */
  isKnownData(address: string): boolean {
    return this.#knownData.has(address);
  }

  #add(instance: Instance): void {
    const { address, key, type, unknown } = instance;
    const identity: Identity = {
      identity: identityOf(instance),
      type,
      isUnknown: (attribute) => isObject(unknown) && unknown[attribute] === true,
    };
    this.#byAddress.set(address, identity);
    const suffix = keyText(key);
    const resource = address.endsWith(suffix) ? address.slice(0, address.length - suffix.length) : address;
    const others = this.#instances.get(resource);
    if (others === undefined) {
      this.#instances.set(resource, [identity]);
    } else {
      others.push(identity);
    }
  }
}

/** The slug; from before the change where that may give the same element another one. */
export function identityOf({ values, sensitive, prior, address }: Instance): string {
  const isSecret = sensitive === true || (isObject(sensitive) && sensitive.slug === true);
  const slug = [values.slug, prior?.slug].find((candidate) => typeof candidate === "string" && candidate !== "");
  return typeof slug === "string" && !isSecret ? slug : `\${${address}}`;
}
