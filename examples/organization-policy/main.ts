import { App, Aspects, TerraformStack } from "cdktf";
import { CloudsmithProvider, GitLabProject, OidcIssuer, OrganizationPolicy, Publisher } from "cloudsmith-trust";
import { GitHubPublisher, GitHubRef, GitHubRepository } from "cloudsmith-trust/github";

const app = new App();

// What the organization allows, in one place: in a real one, in a package that every team's app uses.
Aspects.of(app).add(
  new OrganizationPolicy({
    allowedIssuers: [OidcIssuer.gitHub()],
    allowedOwners: [65],
    forbiddenClaims: ["actor", "workflow"],
    greatestPrivilege: "Write",
    mustPinIds: true,
  }),
);

const stack = new TerraformStack(app, "organization-policy");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

new GitHubPublisher(stack, "app", {
  repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
  from: [GitHubRef.branch("main").on("push")],
  publishTo: [{ repository: "prod" }],
});

// An exception has an owner, a reason and an end, and everybody sees it: here, in each synth, and in the JSON.
const project = GitLabProject.of(20, { namespaceId: 72 });
const legacy = new Publisher(stack, "legacy", {
  issuer: OidcIssuer.gitLab(),
  from: [project.protectedBranch("main")],
  publishTo: [{ repository: "prod" }],
});
for (const rule of ["policy-issuer", "policy-owner"]) {
  legacy.accept(rule, {
    reason: "moves to GitHub together with its team; a real date is months away, that of an example never comes",
    until: "2099-12-31",
  });
}

app.synth();
