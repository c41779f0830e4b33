import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { GitHubRepository } from "../repository.js";
import type { GitHubSubjectTemplate } from "../subject-template.js";
import { gitHubBinding } from "./bindings.js";
import { demand } from "./demand.js";
import { metaOf } from "./provider.js";

/** Reads the template and fails the plan where it is another one: trust that requires `sub` would match nothing. */
export function compareSubject(
  scope: Construct,
  repository: GitHubRepository,
  template: GitHubSubjectTemplate,
  provider: TerraformProvider,
): void {
  const { DataGithubActionsRepositoryOidcSubjectClaimCustomizationTemplate: Template } = gitHubBinding(
    scope,
    "data-github-actions-repository-oidc-subject-claim-customization-template",
  );
  const keys = template.keys ?? [];
  const expected =
    template.keys === undefined
      ? "self.use_default"
      : `!self.use_default && self.include_claim_keys == tolist(${JSON.stringify(keys)})`;
  new Template(scope, "Subject", {
    name: repository.name,
    ...demand(
      scope,
      expected,
      `The subject template of ${repository.fullName} is not ${template.keys === undefined ? "the usual one" : keys.join(":")}: trust that requires sub would match none of its jobs. Change the trust first, then the template.`,
    ),
    ...metaOf(provider),
  });
}

/** Sets the template, after the trust that it must match: the other way round every job between would be refused. */
export function setSubject(
  scope: Construct,
  repository: GitHubRepository,
  template: GitHubSubjectTemplate,
  after: readonly ITerraformDependable[],
  provider: TerraformProvider,
): void {
  const { ActionsRepositoryOidcSubjectClaimCustomizationTemplate: Template } = gitHubBinding(
    scope,
    "actions-repository-oidc-subject-claim-customization-template",
  );
  new Template(scope, "Subject", {
    repository: repository.name,
    useDefault: template.keys === undefined,
    ...(template.keys === undefined ? {} : { includeClaimKeys: [...template.keys] }),
    dependsOn: [...after],
    ...metaOf(provider),
  });
}
