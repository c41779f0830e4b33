import type { IConstruct } from "constructs";
import type { DeclaredRepository } from "../trust/synthesized/repositories-key.js";

/** Under it a construct holds the repository on GitHub that it sets up; one of any copy of this package. */
const REPOSITORY = Symbol.for("cloudsmith-trust/declaredRepository");

/** Says which repository on GitHub a construct sets up, for those who judge what it declares. */
export function declareRepository(construct: IConstruct, repository: DeclaredRepository): void {
  Object.defineProperty(construct, REPOSITORY, { value: repository });
}

/** The repositories on GitHub that these constructs set up. */
export function declaredRepositories(constructs: readonly IConstruct[]): readonly DeclaredRepository[] {
  return constructs.flatMap((construct) =>
    REPOSITORY in construct ? [construct[REPOSITORY] as DeclaredRepository] : [],
  );
}
