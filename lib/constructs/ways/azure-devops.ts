import { AzureDevOpsClaims } from "../claims/index.js";
import { idOf } from "../ids.js";
import { invalid } from "../private/checks.js";
import type { WayIn } from "../way-in.js";

/**
 * An Azure DevOps pipeline, by its subject. Its organization is the issuer: {@link OidcIssuer.azureDevOps}.
 *
 * @example AzurePipeline.of("acme/app/publish").branch("main")
 */
export class AzurePipeline {
  /**
   * @param path - `ORGANIZATION/PROJECT/PIPELINE`
   * @throws DeclarationError with code `invalid_value`
   */
  static of(path: string): AzurePipeline {
    if (path.split("/").filter((part) => part !== "").length !== 3) {
      throw invalid(
        undefined,
        `an Azure DevOps pipeline is given as ORGANIZATION/PROJECT/PIPELINE, got ${JSON.stringify(path)}`,
      );
    }
    return new AzurePipeline(path);
  }

  private constructor(private readonly path: string) {}

  /**
   * Runs at one branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  branch(name: string): WayIn {
    const claims = AzureDevOpsClaims.of({ sub: `p://${this.path}`, rpoRef: `refs/heads/${name}` });
    return { id: idOf("branch", name), claims };
  }
}
