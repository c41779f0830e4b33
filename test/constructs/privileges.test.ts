import { describe, expect, it } from "vitest";
import {
  CloudsmithRepository,
  RepositoryGrant,
  RepositoryPrivileges,
  ServiceAccount,
  Team,
  User,
} from "../../lib/index.js";
import { refusal } from "./refusal.js";
import { acme, addresses, synth } from "./support.js";

function world() {
  const stack = acme();
  return {
    stack,
    repository: CloudsmithRepository.fromSlug(stack, "prod", "prod"),
    account: ServiceAccount.fromSlug(stack, "ci", "ci-app"),
    team: Team.fromSlug(stack, "release", "release"),
    user: User.fromSlug(stack, "owner", "owner"),
  };
}

describe("CloudsmithRepository", () => {
  it.each([
    ["grantRead", "Read"],
    ["grantWrite", "Write"],
    ["grantAdmin", "Admin"],
  ] as const)("%s gives %s beside whatever other grants there are", (verb, privilege) => {
    const { stack, repository, account } = world();

    repository[verb](account);

    expect(Object.values(synth(stack).resource.cloudsmith_repository_privilege ?? {})).toEqual([
      { organization: "acme", repository: "prod", service: "ci-app", privilege },
    ]);
  });

  it("grants to teams and users as well", () => {
    const { stack, repository, team, user } = world();

    repository.grantRead(team);
    repository.grantAdmin(user);

    expect(Object.values(synth(stack).resource.cloudsmith_repository_privilege ?? {})).toEqual([
      { organization: "acme", repository: "prod", user: "owner", privilege: "Admin" },
      { organization: "acme", repository: "prod", team: "release", privilege: "Read" },
    ]);
  });

  it("puts a grant at an address of grantee and repository alone, so that a new level is changed in place", () => {
    const read = world();
    read.repository.grantRead(read.account);
    const write = world();
    write.repository.grantWrite(write.account);

    expect(addresses(read.stack)).toEqual(addresses(write.stack));
    expect(addresses(read.stack)).toMatchInlineSnapshot(`
      [
        "cloudsmith_repository_privilege.prod_Grant-ci_9475B1D2",
      ]
    `);
  });

  it("belongs to the organization it is said to", () => {
    const { stack, account } = world();

    CloudsmithRepository.fromSlug(stack, "other", "dev", { organization: "other" }).grantRead(account);

    expect(Object.values(synth(stack).resource.cloudsmith_repository_privilege ?? {})[0]).toMatchObject({
      organization: "other",
    });
  });

  it.each(["My Repository", "", "a/b"])("refuses %j as a slug", (slug) => {
    expect(refusal(() => CloudsmithRepository.fromSlug(acme(), "r", slug))).toMatch(
      /the slug of a repository must be a slug/,
    );
  });
});

describe("RepositoryGrant", () => {
  it("refuses a level that the API does not have", () => {
    const { stack, repository, account } = world();

    expect(
      refusal(() => new RepositoryGrant(stack, "g", { repository, grantee: account, privilege: "None" as never })),
    ).toBe('privilege must be one of "Admin", "Write", "Read", got "None" (at trust/g)');
  });
});

describe("RepositoryPrivileges", () => {
  it("holds the full list, whatever the order of the calls and however late they come", () => {
    const { stack, repository, account, team, user } = world();

    const privileges = new RepositoryPrivileges(stack, "all", { repository });
    privileges.grantAdmin(user);
    privileges.grantWrite(account);
    privileges.grantRead(team);

    expect(synth(stack).resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_repository_privileges": {
          "all_605F8461": {
            "organization": "acme",
            "repository": "prod",
            "service": [
              {
                "privilege": "Write",
                "slug": "ci-app",
              },
            ],
            "team": [
              {
                "privilege": "Read",
                "slug": "release",
              },
            ],
            "user": [
              {
                "privilege": "Admin",
                "slug": "owner",
              },
            ],
          },
        },
      }
    `);
    expect(privileges.grants).toHaveLength(3);
  });

  it("writes overwrite and allowSelfLockout only where they are said", () => {
    const { stack, repository } = world();

    new RepositoryPrivileges(stack, "all", { repository, overwrite: true, allowSelfLockout: true });

    expect(Object.values(synth(stack).resource.cloudsmith_repository_privileges ?? {})).toEqual([
      { organization: "acme", repository: "prod", overwrite: true, allow_self_lockout: true },
    ]);
  });

  it("refuses two levels for one grantee", () => {
    const { stack, repository, account } = world();
    const privileges = new RepositoryPrivileges(stack, "all", { repository });
    privileges.grantWrite(account);

    expect(refusal(() => privileges.grantRead(account))).toBe(
      "service trust/ci has a grant here already; give it one level (at trust/all)",
    );
  });

  it("hands out copies of its list", () => {
    const { stack, repository, account } = world();
    const privileges = new RepositoryPrivileges(stack, "all", { repository });

    (privileges.grants as unknown[]).push("x");
    privileges.grantWrite(account);

    expect(privileges.grants).toHaveLength(1);
  });
});
