/** A repository of GitHub as the trust file knows it. */
export interface GitHubRepositorySeed {
  readonly full_name: string;
}
