import {
  type ChangedFile,
  holdsCredential,
  type KeyJob,
  OTHER_USE_ADVICE,
  type OtherUse,
  type OtherUseKind,
} from "../../trust/migration.js";
import { count } from "../findings/words.js";
import { changedJobs, leftJobs, type MigrationReport } from "./report.js";

export const OTHER_USE_WORDS: { readonly [kind in OtherUseKind]: string } = {
  npm: "npm's credentials",
  python: "credentials of a Python package tool",
  docker: "a login of a container tool",
  maven: "Maven's credentials",
  nuget: "NuGet's credentials",
  netrc: "a netrc entry",
  curl: "a request with a key",
  "entitlement-token": "an entitlement token in a URL",
  "credentials-in-url": "credentials in a URL",
  "key-in-file": "a key, written down",
  "handed-down": "a key from an input or a variable",
  secret: "a key for something else",
};

export function migrationHeadline(report: MigrationReport): string {
  const [changed, left] = [changedJobs(report).length, leftJobs(report).length];
  if (changed + left === 0) {
    return report.migration.otherUses.length === 0
      ? "no long-lived key found"
      : "no job to change, and other uses of credentials";
  }
  const parts = [
    ...(changed === 0
      ? []
      : [`${count(changed, "job", "jobs")} ${report.written.length > 0 ? "changed" : "to change"}`]),
    ...(left === 0 ? [] : [`${count(left, "job", "jobs")} left`]),
  ];
  return parts.join(", ");
}

/** `2 files changed; 3 other uses; 12 workflow files` */
export function migrationCounts({ migration, files }: MigrationReport): string {
  const { changes, otherUses, secrets } = migration;
  return [
    ...(changes.length === 0 ? [] : [count(changes.length, "changed file", "changed files")]),
    ...(secrets.length === 0 ? [] : [count(secrets.length, "secret", "secrets")]),
    ...(otherUses.length === 0 ? [] : [count(otherUses.length, "other use", "other uses")]),
    count(files, "workflow file", "workflow files"),
  ].join("; ");
}

export function leftWords({ path, job, line, reason, at }: KeyJob): string {
  return `${path}:${at ?? line}: job ${job}: ${reason ?? ""}`;
}

export function otherUseWords({ path, line, kind, secret }: OtherUse): string {
  return `${path}:${line}: ${OTHER_USE_WORDS[kind]}${secret === undefined ? "" : ` (secrets.${secret})`}`;
}

/** What to do about other uses, once a kind, with the kind's uses. */
export function otherUsesByKind(
  uses: readonly OtherUse[],
): readonly (readonly [advice: string, uses: readonly OtherUse[]])[] {
  const kinds = [...new Set(uses.map(({ kind }) => kind))];
  return kinds.map((kind) => [OTHER_USE_ADVICE[kind], uses.filter((use) => use.kind === kind)] as const);
}

/** The diff, unless a line of it holds a credential: that is never printed. */
export function shownDiff({ diff }: ChangedFile): string | undefined {
  return holdsCredential(diff) ? undefined : diff;
}

export const HIDDEN_DIFF =
  "its diff is not shown, since a line of it holds a credential in plain text: --write makes the change";
