import { execFileSync } from "node:child_process";
import { isOidcError, resolveGitHubJob } from "../../oidc/index.js";
import type { JudgedRepository } from "../../trust/workflows.js";
import { usageError } from "../errors.js";
import type { RepositoryOptions } from "../options/repository.js";

/** Whose files they are, and what was taken to be so since nobody told. */
export interface RepositoryIdentity {
  readonly repository: Omit<JudgedRepository, "variables">;
  /** A sentence each. */
  readonly assumed: readonly string[];
}

/**
 * Whose workflow files a folder holds: as told, as git knows its origin, or as the job of GitHub Actions says that we are in.
 * The job's ids are taken where it is of the same repository.
 */
export function identityOf(folder: string, options: RepositoryOptions, env = process.env): RepositoryIdentity {
  const told = options.repository;
  const name = told ?? originOf(folder) ?? ofThisJob(env, "GITHUB_REPOSITORY");
  if (name === undefined) {
    throw usageError(
      "it is not known whose workflows these are: git has no origin on github.com here",
      "say --repository OWNER/NAME",
    );
  }
  const isThisJobs = name.toLowerCase() === ofThisJob(env, "GITHUB_REPOSITORY")?.toLowerCase();
  const repositoryId = options.repositoryId ?? (isThisJobs ? ofThisJob(env, "GITHUB_REPOSITORY_ID") : undefined);
  const ownerId = options.ownerId ?? (isThisJobs ? ofThisJob(env, "GITHUB_REPOSITORY_OWNER_ID") : undefined);
  const found = options.defaultBranch ?? defaultBranchOf(folder);
  const repository = {
    repository: name,
    defaultBranch: found ?? "main",
    ...(repositoryId === undefined ? {} : { repositoryId }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(options.visibility === undefined ? {} : { visibility: options.visibility }),
  };
  try {
    resolveGitHubJob(repository);
  } catch (error) {
    throw isOidcError(error) ? usageError(error.message, "correct the options that name the repository") : error;
  }
  return {
    repository,
    assumed: [
      ...(told === undefined ? [`the files are of ${name}`] : []),
      ...(found === undefined ? ["the default branch is main (--default-branch NAME says otherwise)"] : []),
    ],
  };
}

function ofThisJob(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env.GITHUB_ACTIONS === "true" ? env[name] : undefined;
  return value === "" ? undefined : value;
}

function originOf(folder: string): string | undefined {
  const url = git(folder, "config", "--get", "remote.origin.url");
  return /github\.com[:/]([^/\s]+\/[^/\s]+?)(?:\.git)?\/?$/i.exec(url ?? "")?.[1];
}

function defaultBranchOf(folder: string): string | undefined {
  return git(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")?.replace(/^origin\//, "");
}

/** @returns undefined where git is not there, or knows nothing of it */
function git(folder: string, ...args: readonly string[]): string | undefined {
  try {
    const answer = execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      timeout: 10_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return answer.trim() === "" ? undefined : answer.trim();
  } catch {
    return undefined;
  }
}
