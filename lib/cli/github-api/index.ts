export { type GitHubAddress, githubAddress } from "./address.js";
export { GitHubClient, type GitHubClientOptions, type GitHubRequest, githubClient } from "./client.js";
export { GitHubError, type GitHubErrorCode, isGitHubError } from "./errors.js";
export { ownLogin } from "./identity.js";
export { githubRepository, refusePublic } from "./repository.js";
export { githubToken, tryGithubToken } from "./token.js";
