/** What ties the tokens of a cube to one customer of the CI. */
import type { Issuer } from "../../../oidc/index.js";
import { type Cube, claimSet, meetAll, type Pattern } from "../../algebra/index.js";

/** From what says nothing to what names one repository or pipeline. */
export type AnchorLevel = "none" | "enterprise" | "organization" | "project";

const ORDER: readonly AnchorLevel[] = ["none", "enterprise", "organization", "project"];

export interface Anchor {
  readonly level: AnchorLevel;
  /** Whether it is tied by something that is never given to somebody else. */
  readonly stable: boolean;
}

/** Negative when the first ties less than the second. */
export function compareAnchors(a: Anchor, b: Anchor): number {
  return ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || Number(a.stable) - Number(b.stable);
}

const NONE: Anchor = { level: "none", stable: false };

/** @param cube with what follows from its claims already in it */
export function anchorOf(cube: Cube, issuer: Issuer | undefined): Anchor {
  const found: Anchor[] = [];
  if (issuer?.shared === false) {
    // an issuer of one's own: an enterprise of GitHub, a server, an organization of a CI
    found.push({ level: issuer.ci === "github" ? "enterprise" : "organization", stable: true });
  }
  let namesProject = false;
  for (const [name, { some }] of cube.claims) {
    const pattern = some.length === 0 ? undefined : meetAll(some);
    if (pattern === undefined) {
      continue;
    }
    namesProject ||= !pattern.prefix && issuer?.claim(name)?.namesProject === true;
    const level = levelOf(name, pattern, issuer);
    if (level !== "none") {
      found.push({ level, stable: issuer?.claim(name)?.stability === "stable" });
    }
  }
  const best = found.reduce((most, each) => (compareAnchors(each, most) > 0 ? each : most), NONE);
  return best.level === "organization" && namesProject ? { ...best, level: "project" } : best;
}

function levelOf(name: string, pattern: Pattern, issuer: Issuer | undefined): AnchorLevel {
  if (!pattern.prefix) {
    const level = issuer?.claim(name)?.identifies;
    if (level !== undefined) {
      return level;
    }
  }
  if (issuer?.ci === "github") {
    return name === "workflow_ref" ? workflowLevel(pattern.text) : "none";
  }
  if (name === "sub" && issuer !== undefined) {
    return subjectLevel(pattern, issuer);
  }
  const path = pattern.prefix && issuer?.claim(name)?.identifies === "project" && pattern.text.endsWith("/");
  return path ? "organization" : "none";
}

/** The workflow that was started is one of the repository's own. */
function workflowLevel(text: string): AnchorLevel {
  if (/^[^/]+\/[^/]+\//.test(text)) {
    return "project";
  }
  return /^[^/]+\//.test(text) ? "organization" : "none";
}

/** How a subject of each CI names project and organization, once what it names is whole. Sources: the CIs' own pages. */
const SUBJECTS: { readonly [ci: string]: readonly (readonly [level: AnchorLevel, begins: RegExp])[] } = {
  gitlab: [
    ["project", /^project_path:[^:]+\/[^:]+:/],
    ["organization", /^project_path:[^:]+\//],
  ],
  buildkite: [
    ["project", /^organization:[^:]+:pipeline:[^:]+:/],
    ["organization", /^organization:[^:]+:/],
  ],
  "hcp-terraform": [
    ["project", /^organization:[^:]+:project:[^:]+:workspace:[^:]+:/],
    ["organization", /^organization:[^:]+:/],
  ],
  "azure-devops": [["project", /^(?:p|sc):\/\/[^/]+\/[^/]+\//]],
  circleci: [["project", /^org\/[^/]+\/project\/[^/]+\//]],
  bitbucket: [["project", /^\{[^}]+\}:/]],
};

function subjectLevel(pattern: Pattern, issuer: Issuer): AnchorLevel {
  // a whole subject ends what a prefix would still leave open
  const text = pattern.prefix ? pattern.text : `${pattern.text}:`;
  return (
    SUBJECTS[issuer.ci]?.find(
      ([, begins]) => begins.test(text) || (!pattern.prefix && begins.test(`${pattern.text}/`)),
    )?.[0] ?? "none"
  );
}

/** The one text that a claim must be; `undefined` when it may be several. */
export function literalOf(cube: Cube, name: string): string | undefined {
  const pattern = patternOf(cube, name);
  return pattern === undefined || pattern.prefix ? undefined : pattern.text;
}

/** What a claim must be or begin with; `undefined` when nothing is asked of it, or it may begin with anything. */
export function patternOf(cube: Cube, name: string): Pattern | undefined {
  const { some } = claimSet(cube, name);
  const pattern = some.length === 0 ? undefined : meetAll(some);
  return pattern === undefined || (pattern.prefix && pattern.text === "") ? undefined : pattern;
}
