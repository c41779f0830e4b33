import type { Call, Handler } from "../http/call.js";
import { created, ok, Problem } from "../http/reply.js";
import { missing, repositoryOf, unprocessable } from "./access.js";
import { githubPage } from "./private/page.js";
import { appliesTo } from "./private/ref-patterns.js";
import { activeRules } from "./rulesets.js";
import type { BranchRecord, GitHubRepositoryRecord } from "./state.js";

const isProtected = (repository: GitHubRepositoryRecord, name: string): boolean =>
  [...repository.protected_branches].some((pattern) => appliesTo(pattern, name)) ||
  activeRules(repository, "branch", `refs/heads/${name}`).length > 0;

const body = (call: Call, repository: GitHubRepositoryRecord, name: string, { sha }: BranchRecord): unknown => ({
  name,
  commit: { sha, url: `${call.world.url()}/api/v3/repos/${repository.full_name}/commits/${sha}` },
  protected: isProtected(repository, name),
  protection_url: `${call.world.url()}/api/v3/repos/${repository.full_name}/branches/${encodeURIComponent(name)}/protection`,
});

/** The branch of this name or full ref, or with this head. */
export function branchAt(repository: GitHubRepositoryRecord, ref: string): BranchRecord {
  const name = ref.replace(/^refs\/heads\//, "");
  const branch =
    repository.branches.get(name) ?? [...repository.branches.values()].find((candidate) => candidate.sha === name);
  if (!branch) {
    throw new Problem(404, `No commit found for the ref ${name}`);
  }
  return branch;
}

function found(call: Call): [GitHubRepositoryRecord, string, BranchRecord] {
  const repository = repositoryOf(call);
  const name = call.param("branch");
  const branch = repository.branches.get(name);
  if (!branch) {
    throw new Problem(404, "Branch not found");
  }
  return [repository, name, branch];
}

/** GET /repos/{owner}/{repo}/branches, with `protected=true` the protected ones only. */
export const list: Handler = (call) => {
  const repository = repositoryOf(call);
  const only = call.query.get("protected") === "true";
  const branches = [...repository.branches].filter(([name]) => !only || isProtected(repository, name));
  return githubPage(call, branches, ([name, branch]) => body(call, repository, name, branch));
};

/** GET /repos/{owner}/{repo}/branches/{branch} */
export const read: Handler = (call) => ok(body(call, ...found(call)));

/** GET /repos/{owner}/{repo}/branches/{branch}/protection: classic protection only, as on the real one. */
export const protection: Handler = (call) => {
  const [repository, name] = found(call);
  if (![...repository.protected_branches].some((pattern) => appliesTo(pattern, name))) {
    throw new Problem(404, "Branch not protected");
  }
  return ok({
    url: `${call.world.url()}/api/v3/repos/${repository.full_name}/branches/${encodeURIComponent(name)}/protection`,
    enforce_admins: { enabled: true },
    required_pull_request_reviews: { required_approving_review_count: 1, require_code_owner_reviews: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  });
};

/** GET /repos/{owner}/{repo}/git/ref/{ref...} */
export const readRef: Handler = (call) => {
  const repository = repositoryOf(call);
  const name = call.param("ref").replace(/^heads\//, "");
  const branch = repository.branches.get(name);
  if (!branch) {
    throw missing();
  }
  return ok(refBody(call, repository, name, branch));
};

/** POST /repos/{owner}/{repo}/git/refs: a new branch at the head of another one. */
export const createRef: Handler = (call) => {
  const repository = repositoryOf(call);
  const { ref, sha } = call.json();
  const name = String(ref ?? "").replace(/^refs\/heads\//, "");
  const source = [...repository.branches.values()].find((branch) => branch.sha === sha);
  if (name === "" || repository.branches.has(name)) {
    throw unprocessable("ref", "Reference already exists");
  }
  if (!source) {
    throw unprocessable("sha", "Object does not exist");
  }
  const branch: BranchRecord = { sha: source.sha, files: new Map(source.files) };
  repository.branches.set(name, branch);
  return created(refBody(call, repository, name, branch));
};

const refBody = (call: Call, repository: GitHubRepositoryRecord, name: string, { sha }: BranchRecord): unknown => ({
  ref: `refs/heads/${name}`,
  node_id: Buffer.from(`Ref${name}`).toString("base64"),
  url: `${call.world.url()}/api/v3/repos/${repository.full_name}/git/refs/heads/${name}`,
  object: { type: "commit", sha, url: `${call.world.url()}/api/v3/repos/${repository.full_name}/git/commits/${sha}` },
});
