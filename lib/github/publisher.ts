import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import {
  CloudsmithRepository,
  DeclarationError,
  GitHubClaims,
  type IRepository,
  type IServiceAccount,
  OidcIssuer,
  OidcProvider,
  type PlacementProps,
  RepositoryGrant,
  ServiceAccount,
  TrustConstruct,
} from "../constructs/index.js";
import { pathInStack } from "../constructs/paths.js";
import { placementOf } from "../constructs/placement.js";
import type { Privilege } from "../trust/index.js";
import type { GitHubJobSource } from "./job-source.js";
import { idOf } from "./private/ids.js";
import type { GitHubRepository } from "./repository.js";
import { GitHubRepositorySettings } from "./repository-settings.js";

/** What a pipeline may do, and where. */
export interface RepositoryAccess {
  /** Slug of the Cloudsmith repository, or a reference to it. */
  readonly repository: string | IRepository;
  /**
   * `Write` publishes; `Admin` also changes the repository itself.
   *
   * @default "Write"
   */
  readonly privilege?: Privilege;
}

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

export interface GitHubPublisherProps extends PlacementProps {
  /** Whose jobs are trusted. */
  readonly repository: GitHubRepository;
  /** From where in it: each is a way in of its own, and becomes provider settings of its own. */
  readonly from: readonly GitHubJobSource[];
  /** What its jobs may do. */
  readonly publishTo: readonly RepositoryAccess[];
  /**
   * Whom the jobs act as.
   *
   * @default - a new service account
   */
  readonly account?: IServiceAccount;
  /**
   * Name of the new service account, 1 to 120 characters.
   *
   * @default - `ci-` and the construct's path in the stack
   */
  readonly accountName?: string;
  /**
   * The audience that the job's token must be made for. It tells clients apart, never tenants: whoever asks for a token
   * chooses its audience. The clients ask for different ones: the `cloudsmith` command line for `cloudsmith`, the
   * official setup action for `https://github.com/OWNER`.
   *
   * @default - any; the variable for workflows says `cloudsmith`
   */
  readonly audience?: string;
  /**
   * Who makes the tokens.
   *
   * @default - github.com
   */
  readonly issuer?: OidcIssuer;
  /**
   * Sets the GitHub repository up as well: the default permission of its workflows, its environments, and the variables
   * that its workflows need. Needs a GithubProvider in the stack.
   *
   * @default - left alone
   */
  readonly github?: GitHubHalfProps;
}

/**
 * A GitHub repository that publishes to Cloudsmith without a long-lived key: the account, what it may do, who may act as
 * it, and the GitHub half, from one declaration.
 *
 * @example
 * new GitHubPublisher(this, "app", {
 *   repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
 *   from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production")],
 *   publishTo: [{ repository: "prod" }],
 * })
 */
export class GitHubPublisher extends TrustConstruct {
  readonly account: IServiceAccount;
  readonly organization: string;
  /** The ways in, by the ids of their alternatives, e.g. `branch-main-push`. */
  readonly settings: ReadonlyMap<string, OidcProvider>;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: GitHubPublisherProps) {
    super(scope, id);
    check(this, props);
    const placement: PlacementProps = {
      ...(props.organization === undefined ? {} : { organization: props.organization }),
      ...(props.provider === undefined ? {} : { provider: props.provider }),
    };
    this.organization = placementOf(this, placement).organization;
    const name = props.accountName ?? ["ci", ...pathInStack(this)].join("-");
    this.account =
      props.account ??
      new ServiceAccount(this, "Account", {
        name,
        description: `Publishes from the GitHub repository ${props.repository.fullName}`,
        ...placement,
      });
    for (const access of props.publishTo) {
      this.#grant(access, placement);
    }
    this.settings = this.#trust(name, props, placement);
    if (props.github !== undefined) {
      this.#setUpGitHub(props, props.github);
    }
  }

  #grant({ repository, privilege }: RepositoryAccess, placement: PlacementProps): void {
    const key = typeof repository === "string" ? repository : repository.node.id;
    const grantee = this.account;
    const reference =
      typeof repository === "string"
        ? CloudsmithRepository.fromSlug(this, idOf("To", key), repository, placement)
        : repository;
    new RepositoryGrant(this, idOf("Grant", key), { repository: reference, grantee, privilege: privilege ?? "Write" });
  }

  #trust(name: string, props: GitHubPublisherProps, placement: PlacementProps): ReadonlyMap<string, OidcProvider> {
    const settings = new Map<string, OidcProvider>();
    for (const { id, claims } of props.from.flatMap((source) => source.alternatives)) {
      if (settings.has(id)) {
        throw new DeclarationError("invalid_value", this, `from names the same jobs twice (${id}); name them once`);
      }
      settings.set(
        id,
        new OidcProvider(this, idOf("From", id), {
          name: `${name}-${id}`,
          issuer: props.issuer ?? OidcIssuer.gitHub(),
          claims: GitHubClaims.of({
            repositoryId: props.repository.id,
            repositoryOwnerId: props.repository.ownerId,
            ...claims,
            ...(props.audience === undefined ? {} : { aud: props.audience }),
          }),
          serviceAccounts: [this.account],
          ...placement,
        }),
      );
    }
    return settings;
  }

  #setUpGitHub(props: GitHubPublisherProps, half: GitHubHalfProps): void {
    const settings = GitHubRepositorySettings.of(this, props.repository, half.provider);
    settings.variable(this, "CLOUDSMITH_ORG", this.organization);
    settings.variable(this, half.serviceSlugVariable ?? "CLOUDSMITH_SERVICE_SLUG", this.account.slug);
    settings.variable(this, "CLOUDSMITH_OIDC_AUDIENCE", props.audience ?? "cloudsmith");
    for (const source of props.from) {
      if (source.kind === "environment") {
        settings.environment(this, source);
      }
    }
  }
}

function check(publisher: GitHubPublisher, props: GitHubPublisherProps): void {
  const refuse = (message: string) => new DeclarationError("invalid_value", publisher, message);
  if (props.from.length === 0) {
    throw refuse('from names no jobs: say from where they may come, e.g. [GitHubRef.branch("main").on("push")]');
  }
  if (props.publishTo.length === 0) {
    throw refuse('publishTo names no repository: say what the jobs may do, e.g. [{ repository: "prod" }]');
  }
  if (props.account !== undefined && props.accountName !== undefined) {
    throw refuse("accountName names a new account, and account is one already: give one of them");
  }
}
