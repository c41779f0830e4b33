import { issuerKey } from "../private/steps.js";
import { AZURE_DEVOPS } from "./azure-devops.js";
import { BITBUCKET } from "./bitbucket.js";
import { BUILDKITE } from "./buildkite.js";
import { CIRCLECI } from "./circleci.js";
import { GITHUB, GITHUB_DATA_RESIDENCY, GITHUB_ENTERPRISE_CLOUD, GITHUB_ENTERPRISE_SERVER } from "./github.js";
import { GITLAB, GITLAB_SELF_MANAGED } from "./gitlab.js";
import { HCP_TERRAFORM } from "./hcp-terraform.js";
import type { Issuer } from "./issuer.js";

export const ISSUERS: readonly Issuer[] = [
  GITHUB,
  GITHUB_ENTERPRISE_CLOUD,
  GITHUB_DATA_RESIDENCY,
  GITHUB_ENTERPRISE_SERVER,
  GITLAB,
  GITLAB_SELF_MANAGED,
  CIRCLECI,
  BITBUCKET,
  BUILDKITE,
  AZURE_DEVOPS,
  HCP_TERRAFORM,
];

/** The issuer whose tokens carry this URL, one trailing slash forgiven; `undefined` for one that is not known. */
export function tryIssuerOf(url: string): Issuer | undefined {
  const exact = issuerKey(url);
  return ISSUERS.find((issuer) => issuer.url.test(exact));
}
