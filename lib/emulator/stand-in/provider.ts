import type { Provider } from "../../terraform/index.js";
import type { GitHubClient } from "./client.js";
import { configure, type Environment, PROVIDER_SCHEMA } from "./configure.js";
import { organizationData } from "./data/organization.js";
import { repositoryData } from "./data/repository.js";
import { restApiData } from "./data/rest-api.js";
import { subjectTemplateData } from "./data/subject-template.js";
import { actionsEnvironmentVariable, actionsVariable } from "./resources/actions-variable.js";
import { environmentDeploymentPolicy } from "./resources/environment-deployment-policy.js";
import { repositoryEnvironment } from "./resources/repository-environment.js";
import { ruleset } from "./resources/ruleset/ruleset.js";
import { subjectTemplate } from "./resources/subject-template.js";
import { workflowPermissions } from "./resources/workflow-permissions.js";

/** The source address that the stand-in takes the place of. */
export const GITHUB_SOURCE = "registry.terraform.io/integrations/github";

/** The version whose schema the stand-in has. */
export const GITHUB_VERSION = "6.9.0";

/**
 * A stand-in for integrations/github: the schema of 6.9.0 for the resources that this package uses, kept in the embedded GitHub.
 * It reaches loopback addresses only and says what it is in a warning at each run.
 *
 * @param environment where `GITHUB_*` are read; a reattached provider does not see Terraform's own environment
 */
export function gitHubStandIn(environment: Environment = process.env): Provider<GitHubClient> {
  return {
    name: "github-stand-in",
    version: GITHUB_VERSION,
    schema: PROVIDER_SCHEMA,
    resources: {
      github_actions_environment_variable: actionsEnvironmentVariable,
      github_actions_repository_oidc_subject_claim_customization_template: subjectTemplate,
      github_actions_variable: actionsVariable,
      github_repository_environment: repositoryEnvironment,
      github_repository_environment_deployment_policy: environmentDeploymentPolicy,
      github_repository_ruleset: ruleset,
      github_workflow_repository_permissions: workflowPermissions,
    },
    dataSources: {
      github_actions_repository_oidc_subject_claim_customization_template: subjectTemplateData,
      github_organization: organizationData,
      github_repository: repositoryData,
      github_rest_api: restApiData,
    },
    ephemeralResources: {},
    configure: (request) => configure(request, environment),
  };
}
