import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { App, TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { GitHubEnvironment, GitHubRef, GitHubRepository, GitHubReviewer } from "../../lib/github/index.js";
import { CloudsmithProvider } from "../../lib/index.js";
import { checkTrust, readSynthesized } from "../../lib/trust/index.js";
import { outdir } from "../support/outdir.js";
import { app as acmeApp, publisher } from "./support.js";
import "../support/typescript-require.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The findings and the JSON of an app with both providers. */
function synthesize(build: (stack: TerraformStack) => void) {
  const directory = outdir();
  const app = new App({ outdir: directory });
  const stack = new TerraformStack(app, "trust");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  new GithubProvider(stack, "github", { owner: "acme" });
  build(stack);
  app.synth();
  const { annotations, synthesizedStackPath } = app.manifest.forStack(stack);
  const json: unknown = JSON.parse(readFileSync(join(directory, synthesizedStackPath), "utf8"));
  return { said: annotations.map(({ message }) => message), model: readSynthesized(json, "cdk.tf.json"), json };
}

const production = GitHubEnvironment.named("production", { reviewers: [GitHubReviewer.team(9)] });

describe("rules see the GitHub half that an app declares", () => {
  it("as a repository with its ids, environments, permissions and rulesets", () => {
    const { model, said } = synthesize((stack) =>
      publisher(stack, {
        from: [production, GitHubRef.tagsStartingWith("v")],
        github: { protectedTags: ["v*"] },
      }),
    );
    expect(model.github).toEqual({
      repositories: [
        {
          full_name: "acme/app",
          scope: "declared",
          id: 74,
          owner_id: 65,
          default_workflow_permissions: "read",
          protected_tags: ["v*"],
          environments: [
            {
              name: "production",
              reviewers: ["team:9"],
              can_admins_bypass: false,
              prevent_self_review: true,
              deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
            },
          ],
        },
      ],
    });
    expect(said.filter((message) => !message.startsWith("no lock file is committed"))).toEqual([]);
    const { notLooked } = checkTrust(model);
    expect(notLooked.map(({ rule }) => rule)).not.toContain("environment-unprotected");
    expect(notLooked.map(({ rule }) => rule)).not.toContain("token-default-write");
    expect(notLooked.map(({ rule }) => rule)).not.toContain("tag-ref");
  });

  it("so that an environment without protection stops synth", () => {
    const unguarded = (stack: TerraformStack): void => {
      publisher(stack, { github: {} });
      publisher(stack, { from: [GitHubEnvironment.named("staging")] }, "staging");
      new RepositoryEnvironment(stack, "unguarded", { repository: "app", environment: "staging" });
    };
    expect(() => synthesize(unguarded)).toThrow(
      /\[trust\/staging\/From-environment-staging\] high environment-unprotected: the environment staging has neither reviewers nor a branch policy/,
    );
  });

  it("and says nothing of what may be set elsewhere", () => {
    const { said } = synthesize((stack) => {
      publisher(stack, { from: [production], github: {} });
      publisher(stack, { from: [GitHubEnvironment.named("staging"), GitHubRef.tagsStartingWith("v")] }, "other");
    });
    expect(said.filter((message) => /environment-phantom|environment-unprotected/.test(message))).toEqual([]);
  });

  it("but not where two owners have a repository of one name", () => {
    const { model } = synthesize((stack) => {
      publisher(stack, { github: {} });
      const provider = new GithubProvider(stack, "other", { owner: "other", alias: "other" });
      const repository = GitHubRepository.of("other/app", { id: 75, ownerId: 66 });
      publisher(stack, { repository, github: { provider } }, "second");
    });
    expect(model.github).toBeUndefined();
    expect(acmeApp.fullName).toBe("acme/app");
  });

  it("whatever else stands where the list of repositories does", () => {
    for (const repositories of [null, 7, [null, "x", {}, { full_name: 7 }, { full_name: "no-owner" }], { a: 1 }]) {
      const stack = { "//": { metadata: { cloudsmithTrust: { repositories } } }, resource: {} };
      expect(readSynthesized(stack, "x").github).toBeUndefined();
    }
  });
});
