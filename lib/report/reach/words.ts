/** What every format says of reach, phrase by phrase. */
import type { ClaimValue } from "../../oidc/index.js";
import type { Reach, ReachPath, ReviewSubject, Unknown, WayIn } from "../../trust/index.js";
import { count } from "../findings/words.js";
import { type Names, nameOf } from "../names.js";
import { joined, type Phrase, phrase } from "../phrase.js";

export function subjectWords(subject: ReviewSubject, names: Names): Phrase {
  switch (subject.kind) {
    case "account":
      return phrase`${nameOf(subject.account, names)}`;
    case "team":
      return phrase`team ${nameOf(subject.team, names)}`;
    case "user":
      return phrase`user ${subject.user}`;
    case "organization":
      return phrase`everyone in the organization`;
    case "anyone":
      return phrase`anyone, without an account`;
  }
}

/** `team release, grant`: how a level is come by. */
export function pathWords(paths: readonly ReachPath[], role: string | undefined, names: Names): Phrase {
  const ways = new Map(
    paths.map((path) => [`${path.by} ${path.team ?? ""}`, pathWord(path, role ?? "Manager", names)] as const),
  );
  return joined([...ways.values()], ", ");
}

function pathWord({ by, team }: ReachPath, role: string, names: Names): Phrase {
  if (team !== undefined) {
    return phrase`team ${nameOf(team, names)}`;
  }
  return literal(by === "role" ? `role ${role}` : by);
}

/** Words of ours alone. */
export function literal(words: string): Phrase {
  return { words: [words], texts: [] };
}

const MOST_CLAIMS = 6;
const MOST_VALUES = 4;
const LONGEST_VALUE = 80;

/** `tokens of https://token.actions.githubusercontent.com with ref "refs/heads/main"` */
export function wayWords({ provider_url, claims, mapped, uncertain }: WayIn): Phrase {
  const required = Object.entries(claims).map(([name, value]) => phrase`${name} ${shown(value)}`);
  const parts = [...(mapped === undefined ? [] : [mappedWords(mapped)]), ...cut(required, MOST_CLAIMS, "claims")];
  const whose =
    parts.length === 0
      ? phrase`any token of ${provider_url}`
      : joined([phrase`tokens of ${provider_url}`, joined(parts, ", ")], " with ");
  return uncertain ? joined([whose, phrase`(not all of it is known)`], " ") : whose;
}

function mappedWords({ claim, values }: NonNullable<WayIn["mapped"]>): Phrase {
  const alternatives = cut(
    values.map((value) => phrase`${shown(value)}`),
    MOST_VALUES,
    "values",
  );
  return joined([phrase`${claim}`, joined(alternatives, " or ")], " ");
}

/** `settings app-main claims ref: known only after deploy` */
export function unknownWords({ about, name, field, reason }: Unknown, names: Names): Phrase {
  const parts = [...(name === undefined ? [] : [nameOf(name, names)]), ...(field ?? [])];
  const what = joined([literal(about), ...parts.map((part) => phrase`${part}`)], " ");
  return joined([what, phrase`${reason}`], ": ");
}

/** How many ways there are, or why there is none. */
export function foundWords(reach: Reach, ways: number): string {
  const why = reach.question === "job" ? reach.noToken : undefined;
  return ways === 0 ? (why ?? "none that is known of") : count(ways, "way", "ways");
}

function cut(parts: readonly Phrase[], most: number, what: string): readonly Phrase[] {
  const hidden = parts.length - most;
  return hidden > 0 ? [...parts.slice(0, most), literal(`${hidden} more ${what}`)] : parts;
}

function shown(value: ClaimValue): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
