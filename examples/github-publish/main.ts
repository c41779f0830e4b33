import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { CloudsmithProvider } from "cloudsmith-trust";
import { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository } from "cloudsmith-trust/github";

const app = new App();
const stack = new TerraformStack(app, "github-publish");

const cloudsmith = new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
if (/^http:\/\/(127\.0\.0\.1|localhost):/.test(process.env.CLOUDSMITH_API_HOST ?? "")) {
  cloudsmith.accept("local-state-in-ci", {
    reason: "the embedded Cloudsmith forgets everything when it stops, so no account outlives a lost state",
    until: "2099-12-31",
  });
}

// The GitHub half is there where its owner is configured. An environment is as good as its protection: it is trusted
// only where this app sets that up as well.
const owner = process.env.GITHUB_OWNER;
if (owner !== undefined) {
  new GithubProvider(stack, "github", { owner });
}
const production = GitHubEnvironment.named("production", { deployableFrom: { tags: ["v*"] } });

const publisher = new GitHubPublisher(stack, "app", {
  repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
  from: [GitHubRef.branch("main").on("push"), ...(owner === undefined ? [] : [production])],
  publishTo: [{ repository: "prod", privilege: "Write" }],
  ...(owner === undefined ? {} : { github: {} }),
});
new TerraformOutput(stack, "service_slug", { value: publisher.account.slug });

app.synth();
