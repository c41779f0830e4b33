/** Where a construct's resource belongs: the organization, and the provider that reconciles it. */
import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { DeclarationError } from "./errors.js";
import { checkSlug } from "./private/checks.js";
import { CloudsmithProvider, type ProviderEngine } from "./provider.js";

export interface PlacementProps {
  /**
   * Slug of the organization. A change replaces the resource.
   *
   * @default - that of the CloudsmithProvider
   */
  readonly organization?: string;
  /**
   * Which CloudsmithProvider reconciles it, where a stack has several.
   *
   * @default - the stack's default one
   */
  readonly provider?: CloudsmithProvider;
}

export interface Placement {
  readonly organization: string;
  /** Which build of the provider reconciles it. */
  readonly engine: ProviderEngine;
  /** For the L1 class: only where Terraform would not find it by itself. */
  readonly meta: { readonly provider?: TerraformProvider };
}

/**
 * @throws DeclarationError with code `missing_provider` where neither says the organization
 */
export function placementOf(construct: IConstruct, props: PlacementProps): Placement {
  const provider = props.provider ?? CloudsmithProvider.of(construct);
  const organization = props.organization ?? provider.organization;
  if (organization === undefined) {
    throw new DeclarationError(
      "missing_provider",
      construct,
      `neither this construct nor its CloudsmithProvider says the organization; give it once: new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" })`,
    );
  }
  checkSlug(construct, "organization", organization);
  return { organization, engine: provider.engine, meta: provider.alias === undefined ? {} : { provider } };
}
