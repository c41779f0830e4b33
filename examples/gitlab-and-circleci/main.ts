import { App, TerraformStack } from "cdktf";
import { CircleCiProject, CloudsmithProvider, GitLabProject, OidcIssuer, Publisher } from "cloudsmith-trust";

const app = new App();
const stack = new TerraformStack(app, "gitlab-and-circleci");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

// GitLab: pipelines that a push to the protected branch started, and jobs that deploy to a protected environment.
const project = GitLabProject.of(20, { namespaceId: 72 });
new Publisher(stack, "from-gitlab", {
  issuer: OidcIssuer.gitLab(),
  from: [project.protectedBranch("main"), project.protectedEnvironment("production")],
  publishTo: [{ repository: "prod" }],
  audience: "https://api.cloudsmith.io/openid/acme",
});

// CircleCI: the organization is the issuer, the project a claim.
new Publisher(stack, "from-circleci", {
  issuer: OidcIssuer.circleCi("8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4"),
  from: [CircleCiProject.of("2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11").branch("main")],
  publishTo: [{ repository: "prod" }],
});

app.synth();
