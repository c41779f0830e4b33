import { App, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  CloudsmithProvider,
  CloudsmithRepository,
  CloudsmithRepositoryPrivilege,
  RepositoryPrivileges,
  ServiceAccount,
  Team,
} from "../../lib/index.js";
import { acme, synth } from "./support.js";

function world(stack = acme(), id = "") {
  return {
    stack,
    prod: CloudsmithRepository.fromSlug(stack, `prod${id}`, "prod"),
    dev: CloudsmithRepository.fromSlug(stack, `dev${id}`, "dev"),
    account: ServiceAccount.fromSlug(stack, `ci${id}`, "ci-app"),
    team: Team.fromSlug(stack, `team${id}`, "ci-app"),
  };
}

describe("two owners of one grant", () => {
  it("are refused at synth, both named", () => {
    const { stack, prod, account } = world();
    prod.grantRead(account);
    CloudsmithRepository.fromSlug(stack, "same", "prod").grantWrite(account);

    expect(() => synth(stack)).toThrow(
      "trust/prod/Grant-ci/Resource and trust/same/Grant-ci/Resource both own the grant of service ci-app on acme/prod; " +
        "each would undo the other: keep one, or make them grants of one RepositoryPrivileges",
    );
  });

  it("are refused where one owns all grants of the repository, in either order", () => {
    const first = world();
    new RepositoryPrivileges(first.stack, "all", { repository: first.prod }).grantAdmin(first.account);
    first.prod.grantRead(first.team);
    expect(() => synth(first.stack)).toThrow(
      /trust\/prod\/Grant-team\/Resource and trust\/all\/Resource both own the grant of team ci-app/,
    );

    const second = world();
    second.prod.grantRead(second.team);
    new RepositoryPrivileges(second.stack, "all", { repository: second.prod });
    expect(() => synth(second.stack)).toThrow(/both own the grant of team ci-app on acme\/prod/);

    const both = world();
    new RepositoryPrivileges(both.stack, "one", { repository: both.prod });
    new RepositoryPrivileges(both.stack, "two", { repository: both.prod });
    expect(() => synth(both.stack)).toThrow(
      /trust\/one\/Resource and trust\/two\/Resource both own all grants on acme\/prod/,
    );
  });

  it("are found among L1 classes, and by reference", () => {
    const stack = acme();
    const account = new ServiceAccount(stack, "ci");
    for (const id of ["a", "b"]) {
      new CloudsmithRepositoryPrivilege(stack, id, {
        organization: "acme",
        repository: "prod",
        privilege: "Read",
        service: account.slug,
      });
    }

    expect(() => synth(stack)).toThrow(
      /trust\/a and trust\/b both own the grant of service trust: \$\{cloudsmith_service\.ci_/,
    );
  });

  it("are found in another stack of the app, and reported once, by the later one", () => {
    const app = Testing.stubVersion(new App({ outdir: "unused" }));
    const [one, two] = ["one", "two"].map((id) => {
      const stack = new TerraformStack(app, id);
      new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
      const { prod, account } = world(stack);
      prod.grantRead(account);
      return stack;
    });

    expect(() => synth(one!)).not.toThrow();
    expect(() => synth(two!)).toThrow(/one\/prod\/Grant-ci\/Resource and two\/prod\/Grant-ci\/Resource both own/);
  });

  it("are none where organization, repository, kind or slug differ", () => {
    const { stack, prod, dev, account, team } = world();
    prod.grantRead(account);
    prod.grantRead(team);
    dev.grantRead(account);
    CloudsmithRepository.fromSlug(stack, "other", "prod", { organization: "other" }).grantRead(account);
    new RepositoryPrivileges(stack, "all", { repository: CloudsmithRepository.fromSlug(stack, "third", "third") });

    expect(() => synth(stack)).not.toThrow();
  });

  it("are no matter of a reference of the same text in another stack", () => {
    const app = Testing.stubVersion(new App({ outdir: "unused" }));
    const stacks = ["one", "two"].map((id) => {
      const stack = new TerraformStack(app, id);
      new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
      CloudsmithRepository.fromSlug(stack, "prod", "prod").grantRead(
        new ServiceAccount(stack, "ci", { name: `ci-${id}` }),
      );
      return stack;
    });

    for (const stack of stacks) {
      expect(() => synth(stack)).not.toThrow();
    }
  });
});
