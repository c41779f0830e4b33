import { type ITerraformDependable, type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { declareRepository } from "../constructs/declared-repository.js";
import { idIn, idOf } from "../constructs/ids.js";
import { DeclarationError, TrustConstruct } from "../constructs/index.js";
import type { GitHubEnvironment } from "./environment.js";
import { gitHubBinding } from "./private/bindings.js";
import { allowedReviewers, declareEnvironment, type GitHubPlan } from "./private/declare-environment.js";
import { protectFiles, protectTags } from "./private/declare-ruleset.js";
import { compareSubject, setSubject } from "./private/declare-subject.js";
import { checkOwner, gitHubProviderOf, metaOf } from "./private/provider.js";
import type { GitHubRepository } from "./repository.js";
import type { GitHubSubjectTemplate } from "./subject-template.js";

/**
 * What is set on one GitHub repository for the sake of its trust, once a stack however many pipelines ask for it: two
 * owners of one variable would undo each other in every run. Each method throws a DeclarationError with code
 * `two_owners` where another construct has declared the same thing otherwise.
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
    return known ?? new GitHubRepositorySettings(stack, id, repository, gitHubProviderOf(construct, provider));
  }

  readonly #repository: GitHubRepository;
  readonly #provider: TerraformProvider;
  /** By what it is: the value declared, and the path of who declared it. */
  readonly #declared = new Map<string, { readonly value: string; readonly owner: string }>();

  private constructor(scope: TerraformStack, id: string, repository: GitHubRepository, provider: TerraformProvider) {
    super(scope, id);
    this.#repository = repository;
    this.#provider = provider;
    checkOwner(this, repository.fullName, repository.owner, provider);
    declareRepository(this, {
      full_name: repository.fullName,
      ...(isId(repository.id) ? { id: Number(repository.id) } : {}),
      ...(isId(repository.ownerId) ? { owner_id: Number(repository.ownerId) } : {}),
      ...(repository.visibility === undefined ? {} : { visibility: repository.visibility }),
    });
    const { WorkflowRepositoryPermissions } = gitHubBinding(this, "workflow-repository-permissions");
    new WorkflowRepositoryPermissions(this, "WorkflowPermissions", {
      repository: repository.name,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
      ...metaOf(provider),
    });
  }

  /** A variable that workflows read as `vars.NAME`. Not for secrets. */
  variable(owner: IConstruct, name: string, value: string): void {
    this.#once(owner, `variable ${name}`, value, () => {
      const { ActionsVariable } = gitHubBinding(this, "actions-variable");
      new ActionsVariable(this, idIn(this, "Variable", name), {
        repository: this.#repository.name,
        variableName: name,
        value,
        ...metaOf(this.#provider),
      });
    });
  }

  /**
   * A deployment environment and its protection, as far as GitHub's plan allows.
   *
   * @param plan - taken to allow everything unless given
   */
  environment(owner: IConstruct, environment: GitHubEnvironment, plan?: GitHubPlan): void {
    this.#once(owner, `environment ${environment.name}`, JSON.stringify(environment.props), () => {
      const reviewers = allowedReviewers(this, this.#repository, environment, plan);
      declareEnvironment(this, this.#repository, environment, reviewers, this.#provider);
    });
  }

  /** Tags that nobody may move or delete, as GitHub's patterns, e.g. `v*`. */
  protectedTags(owner: IConstruct, patterns: readonly string[]): void {
    this.#once(owner, "the list of protected tags", JSON.stringify(patterns), () =>
      protectTags(this, this.#repository, patterns, this.#provider),
    );
  }

  /** Files that only administrators may change, as GitHub's patterns, e.g. `.github/workflows/**\/*`. */
  protectedFiles(owner: IConstruct, paths: readonly string[]): void {
    this.#once(owner, "the list of protected files", JSON.stringify(paths), () =>
      protectFiles(this, this.#repository, paths, this.#provider),
    );
  }

  /** Reads the subject template, and fails the plan where GitHub has another. */
  expectSubject(owner: IConstruct, template: GitHubSubjectTemplate): void {
    this.#once(owner, "the subject template", `expect ${template.keys}`, () =>
      compareSubject(this, this.#repository, template, this.#provider),
    );
  }

  /**
   * Sets the subject template, once the trust that it must match is there.
   *
   * @param after - the settings that require `sub`
   */
  subject(owner: IConstruct, template: GitHubSubjectTemplate, after: readonly ITerraformDependable[]): void {
    this.#once(owner, "the subject template", `set ${template.keys}`, () =>
      setSubject(this, this.#repository, template, after, this.#provider),
    );
  }

  #once(owner: IConstruct, what: string, value: string, declare: () => void): void {
    const known = this.#declared.get(what);
    if (known === undefined) {
      this.#declared.set(what, { value, owner: owner.node.path });
      declare();
    } else if (known.value !== value) {
      throw new DeclarationError(
        "two_owners",
        owner,
        `${what} of ${this.#repository.fullName} is declared by ${known.owner} already, and otherwise`,
      );
    }
  }
}

/** Not one that Terraform will look up. */
function isId(id: number | string): boolean {
  return typeof id === "string" ? /^[1-9][0-9]{0,14}$/.test(id) : !Token.isUnresolved(id);
}
