export * from "./azure-devops.js";
export * from "./bitbucket.js";
export * from "./buildkite.js";
export * from "./circleci.js";
export * from "./gitlab.js";
export * from "./hcp-terraform.js";
