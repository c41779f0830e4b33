import { describe, expect, it } from "vitest";
import {
  type GitHubReads,
  type GitHubSide,
  judgePhantoms,
  type OwnerRead,
  phantomTargets,
  type ReadRepository,
  type RepositoryRead,
} from "../../../lib/trust/index.js";
import { settingValue, trust, trustValue } from "../support.js";
import { contextOf } from "./support.js";

const FOUND: ReadRepository = { id: 74, full_name: "acme/app", owner_id: 65, archived: false };
const GONE: RepositoryRead = { state: "gone" };
const ACME: OwnerRead = { state: "found", id: 65, login: "acme" };

interface Said {
  readonly repository?: RepositoryRead;
  readonly owner?: OwnerRead;
}

/** What GitHub says of `acme/app`, of id 74 and of `acme`. */
function reads({ repository = { state: "found", repository: FOUND }, owner = ACME }: Said): GitHubReads {
  return {
    repositories: new Map([["acme/app", repository]]),
    repositoriesById: new Map([["74", repository]]),
    owners: new Map([["acme", owner]]),
    ownersById: new Map([["65", owner]]),
  };
}

const BY_NAME = { repository: "acme/app", ref: "refs/heads/main" };
const BY_ID = { repository_id: "74", repository_owner_id: "65" };

function phantoms(claims: object, said: Said, before?: GitHubSide) {
  const settings = [settingValue({ slug_perm: "p1", claims: claims as never })];
  return judgePhantoms(contextOf([], trustValue({ settings })), reads(said), before);
}

describe("phantom trust", () => {
  it("is none where what is trusted is there", () => {
    expect(phantoms(BY_NAME, {})).toEqual({ drifts: [], undecided: [], notes: [] });
    expect(phantoms(BY_ID, {})).toEqual({ drifts: [], undecided: [], notes: [] });
  });

  it.each([
    [
      "the owner's name is free",
      BY_NAME,
      { repository: GONE, owner: { state: "free" } },
      "critical",
      /anybody can register/,
    ],
    [
      "the repository's name is free and the owner is held",
      BY_NAME,
      { repository: GONE },
      "medium",
      /can take the name/,
    ],
    ["it was renamed", BY_NAME, { repository: found({ full_name: "acme/new" }) }, "medium", /can take the name/],
    ["it is archived", BY_NAME, { repository: found({ archived: true }) }, "low", /no workflow runs/],
    [
      "it is gone and an id is asked for",
      { ...BY_NAME, ...BY_ID },
      { repository: GONE, owner: { state: "free" } },
      "low",
      /nobody else/,
    ],
    ["the id is gone", BY_ID, { repository: GONE }, "low", /nobody can get in/],
    ["the id's repository is archived", BY_ID, { repository: found({ archived: true }) }, "low", /no workflow runs/],
    [
      "all of an owner's are trusted and its name is free",
      { repository_owner: "acme" },
      { owner: { state: "free" } },
      "critical",
      /anybody can register/,
    ],
    [
      "a name that begins so is trusted and the owner's is free",
      { repository: "acme/.*" },
      { owner: { state: "free" } },
      "critical",
      /anybody can register/,
    ],
    ["the name has another id than is asked for", { ...BY_NAME, repository_id: "9" }, {}, "low", /let nobody in/],
  ] as const)("weighs it where %s", (_, claims, said, severity, because) => {
    const { drifts, undecided } = phantoms(claims, said as Said);
    expect(undecided).toEqual([]);
    expect(drifts).toMatchObject([
      {
        section: "phantom",
        kind: "provider settings",
        name: "app-main",
        severity,
        because: expect.stringMatching(because),
      },
    ]);
  });

  it("knows by the ids of before that somebody else has the name now", () => {
    const earlier = (ids: object): GitHubSide => ({ repositories: [{ full_name: "Acme/App", ...ids }] });
    expect(phantoms(BY_NAME, {}, earlier({ id: 74, owner_id: 65 })).drifts).toEqual([]);
    expect(phantoms(BY_NAME, {}, earlier({ id: 73, owner_id: 65 })).drifts).toMatchObject([{ severity: "medium" }]);
    expect(phantoms(BY_NAME, {}, earlier({ id: 73, owner_id: 64 })).drifts).toMatchObject([
      { severity: "critical", because: "somebody else has the name, and gets in" },
    ]);
    const first = { id: 74, owner_id: 65, known_before: { id: 73, owner_id: 64 } };
    expect(phantoms(BY_NAME, {}, earlier(first)).drifts).toMatchObject([{ severity: "critical" }]);
  });

  it("could not tell where GitHub did not, but for what an id holds", () => {
    const unknown = { state: "unknown", reason: "the token lacks metadata: read" } as const;
    expect(phantoms(BY_NAME, { repository: unknown })).toMatchObject({
      drifts: [],
      undecided: [{ about: "settings app-main", reason: expect.stringContaining("metadata: read") }],
    });
    expect(phantoms(BY_NAME, { repository: GONE, owner: unknown })).toMatchObject({
      drifts: [{ severity: "medium" }],
      undecided: [{ reason: expect.stringContaining("the owner acme") }],
    });
    for (const claims of [BY_ID, { ...BY_NAME, ...BY_ID }]) {
      const { drifts, undecided, notes } = phantoms(claims, { repository: unknown });
      expect({ drifts, undecided }).toEqual({ drifts: [], undecided: [] });
      expect(notes).toEqual([expect.stringContaining("metadata: read")]);
    }
  });

  it("looks at each repository of a dynamic setting, and at no server of one's own", () => {
    const mapped = settingValue({
      claims: { repository_owner: "acme" },
      service_accounts: [],
      mapping_claim: "repository",
      dynamic_mappings: [
        { claim_value: "acme/a", service_account: "ci-app" },
        { claim_value: "acme/b", service_account: "ci-app" },
      ],
    });
    const own = settingValue({
      name: "own",
      provider_url: "https://github.acme.example/_services/token",
      claims: BY_NAME,
    });
    const off = settingValue({ name: "off", enabled: false, claims: BY_NAME });
    expect(phantomTargets(trust({ settings: [mapped, own, off] })).map(({ name, owner }) => [name, owner])).toEqual([
      ["acme/a", "acme"],
      ["acme/b", "acme"],
    ]);
  });

  it("says of how many settings nobody was asked", () => {
    const settings = [
      settingValue({ name: "gitlab", provider_url: "https://gitlab.com", claims: { project_id: "1" } }),
    ];
    const { notes } = judgePhantoms(contextOf([], trustValue({ settings })), reads({}));
    expect(notes).toEqual([expect.stringContaining("not for 1 settings of other issuers")]);
  });

  it.each([
    [1, ["whether a repository that is trusted by its id still exists is not known: no answer to 1"]],
    [
      3,
      [1, 2, 3].map(
        (id) => `whether a repository that is trusted by its id still exists is not known: no answer to ${id}`,
      ),
    ],
    [
      4,
      [
        "whether 4 repositories that are trusted by their ids still exist is not known: no answer to 1; and 3 more reasons",
      ],
    ],
  ])("says of %i repositories why nobody could tell, in a few notes", (many, expected) => {
    const ids = Array.from({ length: many }, (_, index) => String(index + 1));
    const settings = ids.map((id) => settingValue({ name: `s${id}`, claims: { ...BY_ID, repository_id: id } }));
    const unread = (id: string): RepositoryRead => ({ state: "unknown", reason: `no answer to ${id}.` });
    const { notes, undecided } = judgePhantoms(contextOf([], trustValue({ settings })), {
      ...reads({}),
      repositoriesById: new Map(ids.map((id) => [id, unread(id)])),
    });
    expect(notes).toEqual(expected);
    expect(undecided).toEqual([]);
  });

  it("finds the repository that a subject names", () => {
    const settings = [settingValue({ claims: { sub: "repo:acme/app:ref:refs/heads/main" } })];
    expect(phantomTargets(trust({ settings }))).toMatchObject([{ name: "acme/app", owner: "acme" }]);
  });
});

function found(overrides: Partial<ReadRepository>): RepositoryRead {
  return { state: "found", repository: { ...FOUND, ...overrides } };
}
