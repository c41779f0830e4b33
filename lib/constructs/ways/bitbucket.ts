import { BitbucketClaims } from "../claims/index.js";
import { idOf } from "../ids.js";
import type { WayIn } from "../way-in.js";

/**
 * A Bitbucket repository, by its UUID in braces. Its workspace is the issuer: {@link OidcIssuer.bitbucket}.
 *
 * @example BitbucketRepository.of("{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}").branch("main")
 */
export class BitbucketRepository {
  /** @param uuid - with its braces, as Bitbucket's settings page shows it */
  static of(uuid: string): BitbucketRepository {
    return new BitbucketRepository(uuid);
  }

  private constructor(private readonly uuid: string) {}

  /**
   * Steps of pipelines on one branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  branch(name: string): WayIn {
    return { id: idOf("branch", name), claims: BitbucketClaims.of({ repositoryUuid: this.uuid, branchName: name }) };
  }

  /**
   * Steps that deploy to one environment; who may is up to that environment's permissions.
   *
   * @param name - for addresses and names
   * @param uuid - of the deployment environment, with its braces
   * @throws DeclarationError with code `invalid_value`
   */
  deployment(name: string, uuid: string): WayIn {
    const claims = BitbucketClaims.of({ repositoryUuid: this.uuid, deploymentEnvironmentUuid: uuid });
    return { id: idOf("deployment", name), claims };
  }
}
