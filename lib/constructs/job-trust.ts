import type { Construct } from "constructs";
import type { Privilege } from "../trust/index.js";
import { idIn } from "./ids.js";
import type { OidcIssuer } from "./oidc-issuer.js";
import { OidcProvider } from "./oidc-provider.js";
import { pathInStack } from "./paths.js";
import { type PlacementProps, placementOf } from "./placement.js";
import { checkNoDuplicates, invalid } from "./private/checks.js";
import { CloudsmithRepository, type IRepository } from "./repository.js";
import { RepositoryGrant } from "./repository-grant.js";
import { type IServiceAccount, ServiceAccount } from "./service-account.js";
import { TrustConstruct } from "./trust-construct.js";
import type { WayIn } from "./way-in.js";

/** What publishers and readers have in common. */
export interface JobTrustProps extends PlacementProps {
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
   * What the new service account is for, up to 1024 characters; an empty text gives it no description.
   *
   * @default - says what its jobs do, and where they run
   */
  readonly accountDescription?: string;
  /**
   * The audience that the job's token must be made for. It tells clients apart, never tenants: whoever asks for a token
   * chooses its audience. The clients ask for different ones, see {@link OidcIssuer.audienceOf}.
   *
   * @default - any
   */
  readonly audience?: string;
}

/** What jobs may do, and where. */
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

interface JobTrustParts {
  readonly issuer: OidcIssuer;
  readonly from: readonly WayIn[];
  readonly grants: readonly Required<RepositoryAccess>[];
  /** What the account is for, in a sentence. */
  readonly purpose: string;
}

/** An account, what it may do, and who may act as it: the common part of the constructs for whole pipelines. */
export abstract class JobTrust extends TrustConstruct {
  readonly account: IServiceAccount;
  readonly organization: string;
  /** The ways in, by their ids. */
  readonly settings: ReadonlyMap<string, OidcProvider>;

  constructor(scope: Construct, id: string, props: JobTrustProps, parts: JobTrustParts) {
    super(scope, id);
    if (parts.from.length === 0) {
      throw invalid(this, "from names no jobs: say from where they may come");
    }
    if (props.account !== undefined && props.accountName !== undefined) {
      throw invalid(this, "accountName names a new account, and account is one already: give one of them");
    }
    if (props.account !== undefined && props.accountDescription !== undefined) {
      throw invalid(this, "accountDescription describes a new account, and account is one already: give one of them");
    }
    const placement = placementPropsOf(props);
    this.organization = placementOf(this, placement).organization;
    const name = props.accountName ?? ["ci", ...pathInStack(this)].join("-");
    const description = props.accountDescription ?? parts.purpose;
    this.account =
      props.account ??
      new ServiceAccount(this, "Account", { name, ...(description === "" ? {} : { description }), ...placement });
    grantTo(this, this.account, parts.grants, placement);
    this.settings = this.#trust(name, props, parts, placement);
  }

  #trust(name: string, props: JobTrustProps, { issuer, from }: JobTrustParts, placement: PlacementProps) {
    checkNoDuplicates(
      this,
      "from",
      from.map(({ id }) => id),
    );
    const { audience } = props;
    return new Map(
      from.map(({ id, claims, settingsName }) => [
        id,
        new OidcProvider(this, idIn(this, "From", id), {
          name: settingsName ?? `${name}-${id}`,
          issuer,
          claims: audience === undefined ? claims : claims.with("aud", audience),
          serviceAccounts: [this.account],
          ...placement,
        }),
      ]),
    );
  }
}

/** One additive grant a repository, as children of the construct. */
export function grantTo(
  construct: Construct,
  grantee: IServiceAccount,
  grants: readonly Required<RepositoryAccess>[],
  placement: PlacementProps,
): void {
  const keyOf = (repository: string | IRepository) =>
    typeof repository === "string" ? repository : repository.node.id;
  checkNoDuplicates(
    construct,
    "the list of repositories",
    grants.map(({ repository }) => keyOf(repository)),
  );
  for (const { repository, privilege } of grants) {
    const key = keyOf(repository);
    const reference =
      typeof repository === "string"
        ? CloudsmithRepository.fromSlug(construct, idIn(construct, "To", key), repository, placement)
        : repository;
    new RepositoryGrant(construct, idIn(construct, "Grant", key), { repository: reference, grantee, privilege });
  }
}

/** What of the options says where things belong, handed on to the parts. */
export function placementPropsOf({ organization, provider }: PlacementProps): PlacementProps {
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(provider === undefined ? {} : { provider }),
  };
}
