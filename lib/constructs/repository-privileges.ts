import type { Construct } from "constructs";
import { CloudsmithRepositoryPrivileges } from "../bindings/index.js";
import type { Privilege } from "../trust/index.js";
import type { IGrantee } from "./grantee.js";
import { placementOf } from "./placement.js";
import { checkOneOf, invalid } from "./private/checks.js";
import { GrantLedger } from "./private/grant-ledger.js";
import type { IRepository } from "./repository.js";
import { TrustConstruct } from "./trust-construct.js";

export interface RepositoryPrivilegesProps {
  readonly repository: IRepository;
  /**
   * Lets creation revoke live grants that are not declared here.
   *
   * @default false - creation fails and lists them; import the repository first to see them in the plan
   */
  readonly overwrite?: boolean;
  /**
   * Lets a change take away the Admin of the identity that runs Terraform.
   *
   * @default false - refused before anything is sent
   */
  readonly allowSelfLockout?: boolean;
}

interface Grant {
  readonly slug: string;
  readonly privilege: Privilege;
}

/**
 * All grants on one repository, authoritatively: what is not declared is revoked, whoever gave it. For single grants
 * beside others use {@link CloudsmithRepository}; never both on one repository.
 *
 * @example
 * const privileges = new RepositoryPrivileges(this, "prod", { repository });
 * privileges.grantAdmin(owner);
 * privileges.grantWrite(account);
 */
export class RepositoryPrivileges extends TrustConstruct {
  /** The L1 class, for what this one does not offer. */
  readonly resource: CloudsmithRepositoryPrivileges;
  readonly #grants: { readonly [kind in IGrantee["kind"]]: Grant[] } = { service: [], team: [], user: [] };

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: RepositoryPrivilegesProps) {
    super(scope, id);
    const { organization, engine, meta } = placementOf(this, props.repository.placement);
    this.resource = new CloudsmithRepositoryPrivileges(this, "Resource", {
      organization,
      repository: props.repository.slug,
      overwrite: props.overwrite,
      allowSelfLockout: props.allowSelfLockout,
      ...this.#grants,
      ...meta,
    });
    if (engine === "registry") {
      const key = `${organization}/${props.repository.slug}`;
      GrantLedger.of(this).adopt(key, ({ grantee, privilege }) => this.#grant(grantee, privilege));
    }
  }

  /** Lets the grantee download packages and see metadata. */
  grantRead(grantee: IGrantee): void {
    this.#grant(grantee, "Read");
  }

  /** Lets the grantee publish as well. */
  grantWrite(grantee: IGrantee): void {
    this.#grant(grantee, "Write");
  }

  /** Lets the grantee change the repository itself and who has access to it. */
  grantAdmin(grantee: IGrantee): void {
    this.#grant(grantee, "Admin");
  }

  /** Every grant declared so far. */
  get grants(): readonly { readonly kind: IGrantee["kind"]; readonly slug: string; readonly privilege: Privilege }[] {
    return (["service", "team", "user"] as const).flatMap((kind) =>
      this.#grants[kind].map((one) => ({ kind, ...one })),
    );
  }

  #grant(grantee: IGrantee, privilege: Privilege): void {
    checkOneOf(this, "privilege", privilege, ["Admin", "Write", "Read"]);
    const ofKind = this.#grants[grantee.kind];
    if (ofKind.some(({ slug }) => slug === grantee.slug)) {
      throw invalid(this, `${grantee.kind} ${grantee.node.path} has a grant here already; give it one level`);
    }
    ofKind.push({ slug: grantee.slug, privilege });
  }
}
