import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { beforeAll, describe, expect, it } from "vitest";
import { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import {
  CloudsmithProvider,
  CloudsmithRepository,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  ServiceAccount,
  Team,
} from "../../lib/index.js";
import { type AskingJob, jobOn, type TrustMatchers, trustMatchers } from "../../lib/testing/index.js";
import { acme } from "../constructs/support.js";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter's default in vitest's own declaration
  interface Matchers<T = any> extends TrustMatchers<T> {}
}

beforeAll(() => {
  expect.extend(trustMatchers);
});

const push: AskingJob = { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" };

function pipeline(): TerraformStack {
  const stack = acme();
  new GitHubPublisher(stack, "app", {
    repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
    from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production")],
    publishTo: [{ repository: "prod" }],
  });
  return stack;
}

function failure(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the expectation held");
}

describe("toAdmit and toRefuse", () => {
  it("judge a stack", () => {
    const stack = pipeline();

    expect(stack).toAdmit(push);
    expect(stack).toAdmit({ ...push, account: "ci-app", audience: "cloudsmith" });
    expect(stack).toAdmit({ ...push, ref: "refs/heads/other", environment: "production" });
    expect(stack).toRefuse({ ...push, ref: "refs/heads/other" });
    expect(stack).toRefuse({ ...push, ref: "refs/heads/other" }, "claim_mismatch");
    expect(stack).not.toAdmit({ ...push, repositoryId: 75 });
    expect(stack).not.toRefuse(push);
  });

  it("judge the JSON of a stack", () => {
    expect(Testing.synth(pipeline())).toAdmit(push);
  });

  it("know the jobs that GitHub itself gives no token", () => {
    expect(pipeline()).toRefuse({ ...push, event: "pull_request", fromFork: true }, "no_token");
    expect(pipeline()).toRefuse({ ...push, idTokenPermission: "none" }, "no_token");
  });

  it("find accounts that were made elsewhere", () => {
    const stack = acme();
    new OidcProvider(stack, "main", {
      issuer: OidcIssuer.gitHub(),
      claims: GitHubClaims.of({ repositoryId: 74, ref: "refs/heads/main" }),
      serviceAccounts: [ServiceAccount.fromSlug(stack, "ci", "ci-app-x4f2")],
    });

    expect(stack).toAdmit(push);
    expect(stack).toAdmit({ ...push, account: "ci-app-x4f2" });
    expect(stack).toRefuse({ ...push, account: "other" }, "account_not_listed");
  });

  it("call what is known only at apply neither admitted nor refused", () => {
    const stack = acme();
    const id = new TerraformVariable(stack, "id", { type: "string" });
    new GitHubPublisher(stack, "app", {
      repository: GitHubRepository.of("acme/app", { id: id.stringValue, ownerId: 65 }),
      from: [GitHubRef.branch("main")],
      publishTo: [{ repository: "prod" }],
    });

    expect(stack).not.toAdmit(push);
    expect(stack).not.toRefuse(push);
    expect(failure(() => expect(stack).toRefuse(push))).toMatch(/to be refused, but it cannot be told: /);
  });

  it("say in a failure which setting and step decided", () => {
    const stack = pipeline();

    expect(failure(() => expect(stack).toAdmit({ ...push, ref: "refs/heads/other" }))).toMatch(
      /^expected a job of acme\/app started by push at refs\/heads\/other to be let in, but it is refused as .*: claim_mismatch in ci-app-branch-main-push: .*ref/,
    );
    expect(failure(() => expect(stack).toRefuse(push))).toMatch(
      /^expected a job of acme\/app started by push to be refused, but ci-app-branch-main-push lets it in as /,
    );
    expect(failure(() => expect(stack).toRefuse({ ...push, ref: "refs/heads/other" }, "no_setting"))).toMatch(
      /to be refused by no_setting, but it is refused as .*: claim_mismatch/,
    );
    expect(failure(() => expect(stack).not.toAdmit(push))).toMatch(
      /not to be let in, but ci-app-branch-main-push lets it in/,
    );
    expect(failure(() => expect(stack).not.toRefuse({ ...push, repositoryId: 1 }))).toMatch(
      /not to be refused, but it is refused/,
    );
  });

  it("find accounts that only a mapping names", () => {
    const stack = acme();
    new OidcProvider(stack, "fleet", {
      issuer: OidcIssuer.gitHub(),
      claims: GitHubClaims.of({ repositoryOwnerId: 65, ref: "refs/heads/main" }),
      mappingClaim: "repository_id",
      dynamicMappings: [{ claimValue: "74", serviceAccount: ServiceAccount.fromSlug(stack, "ci", "ci-app-x4f2") }],
    });

    expect(stack).toAdmit(push);
    expect(stack).not.toRefuse(push);
  });

  it("say that a stack has no account, and what else than a stack they cannot judge", () => {
    const stack = new TerraformStack(Testing.app(), "empty");
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

    expect(failure(() => expect(stack).toAdmit(push))).toMatch(/but the stack has no service account/);
    expect(() => expect(7).toAdmit(push)).toThrow(/expect a TerraformStack here/);
  });
});

describe("toReach", () => {
  it("judges what a job may do, and where", () => {
    const job = jobOn(pipeline(), push);

    expect(job).toReach("prod", "Read");
    expect(job).toReach("prod", "Write");
    expect(job).not.toReach("prod", "Admin");
    expect(job).not.toReach("other", "Read");
  });

  it("judges the JSON of a stack", () => {
    expect(jobOn(Testing.synth(pipeline()), push)).toReach("prod", "Write");
  });

  it("reaches nothing where the job is not let in, or asks for another account", () => {
    expect(jobOn(pipeline(), { ...push, ref: "refs/heads/other" })).not.toReach("prod", "Read");
    expect(jobOn(pipeline(), { ...push, event: "pull_request", fromFork: true })).not.toReach("prod", "Read");
    expect(jobOn(pipeline(), { ...push, account: "other" })).not.toReach("prod", "Read");
  });

  it("goes through teams and roles", () => {
    const stack = acme();
    const member = new ServiceAccount(stack, "member", { teams: [{ team: "release" }] });
    const manager = new ServiceAccount(stack, "manager", { role: "Manager" });
    CloudsmithRepository.fromSlug(stack, "prod", "prod").grantWrite(Team.fromSlug(stack, "release", "release"));
    new OidcProvider(stack, "main", {
      issuer: OidcIssuer.gitHub(),
      claims: GitHubClaims.of({ repositoryId: 74, ref: "refs/heads/main" }),
      serviceAccounts: [member, manager],
    });

    expect(jobOn(stack, { ...push, account: "member" })).toReach("prod", "Write");
    expect(jobOn(stack, { ...push, account: "member" })).not.toReach("prod", "Admin");
    expect(jobOn(stack, { ...push, account: "manager" })).toReach("any", "Admin");
    expect(jobOn(stack, push)).toReach("any", "Admin");
  });

  it("fails either way where it is known only at apply", () => {
    const stack = acme();
    const id = new TerraformVariable(stack, "id", { type: "string" });
    new GitHubPublisher(stack, "app", {
      repository: GitHubRepository.of("acme/app", { id: id.stringValue, ownerId: 65 }),
      from: [GitHubRef.branch("main")],
      publishTo: [{ repository: "prod" }],
    });

    expect(failure(() => expect(jobOn(stack, push)).toReach("prod", "Write"))).toMatch(
      /to reach .*it cannot be told: /,
    );
    expect(failure(() => expect(jobOn(stack, push)).not.toReach("prod", "Write"))).toMatch(
      /not to reach .*it cannot be told: /,
    );
    expect(jobOn(stack, push)).not.toReach("prod", "Admin");
  });

  it("says in a failure what the job has, and through what", () => {
    const stack = pipeline();

    expect(failure(() => expect(jobOn(stack, push)).toReach("prod", "Admin"))).toMatch(
      /^expected a job of acme\/app started by push to reach Admin on prod, but as [\w-]+ it has Write on prod by a grant$/,
    );
    expect(failure(() => expect(jobOn(stack, push)).not.toReach("prod", "Read"))).toMatch(
      /^expected a job of acme\/app started by push not to reach Read on prod, but as [\w-]+ it has Write on prod by a grant$/,
    );
    expect(failure(() => expect(jobOn(stack, push)).toReach("other", "Read"))).toMatch(/ it has nothing on other$/);
    expect(failure(() => expect(jobOn(stack, { ...push, repositoryId: 1 })).toReach("prod", "Read"))).toMatch(
      / but it is let in as nobody$/,
    );
  });

  it("says what it can be asked of", () => {
    expect(() => expect(pipeline()).toReach("prod", "Write")).toThrow(/expect a job on a stack here: expect\(jobOn/);
    expect(() => expect(jobOn(7, push)).toReach("prod", "Write")).toThrow(/expect a TerraformStack here/);
    expect(() => expect(jobOn(pipeline(), push)).toReach("prod", "write" as never)).toThrow(
      'the level is one of Admin, Write, Read, got "write"',
    );
  });

  it("works where a runner calls matchers without a context of its own", () => {
    const { toReach } = trustMatchers;

    expect(toReach.call(undefined, jobOn(pipeline(), push), "prod", "Write").pass).toBe(true);
  });
});
