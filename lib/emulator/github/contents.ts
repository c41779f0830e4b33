import { createHash } from "node:crypto";
import type { Call, Handler } from "../http/call.js";
import { created, ok, Problem } from "../http/reply.js";
import { missing, repositoryOf, unprocessable } from "./access.js";
import { branchAt } from "./branches.js";
import { commit, commitBody } from "./commits.js";
import type { BranchRecord, GitHubRepositoryRecord } from "./state.js";

/** A blob's name as git computes it. */
const blobSha = (content: Buffer): string =>
  createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");

interface Place {
  readonly repository: GitHubRepositoryRecord;
  readonly ref: string;
  readonly branch: BranchRecord;
  readonly path: string;
}

/** The branch and the path that a call is about. */
function placeOf(call: Call, given: string | undefined): Place {
  const repository = repositoryOf(call);
  const ref = given ?? repository.default_branch;
  return {
    repository,
    ref: ref.replace(/^refs\/heads\//, ""),
    branch: branchAt(repository, ref),
    path: call.param("path").replace(/\/$/, ""),
  };
}

/** The provider of Terraform reads the ref out of `url`, so the query belongs to it. */
function fileBody(call: Call, { repository, ref }: Place, path: string, content: Buffer): { [field: string]: unknown } {
  const base = `${call.world.url()}/api/v3/repos/${repository.full_name}`;
  const sha = blobSha(content);
  return {
    type: "file",
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha,
    size: content.length,
    url: `${base}/contents/${path}?ref=${encodeURIComponent(ref)}`,
    git_url: `${base}/git/blobs/${sha}`,
    html_url: `${call.world.url()}/${repository.full_name}/blob/${ref}/${path}`,
    download_url: null,
  };
}

/** GET /repos/{owner}/{repo}/contents/{path...}: a file with its content, or what is directly in a folder. */
export const read: Handler = (call) => {
  const place = placeOf(call, call.query.get("ref") ?? undefined);
  const content = place.branch.files.get(place.path);
  if (content) {
    return ok({
      ...fileBody(call, place, place.path, content),
      encoding: "base64",
      content: content.toString("base64"),
    });
  }
  const inside = [...place.branch.files].filter(([path]) => path.startsWith(`${place.path}/`));
  if (inside.length === 0) {
    throw missing();
  }
  const entries = new Map<string, { [field: string]: unknown }>();
  for (const [path, file] of inside) {
    const [name = "", ...deeper] = path.slice(place.path.length + 1).split("/");
    const entry = fileBody(call, place, `${place.path}/${name}`, file);
    entries.set(name, deeper.length === 0 ? entry : { ...entry, type: "dir", size: 0 });
  }
  return ok([...entries.values()]);
};

/** PUT /repos/{owner}/{repo}/contents/{path...}: an existing file is replaced only by one who names its sha. */
export const write: Handler = (call) => {
  const given = call.json();
  const place = placeOf(call, branchOf(given.branch));
  if (typeof given.content !== "string" || typeof given.message !== "string") {
    throw unprocessable("content", "content and message are required.");
  }
  const before = place.branch.files.get(place.path);
  checkSha(before, given.sha);
  const content = Buffer.from(given.content, "base64");
  place.branch.files.set(place.path, content);
  const file = { filename: place.path, status: before ? "modified" : "added" } as const;
  const answer = {
    content: fileBody(call, place, place.path, content),
    commit: commitBody(call, place.repository, commit(call, place.repository, place.branch, file)),
  };
  return before ? ok(answer) : created(answer);
};

/** DELETE /repos/{owner}/{repo}/contents/{path...} */
export const remove: Handler = (call) => {
  const given = call.json();
  const place = placeOf(call, branchOf(given.branch) ?? call.query.get("branch") ?? undefined);
  const before = place.branch.files.get(place.path);
  if (!before) {
    throw missing();
  }
  checkSha(before, given.sha ?? call.query.get("sha") ?? undefined);
  place.branch.files.delete(place.path);
  const file = { filename: place.path, status: "removed" } as const;
  return ok({
    content: null,
    commit: commitBody(call, place.repository, commit(call, place.repository, place.branch, file)),
  });
};

const branchOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

function checkSha(before: Buffer | undefined, sha: unknown): void {
  if (before && sha === undefined) {
    throw unprocessable("sha", "The sha of the file to replace is missing.");
  }
  if (before && sha !== blobSha(before)) {
    throw new Problem(409, `The file is not at ${String(sha)} but at ${blobSha(before)}.`);
  }
}
