/** Issues of a repository. Pull requests are issues too: they are listed, with a member that says so. */
import type { Call, Handler } from "../http/call.js";
import { created, ok, Problem } from "../http/reply.js";
import { repositoryOf, rightsOf } from "./access.js";
import { actorOf, userBody } from "./accounts.js";
import { bodyText, issueOf } from "./issue-comments.js";
import { githubPage } from "./private/page.js";
import { type GitHubRepositoryRecord, type IssueRecord, openIssue } from "./state.js";

function render(call: Call, repository: GitHubRepositoryRecord, issue: IssueRecord): unknown {
  const { number, id, title, body, state, labels, comments, user, created_at, updated_at } = issue;
  const api = `${call.world.url()}/api/v3/repos/${repository.full_name}`;
  const web = `${call.world.url()}/${repository.full_name}`;
  const html_url = `${web}/${issue.pull_request ? "pull" : "issues"}/${number}`;
  return {
    id,
    node_id: Buffer.from(`Issue${id}`).toString("base64"),
    url: `${api}/issues/${number}`,
    repository_url: api,
    labels_url: `${api}/issues/${number}/labels{/name}`,
    comments_url: `${api}/issues/${number}/comments`,
    events_url: `${api}/issues/${number}/events`,
    html_url,
    number,
    title,
    user: userBody(user),
    labels: labels.map((name) => ({ name, color: "ededed", default: false })),
    state,
    state_reason: issue.state_reason ?? null,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: comments.length,
    created_at,
    updated_at,
    closed_at: state === "closed" ? updated_at : null,
    author_association: "CONTRIBUTOR",
    active_lock_reason: null,
    ...(issue.pull_request ? { pull_request: { url: `${api}/pulls/${number}`, html_url } } : {}),
    body,
    performed_via_github_app: null,
  };
}

const now = (call: Call): string => new Date(call.world.clock.now()).toISOString();

const wrong = (field: string, code: string): Problem =>
  new Problem(422, "Validation Failed", [{ resource: "Issue", field, code }]);

/** GET /repos/{owner}/{repo}/issues: the latest first, open ones unless asked for others. */
export const list: Handler = (call) => {
  const repository = repositoryOf(call);
  const state = call.query.get("state") ?? "open";
  const creator = call.query.get("creator")?.toLowerCase();
  const labels = (call.query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const found = [...repository.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter(({ user }) => creator === undefined || user.login.toLowerCase() === creator)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .toReversed();
  return githubPage(call, found, (issue) => render(call, repository, issue));
};

/** POST /repos/{owner}/{repo}/issues. Labels are for those who may push; of others they are left out in silence. */
export const create: Handler = (call) => {
  const repository = repositoryOf(call);
  if (repository.archived) {
    throw new Problem(403, "Repository was archived so is read-only.");
  }
  const { title, body, labels } = call.json();
  if (typeof title !== "string" || title.trim() === "") {
    throw wrong("title", "missing_field");
  }
  const mayPush = rightsOf(call).permissions === "all";
  const issue = openIssue(
    call.world.state.github,
    repository,
    {
      title,
      user: actorOf(call),
      ...(body === undefined || body === null ? {} : { body: bodyText(call, "Issue") }),
      labels: mayPush && Array.isArray(labels) ? labels.map(String) : [],
    },
    now(call),
  );
  return created(render(call, repository, issue));
};

/** GET /repos/{owner}/{repo}/issues/{issue_number} */
export const read: Handler = (call) => ok(render(call, repositoryOf(call), issueOf(call)));

const REASONS: ReadonlySet<unknown> = new Set(["completed", "not_planned", "reopened", "duplicate"]);

/** PATCH /repos/{owner}/{repo}/issues/{issue_number} */
export const update: Handler = (call) => {
  const [repository, issue] = [repositoryOf(call), issueOf(call)];
  const { title, body, state, state_reason } = call.json();
  if (state !== undefined && state !== "open" && state !== "closed") {
    throw wrong("state", "invalid");
  }
  if (state_reason !== undefined && state_reason !== null && !REASONS.has(state_reason)) {
    throw wrong("state_reason", "invalid");
  }
  if (title !== undefined) {
    issue.title = String(title);
  }
  if (body !== undefined) {
    issue.body = bodyText(call, "Issue");
  }
  if (state !== undefined && state !== issue.state) {
    issue.state = state;
    issue.state_reason = state === "open" ? "reopened" : String(state_reason ?? "completed");
  }
  issue.updated_at = now(call);
  return ok(render(call, repository, issue));
};
