/** What the provider in the public registry lacks, so that nothing of it is written for that one. */
import type { TerraformStack } from "cdktf";
import type { ProviderBuild } from "../../bindings/private/metadata.js";
import { bodyOf, elementsOf } from "./elements.js";

/** The registry's provider; its 0.0.84 is the first that signs in by OIDC, which remote runs need. */
export const REGISTRY_PROVIDER: ProviderBuild = { source: "cloudsmith-io/cloudsmith", version: "0.0.84" };

/** By element: `resource.TYPE`, `data.TYPE`, `provider.cloudsmith`; `*` is the element as a whole. */
export const ONLY_PACKED: { readonly [element: string]: readonly string[] } = {
  "resource.cloudsmith_repository_privilege": ["*"],
  "data.cloudsmith_oidc_list": ["*"],
  "resource.cloudsmith_service": ["allow_duplicate_name", "allow_self_lockout", "on_forbidden"],
  "resource.cloudsmith_oidc": ["allow_self_lockout", "on_forbidden"],
  "resource.cloudsmith_repository_privileges": ["allow_self_lockout", "on_forbidden", "overwrite"],
  "provider.cloudsmith": ["on_forbidden", "oidc.audience", "snapshot_reads"],
};

/** @returns a message for each thing in the stack that the registry's provider would refuse */
export function lackingInRegistry(stack: TerraformStack): string[] {
  return elementsOf(stack).flatMap((element) => {
    const lacking = ONLY_PACKED[`${element.kind}.${element.type}`] ?? [];
    const body = bodyOf(element);
    const { path } = element.construct.node;
    return lacking
      .filter((attribute) => attribute === "*" || isSet(body, attribute.split(".")))
      .map(
        (attribute) =>
          `${path} uses ${attribute === "*" ? element.type : attribute}, which the registry's provider lacks`,
      );
  });
}

function isSet(body: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) {
    return body !== undefined;
  }
  if (Array.isArray(body)) {
    return body.some((block) => isSet(block, [name, ...rest]));
  }
  return typeof body === "object" && body !== null && isSet((body as { [key: string]: unknown })[name], rest);
}
