import {
  type ClaimDescription,
  GITHUB,
  isClaimText,
  mayBeginClaim,
  tryParseGitHubSubject,
} from "../../../oidc/index.js";
import type { GitHubSide } from "../../github.js";
import type { ClaimSet, Cube } from "../cube.js";
import { type Domain, judgedDomain, type Knowledge } from "../knowledge.js";
import { literal, meetAll } from "../pattern.js";
import { completeGitHub, EVENTS_TO_SHOW } from "./complete.js";
import { type KnownPairs, knownPairs, refineGitHub } from "./refine.js";

/**
 * What is certain about the tokens of a GitHub issuer: the grammar of each claim, and how those of one job hang
 * together. Ids and names bind each other only where they were read from GitHub.
 */
export function knowingGitHub(issuer: string, side?: GitHubSide): Knowledge {
  const pairs = knownPairs(side);
  const domains = new Map<string, Domain>();
  const domain = (name: string): Domain => {
    const known = domains.get(name);
    if (known !== undefined) {
      return known;
    }
    const made = domainOf(name, issuer);
    domains.set(name, made);
    return made;
  };
  return {
    domain,
    refine: (cube) => refineGitHub(cube, pairs),
    isPossible: (claims) => {
      const cube = cubeOfToken(claims, issuer, domain);
      return cube !== undefined && hangsTogether(cube, domain, pairs);
    },
    derived: ["sub"],
    complete: completeGitHub,
  };
}

function domainOf(name: string, issuer: string): Domain {
  if (name === "iss") {
    return { single: true, always: true, values: [issuer] };
  }
  const claim = GITHUB.claim(name);
  if (claim === undefined || claim.notText === true) {
    return judgedDomain(name, issuer);
  }
  return {
    single: true,
    always: claim.optional !== true,
    may: (text) => isClaimText(claim, text),
    mayBegin: (prefix) => mayBeginClaim(claim, prefix),
    samples: (prefix) => samplesOf(claim, prefix),
    ...(claim.values === undefined ? {} : { values: claim.values }),
  };
}

function samplesOf(claim: ClaimDescription, prefix: string): readonly string[] {
  const likely = LIKELY[claim.name]?.(prefix) ?? [claim.example];
  return likely.filter((text) => text.startsWith(prefix));
}

const FILE = ".github/workflows/publish.yml@refs/heads/main";

const LIKELY: { readonly [claim: string]: (prefix: string) => readonly string[] } = {
  event_name: () => EVENTS_TO_SHOW,
  ref: () => ["refs/heads/main", "refs/heads/other", "refs/tags/v1", "refs/pull/1/merge", ""],
  repository: (prefix) => ["someone/repository", prefix, `${prefix}repository`, `${prefix}/repository`],
  environment: (prefix) => ["production", "staging", `${prefix}x`],
  aud: () => ["cloudsmith", "https://github.com/someone", "anything"],
  sha: (prefix) => [prefix.padEnd(40, "0")],
  workflow_sha: (prefix) => [prefix.padEnd(40, "0")],
  job_workflow_sha: (prefix) => [prefix.padEnd(40, "0")],
  workflow_ref: workflowRefs,
  job_workflow_ref: workflowRefs,
  sub: subjects,
  actor: () => ["octocat", "dependabot[bot]"],
  base_ref: () => ["", "main"],
  head_ref: () => ["", "patch-1"],
};

function workflowRefs(prefix: string): readonly string[] {
  return [
    `someone/repository/${FILE}`,
    `${prefix}/${FILE}`,
    `${prefix}${FILE}`,
    `${prefix}/repository/${FILE}`,
    `${prefix}repository/${FILE}`,
    `${prefix}@refs/heads/main`,
    `${prefix}refs/heads/main`,
    `${prefix}.yml@refs/heads/main`,
    `${prefix}x.yml@refs/heads/main`,
  ];
}

const CONTEXTS = [
  "ref:refs/heads/main",
  "environment:production",
  "pull_request",
  "ref:refs/tags/v1",
  "ref:refs/heads/other",
];

/** Those of a usual form first: a template is a thing that few have. */
function subjects(prefix: string): readonly string[] {
  const made = CONTEXTS.flatMap((context) => [
    `repo:someone/repository:${context}`,
    `${prefix}${context}`,
    `${prefix}:${context}`,
    `${prefix}repository:${context}`,
    `${prefix}/repository:${context}`,
    `${prefix}1/repository@1:${context}`,
    `${prefix}@1:${context}`,
    `${prefix}1:${context}`,
  ]);
  const open = [`${prefix}main`, `${prefix}x`, prefix];
  const usual = [...made, ...open].filter((sub) => tryParseGitHubSubject(sub) !== undefined);
  return [...usual, ...open, ...made];
}

/** The cube of one token alone; `undefined` when a claim of it is none of the issuer's. */
function cubeOfToken(
  claims: { readonly [name: string]: unknown },
  issuer: string,
  domain: (name: string) => Domain,
): Cube | undefined {
  const asked = new Map<string, ClaimSet>();
  for (const [name, value] of Object.entries(claims)) {
    const { single, may, values } = domain(name);
    if (typeof value !== "string") {
      if (single && typeof value !== "number") {
        return undefined;
      }
      continue;
    }
    if (may?.(value) === false || values?.includes(value) === false) {
      return undefined;
    }
    asked.set(name, { some: [literal(value)], none: [] });
  }
  return { issuer, claims: asked };
}

/** Whether nothing that follows from one claim speaks against another. */
function hangsTogether(cube: Cube, domain: (name: string) => Domain, pairs: KnownPairs): boolean {
  const refined = refineGitHub(cube, pairs);
  return (
    refined !== undefined &&
    [...refined.claims].every(([name, { some }]) => !domain(name).single || meetAll(some) !== undefined)
  );
}
