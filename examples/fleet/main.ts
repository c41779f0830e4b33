import { App, TerraformStack } from "cdktf";
import { CloudsmithProvider, CloudsmithRepository, ServiceAccount } from "cloudsmith-trust";
import { GitHubFleet, GitHubRef, GitHubRepository } from "cloudsmith-trust/github";

/** A thousand repositories of ten teams: one setting admits them all, and the repository's id picks the team's account. */
const TEAMS = 10;
const REPOSITORIES = 1000;

const app = new App();
const stack = new TerraformStack(app, "fleet");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

const services = CloudsmithRepository.fromSlug(stack, "services", "services");
const teams = Array.from({ length: TEAMS }, (_, team) => {
  const account = new ServiceAccount(stack, `team-${team}`, { description: `Publishes the services of team ${team}` });
  services.grantWrite(account);
  return account;
});

new GitHubFleet(stack, "fleet", {
  ownerId: 65,
  from: [GitHubRef.branch("main").on("push")],
  members: Array.from({ length: REPOSITORIES }, (_, index) => ({
    repository: GitHubRepository.of(`acme/service-${index}`, { id: 5000 + index, ownerId: 65 }),
    account: teams[index % TEAMS] as ServiceAccount,
  })),
});

app.synth();
