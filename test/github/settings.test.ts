import { describe, expect, it } from "vitest";
import {
  GitHubEnvironment,
  GitHubPublisher,
  GitHubRef,
  GitHubRepository,
  GitHubReviewer,
  GitHubSubjectTemplate,
} from "../../lib/github/index.js";
import { refusal } from "../constructs/refusal.js";
import { acme, addresses, synth } from "../constructs/support.js";
import { acmeWithGitHub, publisher } from "./support.js";

const only = (resources: { readonly [id: string]: unknown } | undefined) => Object.values(resources ?? {})[0];

describe("a repository whose ids GitHub is asked for", () => {
  it("is pinned to what GitHub answers, and fails the plan where GitHub shows none", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { repository: GitHubRepository.lookUp(stack, "acme/app") });

    const { data, resource } = JSON.parse(JSON.stringify(synth(stack)));
    expect(data).toMatchInlineSnapshot(`
      {
        "github_rest_api": {
          "GitHubIds-acme-app": {
            "endpoint": "repos/acme/app",
            "lifecycle": {
              "postcondition": [
                {
                  "condition": "\${self.code == 200}",
                  "error_message": "GitHub shows no repository acme/app to this token: it is gone, renamed, or not visible.",
                },
              ],
            },
          },
        },
      }
    `);
    expect(only(resource.cloudsmith_oidc)).toMatchObject({
      claims: {
        repository_id: "${jsondecode(data.github_rest_api.GitHubIds-acme-app.body).id}",
        repository_owner_id: "${jsondecode(data.github_rest_api.GitHubIds-acme-app.body).owner.id}",
      },
    });
  });

  it("is asked for once a stack", () => {
    const stack = acmeWithGitHub();
    GitHubRepository.lookUp(stack, "acme/app");
    GitHubRepository.lookUp(stack, "acme/app");

    expect(addresses(stack)).toEqual(["data.github_rest_api.GitHubIds-acme-app"]);
  });

  it("needs a GithubProvider", () => {
    expect(refusal(() => GitHubRepository.lookUp(acme(), "acme/app"))).toMatch(/has no GithubProvider/);
  });
});

describe("tags and files", () => {
  it("are protected on request", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { github: { protectedTags: ["v*"], protectedFiles: [".github/workflows/*", "trust/**"] } });

    expect(synth(stack).resource.github_repository_ruleset).toMatchInlineSnapshot(`
      {
        "GitHub-acme-app_ProtectedFiles_09216CD5": {
          "bypass_actors": [
            {
              "actor_id": 5,
              "actor_type": "RepositoryRole",
              "bypass_mode": "always",
            },
          ],
          "enforcement": "active",
          "name": "trust files (cloudsmith-trust)",
          "repository": "app",
          "rules": {
            "file_path_restriction": {
              "restricted_file_paths": [
                ".github/workflows/*",
                "trust/**",
              ],
            },
          },
          "target": "push",
        },
        "GitHub-acme-app_ProtectedTags_04FD3F82": {
          "conditions": {
            "ref_name": {
              "exclude": [],
              "include": [
                "refs/tags/v*",
              ],
            },
          },
          "enforcement": "active",
          "name": "release tags (cloudsmith-trust)",
          "repository": "app",
          "rules": {
            "deletion": true,
            "non_fast_forward": true,
            "update": true,
          },
          "target": "tag",
        },
      }
    `);
  });

  it("are protected in one way by all pipelines of a repository", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { github: { protectedTags: ["v*"] } });
    publisher(
      stack,
      { from: [GitHubRef.tag("v1")], github: { protectedTags: ["v*"], serviceSlugVariable: "X" } },
      "same",
    );

    expect(
      refusal(() => publisher(stack, { github: { protectedTags: ["*"], serviceSlugVariable: "Y" } }, "other")),
    ).toMatch(/the list of protected tags of acme\/app is declared by trust\/app already, and otherwise/);
  });
});

describe("the subject template", () => {
  it("is not looked at unless asked for", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { github: {} });

    expect(addresses(stack).filter((address) => address.includes("subject"))).toEqual([]);
  });

  it.each([
    [GitHubSubjectTemplate.standard(), "${self.use_default}"],
    [
      GitHubSubjectTemplate.of("repository_id", "context"),
      '${!self.use_default && self.include_claim_keys == tolist(["repository_id","context"])}',
    ],
  ])("is read, and the plan fails where GitHub has another", (subject, condition) => {
    const stack = acmeWithGitHub();
    publisher(stack, { github: { subject } });

    const { data } = JSON.parse(JSON.stringify(synth(stack)));
    const { lifecycle } = only(data.github_actions_repository_oidc_subject_claim_customization_template) as {
      lifecycle: { postcondition: { condition: string; error_message: string }[] };
    };
    expect(lifecycle.postcondition[0]?.condition).toBe(condition);
    expect(lifecycle.postcondition[0]?.error_message).toMatch(/Change the trust first, then the template/);
  });

  it("is set on request, after the trust it must match", () => {
    const stack = acmeWithGitHub();
    publisher(stack, {
      github: { subject: GitHubSubjectTemplate.of("repository_id", "context"), manageSubject: true },
    });

    expect(
      only(synth(stack).resource.github_actions_repository_oidc_subject_claim_customization_template),
    ).toMatchObject({
      repository: "app",
      use_default: false,
      include_claim_keys: ["repository_id", "context"],
      depends_on: [expect.stringMatching(/^cloudsmith_oidc\.app_From-branch-main-push_/)],
    });
  });

  it("has at least one key, each a claim", () => {
    expect(refusal(() => GitHubSubjectTemplate.of())).toMatch(/at least one key/);
    expect(refusal(() => GitHubSubjectTemplate.of("repository id"))).toMatch(/each the name of a claim/);
  });
});

describe("reviewers", () => {
  const environment = GitHubEnvironment.named("production", { reviewers: [GitHubReviewer.team(17)] });

  function declared(plan: "free" | "team" | "enterprise" | undefined, visibility?: "public" | "private") {
    const stack = acmeWithGitHub();
    const repository = GitHubRepository.of("acme/app", { id: 74, ownerId: 65, ...(visibility && { visibility }) });
    new GitHubPublisher(stack, "app", {
      repository,
      from: [environment],
      publishTo: [{ repository: "prod" }],
      github: plan === undefined ? {} : { plan },
    });
    const settings = stack.node.findChild("GitHub-acme-app");
    return {
      environment: only(synth(stack).resource.github_repository_environment) as { reviewers?: unknown },
      warnings: settings.node.metadata.map(({ data }) => data),
    };
  }

  it.each([
    [undefined, undefined],
    ["enterprise", "private"],
    ["free", "public"],
  ] as const)("are set on plan %s for a repository that is %s", (plan, visibility) => {
    expect(declared(plan, visibility).environment.reviewers).toEqual([{ teams: [17] }]);
    expect(declared(plan, visibility).warnings).toEqual([]);
  });

  it.each([
    ["free", undefined],
    ["team", "private"],
  ] as const)("are left out with a warning on plan %s for a repository that is %s", (plan, visibility) => {
    const { environment: written, warnings } = declared(plan, visibility);

    expect(written.reviewers).toBeUndefined();
    expect(warnings).toEqual([
      `environment production of acme/app gets no reviewers: on the plan ${plan} only public repositories have them. Its branch policy is the guard`,
    ]);
  });
});
