/** Comments on issues and pull requests: to GitHub's API a pull request is an issue. */
import type { Call, Guard, Handler } from "../http/call.js";
import { created, noContent, ok, Problem } from "../http/reply.js";
import { missing, repositoryOf, rightsOf } from "./access.js";
import { actorOf, userBody } from "./accounts.js";
import { githubPage } from "./private/page.js";
import type { CommentRecord, GitHubRepositoryRecord, IssueRecord } from "./state.js";
import { takeId } from "./state.js";

/** In characters, for comments and for the text of an issue alike. */
export const LONGEST_BODY = 65_536;

/** Either permission will do: https://docs.github.com/rest/issues/comments */
const either =
  (level: "read" | "write"): Guard =>
  (call) => {
    repositoryOf(call);
    const { permissions, login } = rightsOf(call);
    const held = permissions === "all" ? ["write"] : [permissions.issues, permissions.pull_requests];
    if (!held.includes("write") && !held.includes(level)) {
      throw new Problem(403, notAccessible(login), undefined, {
        "X-Accepted-GitHub-Permissions": `issues=${level}; pull_requests=${level}`,
      });
    }
  };

export const readsComments = either("read");
export const writesComments = either("write");

/** GitHub's words to a token of an app, as a job's is, and to one of a person. */
const notAccessible = (login: string): string =>
  `Resource not accessible by ${login.endsWith("[bot]") ? "integration" : "personal access token"}`;

/** The issue or pull request in the path. */
export function issueOf(call: Call): IssueRecord {
  const issue = repositoryOf(call).issues.get(Number(call.param("issue_number")));
  if (!issue) {
    throw missing();
  }
  return issue;
}

/** What is written into an issue or a comment, within GitHub's limit. */
export function bodyText(call: Call, resource: "Issue" | "IssueComment"): string {
  const { body } = call.json();
  const wrong = (code: string, message: string): Problem =>
    new Problem(422, "Validation Failed", [{ resource, field: "data", code, message }]);
  if (typeof body !== "string" || body === "") {
    throw wrong("unprocessable", "Body can't be blank");
  }
  if (body.length > LONGEST_BODY) {
    throw wrong("unprocessable", `Body is too long (maximum is ${LONGEST_BODY} characters)`);
  }
  return body;
}

function render(call: Call, repository: GitHubRepositoryRecord, issue: IssueRecord, comment: CommentRecord): unknown {
  const web = `${call.world.url()}/${repository.full_name}`;
  const url = `${call.world.url()}/api/v3/repos/${repository.full_name}/issues`;
  return {
    id: comment.id,
    node_id: Buffer.from(`IssueComment${comment.id}`).toString("base64"),
    url: `${url}/comments/${comment.id}`,
    html_url: `${web}/${issue.pull_request ? "pull" : "issues"}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${url}/${issue.number}`,
    user: userBody(comment.user),
    created_at: comment.created_at,
    updated_at: comment.updated_at,
    author_association: "CONTRIBUTOR",
    body: comment.body,
    performed_via_github_app: null,
  };
}

function found(call: Call): {
  readonly repository: GitHubRepositoryRecord;
  issue: IssueRecord;
  comment: CommentRecord;
} {
  const repository = repositoryOf(call);
  const id = Number(call.param("comment_id"));
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment) {
      return { repository, issue, comment };
    }
  }
  throw missing();
}

const now = (call: Call): string => new Date(call.world.clock.now()).toISOString();

/** GET /repos/{owner}/{repo}/issues/{issue_number}/comments: oldest first. */
export const list: Handler = (call) => {
  const [repository, issue] = [repositoryOf(call), issueOf(call)];
  return githubPage(call, issue.comments, (comment) => render(call, repository, issue, comment));
};

/** POST /repos/{owner}/{repo}/issues/{issue_number}/comments */
export const create: Handler = (call) => {
  const [repository, issue] = [repositoryOf(call), issueOf(call)];
  const comment: CommentRecord = {
    id: takeId(call.world.state.github),
    user: actorOf(call),
    body: bodyText(call, "IssueComment"),
    created_at: now(call),
    updated_at: now(call),
  };
  issue.comments.push(comment);
  return created(render(call, repository, issue, comment));
};

/** GET /repos/{owner}/{repo}/issues/comments/{comment_id} */
export const read: Handler = (call) => {
  const { repository, issue, comment } = found(call);
  return ok(render(call, repository, issue, comment));
};

/** PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}: who may write may edit what others wrote. */
export const update: Handler = (call) => {
  const { repository, issue, comment } = found(call);
  comment.body = bodyText(call, "IssueComment");
  comment.updated_at = now(call);
  return ok(render(call, repository, issue, comment));
};

/** DELETE /repos/{owner}/{repo}/issues/comments/{comment_id} */
export const remove: Handler = (call) => {
  const { issue, comment } = found(call);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  return noContent();
};
