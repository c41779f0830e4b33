import { type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { DeclarationError } from "../../constructs/index.js";

/** The GithubProvider to use: the one given, the stack's only one, or the one without alias. */
export function gitHubProviderOf(construct: IConstruct, given: TerraformProvider | undefined): TerraformProvider {
  if (given !== undefined) {
    return given;
  }
  const stack = TerraformStack.of(construct);
  const known = unnamed.get(stack);
  if (known !== undefined) {
    return known;
  }
  const found = stack.allProviders().filter(({ terraformResourceType }) => terraformResourceType === "github");
  const main = found.find(({ alias }) => alias === undefined);
  if (main !== undefined) {
    unnamed.set(stack, main);
  }
  const [first, ...others] = found;
  if (first === undefined) {
    throw new DeclarationError(
      "missing_provider",
      construct,
      `the GitHub half is asked for, and the stack has no GithubProvider: declare new GithubProvider(stack, "github", { owner }) from "@cdktf/provider-github/lib/provider" before it, or leave the option github out`,
    );
  }
  if (main === undefined && others.length > 0) {
    throw new DeclarationError(
      "missing_provider",
      construct,
      "the stack has several GithubProviders; say which one as github.provider",
    );
  }
  return main ?? first;
}

/** A stack is searched once, however many repositories it sets up; there is at most one without alias. */
const unnamed = new WeakMap<TerraformStack, TerraformProvider>();

/** For an L1 class: only where Terraform would not find the provider by itself. */
export function metaOf(provider: TerraformProvider): { readonly provider?: TerraformProvider } {
  return provider.alias === undefined ? {} : { provider };
}

/** The GitHub provider sets repositories of its own owner only, and is told their bare names. */
export function checkOwner(construct: IConstruct, fullName: string, owner: string, provider: TerraformProvider): void {
  const { ownerInput } = provider as { ownerInput?: string };
  if (ownerInput !== undefined && !Token.isUnresolved(ownerInput) && ownerInput.toLowerCase() !== owner.toLowerCase()) {
    throw new DeclarationError(
      "invalid_value",
      construct,
      `the GithubProvider is for ${ownerInput}, and ${fullName} belongs to ${owner}`,
    );
  }
}
