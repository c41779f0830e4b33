import { Construct } from "constructs";
import { idIn, idOf } from "../constructs/ids.js";
import {
  DeclarationError,
  GitHubClaims,
  type IServiceAccount,
  OidcIssuer,
  OidcProvider,
  type PlacementProps,
  type RepositoryAccess,
  ServiceAccount,
  TrustConstruct,
} from "../constructs/index.js";
import { grantTo, placementPropsOf } from "../constructs/job-trust.js";
import { pathInStack } from "../constructs/paths.js";
import { placementOf } from "../constructs/placement.js";
import { type GitHubHalfProps, setUpGitHub } from "./half.js";
import type { GitHubJobSource } from "./job-source.js";
import type { GitHubRepository } from "./repository.js";
import { alternativesOf } from "./ways-in.js";

/** One repository of a fleet. */
export interface GitHubFleetMember {
  readonly repository: GitHubRepository;
  /**
   * What its jobs may do.
   *
   * @default - what the account may do already; without an account there must be something
   */
  readonly publishTo?: readonly RepositoryAccess[];
  /**
   * Whom its jobs act as. Repositories may share an account.
   *
   * @default - a new service account
   */
  readonly account?: IServiceAccount;
}

export interface GitHubFleetProps extends PlacementProps {
  /** Numeric id of the owner of all its repositories. */
  readonly ownerId: number | string;
  /** From where in each of them jobs may come. */
  readonly from: readonly GitHubJobSource[];
  readonly members: readonly GitHubFleetMember[];
  /**
   * Begins the names of the new accounts and of the settings.
   *
   * @default - `ci-` and the construct's path in the stack
   */
  readonly namePrefix?: string;
  /**
   * Names of the provider settings, by the ids of their alternatives, e.g. `{ "branch-main-push": "app-main" }`.
   *
   * @default - the prefix, and the id
   */
  readonly settingsNames?: { readonly [alternative: string]: string };
  /**
   * The audience that the jobs' tokens must be made for.
   *
   * @default - any
   */
  readonly audience?: string;
  /**
   * Who makes the tokens.
   *
   * @default - github.com
   */
  readonly issuer?: OidcIssuer;
  /**
   * Sets each GitHub repository up as well. Needs a GithubProvider in the stack.
   *
   * @default - left alone
   */
  readonly github?: GitHubHalfProps;
}

/**
 * Many repositories of one owner, each with an account and grants of its own, behind one setting for each way in: the
 * repository's id picks the account. A thousand repositories need one setting, not a thousand.
 *
 * @example
 * new GitHubFleet(this, "services", {
 *   ownerId: 65,
 *   from: [GitHubRef.branch("main").on("push")],
 *   members: repositories.map((repository) => ({ repository, publishTo: [{ repository: "services" }] })),
 * })
 */
export class GitHubFleet extends TrustConstruct {
  readonly organization: string;
  /** The accounts, by the full name of their repository. */
  readonly accounts: ReadonlyMap<string, IServiceAccount>;
  /** The ways in, by the ids of their alternatives. */
  readonly settings: ReadonlyMap<string, OidcProvider>;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: GitHubFleetProps) {
    super(scope, id);
    check(this, props);
    const placement = placementPropsOf(props);
    this.organization = placementOf(this, placement).organization;
    const prefix = props.namePrefix ?? ["ci", ...pathInStack(this)].join("-");
    this.accounts = new Map(
      props.members.map((member) => [member.repository.fullName, this.#member(member, prefix, placement)]),
    );
    this.settings = this.#trust(prefix, props, placement);
    for (const { repository } of props.github === undefined ? [] : props.members) {
      setUpGitHub(this, props.github ?? {}, {
        repository,
        from: props.from,
        organization: this.organization,
        account: this.#accountOf(repository),
        audience: props.audience,
        settings: this.settings.values(),
      });
    }
  }

  #member({ repository, publishTo = [], account }: GitHubFleetMember, prefix: string, placement: PlacementProps) {
    const scope = new Construct(this, idOf("Member", repository.name));
    const grantee =
      account ??
      new ServiceAccount(scope, "Account", {
        name: `${prefix}-${repository.name}`,
        description: `Publishes from the GitHub repository ${repository.fullName}`,
        ...placement,
      });
    const grants = publishTo.map((access) => ({ ...access, privilege: access.privilege ?? "Write" }));
    grantTo(scope, grantee, grants, placement);
    return grantee;
  }

  #trust(prefix: string, props: GitHubFleetProps, placement: PlacementProps): ReadonlyMap<string, OidcProvider> {
    const dynamicMappings = props.members
      .map(({ repository }) => ({ claimValue: String(repository.id), serviceAccount: this.#accountOf(repository) }))
      .sort((a, b) => (a.claimValue < b.claimValue ? -1 : 1));
    const alternatives = alternativesOf(props.from, props.settingsNames);
    return new Map(
      alternatives.map(({ id, claims, settingsName }) => [
        id,
        new OidcProvider(this, idIn(this, "From", id), {
          name: settingsName ?? `${prefix}-${id}`,
          issuer: props.issuer ?? OidcIssuer.gitHub(),
          claims: GitHubClaims.of({
            repositoryOwnerId: props.ownerId,
            ...claims,
            ...(props.audience === undefined ? {} : { aud: props.audience }),
          }),
          mappingClaim: "repository_id",
          dynamicMappings,
          ...placement,
        }),
      ]),
    );
  }

  #accountOf(repository: GitHubRepository): IServiceAccount {
    const account = this.accounts.get(repository.fullName);
    if (account === undefined) {
      throw new DeclarationError("invalid_value", this, `${repository.fullName} is no member of this fleet`);
    }
    return account;
  }
}

function check(fleet: GitHubFleet, { from, members, ownerId }: GitHubFleetProps): void {
  const refuse = (message: string) => new DeclarationError("invalid_value", fleet, message);
  if (from.length === 0) {
    throw refuse("from names no jobs: say from where they may come");
  }
  if (members.length === 0) {
    throw refuse("members names no repository");
  }
  const ids = new Set<string>();
  for (const { repository, publishTo, account } of members) {
    if (String(repository.ownerId) !== String(ownerId)) {
      throw refuse(`${repository.fullName} belongs to ${repository.ownerId}, and the fleet to ${ownerId}`);
    }
    if (ids.has(String(repository.id))) {
      throw refuse(`${repository.fullName} has the id ${repository.id} of another member`);
    }
    if (account === undefined && (publishTo ?? []).length === 0) {
      throw refuse(`${repository.fullName} has neither an account nor a repository to publish to`);
    }
    ids.add(String(repository.id));
  }
}
