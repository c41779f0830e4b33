export * from "./bindings/index.js";
export * from "./constructs/index.js";
export type { GitHubJob } from "./oidc/github/job.js";
export type { Privilege, Role } from "./trust/index.js";
