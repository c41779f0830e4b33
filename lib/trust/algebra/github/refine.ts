/** How the claims of one GitHub job hang together, as far as that is certain. */
import type { GitHubSide } from "../../github.js";
import { type Cube, claimSet, requireSome } from "../cube.js";
import { literal, meetAll, type Pattern, prefixed } from "../pattern.js";
import { subjectConsequences } from "./subject.js";

type Consequence = readonly [claim: string, pattern: Pattern];

/** Ids and names that belong together, as read from GitHub. */
export interface KnownPairs {
  /** By `owner/name` in lower case: GitHub's names ignore case. */
  readonly byName: ReadonlyMap<string, KnownRepository>;
  readonly byId: ReadonlyMap<string, KnownRepository>;
}

interface KnownRepository {
  readonly fullName: string;
  readonly id: string | undefined;
  readonly ownerId: string | undefined;
}

export function knownPairs(side: GitHubSide | undefined): KnownPairs {
  const known = (side?.repositories ?? [])
    .filter(({ exists }) => exists === true)
    .map(({ full_name, id, owner_id }) => ({
      fullName: full_name,
      id: id === undefined ? undefined : String(id),
      ownerId: owner_id === undefined ? undefined : String(owner_id),
    }));
  return {
    byName: new Map(known.map((each) => [each.fullName.toLowerCase(), each])),
    byId: new Map(known.flatMap((each) => (each.id === undefined ? [] : [[each.id, each]]))),
  };
}

/** Rounds until nothing new follows: ids give a name, a name its owner, an owner's name ends it. */
const MOST_ROUNDS = 6;

/** The cube with all that follows from it; `undefined` when no job can be in it. */
export function refineGitHub(cube: Cube, pairs: KnownPairs): Cube | undefined {
  let refined = cube;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let again = false;
    const found = consequences(refined, pairs);
    if (found === undefined) {
      return undefined;
    }
    for (const [claim, pattern] of found) {
      if (
        !claimSet(refined, claim).some.some((known) => known.text === pattern.text && known.prefix === pattern.prefix)
      ) {
        refined = requireSome(refined, claim, pattern);
        again ||= ENTAILING.has(claim);
      }
    }
    if (!again) {
      return refined;
    }
  }
  return refined;
}

function consequences(cube: Cube, pairs: KnownPairs): readonly Consequence[] | undefined {
  const found: Consequence[] = [];
  for (const [claim, entail] of RULES) {
    const { some } = claimSet(cube, claim);
    if (some.length === 0) {
      continue;
    }
    const value = meetAll(some);
    const entailed = value === undefined ? undefined : entail(value, pairs);
    if (entailed === undefined) {
      return undefined;
    }
    found.push(...entailed);
  }
  return found;
}

const RULES: readonly (readonly [
  claim: string,
  entail: (value: Pattern, pairs: KnownPairs) => readonly Consequence[] | undefined,
])[] = [
  ["sub", subjectConsequences],
  ["repository", repositoryConsequences],
  ["repository_owner", ownerConsequences],
  ["repository_id", repositoryIdConsequences],
  ["ref", refConsequences],
];

/** The claims that something follows from. */
const ENTAILING: ReadonlySet<string> = new Set(RULES.map(([claim]) => claim));

/** `repository` begins with `repository_owner`; the ids are those that GitHub has for the name. */
function repositoryConsequences({ text, prefix }: Pattern, { byName }: KnownPairs): readonly Consequence[] {
  const slash = text.indexOf("/");
  const owner: Consequence =
    slash < 0
      ? ["repository_owner", prefix ? prefixed(text) : literal(text)]
      : ["repository_owner", literal(text.slice(0, slash))];
  const known = prefix ? undefined : byName.get(text.toLowerCase());
  return [
    owner,
    ...(known === undefined ? [] : [["repository", literal(known.fullName)] as const]),
    ...(known?.id === undefined ? [] : [["repository_id", literal(known.id)] as const]),
    ...(known?.ownerId === undefined ? [] : [["repository_owner_id", literal(known.ownerId)] as const]),
  ];
}

function ownerConsequences({ text, prefix }: Pattern): readonly Consequence[] {
  return [["repository", prefixed(prefix ? text : `${text}/`)]];
}

function repositoryIdConsequences({ text, prefix }: Pattern, { byId }: KnownPairs): readonly Consequence[] {
  const known = prefix ? undefined : byId.get(text);
  return known === undefined ? [] : [["repository", literal(known.fullName)]];
}

function refConsequences({ text }: Pattern): readonly Consequence[] {
  if (text.startsWith("refs/tags/")) {
    return [["ref_type", literal("tag")]];
  }
  return text.startsWith("refs/heads/") ? [["ref_type", literal("branch")]] : [];
}
