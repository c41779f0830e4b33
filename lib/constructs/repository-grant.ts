import type { Construct } from "constructs";
import { CloudsmithRepositoryPrivilege } from "../bindings/index.js";
import type { Privilege } from "../trust/index.js";
import type { IGrantee } from "./grantee.js";
import { placementOf } from "./placement.js";
import { checkOneOf } from "./private/checks.js";
import { GrantLedger } from "./private/grant-ledger.js";
import type { IRepository } from "./repository.js";
import { TrustConstruct } from "./trust-construct.js";

export interface RepositoryGrantProps {
  readonly repository: IRepository;
  readonly grantee: IGrantee;
  /** `Admin`, `Write` or `Read`; each holds the ones after it. */
  readonly privilege: Privilege;
}

/**
 * One grant on one repository, beside whatever others there are: two pipelines on one repository never undo each other.
 *
 * @example new RepositoryGrant(this, "publish", { repository, grantee: account, privilege: "Write" })
 */
export class RepositoryGrant extends TrustConstruct {
  /** The L1 class, for what this one does not offer; none under `engine: "registry"`, where the grant joins others. */
  readonly resource: CloudsmithRepositoryPrivilege | undefined;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: RepositoryGrantProps) {
    super(scope, id);
    const { repository, grantee, privilege } = props;
    const { organization, engine, meta } = placementOf(this, repository.placement);
    checkOneOf(this, "privilege", privilege, ["Admin", "Write", "Read"]);
    if (engine === "registry") {
      this.resource = undefined;
      GrantLedger.of(this).add(`${organization}/${repository.slug}`, { owner: this, grantee, privilege });
      return;
    }
    this.resource = new CloudsmithRepositoryPrivilege(this, "Resource", {
      organization,
      repository: repository.slug,
      privilege,
      [grantee.kind]: grantee.slug,
      ...meta,
    });
  }
}
