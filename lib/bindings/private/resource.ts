import { type TerraformProvider, TerraformResource, type TerraformResourceConfig } from "cdktf";
import type { Construct } from "constructs";
import { DeclaredBody } from "./body.js";

/** Told of every resource: what judges trust is elsewhere, and looks at L1 classes as well. */
export interface ResourceObserver {
  made(resource: CloudsmithResource): void;
  /** What is written about its stack with it. */
  tryMetadata(resource: CloudsmithResource): object | undefined;
}

let observer: ResourceObserver | undefined;

export function observeResources(by: ResourceObserver): void {
  observer = by;
}

/**
 * Base of the resources' L1 classes. What it writes is what cdktf writes; it leaves out what is undefined, which cdktf
 * would resolve in each of its passes over a stack, key and value, and then drop.
 */
export abstract class CloudsmithResource extends TerraformResource {
  #isImported = false;

  constructor(scope: Construct, id: string, config: TerraformResourceConfig) {
    super(scope, id, config);
    observer?.made(this);
  }

  /** What cdktf writes beside the resources; Terraform does not read it. */
  override toMetadata(): object {
    const written = observer?.tryMetadata(this);
    return withoutUndefined({ ...super.toMetadata(), ...written });
  }

  override get terraformMetaArguments(): { [name: string]: unknown } {
    const { dependsOn, count, provider, lifecycle, forEach, connection } = this;
    const given = dependsOn ?? count ?? provider ?? lifecycle ?? forEach ?? connection;
    return given === undefined ? {} : super.terraformMetaArguments;
  }

  /** The body as it will be written, where that is the attributes and no more; tokens are not resolved. */
  tryBody(): { readonly [name: string]: unknown } | undefined {
    return this.toTerraform === CloudsmithResource.prototype.toTerraform ? this.#attributesAlone() : undefined;
  }

  /** The attributes, where cdktf would write nothing else of this resource. */
  #attributesAlone(): { readonly [name: string]: unknown } | undefined {
    if (
      this.#isImported ||
      this.provisioners !== undefined ||
      this.hasResourceMove() !== undefined ||
      Object.keys(this.rawOverrides).length > 0 ||
      Object.keys(this.terraformMetaArguments).length > 0
    ) {
      return undefined;
    }
    const attributes = this.synthesizeAttributes();
    return Object.values(attributes).every(isPlain) ? attributes : undefined;
  }

  override importFrom(id: string, provider?: TerraformProvider): void {
    super.importFrom(id, provider);
    this.#isImported = true;
  }

  protected override get constructNodeMetadata(): { [name: string]: unknown } {
    const { metadata } = super.constructNodeMetadata;
    return { metadata: withoutUndefined(metadata) };
  }

  override toTerraform(): { [block: string]: unknown } {
    const attributes = this.#attributesAlone();
    const { rawOverrides } = this.cdktfStack as unknown as { readonly rawOverrides: object };
    // overrides of a stack are merged into bodies that are plain
    return attributes === undefined || Object.keys(rawOverrides).length > 0
      ? withoutUndefined(super.toTerraform())
      : {
          resource: {
            [this.terraformResourceType]: {
              [this.friendlyUniqueId]: new DeclaredBody(attributes, { "//": this.constructNodeMetadata }),
            },
          },
        };
  }
}

/** A list of blocks that an iterator makes, and other values that cdktf writes by a way of their own. */
function isPlain(value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    Array.isArray(value) ||
    Object.getPrototypeOf(value) === Object.prototype
  );
}

function withoutUndefined(object: { [name: string]: unknown }): { [name: string]: unknown } {
  const defined: { [name: string]: unknown } = {};
  for (const name of Object.keys(object)) {
    if (object[name] !== undefined) {
      defined[name] = object[name];
    }
  }
  return defined;
}
