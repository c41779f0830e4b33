/** One GitHub issue a stack, and one for what no stack declares: opened, edited in place, closed. */

import { headlineOf } from "../../report/drift/words.js";
import { markdownSafe } from "../../report/escape/markdown.js";
import { type DriftReport, renderDriftMarkdown } from "../../report/index.js";
import { compareDriftSeverities, type Drift, type DriftSeverity } from "../../trust/index.js";
import { type GitHubClient, ownLogin } from "../github-api/index.js";

export type IssueOutcome = "opened" | "reopened" | "updated" | "unchanged" | "closed" | "none";

/** What was done about the issue of one stack; `stack` is absent for what no stack declares. */
export interface KeptIssue {
  readonly stack?: string;
  readonly outcome: IssueOutcome;
  readonly number?: number;
}

export interface IssueOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** From which severity on an issue is worth its while. */
  readonly from: DriftSeverity;
}

const PERMISSION = { permission: "issues: write" } as const;
/** Of GitHub's 65,536 characters; some are left for fingerprints and markers. */
const MOST_CHARACTERS = 50_000;
const MOST_FINGERPRINTS = 1_000;
const SHORT = 10;
const SHOWN_NEW = 20;

/**
 * Keeps the issues. An issue is known again by a marker at its beginning and by being our own: what others wrote is never
 * touched. A comment is added only for drift that the issue did not have yet.
 *
 * @param report that is whole: of a partial one no issue may be made
 * @throws GitHubError
 */
export async function keepIssues(
  client: GitHubClient,
  report: DriftReport,
  options: IssueOptions,
): Promise<readonly KeptIssue[]> {
  const known = await ownIssues(client, options.repository);
  const stacks = new Set([...report.stacks.map(({ name }) => name), undefined]);
  const kept: KeptIssue[] = [];
  for (const stack of stacks) {
    const own = partOf(report, stack);
    const marker = markerOf(report.organization, stack);
    kept.push({
      ...(stack === undefined ? {} : { stack }),
      ...(await keep(client, own, marker, known, stack, options)),
    });
  }
  return kept;
}

function partOf(report: DriftReport, stack: string | undefined): DriftReport {
  const isOwn = (drift: Drift): boolean => drift.stack === stack;
  return {
    ...report,
    stacks: report.stacks.filter(({ name }) => name === stack),
    fresh: report.fresh.filter(isOwn),
    accepted: report.accepted.filter(({ drift }) => isOwn(drift)),
    expired: report.expired.filter(({ drift }) => isOwn(drift)),
    unused: [],
  };
}

/** Nothing in it can end the comment that it stands in. */
function markerOf(organization: string, stack: string | undefined): string {
  const parts = [organization, ...(stack === undefined ? [] : [stack])].map(encodeURIComponent);
  return `<!-- cloudsmith-trust drift: ${parts.join("/").replaceAll("--", "-%2D")} -->`;
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

async function ownIssues(client: GitHubClient, repository: string): Promise<readonly Issue[]> {
  const login = await ownLogin(client);
  const found: Issue[] = [];
  const path = `/repos/${repository}/issues?state=all&creator=${encodeURIComponent(login)}`;
  for await (const { number, title, body, state, user, pull_request } of client.each(path, {
    permission: "issues: read",
  })) {
    const author = (user as { login?: unknown } | null | undefined)?.login;
    const isOwn = typeof author === "string" && author.toLowerCase() === login.toLowerCase();
    if (isOwn && pull_request === undefined && typeof number === "number" && typeof body === "string") {
      found.push({ number, title: String(title), body: plain(body), isOpen: state === "open" });
    }
  }
  return found;
}

async function keep(
  client: GitHubClient,
  report: DriftReport,
  marker: string,
  known: readonly Issue[],
  stack: string | undefined,
  { repository, from }: IssueOptions,
): Promise<Omit<KeptIssue, "stack">> {
  const own = known.filter(({ body }) => body.startsWith(`${marker}\n`));
  const issue = own.find(({ isOpen }) => isOpen) ?? own[0];
  const alarming = report.fresh.filter(({ severity }) => compareDriftSeverities(severity, from) >= 0);
  const path = `/repos/${repository}/issues`;
  const title = `Drift of trust: ${stack === undefined ? `${report.organization}, declared nowhere` : `stack ${stack}`}`;
  const body = bodyOf(report, marker, alarming);
  if (issue === undefined) {
    if (alarming.length === 0) {
      return { outcome: "none" };
    }
    const answer = await client.request("POST", path, { body: { title: plainTitle(title), body }, ...PERMISSION });
    return { outcome: "opened", ...numberIn(answer.body) };
  }
  const { number } = issue;
  const write = (change: object) => client.request("PATCH", `${path}/${number}`, { body: change, ...PERMISSION });
  if (alarming.length === 0) {
    if (!issue.isOpen) {
      return { outcome: "none", number };
    }
    await write({ body, state: "closed", state_reason: "completed" });
    return { outcome: "closed", number };
  }
  const fresh = alarming.filter(({ fingerprint }) => !fingerprintsIn(issue.body).has(fingerprint.slice(0, SHORT)));
  const isSame = withoutMoment(issue.body) === withoutMoment(plain(body));
  if (issue.isOpen && isSame) {
    return { outcome: "unchanged", number };
  }
  await write({ body, ...(issue.isOpen ? {} : { state: "open" }) });
  if (fresh.length > 0) {
    await client.request("POST", `${path}/${number}/comments`, { body: { body: newsOf(fresh) }, ...PERMISSION });
  }
  return { outcome: issue.isOpen ? "updated" : "reopened", number };
}

function bodyOf(report: DriftReport, marker: string, alarming: readonly Drift[]): string {
  const prints = alarming
    .map(({ fingerprint }) => fingerprint.slice(0, SHORT))
    .sort()
    .slice(0, MOST_FINGERPRINTS);
  const text = renderDriftMarkdown(report, ({ length }) => length <= MOST_CHARACTERS);
  return `${marker}\n<!-- fingerprints: ${prints.join(" ")} -->\n${text}`;
}

function fingerprintsIn(body: string): ReadonlySet<string> {
  const line = body.split("\n", 2)[1] ?? "";
  return new Set(/^<!-- fingerprints: ([0-9a-f ]*) -->$/.exec(line)?.[1]?.split(" ") ?? []);
}

function newsOf(fresh: readonly Drift[]): string {
  const hidden = fresh.length - SHOWN_NEW;
  const lines = fresh.slice(0, SHOWN_NEW).map((drift) => `- **${drift.severity}** ${markdownSafe(headlineOf(drift))}`);
  return ["New:", "", ...lines, ...(hidden > 0 ? [`- … and ${hidden} more`] : [])].join("\n");
}

/** Titles are plain text to GitHub, but for mentions in mails. */
function plainTitle(title: string): string {
  return title.replace(/[^\p{L}\p{N} .,:_/-]/gu, "?").slice(0, 200);
}

function numberIn(body: unknown): { readonly number?: number } {
  const number = (body as { number?: unknown } | null | undefined)?.number;
  return typeof number === "number" ? { number } : {};
}

/** When it was looked at last is no news. */
function withoutMoment(body: string): string {
  return body.replace(/ Looked at on <code>[^<]*<\/code>\./, "");
}

/** GitHub may give line breaks and the end back in another form. */
function plain(body: string): string {
  return body.replace(/\r\n?/g, "\n").trimEnd();
}
