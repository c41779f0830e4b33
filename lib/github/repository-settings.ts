import { TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { idOf } from "../constructs/ids.js";
import { DeclarationError, TrustConstruct } from "../constructs/index.js";
import type { GitHubEnvironment } from "./environment.js";
import { gitHubBinding } from "./private/bindings.js";
import type { GitHubRepository } from "./repository.js";

/**
 * What is set on one GitHub repository for the sake of its trust, once a stack however many pipelines ask for it: two
 * owners of one variable would undo each other in every run.
 */
export class GitHubRepositorySettings extends TrustConstruct {
  /**
   * The settings of a repository in the construct's stack, made when first asked for.
   *
   * @param provider - the GithubProvider; the stack's only one unless given
   * @throws DeclarationError with code `missing_provider`
   */
  static of(
    construct: IConstruct,
    repository: GitHubRepository,
    provider?: TerraformProvider,
  ): GitHubRepositorySettings {
    const stack = TerraformStack.of(construct);
    const id = idOf("GitHub", repository.owner, repository.name);
    const known = stack.node.tryFindChild(id) as GitHubRepositorySettings | undefined;
    return known ?? new GitHubRepositorySettings(stack, id, repository, provider ?? theOnlyProvider(construct));
  }

  readonly #repository: GitHubRepository;
  /** Only where Terraform would not find the provider by itself. */
  readonly #meta: { readonly provider?: TerraformProvider };
  readonly #variables = new Map<string, { readonly value: string; readonly owner: string }>();
  readonly #environments = new Map<string, { readonly text: string; readonly owner: string }>();

  private constructor(scope: TerraformStack, id: string, repository: GitHubRepository, provider: TerraformProvider) {
    super(scope, id);
    this.#repository = repository;
    this.#meta = provider.alias === undefined ? {} : { provider };
    checkOwner(this, repository, provider);
    const { WorkflowRepositoryPermissions } = gitHubBinding(this, "workflow-repository-permissions");
    new WorkflowRepositoryPermissions(this, "WorkflowPermissions", {
      repository: repository.name,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
      ...this.#meta,
    });
  }

  /**
   * A variable that workflows read as `vars.NAME`. Not for secrets.
   *
   * @throws DeclarationError with code `two_owners` where another construct has set it to something else
   */
  variable(owner: IConstruct, name: string, value: string): void {
    const known = this.#variables.get(name);
    if (known !== undefined) {
      this.#demandEqual(owner, `variable ${name}`, known.owner, known.value === value);
      return;
    }
    this.#variables.set(name, { value, owner: owner.node.path });
    const { ActionsVariable } = gitHubBinding(this, "actions-variable");
    new ActionsVariable(this, idOf("Variable", name), {
      repository: this.#repository.name,
      variableName: name,
      value,
      ...this.#meta,
    });
  }

  /**
   * A deployment environment and its protection.
   *
   * @throws DeclarationError with code `two_owners` where another construct has declared it otherwise
   */
  environment(owner: IConstruct, environment: GitHubEnvironment): void {
    const text = JSON.stringify(environment.props);
    const known = this.#environments.get(environment.name);
    if (known !== undefined) {
      this.#demandEqual(owner, `environment ${environment.name}`, known.owner, known.text === text);
      return;
    }
    this.#environments.set(environment.name, { text, owner: owner.node.path });
    this.#declareEnvironment(environment);
  }

  #declareEnvironment({ name, props }: GitHubEnvironment): void {
    const { RepositoryEnvironment } = gitHubBinding(this, "repository-environment");
    const idsOf = (kind: "team" | "user") =>
      (props.reviewers ?? []).filter((one) => one.kind === kind).map(({ id }) => id);
    const teams = idsOf("team");
    const users = idsOf("user");
    const hasReviewers = teams.length + users.length > 0;
    const custom = props.deployableFrom !== undefined;
    const resource = new RepositoryEnvironment(this, idOf("Environment", name), {
      repository: this.#repository.name,
      environment: name,
      canAdminsBypass: props.adminsCanBypass ?? false,
      // GitHub keeps this beside the reviewers: without any it would read as false again.
      preventSelfReview: hasReviewers && (props.preventSelfReview ?? true),
      waitTimer: props.waitMinutes ?? 0,
      deploymentBranchPolicy: { protectedBranches: !custom, customBranchPolicies: custom },
      ...(hasReviewers
        ? { reviewers: [{ ...(teams.length > 0 && { teams }), ...(users.length > 0 && { users }) }] }
        : {}),
      ...this.#meta,
    });
    const { branches = [], tags = [] } = props.deployableFrom ?? {};
    for (const pattern of branches) {
      this.#policy(resource.environment, idOf("Environment", name, "branch", pattern), { branchPattern: pattern });
    }
    for (const pattern of tags) {
      this.#policy(resource.environment, idOf("Environment", name, "tag", pattern), { tagPattern: pattern });
    }
  }

  #policy(environment: string, id: string, pattern: { branchPattern: string } | { tagPattern: string }): void {
    const { RepositoryEnvironmentDeploymentPolicy } = gitHubBinding(this, "repository-environment-deployment-policy");
    new RepositoryEnvironmentDeploymentPolicy(this, id, {
      repository: this.#repository.name,
      environment,
      ...pattern,
      ...this.#meta,
    });
  }

  #demandEqual(owner: IConstruct, what: string, other: string, equal: boolean): void {
    if (!equal) {
      throw new DeclarationError(
        "two_owners",
        owner,
        `${what} of ${this.#repository.fullName} is declared by ${other} already, and otherwise`,
      );
    }
  }
}

/** The GitHub provider sets repositories of its own owner only, and is told their bare names. */
function checkOwner(construct: IConstruct, repository: GitHubRepository, provider: TerraformProvider): void {
  const { ownerInput } = provider as { ownerInput?: string };
  if (
    ownerInput !== undefined &&
    !Token.isUnresolved(ownerInput) &&
    ownerInput.toLowerCase() !== repository.owner.toLowerCase()
  ) {
    throw new DeclarationError(
      "invalid_value",
      construct,
      `the GithubProvider is for ${ownerInput}, and ${repository.fullName} belongs to ${repository.owner}`,
    );
  }
}

function theOnlyProvider(construct: IConstruct): TerraformProvider {
  const found = TerraformStack.of(construct)
    .node.findAll()
    .filter((node) => TerraformProvider.isTerraformProvider(node))
    .filter((provider) => provider.terraformResourceType === "github");
  const [only] = found;
  if (only === undefined) {
    throw new DeclarationError(
      "missing_provider",
      construct,
      `the GitHub half is asked for, and the stack has no GithubProvider: declare new GithubProvider(stack, "github", { owner }) from "@cdktf/provider-github/lib/provider" before it, or leave the option github out`,
    );
  }
  const unnamed = found.find(({ alias }) => alias === undefined);
  if (found.length > 1 && unnamed === undefined) {
    throw new DeclarationError(
      "missing_provider",
      construct,
      "the stack has several GithubProviders; say which one as github.provider",
    );
  }
  return unnamed ?? only;
}
