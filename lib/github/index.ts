export * from "./environment.js";
export type { Alternative, GitHubJobSource } from "./job-source.js";
export * from "./publisher.js";
export * from "./ref.js";
export * from "./repository.js";
export * from "./repository-settings.js";
export * from "./workflow.js";
