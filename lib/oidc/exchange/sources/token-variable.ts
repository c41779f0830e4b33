import type { Ci } from "../../issuers/index.js";
import { checkToken, type Environment, type FindSource, type TokenSource, variable } from "../source.js";

/** A token that is there already; it is read again each time, but a job's environment does not change. */
function tokenVariable(environment: Environment, name: string, ci: Ci | undefined): TokenSource | undefined {
  if (variable(environment, name) === undefined) {
    return undefined;
  }
  return {
    ci,
    name: `the variable ${name}`,
    token: async () => checkToken(variable(environment, name) ?? "", `The variable ${name}`),
  };
}

/** `CLOUDSMITH_OIDC_TOKEN`: what a GitLab job declares under `id_tokens`, and the way in for any CI not known here. */
export const findGenericToken: FindSource = ({ environment }) =>
  tokenVariable(environment, "CLOUDSMITH_OIDC_TOKEN", environment.GITLAB_CI === undefined ? undefined : "gitlab");

/** https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/manual-generation */
export const findHcpTerraform: FindSource = ({ environment }) =>
  tokenVariable(environment, "TFC_WORKLOAD_IDENTITY_TOKEN_CLOUDSMITH", "hcp-terraform") ??
  tokenVariable(environment, "TFC_WORKLOAD_IDENTITY_TOKEN", "hcp-terraform");

/** https://circleci.com/docs/openid-connect-tokens/: the second version names the project in `sub`. */
export const findCircleCi: FindSource = ({ environment }) =>
  tokenVariable(environment, "CIRCLE_OIDC_TOKEN_V2", "circleci") ??
  tokenVariable(environment, "CIRCLE_OIDC_TOKEN", "circleci");

/** https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
export const findBitbucket: FindSource = ({ environment }) =>
  tokenVariable(environment, "BITBUCKET_STEP_OIDC_TOKEN", "bitbucket");

/** A variable that the configuration names. */
export function namedTokenVariable(name: string): FindSource {
  return ({ environment }) => tokenVariable(environment, name, undefined);
}
