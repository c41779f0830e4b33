/**
 * The classes of @cdktf/provider-github, by deep imports and only when they are needed: the package is an optional peer,
 * and its index alone costs more time than all of cdktf.
 */
import type { IConstruct } from "constructs";
import { DeclarationError } from "../../constructs/index.js";

interface Bindings {
  readonly "actions-repository-oidc-subject-claim-customization-template": typeof import("@cdktf/provider-github/lib/actions-repository-oidc-subject-claim-customization-template");
  readonly "actions-variable": typeof import("@cdktf/provider-github/lib/actions-variable");
  readonly "data-github-actions-repository-oidc-subject-claim-customization-template": typeof import("@cdktf/provider-github/lib/data-github-actions-repository-oidc-subject-claim-customization-template");
  readonly "data-github-rest-api": typeof import("@cdktf/provider-github/lib/data-github-rest-api");
  readonly "repository-environment": typeof import("@cdktf/provider-github/lib/repository-environment");
  readonly "repository-environment-deployment-policy": typeof import("@cdktf/provider-github/lib/repository-environment-deployment-policy");
  readonly "repository-ruleset": typeof import("@cdktf/provider-github/lib/repository-ruleset");
  readonly "workflow-repository-permissions": typeof import("@cdktf/provider-github/lib/workflow-repository-permissions");
}

/**
 * @throws DeclarationError with code `missing_provider` where the package is not installed
 */
export function gitHubBinding<Name extends keyof Bindings>(construct: IConstruct, name: Name): Bindings[Name] {
  try {
    return require(`@cdktf/provider-github/lib/${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") {
      throw error;
    }
    throw new DeclarationError(
      "missing_provider",
      construct,
      "the GitHub half needs the package @cdktf/provider-github: npm install @cdktf/provider-github@15",
    );
  }
}
