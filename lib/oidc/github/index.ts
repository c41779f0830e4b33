export * from "./claims.js";
export * from "./job.js";
export * from "./job-claims.js";
export { GITHUB_EVENTS, PROPOSAL_EVENTS, PULL_REQUEST_EVENTS } from "./names.js";
export { type ResolvedGitHubJob, resolveGitHubJob } from "./resolve-job.js";
export { type GitHubSubject, type GitHubSubjectContext, tryParseGitHubSubject } from "./subject.js";
export * from "./token-permission.js";
