import "../support/typescript-require.js";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import {
  GitHubEnvironment,
  GitHubFleet,
  GitHubPublisher,
  GitHubReader,
  GitHubRef,
  GitHubRepository,
  GitHubReusableWorkflow,
  GitHubReviewer,
  GitHubSubjectTemplate,
} from "../../lib/github/index.js";
import {
  CloudsmithProvider,
  CloudsmithRepository,
  DataCloudsmithOidcList,
  DataCloudsmithRepositoryPrivileges,
  DataCloudsmithServiceDetails,
  DataCloudsmithUserSelf,
  GitHubClaims,
  GitLabProject,
  OidcIssuer,
  OidcProvider,
  Publisher,
  RepositoryPrivileges,
  ServiceAccount,
  Team,
  User,
} from "../../lib/index.js";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { outdir } from "../support/outdir.js";

const exec = promisify(execFile);
let standIn: Reattached;

beforeAll(async () => {
  standIn = await serveForReattach(gitHubStandIn({}), { address: GITHUB_SOURCE });
});

afterAll(() => standIn.close());

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Everything there is, with every option. */
function everything(stack: TerraformStack): void {
  const text = new TerraformVariable(stack, "text", { type: "string" });
  new CloudsmithProvider(stack, "cloudsmith", {
    organization: "acme",
    apiHost: "http://127.0.0.1:1",
    headers: { "X-Trace-Id": "1" },
    onForbidden: "keep_state_and_warn",
    snapshotReads: false,
    oidc: { serviceSlug: "ci-deploy" },
  });
  new GithubProvider(stack, "github", { owner: "acme" });
  const account = new ServiceAccount(stack, "ci", {
    description: "all options",
    role: "Manager",
    teams: [{ team: "release", role: "Manager" }, { team: "ci" }],
    storeApiKey: true,
    rotateApiKey: 1,
    allowDuplicateName: true,
  });
  const imported = ServiceAccount.fromSlug(stack, "imported", text.stringValue);
  const prod = CloudsmithRepository.fromSlug(stack, "prod", "prod");
  prod.grantRead(imported);
  prod.grantAdmin(Team.fromSlug(stack, "release", "release"));
  const privileges = new RepositoryPrivileges(stack, "dev", {
    repository: CloudsmithRepository.fromSlug(stack, "devs", "dev"),
    overwrite: true,
    allowSelfLockout: true,
  });
  privileges.grantAdmin(User.fromSlug(stack, "owner", "owner"));
  privileges.grantWrite(account);
  new OidcProvider(stack, "fleet", {
    issuer: OidcIssuer.gitHubServer("github.example.com"),
    claims: GitHubClaims.of({ repositoryOwnerId: 65, ref: "refs/heads/main" }),
    mappingClaim: "repository_id",
    dynamicMappings: [{ claimValue: "74", serviceAccount: account }],
    enabled: false,
  });
  const administrator = new GitHubPublisher(stack, "app", {
    repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
    from: [
      GitHubRef.branch("main").on("push", "workflow_dispatch"),
      GitHubRef.tagsStartingWith("v"),
      GitHubEnvironment.named("production", {
        reviewers: [GitHubReviewer.team(17), GitHubReviewer.user(3)],
        waitMinutes: 5,
        deployableFrom: { branches: ["main"], tags: ["v*"] },
      }),
    ],
    publishTo: [{ repository: "prod", privilege: "Admin" }],
    audience: "cloudsmith",
    github: {
      protectedTags: ["v*"],
      protectedFiles: [".github/workflows/*"],
      subject: GitHubSubjectTemplate.of("repository_id", "context"),
      manageSubject: true,
    },
  });
  administrator.accept("over-privileged-account", { reason: "never deployed", until: "2999-12-31" });
  new GitHubReader(stack, "tests", {
    repository: GitHubRepository.lookUp(stack, "acme/other"),
    from: [GitHubReusableWorkflow.at("acme/automation/.github/workflows/test.yml", { version: "refs/tags/v1" })],
    readFrom: ["dependencies"],
    github: { subject: GitHubSubjectTemplate.standard() },
  });
  new GitHubFleet(stack, "fleet-of-one", {
    ownerId: 65,
    from: [GitHubRef.branch("main")],
    members: [
      { repository: GitHubRepository.of("acme/one", { id: 101, ownerId: 65 }), publishTo: [{ repository: "prod" }] },
    ],
  });
  new Publisher(stack, "lab", {
    issuer: OidcIssuer.gitLab(),
    from: [GitLabProject.of(20, { namespaceId: 72 }).protectedBranch("main")],
    publishTo: [{ repository: "prod" }],
  });
  new DataCloudsmithUserSelf(stack, "self");
  new DataCloudsmithServiceDetails(stack, "details", { organization: "acme", service: account.slug });
  new DataCloudsmithOidcList(stack, "settings", { namespace: "acme" });
  new DataCloudsmithRepositoryPrivileges(stack, "privileges", { organization: "acme", repository: "prod" });
}

async function validate(
  directory: string,
): Promise<{ valid: boolean; diagnostics: { summary: string; detail: string }[] }> {
  const { TF_CLI_CONFIG_FILE: _, ...inherited } = process.env;
  const options = { cwd: directory, env: { ...inherited, ...standIn.env, HOME: directory } };
  await exec("terraform", ["init", "-input=false", "-no-color"], options);
  const { stdout } = await exec("terraform", ["validate", "-json"], options);
  return JSON.parse(stdout);
}

describe("a stack with everything in it", () => {
  it.each([
    ["JSON", "false"],
    ["HCL", "true"],
  ])("is valid to terraform as %s, with the packed provider", async (_, hcl) => {
    vi.stubEnv("SYNTH_HCL_OUTPUT", hcl);
    const directory = outdir();
    const app = new App({ outdir: directory });
    everything(new TerraformStack(app, "trust"));
    app.synth();

    const result = await validate(join(directory, "stacks", "trust"));

    // cdktf writes depends_on into HCL in quotes, as Terraform 0.11 wanted them.
    expect(result.diagnostics.filter(({ summary }) => summary !== "Quoted references are deprecated")).toEqual([]);
    expect(result.valid).toBe(true);
  });
});
