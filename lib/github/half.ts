import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { IServiceAccount } from "../constructs/index.js";
import type { GitHubJobSource } from "./job-source.js";
import type { GitHubRepository } from "./repository.js";
import { GitHubRepositorySettings } from "./repository-settings.js";

/** The GitHub half: what is set on the GitHub repository beside its trust. */
export interface GitHubHalfProps {
  /**
   * The GithubProvider that sets it; its owner is the owner of the repository.
   *
   * @default - the stack's only one
   */
  readonly provider?: TerraformProvider;
  /**
   * Name of the variable that tells workflows which account to ask for. Pipelines of one repository have one each.
   *
   * @default "CLOUDSMITH_SERVICE_SLUG"
   */
  readonly serviceSlugVariable?: string;
}

interface Pipeline {
  readonly repository: GitHubRepository;
  readonly from: readonly GitHubJobSource[];
  readonly organization: string;
  readonly account: IServiceAccount;
  readonly audience: string | undefined;
}

/** Sets up what a pipeline's workflows need, and what guards the environments that its trust rests on. */
export function setUpGitHub(owner: IConstruct, half: GitHubHalfProps, pipeline: Pipeline): void {
  const settings = GitHubRepositorySettings.of(owner, pipeline.repository, half.provider);
  settings.variable(owner, "CLOUDSMITH_ORG", pipeline.organization);
  settings.variable(owner, half.serviceSlugVariable ?? "CLOUDSMITH_SERVICE_SLUG", pipeline.account.slug);
  settings.variable(owner, "CLOUDSMITH_OIDC_AUDIENCE", pipeline.audience ?? "cloudsmith");
  for (const source of pipeline.from) {
    if (source.kind === "environment") {
      settings.environment(owner, source);
    }
  }
}
