import { idOf } from "../constructs/ids.js";
import { DeclarationError } from "../constructs/index.js";
import { GITHUB, isClaimText } from "../oidc/issuers/index.js";
import type { Alternative } from "./job-source.js";
import type { GitHubRef } from "./ref.js";

export interface GitHubReusableWorkflowProps {
  /**
   * The version that callers must use: a commit (40 hexadecimal digits, which nobody can move), or a full ref such as
   * `refs/tags/v1`, as protected as that ref is.
   */
  readonly version: string;
  /**
   * From where in the calling repository it may be called.
   *
   * @default - from anywhere: the reviewed workflow decides what is done
   */
  readonly calledFrom?: readonly GitHubRef[];
}

/**
 * Jobs that are written in one reusable workflow, whoever in the trusted repositories calls it: the steps are reviewed
 * once, where that workflow lives.
 *
 * @example
 * GitHubReusableWorkflow.at("acme/automation/.github/workflows/publish.yml", { version: "refs/tags/v1" })
 */
export class GitHubReusableWorkflow {
  /**
   * @param path - `OWNER/NAME/.github/workflows/FILE.yml`
   * @throws DeclarationError with code `invalid_value`
   */
  static at(path: string, props: GitHubReusableWorkflowProps): GitHubReusableWorkflow {
    const claim = GITHUB.claim("job_workflow_ref");
    const ref = `${path}@${props.version}`;
    if (
      claim === undefined ||
      path.includes("@") ||
      !path.includes("/.github/workflows/") ||
      !isClaimText(claim, ref)
    ) {
      throw refusal(
        `a reusable workflow is given as OWNER/NAME/.github/workflows/FILE.yml, got ${JSON.stringify(path)}`,
      );
    }
    if (!/^(?:[0-9a-f]{40}|refs\/(?:heads|tags)\/[^\s~^:?*[\\]+)$/.test(props.version)) {
      throw refusal(
        `the version of a reusable workflow is a commit of 40 hexadecimal digits or a full ref such as refs/tags/v1, got ${JSON.stringify(props.version)}`,
      );
    }
    if (props.calledFrom?.length === 0) {
      throw refusal("calledFrom names no ref; leave it out for any");
    }
    return new GitHubReusableWorkflow(path, ref, props.calledFrom ?? []);
  }

  readonly kind = "workflow";

  private constructor(
    /** `OWNER/NAME/.github/workflows/FILE.yml` */
    readonly path: string,
    /** As the claim `job_workflow_ref` has it. */
    readonly ref: string,
    readonly calledFrom: readonly GitHubRef[],
  ) {}

  get alternatives(): readonly Alternative[] {
    const file = this.path.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
    const id = idOf("workflow", file);
    const claims = { jobWorkflowRef: this.ref };
    const callers = this.calledFrom.flatMap(({ alternatives }) => alternatives);
    return callers.length === 0
      ? [{ id, claims }]
      : callers.map((caller) => ({ id: `${id}-${caller.id}`, claims: { ...caller.claims, ...claims } }));
  }
}

function refusal(message: string): DeclarationError {
  return new DeclarationError("invalid_value", undefined, message);
}
