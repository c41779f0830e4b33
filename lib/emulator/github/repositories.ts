import type { Call, Handler } from "../http/call.js";
import { created, ok } from "../http/reply.js";
import { missing, repositoryById, repositoryOf, rightsOf, unprocessable } from "./access.js";
import { githubPage } from "./private/page.js";
import type { GitHubRepositoryRecord } from "./state.js";

function body(call: Call, repository: GitHubRepositoryRecord): unknown {
  const { id, full_name, owner_id, visibility, archived, default_branch } = repository;
  const [login = "", name = ""] = full_name.split("/");
  const url = `${call.world.url()}/api/v3/repos/${full_name}`;
  const web = `${call.world.url()}/${full_name}`;
  const rights = rightsOf(call);
  return {
    id,
    node_id: Buffer.from(`Repository${id}`).toString("base64"),
    name,
    full_name,
    owner: {
      login,
      id: owner_id,
      type: call.world.state.github.owners.get(login.toLowerCase())?.type ?? "Organization",
    },
    private: visibility !== "public",
    visibility,
    archived,
    disabled: false,
    fork: false,
    is_template: false,
    description: "",
    default_branch,
    url,
    html_url: web,
    clone_url: `${web}.git`,
    git_url: `git://127.0.0.1/${full_name}.git`,
    ssh_url: `git@127.0.0.1:${full_name}.git`,
    svn_url: web,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    topics: [],
    permissions: { admin: rights.permissions === "all", push: rights.permissions === "all", pull: true },
  };
}

/** GET /repos/{owner}/{repo} */
export const read: Handler = (call) => ok(body(call, repositoryOf(call)));

/** GET /repositories/{id}: by the number, which a rename does not change. */
export const readById: Handler = (call) => ok(body(call, repositoryById(call, Number(call.param("id")))));

/** GET /orgs/{org}/repos */
export const list: Handler = (call) => {
  const rights = rightsOf(call);
  const owner = call.param("org").toLowerCase();
  if (!call.world.state.github.owners.has(owner)) {
    throw missing();
  }
  const type = call.query.get("type") ?? "all";
  const repositories = [...call.world.state.github.repositories.values()].filter(
    ({ full_name, visibility }) =>
      full_name.toLowerCase().startsWith(`${owner}/`) &&
      (type === "all" || (type === "public") === (visibility === "public")) &&
      (visibility === "public" || rights.repositories === "all" || rights.repositories.includes(full_name)),
  );
  return githubPage(call, repositories, (repository) => body(call, repository));
};

/** GET /repos/{owner}/{repo}/actions/oidc/customization/sub */
export const readSubject: Handler = (call) => {
  const repository = repositoryOf(call);
  const { use_default, include_claim_keys, use_immutable_subject } = repository.subject;
  return ok({
    use_default,
    ...(include_claim_keys.length === 0 ? {} : { include_claim_keys }),
    use_immutable_subject,
    sub_claim_prefix: subjectPrefix(repository),
  });
};

/** PUT /repos/{owner}/{repo}/actions/oidc/customization/sub */
export const writeSubject: Handler = (call) => {
  const { use_default, include_claim_keys, use_immutable_subject } = call.json();
  if (typeof use_default !== "boolean") {
    throw unprocessable("use_default", "use_default is required.");
  }
  const keys = Array.isArray(include_claim_keys) ? include_claim_keys.map(String) : [];
  const repository = repositoryOf(call);
  repository.subject = {
    use_default,
    include_claim_keys: use_default ? [] : keys,
    use_immutable_subject:
      typeof use_immutable_subject === "boolean" ? use_immutable_subject : repository.subject.use_immutable_subject,
  };
  return created({});
};

/** How the subjects of a repository's tokens begin. */
export function subjectPrefix({ sub_claim_prefix, subject, full_name, id, owner_id }: GitHubRepositoryRecord): string {
  const [owner, name] = full_name.split("/");
  return (
    sub_claim_prefix ??
    (subject.use_immutable_subject ? `repo:${owner}@${owner_id}/${name}@${id}` : `repo:${full_name}`)
  );
}
