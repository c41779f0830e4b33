import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Claims,
  GITHUB_ISSUER,
  type GitHubJob,
  gitHubJobClaims,
  type ProviderSettings,
} from "../../../../lib/oidc/index.js";
import {
  difference,
  findToken,
  isPlainlyEmpty,
  knowledgeOf,
  meetsCube,
  regionOf,
} from "../../../../lib/trust/algebra/index.js";
import { admits } from "../support.js";
import { anyJob } from "./jobs.js";

const NOW = 1_767_225_600;
const RUNS = { numRuns: 500 };
/** The same each time, for what counts how often something happened. */
const COUNTED = { numRuns: 500, seed: 20_260_101 };
const knowledge = knowledgeOf();

function claimsOf(job: GitHubJob): Claims {
  return gitHubJobClaims(job, { audience: "cloudsmith", now: NOW });
}

function setting(claims: Claims, overrides: Partial<ProviderSettings> = {}): ProviderSettings {
  return {
    name: "x",
    enabled: true,
    provider_url: GITHUB_ISSUER,
    claims,
    service_accounts: ["ci-app"],
    mapping_claim: null,
    dynamic_mappings: [],
    ...overrides,
  };
}

/** A setting that requires some claims of a job, whole or by their beginnings, so that it often admits it. */
function settingOf(job: GitHubJob, picks: readonly { readonly at: number; readonly cut: number }[]): ProviderSettings {
  const texts = Object.entries(claimsOf(job)).filter(([, value]) => typeof value === "string") as [string, string][];
  return setting(
    Object.fromEntries(
      picks.map(({ at, cut }) => {
        const [name, value] = texts[at % texts.length] ?? ["aud", "cloudsmith"];
        const length = cut % (value.length + 2);
        return [name, length > value.length ? value : `${value.slice(0, length)}.*`];
      }),
    ),
  );
}

const picks = fc.array(fc.record({ at: fc.nat(100), cut: fc.nat(60) }), { maxLength: 5 });

describe("what is certain of GitHub's tokens", () => {
  it("rules out no job that there is", () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        expect(knowledge(GITHUB_ISSUER).isPossible(claimsOf(job))).toBe(true);
      }),
      RUNS,
    );
  });

  it("never calls a setting empty that admits a job", () => {
    fc.assert(
      fc.property(anyJob, picks, (job, picked) => {
        const settings = [settingOf(job, picked)];
        expect(admits(settings, claimsOf(job), "ci-app", NOW)).toBe(true);
        for (const cube of regionOf(settings, "ci-app")) {
          expect(isPlainlyEmpty(cube, knowledge(GITHUB_ISSUER))).toBe(false);
          expect(findToken(cube, knowledge(GITHUB_ISSUER)).kind).not.toBe("empty");
        }
      }),
      RUNS,
    );
  });

  it("finds a token for nearly every setting that admits one, and the matcher confirms it", () => {
    let found = 0;
    let unknown = 0;
    fc.assert(
      fc.property(anyJob, picks, (job, picked) => {
        const settings = [settingOf(job, picked)];
        for (const cube of regionOf(settings, "ci-app")) {
          const token = findToken(cube, knowledge(GITHUB_ISSUER));
          if (token.kind === "witness") {
            found++;
            expect(admits(settings, token.witness.claims, "ci-app", token.witness.now)).toBe(true);
            expect(meetsCube(cube, token.witness.claims)).toBe(true);
            expect(knowledge(GITHUB_ISSUER).isPossible(token.witness.claims)).toBe(true);
            if (token.witness.job !== undefined) {
              const made = gitHubJobClaims(token.witness.job, {
                audience: String(token.witness.claims.aud),
                now: token.witness.now,
              });
              expect({ ...made, jti: "" }).toEqual({ ...token.witness.claims, jti: "" });
            }
          } else {
            unknown++;
          }
        }
      }),
      COUNTED,
    );
    expect(unknown / found).toBeLessThan(0.02);
  });

  it("never calls unchanged what lets a job in that was kept out", () => {
    let gained = 0;
    fc.assert(
      fc.property(anyJob, anyJob, picks, picks, (job, other, one, two) => {
        const after = [settingOf(job, one)];
        const before = [settingOf(other, two)];
        const { witnesses, complete } = difference(regionOf(after, "ci-app"), regionOf(before, "ci-app"), {
          knowledge,
          confirm: ({ claims, now }) => admits(after, claims, "ci-app", now) && !admits(before, claims, "ci-app", now),
        });
        for (const { claims, now } of witnesses) {
          expect(admits(after, claims, "ci-app", now)).toBe(true);
          expect(admits(before, claims, "ci-app", now)).toBe(false);
        }
        for (const each of [job, other]) {
          const claims = claimsOf(each);
          if (admits(after, claims, "ci-app", NOW) && !admits(before, claims, "ci-app", NOW)) {
            gained++;
            expect(witnesses.length > 0 || !complete).toBe(true);
          }
        }
      }),
      COUNTED,
    );
    expect(gained).toBeGreaterThan(50);
  });
});

function found(claims: Claims, side?: Parameters<typeof knowledgeOf>[0]) {
  const [cube] = regionOf([setting(claims)], "ci-app");
  return cube === undefined ? undefined : findToken(cube, knowledgeOf(side)(GITHUB_ISSUER));
}

describe("claims that no job has together", () => {
  it.each<readonly [Claims]>([
    [{ repository: "acme/app", repository_owner: "other" }],
    [{ repository: "acme/.*", repository_owner: "other" }],
    [{ repository: "acme.*", repository_owner: "other" }],
    [{ repository_owner: "acme", repository: "acme-evil/.*" }],
    [{ ref: "refs/heads/main", ref_type: "tag" }],
    [{ ref: "refs/tags/.*", ref_type: "branch" }],
    [{ sub: "repo:acme/app:ref:refs/heads/main", repository: "acme/other" }],
    [{ sub: "repo:acme/app:.*", repository_owner: "other" }],
    [{ sub: "repo:acme/app:ref:refs/heads/main", ref: "refs/heads/dev" }],
    [{ sub: "repo:acme/app:environment:production", environment: "staging" }],
    [{ sub: "repo:acme@65/app@74:.*", repository_id: "75" }],
    [{ sub: "repo:acme@65/app:pull_request" }],
    [{ sub: "repo:acme/app@74:pull_request" }],
    [{ sub: "repo:acme/app/more:pull_request" }],
    [{ sub: "repository_id:74", repository_id: "75" }],
    [{ repository_id: "seven" }],
    [{ repository_id: "07" }],
    [{ repository: "acme" }],
    [{ repository_owner: "acme/.*" }],
    [{ ref: "main" }],
    [{ ref_protected: "yes" }],
    [{ repository_visibility: "p.*", ref_type: "x.*" }],
    [{ event_name: "Push" }],
    [{ sha: "HEAD" }],
    [{ iss: "https://gitlab.com" }],
    [{ iss: `${GITHUB_ISSUER}/` }],
    [{ exp: "soon" }],
  ])("%j", (claims) => {
    expect(found(claims)).toEqual({ kind: "empty" });
  });

  it("as read from GitHub: ids and names of different repositories", () => {
    const side = { repositories: [{ full_name: "acme/app", exists: true, id: 74, owner_id: 65 }] } as const;
    expect(found({ repository: "acme/app", repository_id: "75" })?.kind).toBe("witness");
    expect(found({ repository: "acme/app", repository_id: "75" }, side)?.kind).toBe("empty");
    expect(found({ repository: "acme/app", repository_owner_id: "66" }, side)?.kind).toBe("empty");
    expect(found({ repository: "Acme/App" }, side)?.kind).toBe("empty");
    expect(found({ repository_id: "74", repository: "acme/renamed" }, side)?.kind).toBe("empty");
    expect(found({ repository: "acme/app", repository_id: "74" }, side)?.kind).toBe("witness");
    expect(
      found(
        { repository: "acme/app", repository_id: "75" },
        { repositories: [{ ...side.repositories[0], exists: "unknown" }] },
      )?.kind,
    ).toBe("witness");
  });
});

describe("claims that a job has", () => {
  it.each<readonly [Claims, Partial<GitHubJob>]>([
    [{}, { repository: "someone/repository" }],
    [{ repository: "acme.*" }, { repository: "acme/repository" }],
    [{ repository_owner: "acme" }, { repository: "acme/repository" }],
    [
      { repository_id: "74", ref: "refs/heads/main" },
      { repositoryId: "74", ref: "refs/heads/main" },
    ],
    [{ sub: "repo:acme/.*" }, { repository: "acme/repository" }],
    [{ sub: "repo:acme/app.*" }, { repository: "acme/app" }],
    [{ sub: "repo:acme/app:environment:production" }, { environment: "production" }],
    [{ sub: "repo:acme/app:pull_request" }, { event: "pull_request" }],
    [{ sub: "repo:acme@65/app@74:ref:refs/heads/main" }, { immutableSubject: true, repositoryId: "74" }],
    [{ sub: "repo:acme/app:ref:refs/heads/main", environment: "production" }, { subjectClaimKeys: ["repo", "ref"] }],
    [
      { sub: "repository_owner_id:65:event_name:push" },
      { subjectClaimKeys: ["repository_owner_id", "event_name"], ownerId: "65" },
    ],
    [{ event_name: "pull_request_target" }, { event: "pull_request_target" }],
    [
      { workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/dev" },
      { repository: "acme/app", ref: "refs/heads/dev" },
    ],
    [{ job_workflow_ref: "acme/automation/.github/workflows/publish.yml@.*" }, {}],
    [{ enterprise_id: "42" }, { enterpriseId: "42" }],
    [{ repo_property_tier: "gold" }, { properties: { tier: "gold" } }],
    [{ ref_type: "tag" }, { ref: "refs/tags/v1" }],
    [{ head_ref: "fix" }, { event: "pull_request_target", headRef: "fix" }],
    [{ exp: "1767225900" }, {}],
    [{ aud: "cloudsmith" }, {}],
  ])("%j", (claims, job) => {
    const token = found(claims);
    expect(token?.kind).toBe("witness");
    expect(token?.kind === "witness" ? token.witness.job : undefined).toMatchObject(job);
  });

  it("may be ones that GitHub does not list", () => {
    expect(found({ something_new: "a" })).toMatchObject({
      kind: "witness",
      witness: { claims: { something_new: "a" } },
    });
  });
});
