import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { beforeAll, describe, expect, it } from "vitest";
import { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import { CloudsmithProvider, GitHubClaims, OidcIssuer, OidcProvider, ServiceAccount } from "../../lib/index.js";
import { type AskingJob, type TrustMatchers, trustMatchers } from "../../lib/testing/index.js";
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

  it("say that a stack has no account, and what else than a stack they cannot judge", () => {
    const stack = new TerraformStack(Testing.app(), "empty");
    new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

    expect(failure(() => expect(stack).toAdmit(push))).toMatch(/but the stack has no service account/);
    expect(() => expect(7).toAdmit(push)).toThrow(/expect a TerraformStack here/);
  });
});
