import { DeclarationError } from "../constructs/index.js";

/**
 * What GitHub puts into `sub` for a repository. It matters only to trust that requires `sub`: ids and refs as claims of
 * their own do not change with it.
 */
export class GitHubSubjectTemplate {
  /** The usual form: `repo:OWNER/NAME:…`. */
  static standard(): GitHubSubjectTemplate {
    return new GitHubSubjectTemplate(undefined);
  }

  /**
   * These claims, joined by colons, instead of the usual form.
   *
   * @param keys - names of claims; `repo` and `context` stand for the parts of the usual form
   * @throws DeclarationError with code `invalid_value`
   * @example GitHubSubjectTemplate.of("repository_id", "context")
   */
  static of(...keys: readonly string[]): GitHubSubjectTemplate {
    if (keys.length === 0 || keys.some((key) => !/^[a-z_]+$/.test(key))) {
      throw new DeclarationError(
        "invalid_value",
        undefined,
        `a subject template has at least one key, each the name of a claim, got ${JSON.stringify(keys)}`,
      );
    }
    return new GitHubSubjectTemplate(keys);
  }

  private constructor(
    /** Undefined for the usual form. */
    readonly keys: readonly string[] | undefined,
  ) {}
}
