import { Token } from "cdktf";
import { idOf } from "../constructs/ids.js";
import { Claim, DeclarationError } from "../constructs/index.js";
import { GITHUB_EVENTS } from "../oidc/github/names.js";
import type { Alternative } from "./job-source.js";

/** Events that people without write access can start, or that run at the default branch for the sake of others' code. */
const STARTED_BY_OTHERS: readonly string[] = [
  "issue_comment",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
  "workflow_run",
];

/**
 * Jobs at a branch or tag, started by a push unless said otherwise.
 *
 * @example GitHubRef.branch("main").on("push", "workflow_dispatch")
 */
export class GitHubRef {
  /**
   * One branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static branch(name: string): GitHubRef {
    return new GitHubRef("branch", checkedName("branch", name), "exact", ["push"]);
  }

  /**
   * Every branch below a folder: `release` stands for `release/1.x`, and for neither `release` nor `release-hack`.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static branchesUnder(folder: string): GitHubRef {
    return new GitHubRef("branch", `${checkedName("branch", folder)}/`, "prefix", ["push"]);
  }

  /**
   * One tag. Who may move it is up to the repository's rulesets.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static tag(name: string): GitHubRef {
    return new GitHubRef("tag", checkedName("tag", name), "exact", ["push"]);
  }

  /**
   * Every tag that begins so, e.g. `v`. Who may make one is up to the repository's rulesets.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static tagsStartingWith(start: string): GitHubRef {
    return new GitHubRef("tag", checkedName("tag", start), "prefix", ["push"]);
  }

  readonly kind = "ref";

  private constructor(
    readonly type: "branch" | "tag",
    /** Without `refs/heads/` or `refs/tags/`; for a prefix, what the name begins with. */
    readonly name: string,
    readonly match: "exact" | "prefix",
    /** What may have started the run. */
    readonly events: readonly string[],
  ) {}

  /**
   * The same ref, for runs started by these events only.
   *
   * @throws DeclarationError with code `invalid_value` for an event that GitHub does not have, or that people without
   * write access can start
   */
  on(...events: readonly string[]): GitHubRef {
    if (events.length === 0) {
      throw refusal('name at least one event, e.g. on("push")');
    }
    for (const event of events) {
      if (!GITHUB_EVENTS.includes(event)) {
        throw refusal(
          `GitHub has no event ${JSON.stringify(event)}; the usual ones are push, release, schedule and workflow_dispatch`,
        );
      }
      if (STARTED_BY_OTHERS.includes(event)) {
        throw refusal(
          `${event} can be started by people without write access, so it cannot be trusted with a repository`,
        );
      }
    }
    return new GitHubRef(this.type, this.name, this.match, [...new Set(events)].sort());
  }

  /** One alternative an event: a setting requires one value of each claim. */
  get alternatives(): readonly Alternative[] {
    const full = `${this.type === "branch" ? "refs/heads/" : "refs/tags/"}${this.name}`;
    const ref = this.match === "exact" ? Claim.exactly(full) : Claim.prefix(full);
    const what = this.match === "exact" ? this.type : { branch: "branches", tag: "tags" }[this.type];
    return this.events.map((event) => ({
      id: idOf(what, this.name.replace(/\/$/, ""), event),
      claims: { ref, refType: this.type, eventName: event },
    }));
  }
}

/** Source: git check-ref-format. */
function checkedName(what: "branch" | "tag", name: string): string {
  if (Token.isUnresolved(name) && !name.endsWith("*")) {
    return name;
  }
  const forbidden = /^$|^[/-]|\/$|\/\/|\.\.|@\{|[\s~^:?*[\\\x7f]|\.lock$|\.$/;
  if (name.startsWith("refs/") || forbidden.test(name)) {
    const several = what === "tag" ? "tagsStartingWith" : "branchesUnder";
    throw refusal(
      `${JSON.stringify(name)} is no ${what} name; give it without refs/ and without wildcards${name.includes("*") ? `: for several there is GitHubRef.${several}` : ""}`,
    );
  }
  return name;
}

function refusal(message: string): DeclarationError {
  return new DeclarationError("invalid_value", undefined, message);
}
