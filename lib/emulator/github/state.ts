export interface GitHubState {
  readonly repositories: Map<string, unknown>;
}
export const newGitHubState = (): GitHubState => ({ repositories: new Map() });
