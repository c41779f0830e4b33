import { usageError } from "../errors.js";
import { type GitHubClient, ownLogin } from "../github-api/index.js";
import type { PullRequest } from "./pull-request.js";

/** What became of the comment. `none`: there was nothing to say and no comment to correct. */
export type CommentOutcome = "written" | "updated" | "unchanged" | "none";

export interface Comment {
  /** Tells comments of several apps in one repository apart. */
  readonly name: string;
  /** Markdown, within GitHub's limit. */
  readonly text: string;
  /** Whether there is something to say, so that a comment is begun with it. */
  readonly begins: boolean;
}

const PERMISSION = { permission: "pull-requests: write" } as const;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._ /-]{0,99}$/;

/** @throws CliError `usage` for a name that cannot stand in a comment */
export function checkCommentName(name: string): string {
  if (!NAME.test(name) || name.includes("--")) {
    throw usageError(
      `--comment ${JSON.stringify(name)} is no name for a comment`,
      "give letters, digits and . _ - / or blanks, up to 100, beginning with a letter or digit",
    );
  }
  return name;
}

/**
 * Keeps one comment on a pull request up to date. It is known again by a marker at its beginning and by being our own:
 * what others wrote is never touched, whatever it looks like. What says the same already is left alone.
 *
 * @throws GitHubError
 */
export async function keepComment(
  client: GitHubClient,
  { repository, number }: Pick<PullRequest, "repository" | "number">,
  { name, text, begins }: Comment,
): Promise<CommentOutcome> {
  const marker = `<!-- cloudsmith-trust review: ${name} -->`;
  const body = `${marker}\n${text}`;
  const path = `/repos/${repository}/issues/${number}/comments`;
  const [ours, ...more] = await ownComments(client, path, marker);
  if (ours === undefined) {
    if (!begins) {
      return "none";
    }
    await client.request("POST", path, { body: { body }, ...PERMISSION });
    return "written";
  }
  // two runs at once may have begun one each
  for (const { id } of more) {
    await client.request("DELETE", `/repos/${repository}/issues/comments/${id}`, PERMISSION);
  }
  if (plain(ours.body) === plain(body)) {
    return "unchanged";
  }
  await client.request("PATCH", `/repos/${repository}/issues/comments/${ours.id}`, { body: { body }, ...PERMISSION });
  return "updated";
}

interface Marked {
  readonly id: number;
  readonly login: string;
  readonly body: string;
}

/** Who we are is asked only where somebody's comment has the marker. */
async function ownComments(client: GitHubClient, path: string, marker: string): Promise<readonly Marked[]> {
  const marked: Marked[] = [];
  for await (const { id, body, user } of client.each(path, { permission: "pull-requests: read" })) {
    const login = (user as { login?: unknown } | null | undefined)?.login;
    if (typeof id === "number" && typeof body === "string" && typeof login === "string" && isMarked(body, marker)) {
      marked.push({ id, login, body });
    }
  }
  if (marked.length === 0) {
    return [];
  }
  const own = (await ownLogin(client)).toLowerCase();
  return marked.filter(({ login }) => login.toLowerCase() === own);
}

function isMarked(body: string, marker: string): boolean {
  return plain(body).split("\n", 1)[0] === marker;
}

/** GitHub may give line breaks and the end back in another form. */
function plain(body: string): string {
  return body.replace(/\r\n?/g, "\n").trimEnd();
}
