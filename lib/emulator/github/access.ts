/** Who may call what on the embedded GitHub. */
import type { Call, Guard } from "../http/call.js";
import { Problem } from "../http/reply.js";
import type { GitHubRepositoryRecord, GitHubTokenRecord } from "./state.js";

export const missing = (): Problem => new Problem(404, "Not Found");

/** GitHub's 422: `errors` with resource, field and code. */
export const unprocessable = (field: string, message: string): Problem =>
  new Problem(422, "Validation Failed", [{ resource: "Repository", field, code: "invalid", message }]);

const EVERYTHING: GitHubTokenRecord = { login: "octocat", repositories: "all", permissions: "all" };
const NOTHING: GitHubTokenRecord = { login: "", repositories: [], permissions: { metadata: "read", contents: "read" } };

/**
 * The rights behind a call. Without a token everything is allowed, so that tools run with no login; with
 * `settings.githubAnonymous = "public"` only public repositories can be read, as on the real one.
 */
export function rightsOf(call: Call): GitHubTokenRecord {
  const token = (call.headers.authorization ?? "").replace(/^(bearer|token)\s+/i, "");
  if (token === "") {
    return call.world.settings.githubAnonymous === "everything" ? EVERYTHING : NOTHING;
  }
  const rights = call.world.state.github.tokens.get(token);
  if (!rights) {
    throw new Problem(401, "Bad credentials");
  }
  return rights;
}

const sees = (rights: GitHubTokenRecord, repository: GitHubRepositoryRecord): boolean =>
  repository.visibility === "public" ||
  rights.repositories === "all" ||
  rights.repositories.some((name) => name.toLowerCase() === repository.full_name.toLowerCase());

/** The repository in the path, without regard to case. A former name answers with a redirect to the numeric id. */
export function repositoryOf(call: Call): GitHubRepositoryRecord {
  const { github } = call.world.state;
  const name = `${call.param("owner")}/${call.param("repo")}`.toLowerCase();
  const repository = github.repositories.get(name);
  if (repository && sees(rightsOf(call), repository)) {
    return repository;
  }
  const moved = github.renamed.get(name);
  if (moved !== undefined && !repository) {
    throw new Problem(301, "Moved Permanently", undefined, {
      Location: `${call.world.url()}/api/v3/repositories/${moved}`,
    });
  }
  throw missing();
}

/** The repository of this numeric id, for a caller that sees it. */
export function repositoryById(call: Call, id: number): GitHubRepositoryRecord {
  const repository = [...call.world.state.github.repositories.values()].find((candidate) => candidate.id === id);
  if (!repository || !sees(rightsOf(call), repository)) {
    throw missing();
  }
  return repository;
}

/** A level of a fine-grained permission on the repository in the path. */
const needs =
  (permission: string, level: "read" | "write"): Guard =>
  (call) => {
    repositoryOf(call);
    const { permissions } = rightsOf(call);
    const have = permissions === "all" ? "write" : permissions[permission];
    if (have !== "write" && have !== level) {
      throw new Problem(403, "Resource not accessible by personal access token", undefined, {
        "X-Accepted-GitHub-Permissions": `${permission}=${level}`,
      });
    }
  };

export const reads = (permission: string): Guard => needs(permission, "read");
export const writes = (permission: string): Guard => needs(permission, "write");

/** Any caller with rights of some kind; a bad token is refused. */
export const known: Guard = (call) => {
  rightsOf(call);
};

/** A caller that may administer an organization. */
export const administers: Guard = (call) => {
  if (rightsOf(call).permissions !== "all") {
    throw new Problem(403, "Must have admin rights to Organization.");
  }
};
