/**
 * Trust files of what an app declares. They hold all that a synthesized app says of trust and nothing else of it, so that
 * a review can be given them instead of the app.
 */
import { TrustError, type TrustProblem } from "../errors.js";
import type { Origin, TrustList, TrustModel, Unknown } from "../model.js";
import type { Json } from "../private/json.js";
import { validate } from "../private/schema.js";
import type { TrustFileValue } from "./build.js";
import { trustFileValue } from "./format.js";
import { TRUST_FILE_SCHEMA } from "./schema.js";

/** The member `declared` of a trust file. */
export interface DeclaredPart {
  readonly unknowns: readonly (Omit<Unknown, "origin"> & { readonly at: string })[];
  readonly stacks: { readonly [name: string]: object };
  /** See {@link DeclaredTrust.surroundings}. */
  readonly surroundings?: string;
}

/** What an app declares, beside the model of it. */
export interface DeclaredTrust {
  /** What guards the trust, see {@link guardsOnly}: of each stack, by its name; `""` where there is only one. */
  readonly stacks: ReadonlyMap<string, object>;
  /**
   * A digest of all that expressions may speak of, beside trust: in two apps with equal ones, expressions of equal words
   * have equal values. Absent where that cannot be said of the app.
   */
  readonly surroundings?: string;
}

/**
 * The text of a trust file that reads as what an app declares, with a final line break.
 *
 * @throws TrustError `not_writable` where the organization is not known, or a text is longer than a file may have it
 */
export function formatDeclaredTrust(model: TrustModel, { stacks, surroundings }: DeclaredTrust): string {
  const placed = placedBy(model);
  const known = trustFileValue({ ...model, unknowns: [] });
  const withPlaces = <T>(items: readonly T[] | undefined, elements: readonly { readonly origin: Origin }[]): T[] =>
    (items ?? []).map((item, index) => {
      const element = elements[index];
      return element === undefined ? item : { ...item, at: placed(element.origin) };
    });
  const value: TrustFileValue = {
    ...known,
    accounts: withPlaces(known.accounts, model.accounts),
    settings: withPlaces(known.settings, model.settings),
    repositories: withPlaces(known.repositories, model.repositories),
    privileges: withPlaces(known.privileges, model.grants),
    teams: withPlaces(known.teams, model.teams),
    declared: {
      unknowns: model.unknowns.map(({ origin, ...unknown }) => ({ ...unknown, at: placed(origin) })),
      stacks: Object.fromEntries(stacks),
      ...(surroundings === undefined ? {} : { surroundings }),
    },
  };
  const text = JSON.stringify(value, null, 2);
  const [problem] = validate(JSON.parse(text) as Json, TRUST_FILE_SCHEMA);
  if (problem !== undefined) {
    throw new TrustError("not_writable", `a trust file cannot hold this: ${problem.pointer}: ${problem.message}`);
  }
  return `${text}\n`;
}

/** Resources of several stacks may have one address: then the stack's file comes before it. */
function placedBy({
  accounts,
  settings,
  repositories,
  grants,
  teams,
  unknowns,
}: TrustModel): (origin: Origin) => string {
  const files = new Set(
    [...accounts, ...settings, ...repositories, ...grants, ...teams, ...unknowns].map(({ origin }) => origin.where),
  );
  return ({ where, at }) => (files.size > 1 ? `${where}#${at}` : at);
}

const LISTS = ["accounts", "settings", "repositories", "privileges", "teams"] as const satisfies readonly TrustList[];

/** What is wrong with places and expressions in a file that its schema allows. */
export function declaredProblems(file: TrustFileValue): readonly TrustProblem[] {
  return LISTS.flatMap((list) =>
    (file[list] ?? []).flatMap((item, index) => {
      const pointer = `/${list}/${index}`;
      if (file.declared !== undefined) {
        return item.at === undefined ? [{ pointer, message: '"at" is missing: the file has "declared"' }] : [];
      }
      return item.at === undefined
        ? expressionsIn(item, pointer)
        : [{ pointer: `${pointer}/at`, message: NOT_DECLARED }];
    }),
  );
}

const NOT_DECLARED = 'only in a file with "declared", which says that it is what an app declares';
/** Fields whose texts the API limits, so that an expression in them is none of its values. */
const LIMITED = ["slug", "provider_url", "service_accounts", "repository", "service", "team", "user"] as const;

function expressionsIn(item: object, pointer: string): readonly TrustProblem[] {
  const fields = item as { readonly [field: string]: unknown };
  return LIMITED.flatMap((field) =>
    [fields[field]]
      .flat()
      .filter((text) => typeof text === "string" && text.includes("${"))
      .map((text) => ({
        pointer: `${pointer}/${field}`,
        message: `got ${JSON.stringify(text)}; expressions stand ${NOT_DECLARED}`,
      })),
  );
}
