import type { Severity } from "../../trust/index.js";

/** What `adopt` wrote, what it let through, and what is live and not in it. */
export interface AdoptionReport {
  readonly organization: string;
  /** Where the trust was read. */
  readonly trust: string;
  /** The folder of the app. */
  readonly output: string;
  readonly engine: "packed" | "registry";
  readonly grants: "additive" | "authoritative";
  /** Files of the app, inside its folder. */
  readonly files: readonly string[];
  /** Files that were there before and are not ours, so that the app has not its own. */
  readonly kept: readonly string[];
  readonly declared: {
    readonly accounts: number;
    readonly settings: number;
    readonly grants: number;
    /** Accounts that are declared as whole pipelines. */
    readonly pipelines: number;
  };
  /** Resources to import. */
  readonly resources: number;
  /** Open trust, let through as it was found. */
  readonly accepted: readonly AcceptedAsFound[];
  readonly leftOut: readonly LeftOut[];
  /** What is declared in other words than Cloudsmith has it. */
  readonly reworded: readonly { readonly setting: string; readonly text: string }[];
  /** What the API did not show. */
  readonly notRead: readonly { readonly what: string; readonly reason: string }[];
  /** What gives access, and no resource of the provider declares. */
  readonly notManaged: readonly NotManaged[];
}

export interface AcceptedAsFound {
  readonly rule: string;
  readonly severity: Severity;
  readonly what: "account" | "setting";
  /** Slug of the account, name of the settings. */
  readonly name: string;
  readonly message: string;
  /** The file of the app that accepts it. */
  readonly file: string;
  /** Where in it, counted from 1. */
  readonly line?: number;
  /** Last day, e.g. `2027-03-31`. */
  readonly until: string;
}

export interface NotManaged {
  readonly what: "people" | "teams" | "api-keys" | "entitlement-tokens" | "organization-default" | "repository";
  readonly text: string;
  /** Slug; of what a repository gives by itself. */
  readonly repository?: string;
}

export interface LeftOut {
  readonly what: "account" | "setting" | "grant";
  readonly name: string;
  readonly reason: string;
}

/** Whether the app holds all the trust that it could. */
export function isComplete({ leftOut, notRead }: Pick<AdoptionReport, "leftOut" | "notRead">): boolean {
  return leftOut.length === 0 && notRead.length === 0;
}
