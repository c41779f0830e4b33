/** The TypeScript of a new project. */
import { BACKENDS } from "../backends.js";
import type { Project } from "../project.js";

const text = (value: string): string => JSON.stringify(value);

export function mainFile(): string {
  return `import { App } from "cdktf";
import { Bootstrap } from "./bootstrap";
import { Trust } from "./trust";

const app = new App();
new Bootstrap(app, "bootstrap");
new Trust(app, "trust");
app.synth();
`;
}

export function organizationFile(project: Project): string {
  const { organization, repository, repositoryId, ownerId, branch, publishTo } = project;
  return `import { GitHubRepository } from "cloudsmith-trust/github";

/** Slug of the organization on Cloudsmith. */
export const ORGANIZATION = ${text(organization)};

/** Where this app is kept. Trust is pinned to the ids: a name can be given up, and taken by somebody else. */
export const REPOSITORY = GitHubRepository.of(${text(repository)}, { id: ${repositoryId}, ownerId: ${ownerId} });

/** The branch that CI deploys from. */
export const BRANCH = ${text(branch)};

/** Repositories on Cloudsmith that this app grants something on. The accounts of CI need Admin on each: see bootstrap.ts. */
export const REPOSITORIES = [${text(publishTo)}];
`;
}

export function backendFile({ backend: { type, config } }: Project): string {
  const { className, ofStack } = BACKENDS[type] ?? { ofStack: [] };
  if (className === undefined) {
    return `import type { TerraformStack } from "cdktf";

/**
 * Where Terraform keeps the state of each stack. For now in a local file, which does to try this out. CI would lose it,
 * so synth refuses it there: before the first workflow runs, put a backend here, such as
 *
 *   new S3Backend(stack, { bucket: "…", region: "…", key: \`cloudsmith-trust/\${stack.node.id}.tfstate\` });
 */
export function keepState(_stack: TerraformStack): void {}
`;
  }
  const classes = type === "cloud" ? `${className}, NamedCloudWorkspace` : className;
  const properties = [...config].map(([name, value]) => `    ${name}: ${text(value)},`);
  const own = ofStack.map(([name, expression]) => `    ${name}: ${expression},`);
  return `import { ${classes}, type TerraformStack } from "cdktf";

/**
 * Where Terraform keeps the state of each stack. Whoever can write it can make the next deployment do what they like, so
 * few may. Credentials come from the environment.
 */
export function keepState(stack: TerraformStack): void {
  const { id } = stack.node;
  new ${className}(stack, {
${[...properties, ...own].join("\n")}
  });
}
`;
}

export function bootstrapFile(until: string): string {
  return `import { TerraformOutput, TerraformStack } from "cdktf";
import {
  CloudsmithProvider,
  CloudsmithRepository,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  ServiceAccount,
} from "cloudsmith-trust";
import type { Construct } from "constructs";
import { keepState } from "./backend";
import { BRANCH, ORGANIZATION, REPOSITORIES, REPOSITORY } from "./organization";

/**
 * The accounts that CI itself signs in with. A person deploys this stack, and no workflow does: see BOOTSTRAP.md.
 *
 * Both are Managers, and administer the repositories: Cloudsmith shows provider settings and grants to nobody else.
 */
export class Bootstrap extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    keepState(this);
    new CloudsmithProvider(this, "cloudsmith", { organization: ORGANIZATION });

    const accounts = [
      this.account("trust-deployer", { event: "push", workflow: "deploy.yml", does: "deploys the trust of this organization" }),
      this.account("trust-drift", { event: "schedule", workflow: "drift.yml", does: "looks for trust that nobody declared" }),
    ];
    for (const slug of REPOSITORIES) {
      const repository = CloudsmithRepository.fromSlug(this, slug, slug);
      for (const account of accounts) {
        repository.grantAdmin(account);
      }
    }
  }

  /** An account for one workflow on the default branch, started by one event. */
  private account(name: string, { event, workflow, does }: { event: string; workflow: string; does: string }): ServiceAccount {
    const account = new ServiceAccount(this, name, { role: "Manager", description: does });
    account.accept("over-privileged-account", {
      reason: \`\${name} \${does}, which only a Manager with Admin can\`,
      until: ${text(until)},
    });
    const ref = \`refs/heads/\${BRANCH}\`;
    new OidcProvider(this, \`\${name}-\${event}\`, {
      issuer: OidcIssuer.gitHub(),
      claims: GitHubClaims.of({
        repositoryId: REPOSITORY.id,
        repositoryOwnerId: REPOSITORY.ownerId,
        ref,
        eventName: event,
        runnerEnvironment: "github-hosted",
        workflowRef: \`\${REPOSITORY.fullName}/.github/workflows/\${workflow}@\${ref}\`,
      }),
      serviceAccounts: [account],
    });
    new TerraformOutput(this, \`\${name}-slug\`, { value: account.slug });
    return account;
  }
}
`;
}

export function trustFile({ publishTo }: Project): string {
  return `import { TerraformStack } from "cdktf";
import { CloudsmithProvider } from "cloudsmith-trust";
import { GitHubPublisher, GitHubRef } from "cloudsmith-trust/github";
import type { Construct } from "constructs";
import { keepState } from "./backend";
import { BRANCH, ORGANIZATION, REPOSITORY } from "./organization";

/** Who may publish what, from which CI job. */
export class Trust extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    keepState(this);
    new CloudsmithProvider(this, "cloudsmith", { organization: ORGANIZATION });

    // A pipeline: whose jobs, from where, and what they may do. Of another repository it is
    // GitHubRepository.of("OWNER/NAME", { id, ownerId }), with the ids that
    // gh api repos/OWNER/NAME --jq '.id, .owner.id' prints.
    new GitHubPublisher(this, "packages", {
      repository: REPOSITORY,
      from: [GitHubRef.branch(BRANCH).on("push")],
      publishTo: [{ repository: ${text(publishTo)} }],
    });
  }
}
`;
}

export function testFile({ publishTo }: Project): string {
  return `import { Testing } from "cdktf";
import { jobOn, type TrustMatchers, trustMatchers } from "cloudsmith-trust/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { BRANCH, REPOSITORY } from "./organization";
import { Trust } from "./trust";

declare module "vitest" {
  interface Matchers<T = any> extends TrustMatchers<T> {}
}

beforeAll(() => {
  expect.extend(trustMatchers);
});

const trust = new Trust(Testing.app(), "trust");
const job = {
  repository: REPOSITORY.fullName,
  repositoryId: REPOSITORY.id,
  ownerId: REPOSITORY.ownerId,
  ref: \`refs/heads/\${BRANCH}\`,
  event: "push",
};

describe("the trust of this organization", () => {
  it("lets pushes to the default branch publish, and do no more than that", () => {
    expect(trust).toAdmit(job);
    expect(jobOn(trust, job)).toReach(${text(publishTo)}, "Write");
    expect(jobOn(trust, job)).not.toReach(${text(publishTo)}, "Admin");
  });

  it("lets no other branch and no pull request in", () => {
    expect(trust).toRefuse({ ...job, ref: "refs/heads/other" }, "claim_mismatch");
    expect(trust).toRefuse({ ...job, event: "pull_request", ref: "refs/pull/1/merge" }, "claim_mismatch");
    expect(trust).toRefuse({ ...job, event: "pull_request", fromFork: true }, "no_token");
  });

  it("lets no repository in that took the name", () => {
    expect(trust).toRefuse({ ...job, repositoryId: \`\${REPOSITORY.id}0\` }, "claim_mismatch");
  });
});
`;
}
