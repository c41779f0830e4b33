import { describe, expect, it } from "vitest";
import { type GitHubJob, gitHubJobMayGetToken } from "../../../lib/oidc/index.js";

describe("gitHubJobMayGetToken", () => {
  it.each<readonly [Partial<GitHubJob>, boolean, RegExp]>([
    [{}, true, /has the permission id-token: write/],
    [{ idTokenPermission: "none" }, false, /lacks the permission id-token: write/],
    [{ event: "pull_request" }, true, /has the permission/],
    [{ event: "pull_request", fromFork: true }, false, /no identity token to a pull_request run started from a fork/],
    [{ event: "pull_request_review", fromFork: true }, false, /pull_request_review run started from a fork/],
    [{ event: "pull_request", fromFork: true, forkWriteTokens: true }, true, /hands write tokens/],
    [{ event: "pull_request", fromFork: true, forkWriteTokens: true, visibility: "public" }, false, /only private/],
    [{ event: "pull_request_target", fromFork: true }, true, /has the permission/],
  ])("%j: %s", (job, allowed, reason) => {
    const permission = gitHubJobMayGetToken({ repository: "acme/app", ...job });
    expect(permission.allowed).toBe(allowed);
    expect(permission.reason).toMatch(reason);
  });
});
