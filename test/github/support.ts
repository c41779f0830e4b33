import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { TerraformStack } from "cdktf";
import { GitHubPublisher, type GitHubPublisherProps, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import { acme } from "../constructs/support.js";

export const app = GitHubRepository.of("acme/app", { id: 74, ownerId: 65 });

/** A stack with both providers. */
export function acmeWithGitHub(): TerraformStack {
  const stack = acme();
  new GithubProvider(stack, "github", { owner: "acme" });
  return stack;
}

export function publisher(
  stack: TerraformStack,
  props: Partial<GitHubPublisherProps> = {},
  id = "app",
): GitHubPublisher {
  return new GitHubPublisher(stack, id, {
    repository: app,
    from: [GitHubRef.branch("main").on("push")],
    publishTo: [{ repository: "prod" }],
    ...props,
  });
}
