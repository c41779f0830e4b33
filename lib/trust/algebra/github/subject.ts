/**
 * What a `sub` says about other claims, for whatever template made it.
 *
 * Every template is a row of keys: `repo` gives `repo:` and the repository, in one of two forms; `context` gives
 * `environment:NAME`, `ref:REF` or `pull_request`; every other key gives its claim's name and value. Colons within a
 * value are encoded. Source: GitHub's OpenID Connect reference, customizing the subject claims.
 */
import { GITHUB } from "../../../oidc/index.js";
import { literal, type Pattern, prefixed } from "../pattern.js";

/** What follows for a claim; `undefined` for the whole means that no template gives such a subject. */
export type Consequences = readonly (readonly [claim: string, pattern: Pattern])[] | undefined;

const NOTHING: Consequences = [];

export function subjectConsequences({ text, prefix }: Pattern): Consequences {
  const segments = text.split(":");
  const found: (readonly [string, Pattern])[] = [];
  for (let at = 0; at < segments.length; at += 2) {
    const key = segments[at] ?? "";
    const value = segments[at + 1];
    // the last segment of a prefix may go on; every other is whole
    const open = prefix && at + 1 >= segments.length - 1;
    if (value === undefined) {
      return found;
    }
    const entailed = key === "repo" ? repositoryConsequences(value, open) : claimConsequences(key, value, open);
    if (entailed === undefined) {
      return undefined;
    }
    found.push(...entailed);
    if (!isKey(key)) {
      return found;
    }
  }
  return found;
}

function isKey(key: string): boolean {
  return key === "repo" || GITHUB.claim(key) !== undefined;
}

function claimConsequences(key: string, value: string, open: boolean): Consequences {
  // an absent claim gives an empty value; what begins with % may be an encoded colon cut in two
  if (GITHUB.claim(key) === undefined || value === "" || (open && /%[0-9A-Fa-f]?$/.test(value))) {
    return NOTHING;
  }
  const decoded = value.replaceAll("%3A", ":").replaceAll("%3a", ":");
  // whether a value's own %3A would be encoded is not documented, so what holds one says nothing for certain
  if (decoded !== value) {
    return NOTHING;
  }
  return [[key, open ? prefixed(value) : literal(value)]];
}

const WHOLE = /^([^@/]+)(?:@([0-9]+))?\/([^@/]+)(?:@([0-9]+))?$/;

function repositoryConsequences(value: string, open: boolean): Consequences {
  return open ? openRepository(value) : wholeRepository(value);
}

function wholeRepository(value: string): Consequences {
  const [, owner, ownerId, name, id] = WHOLE.exec(value) ?? [];
  if (owner === undefined || name === undefined || (ownerId === undefined) !== (id === undefined)) {
    return undefined;
  }
  return [
    ["repository", literal(`${owner}/${name}`)],
    ...(ownerId === undefined ? [] : [["repository_owner_id", literal(ownerId)] as const]),
    ...(id === undefined ? [] : [["repository_id", literal(id)] as const]),
  ];
}

function openRepository(value: string): Consequences {
  const [owner = "", name, ...more] = value.split("/");
  const [login = "", ownerId, ...ids] = owner.split("@");
  if (more.length > 0 || ids.length > 0 || (ownerId !== undefined && !/^[0-9]*$/.test(ownerId))) {
    return undefined;
  }
  if (name === undefined) {
    return ownerId === undefined
      ? [["repository_owner", prefixed(login)]]
      : [
          ["repository_owner", literal(login)],
          ["repository_owner_id", prefixed(ownerId)],
        ];
  }
  const [called = "", id, ...rest] = name.split("@");
  if (rest.length > 0 || (id !== undefined && ownerId === undefined) || (id !== undefined && !/^[0-9]*$/.test(id))) {
    return undefined;
  }
  return [
    ["repository", id === undefined ? prefixed(`${login}/${called}`) : literal(`${login}/${called}`)],
    ...(ownerId === undefined ? [] : [["repository_owner_id", literal(ownerId)] as const]),
    ...(id === undefined ? [] : [["repository_id", prefixed(id)] as const]),
  ];
}
