import { CircleCiClaims } from "../claims/index.js";
import { idOf } from "../ids.js";
import type { WayIn } from "../way-in.js";

/**
 * A CircleCI project, by its UUID. Its organization is the issuer: {@link OidcIssuer.circleCi}.
 *
 * @example CircleCiProject.of("2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11").branch("main")
 */
export class CircleCiProject {
  /** @param id - UUID of the project */
  static of(id: string): CircleCiProject {
    return new CircleCiProject(id);
  }

  private constructor(private readonly id: string) {}

  /**
   * Jobs at one branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  branch(name: string): WayIn {
    return this.#at("branch", name, `refs/heads/${name}`);
  }

  /**
   * Jobs at one tag.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  tag(name: string): WayIn {
    return this.#at("tag", name, `refs/tags/${name}`);
  }

  #at(kind: string, name: string, vcsRef: string): WayIn {
    return { id: idOf(kind, name), claims: CircleCiClaims.of({ projectId: this.id, vcsRef }) };
  }
}
