import { readFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { describeError } from "../../../lib/cli/errors.js";
import { type GitHubClient, githubClient, isGitHubError } from "../../../lib/cli/github-api/index.js";
import { checkCommentName, keepComment } from "../../../lib/cli/review/comment.js";
import { review } from "../../../lib/cli/review/index.js";
import { publicationOf, publish } from "../../../lib/cli/review/publish.js";
import { pullRequestOf } from "../../../lib/cli/review/pull-request.js";
import { type CommentRecord, openIssue } from "../../../lib/emulator/github/state.js";
import { reviewTrust } from "../../../lib/trust/index.js";
import { runEmulator } from "../../emulator/support/running.js";
import { settingValue, trust, trustValue } from "../../trust/support.js";
import { file } from "../executable.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    github: {
      repositories: [
        { full_name: "acme/app", id: 74, visibility: "private" },
        { full_name: "acme/site", id: 75, visibility: "public" },
      ],
    },
  },
});
const PULL_REQUEST = { repository: "acme/app", number: 1 };
const TOKEN = "ghs_abcdefghijklmnop";
const BOT = "github-actions[bot]";
const MARKER = "<!-- cloudsmith-trust review: acme -->";
let comments: CommentRecord[] = [];
let client: GitHubClient;
const clients: GitHubClient[] = [];
afterAll(() => {
  for (const each of clients) {
    each.close();
  }
});

const clock = { now: () => Date.now(), sleep: async () => undefined };

beforeEach(() => {
  const { github } = world.emulator.state;
  for (const name of ["acme/app", "acme/site"]) {
    const repository = github.repositories.get(name);
    if (repository === undefined) {
      throw new Error("no repository");
    }
    const issue = openIssue(github, repository, { title: "a change", pull_request: true }, "2026-01-01T00:00:00Z");
    comments = name === "acme/app" ? issue.comments : comments;
  }
  const permissions = { metadata: "read", pull_requests: "write" } as const;
  github.tokens.set(TOKEN, { login: BOT, repositories: ["acme/app"], permissions });
  client = githubClient({ GITHUB_API_URL: `${world.emulator.url}/api/v3`, GITHUB_TOKEN: TOKEN }, { clock });
  clients.push(client);
});

const keep = (text: string, more: { readonly name?: string; readonly begins?: boolean } = {}) =>
  keepComment(client, PULL_REQUEST, { name: "acme", text, begins: true, ...more });

function said(login: string, body: string): CommentRecord {
  const comment = { id: 1_000 + comments.length, user: { login, id: 5 }, body, created_at: "", updated_at: "" };
  comments.push(comment);
  return comment;
}

const written = (): readonly string[] =>
  world.emulator.requests.log
    .filter(({ method, path }) => method !== "GET" && path.includes("/issues/"))
    .map(({ method }) => method);

describe("the comment of a review", () => {
  it("is written once, edited where it says something new, and left alone where it does not", async () => {
    expect(await keep("one\n")).toBe("written");
    expect(await keep("one\n")).toBe("unchanged");
    expect(await keep("two\n")).toBe("updated");
    expect(written()).toEqual(["POST", "PATCH"]);
    expect(comments).toMatchObject([{ user: { login: BOT }, body: `${MARKER}\ntwo\n` }]);
  });

  it("is not begun where there is nothing to say, but corrected", async () => {
    expect(await keep("nothing", { begins: false })).toBe("none");
    expect(written()).toEqual([]);
    await keep("something");
    expect(await keep("nothing", { begins: false })).toBe("updated");
  });

  it("is one for each name", async () => {
    await keep("one");
    await keep("two", { name: "acme infra" });
    expect(comments.map(({ body }) => body)).toEqual([
      `${MARKER}\none`,
      "<!-- cloudsmith-trust review: acme infra -->\ntwo",
    ]);
  });

  it("is never somebody else's, whatever marker that has, nor one of ours without it", async () => {
    const theirs = said("mallory", `${MARKER}\nTrust is unchanged`);
    const quoted = said(BOT, `> ${MARKER}\nlook at this`);
    const inside = said(BOT, `something\n${MARKER}`);
    expect(await keep("one")).toBe("written");
    expect([theirs.body, quoted.body, inside.body]).toEqual([
      `${MARKER}\nTrust is unchanged`,
      `> ${MARKER}\nlook at this`,
      `something\n${MARKER}`,
    ]);
    expect(comments).toHaveLength(4);
  });

  it("is found behind a hundred others, and asked for its author only where somebody has its marker", async () => {
    for (let index = 0; index < 150; index++) {
      said("alice", `remark ${index}`);
    }
    await keep("one");
    expect(world.emulator.requests.count("POST /api/graphql")).toBe(0);
    expect(await keep("two")).toBe("updated");
    expect(world.emulator.requests.count("POST /api/graphql")).toBe(1);
    expect(comments).toHaveLength(151);
  });

  it("is put right where somebody edited it, and made one where two runs began two", async () => {
    await keep("one");
    for (const comment of comments) {
      comment.body = `${MARKER}\nTrust is unchanged`;
    }
    said(BOT, `${MARKER}\nof another run`);
    expect(await keep("one")).toBe("updated");
    expect(comments.map(({ body }) => body)).toEqual([`${MARKER}\none`]);
  });

  it("takes GitHub's line breaks for its own", async () => {
    said(BOT, `${MARKER}\r\none\r\n\r\ntwo`);
    expect(await keep("one\n\ntwo\n")).toBe("unchanged");
  });

  it("says which permission is missing", async () => {
    world.emulator.state.github.tokens.set(TOKEN, {
      login: BOT,
      repositories: ["acme/app"],
      permissions: { metadata: "read", pull_requests: "read" },
    });
    const error = await keep("one").catch((thrown: unknown) => thrown);
    expect(isGitHubError(error)).toBe(true);
    expect(describeError(error)).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining("lacks issues: write or pull-requests: write"),
    });
  });

  it("has a name that cannot leave its marker", () => {
    expect(checkCommentName("infra/prod eu-1")).toBe("infra/prod eu-1");
    for (const name of ["", "a-->b", "a--b", " a", "x".repeat(101), "a\nb"]) {
      expect(() => checkCommentName(name)).toThrow("is no name for a comment");
    }
    expect(checkCommentName("x".repeat(100))).toHaveLength(100);
  });
});

describe("the pull request of a comment", () => {
  const environment = { GITHUB_REPOSITORY: "acme/app" };
  const event = (value: object) => ({ ...environment, GITHUB_EVENT_PATH: file(value) });
  const from = (full_name: string | null) => ({
    pull_request: { number: 7, head: { repo: full_name === null ? null : { full_name } } },
  });

  it("is the one that is named, else of the event, else of the ref", () => {
    expect(pullRequestOf({ pullRequest: "3" }, event(from("acme/app")))).toEqual({
      repository: "acme/app",
      number: 3,
      fromFork: false,
    });
    expect(pullRequestOf({}, event(from("Acme/App")))).toEqual({ repository: "acme/app", number: 7, fromFork: false });
    expect(pullRequestOf({}, { ...event({ ref: "x" }), GITHUB_REF: "refs/pull/9/merge" })).toMatchObject({ number: 9 });
  });

  it("is known to be a fork's, also when the fork is gone", () => {
    expect(pullRequestOf({}, event(from("mallory/app")))?.fromFork).toBe(true);
    expect(pullRequestOf({}, event(from(null)))?.fromFork).toBe(true);
  });

  it("is not looked for where the workflow runs for something else", async () => {
    const push = { ...environment, GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/heads/main" };
    expect(pullRequestOf({}, push)).toBeUndefined();
    expect(pullRequestOf({ pullRequest: "3" }, push)).toMatchObject({ number: 3 });
    const publication = publicationOf({ format: "text", failOn: "high", comment: true }, push);
    expect(publication.comment).toEqual({ public: false });
  });

  it("is missed with exit code 2", () => {
    for (const [options, of, words] of [
      [{}, {}, "the repository is not known"],
      [{}, { GITHUB_REPOSITORY: "acme/../app" }, "GITHUB_REPOSITORY is no OWNER/NAME"],
      [{}, { ...environment, GITHUB_REF: "refs/heads/main" }, "there is no pull request"],
      [{}, { ...environment, GITHUB_EVENT_NAME: "pull_request" }, "there is no pull request"],
      [{ pullRequest: "0" }, environment, "is no number"],
      [{ pullRequest: "1e3" }, environment, "is no number"],
    ] as const) {
      const { text, exitCode } = refusal(() => pullRequestOf(options, of));
      expect({ exitCode, text }).toEqual({ exitCode: 2, text: expect.stringContaining(words) });
    }
    const given = { format: "text", failOn: "high" } as const;
    expect(refusal(() => publicationOf({ ...given, public: true }, {})).text).toContain("without --comment");
  });
});

function refusal(act: () => unknown): { text: string; exitCode: number } {
  try {
    act();
  } catch (error) {
    return describeError(error);
  }
  throw new Error("nothing was refused");
}

describe("publishing a review", () => {
  const before = trust();
  const after = trust({ settings: [settingValue({ claims: { repository_owner_id: "65" } })] });
  const report = { review: reviewTrust(before, after), before: "a", after: "b", names: new Map<string, string>() };
  const environment = () => ({ GITHUB_API_URL: `${world.emulator.url}/api/v3`, GITHUB_TOKEN: TOKEN });
  const comment = (more: object = {}) => ({
    summary: false,
    comment: { pullRequest: { ...PULL_REQUEST, fromFork: false }, public: false, ...more },
  });
  const notes: string[] = [];
  const published = async (publication: Parameters<typeof publish>[1], of: object = environment()) => {
    notes.length = 0;
    return publish(report, publication, of as { [name: string]: string }, (text) => notes.push(text));
  };

  it("writes the comment in the name of the organization", async () => {
    expect(await published(comment())).toBe(true);
    expect(comments[0]?.body).toMatch(/^<!-- cloudsmith-trust review: acme -->\n## Trust is widened\n/);
    expect(notes).toEqual([]);
  });

  it("writes none where anyone could read it, unless that is meant", async () => {
    const site = { pullRequest: { repository: "acme/site", number: 1, fromFork: false } };
    expect(await published(comment(site))).toBe(false);
    expect(notes.join("")).toContain("acme/site is public");
    expect(notes.join("")).toContain("--public");
    expect(written()).toEqual([]);
    expect(await published(comment({ ...site, public: true }))).toBe(true);
    expect(written()).toEqual(["POST"]);
  });

  it("writes none where there is no pull request, which is no failure", async () => {
    expect(await published({ summary: false, comment: { public: false } })).toBe(true);
    expect(notes.join("")).toContain("does not run for a pull request");
    expect(world.emulator.requests.log).toEqual([]);
  });

  it("writes none from a fork, which is no failure", async () => {
    expect(await published(comment({ pullRequest: { ...PULL_REQUEST, fromFork: true } }))).toBe(true);
    expect(notes.join("")).toContain("is from a fork");
    expect(world.emulator.requests.log).toEqual([]);
  });

  it("says what it could not do, without a token and with one that is refused", async () => {
    expect(await published(comment(), { GITHUB_API_URL: `${world.emulator.url}/api/v3` })).toBe(false);
    expect(notes.join("")).toContain("there is no token to write the comment with");
    expect(await published(comment(), { ...environment(), GITHUB_TOKEN: "ghs_wrong-wrong-wrong" })).toBe(false);
    expect(notes.join("")).toContain("GitHub answered 401");
    expect(notes.join("")).not.toContain("ghs_wrong");
  });

  it("hides nothing of the verdict where it fails: the report is there, and the exit code is 1", async () => {
    const [one, other] = [file(trustValue()), file(trustValue({ accounts: [{ slug: "ci-app", role: "Manager" }] }))];
    const output = file("");
    const options = { before: one, after: other, format: "text", failOn: "high", output } as const;
    const of = { GITHUB_REPOSITORY: "acme/app", GITHUB_API_URL: environment().GITHUB_API_URL };
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const code = await review({ ...options, comment: true, pullRequest: "1" }, of);
    const alone = await review(options, of);
    process.exitCode = undefined;
    expect(said.mock.calls.join("")).toContain("there is no token to write the comment with");
    said.mockRestore();
    expect({ code, alone }).toEqual({ code: 1, alone: 10 });
    expect(readFileSync(output, "utf8")).toMatch(/^WIDENED/);
  });

  it("adds to the step's summary, and does nothing where there is none", async () => {
    const summary = file("before\n");
    expect(await published({ summary: true }, { GITHUB_STEP_SUMMARY: summary })).toBe(true);
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n\n## Trust is widened\n/);
    expect(await published({ summary: true }, {})).toBe(true);
    expect(await published({ summary: true }, { GITHUB_STEP_SUMMARY: "/nowhere/at/all" })).toBe(false);
    expect(notes.join("")).toContain("cannot write the step summary");
  });
});
