import { createHash } from "node:crypto";
import type { Call, Handler } from "../http/call.js";
import { ok } from "../http/reply.js";
import { repositoryOf } from "./access.js";
import { branchAt } from "./branches.js";
import { githubPage } from "./private/page.js";
import type { BranchRecord, CommitRecord, GitHubRepositoryRecord, SignatureRecord } from "./state.js";

/** The commit that a call which changes a file makes: its message and names, on top of the branch. */
export function commit(
  call: Call,
  repository: GitHubRepositoryRecord,
  branch: BranchRecord,
  file: CommitRecord["file"],
): CommitRecord {
  const { message, author, committer } = call.json();
  const date = new Date(call.world.clock.now()).toISOString();
  const parent = branch.sha;
  const content = branch.files.get(file.filename) ?? "";
  const made: CommitRecord = {
    sha: createHash("sha1").update([parent, message, date, file.filename, ""].join("\n")).update(content).digest("hex"),
    parent,
    message: String(message ?? `${file.status === "removed" ? "Delete" : "Update"} ${file.filename}`),
    author: signature(author ?? committer, date),
    committer: signature(committer ?? author, date),
    file,
  };
  branch.sha = made.sha;
  repository.commits.set(made.sha, made);
  return made;
}

function signature(given: unknown, date: string): SignatureRecord {
  const { name, email } = (given ?? {}) as { readonly [field: string]: unknown };
  return {
    name: typeof name === "string" ? name : "octocat",
    email: typeof email === "string" ? email : "octocat@users.noreply.github.example",
    date,
  };
}

/** A commit as the answers about files name it. */
export function commitBody(
  call: Call,
  { full_name }: GitHubRepositoryRecord,
  { sha, parent, message, author, committer }: CommitRecord,
) {
  const url = (name: string): string => `${call.world.url()}/api/v3/repos/${full_name}/commits/${name}`;
  const parents = parent === "" ? [] : [{ sha: parent, url: url(parent) }];
  return { sha, url: url(sha), message, author, committer, parents };
}

function repositoryCommit(call: Call, repository: GitHubRepositoryRecord, record: CommitRecord): unknown {
  const { sha, url, parents, ...commit } = commitBody(call, repository, record);
  return { sha, url, commit, parents };
}

/** What a repository began with stands for everything before the first commit that the API made. */
function beginning(sha: string): CommitRecord {
  const nobody = signature(undefined, new Date(0).toISOString());
  const file = { filename: "", status: "added" } as const;
  return { sha, parent: "", message: "Initial commit", author: nobody, committer: nobody, file };
}

/** The commits up to this one, newest first. */
function history({ commits }: GitHubRepositoryRecord, sha: string): readonly CommitRecord[] {
  const found: CommitRecord[] = [];
  let next = sha;
  for (let record = commits.get(next); record !== undefined; record = commits.get(next)) {
    found.push(record);
    next = record.parent;
  }
  return [...found, beginning(next)];
}

/** GET /repos/{owner}/{repo}/commits/{sha}: any commit, or the head of a branch. */
export const read: Handler = (call) => {
  const repository = repositoryOf(call);
  const named = call.param("sha");
  const known = repository.commits.get(named);
  if (known) {
    return ok({ ...(repositoryCommit(call, repository, known) as object), files: [known.file] });
  }
  const { sha, files } = branchAt(repository, named);
  const record = repository.commits.get(sha);
  return ok({
    ...(repositoryCommit(call, repository, record ?? beginning(sha)) as object),
    files: record ? [record.file] : [...files.keys()].map((filename) => ({ filename, status: "added" })),
  });
};

/** GET /repos/{owner}/{repo}/commits: up to the branch or commit in `sha`, those that changed the file or folder in `path`. */
export const list: Handler = (call) => {
  const repository = repositoryOf(call);
  const from = call.query.get("sha") || repository.default_branch;
  const path = (call.query.get("path") ?? "").replace(/\/$/, "");
  const concerns = (filename: string): boolean => path === "" || filename === path || filename.startsWith(`${path}/`);
  const known = repository.commits.get(from);
  const all = history(repository, known ? known.sha : branchAt(repository, from).sha);
  const shown = all.filter(({ file }) => concerns(file.filename));
  // a file that no commit has touched was there from the beginning
  const old = !known && shown.length === 0 && [...branchAt(repository, from).files.keys()].some(concerns);
  return githubPage(call, old ? all.slice(-1) : shown, (record) => repositoryCommit(call, repository, record));
};
