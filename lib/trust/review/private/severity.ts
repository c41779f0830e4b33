import { compareLevels } from "../../access.js";
import type { Severity } from "../../finding.js";
import type { AccessChange, Gain } from "../result.js";

export interface Weight {
  readonly severity: Severity;
  readonly because: string;
}

/**
 * How much a gain weighs.
 *
 * @param manager whether the account is a Manager after the change
 * @param rule the rule that calls a setting open which lets in as the account
 */
export function weightOf(
  { by, subject, access, appeared, role }: Pick<AccessChange, "by" | "subject" | "access" | "appeared" | "role">,
  manager: boolean,
  rule: string | undefined,
): Weight {
  if (by === "role" && role?.team !== undefined) {
    return { severity: "medium", because: "a team's Manager decides who is in the team" };
  }
  if (manager || by === "role") {
    return { severity: "critical", because: "a Manager can give itself everything in the organization" };
  }
  if (subject.kind === "anyone") {
    return { severity: "high", because: "anyone can read a public repository" };
  }
  if (access.some(({ after }) => after === "Admin")) {
    return { severity: "high", because: "Admin can change who may do what" };
  }
  if (subject.kind === "organization" && access.some(({ after }) => compareLevels(after, "Write") >= 0)) {
    return { severity: "high", because: "everyone in the organization can publish" };
  }
  if (rule !== undefined) {
    return { severity: "high", because: `the rule ${rule} speaks of a setting that lets it in` };
  }
  if (subject.kind !== "account") {
    return { severity: "medium", because: "people who exist already get more" };
  }
  return appeared
    ? { severity: "low", because: "a new account, at most Write" }
    : {
        severity: "medium",
        because: by === "admission" ? "an existing account lets in more" : "an existing account gets more",
      };
}

export function compareGains(a: Gain, b: Gain): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
}

const ORDER: readonly Severity[] = ["critical", "high", "medium", "low"];
