import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import { CloudsmithProvider } from "cloudsmith-trust";
import { GitHubPublisher, GitHubReader, GitHubRef, GitHubRepository } from "cloudsmith-trust/github";
import type { Construct } from "constructs";

export interface MonorepoTrustProps {
  /** Sets the GitHub repository up as well. */
  readonly gitHubOwner?: string | undefined;
}

/**
 * acme/mono has a service and a library. Each is released from tags of its own, to a Cloudsmith repository of its own;
 * every push and every night its tests download dependencies, as an account that cannot publish.
 */
export class MonorepoTrust extends TerraformStack {
  constructor(scope: Construct, id: string, { gitHubOwner }: MonorepoTrustProps = {}) {
    super(scope, id);
    new CloudsmithProvider(this, "cloudsmith", { organization: "acme" });
    if (gitHubOwner !== undefined) {
      new GithubProvider(this, "github", { owner: gitHubOwner });
    }
    const repository = GitHubRepository.of("acme/mono", { id: 80, ownerId: 65 });
    const gitHub = (serviceSlugVariable: string) =>
      gitHubOwner === undefined ? {} : { github: { serviceSlugVariable, protectedTags: ["service/v*", "library/v*"] } };

    new GitHubReader(this, "tests", {
      repository,
      from: [GitHubRef.branch("main").on("push", "schedule")],
      readFrom: ["dependencies"],
      ...gitHub("CLOUDSMITH_TESTS_SLUG"),
    });
    for (const part of ["service", "library"]) {
      new GitHubPublisher(this, part, {
        repository,
        from: [GitHubRef.tagsStartingWith(`${part}/v`).on("push")],
        publishTo: [{ repository: part }],
        ...gitHub(`CLOUDSMITH_${part.toUpperCase()}_SLUG`),
      });
    }
  }
}
