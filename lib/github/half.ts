import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { IServiceAccount, OidcProvider } from "../constructs/index.js";
import type { GitHubJobSource } from "./job-source.js";
import type { GitHubPlan } from "./private/declare-environment.js";
import type { GitHubRepository } from "./repository.js";
import { GitHubRepositorySettings } from "./repository-settings.js";
import type { GitHubSubjectTemplate } from "./subject-template.js";

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
  /**
   * GitHub's plan. Below `enterprise`, repositories that are not public have no reviewers: they are left out, with a
   * warning, and the branch policy is the guard.
   *
   * @default - one that allows everything declared
   */
  readonly plan?: GitHubPlan;
  /**
   * Tags that nobody may move or delete, as GitHub's patterns, e.g. `v*`.
   *
   * @default - left alone
   */
  readonly protectedTags?: readonly string[];
  /**
   * Files that only administrators may change, as GitHub's patterns, e.g. `.github/workflows/*`. For repositories that
   * are not public.
   *
   * @default - left alone
   */
  readonly protectedFiles?: readonly string[];
  /**
   * The subject template that the repository is expected to have: the plan fails where it has another.
   *
   * @default - not looked at, since the trust made here does not require `sub`
   */
  readonly subject?: GitHubSubjectTemplate;
  /**
   * Sets the subject template instead of expecting it, after the trust has been changed.
   *
   * @default false
   */
  readonly manageSubject?: boolean;
}

interface Pipeline {
  readonly repository: GitHubRepository;
  readonly from: readonly GitHubJobSource[];
  readonly organization: string;
  readonly account: IServiceAccount;
  readonly audience: string | undefined;
  readonly settings: Iterable<OidcProvider>;
}

/** Sets up what a pipeline's workflows need, and what guards the environments and tags that its trust rests on. */
export function setUpGitHub(owner: IConstruct, half: GitHubHalfProps, pipeline: Pipeline): void {
  const settings = GitHubRepositorySettings.of(owner, pipeline.repository, half.provider);
  settings.variable(owner, "CLOUDSMITH_ORG", pipeline.organization);
  settings.variable(owner, half.serviceSlugVariable ?? "CLOUDSMITH_SERVICE_SLUG", pipeline.account.slug);
  settings.variable(owner, "CLOUDSMITH_OIDC_AUDIENCE", pipeline.audience ?? "cloudsmith");
  for (const source of pipeline.from) {
    if (source.kind === "environment") {
      settings.environment(owner, source, half.plan);
    }
  }
  if (half.protectedTags !== undefined) {
    settings.protectedTags(owner, half.protectedTags);
  }
  if (half.protectedFiles !== undefined) {
    settings.protectedFiles(owner, half.protectedFiles);
  }
  if (half.subject !== undefined) {
    half.manageSubject === true
      ? settings.subject(
          owner,
          half.subject,
          [...pipeline.settings].map(({ resource }) => resource),
        )
      : settings.expectSubject(owner, half.subject);
  }
}
