/** What the files of the app, their classes and their constructs are called, and who needs whom. */
import type { ElementKey, Finding } from "../fit/acceptances.js";
import type { Engine, Estate } from "../fit/estate.js";
import { type Context, type Declared, declare } from "../fit/pipelines.js";
import { keyOf, type Place, type Placed, place } from "../fit/placement.js";
import { camelCase, constructId, Names, pascalCase, variableNames } from "./names.js";

export interface LayoutOptions {
  readonly engine: Engine;
  /** All grants on a repository in one list, which revokes what it does not name. */
  readonly authoritative: boolean;
  readonly findings: ReadonlyMap<ElementKey, readonly Finding[]>;
  readonly gitHubNames: ReadonlyMap<string, string>;
  /** Of what is open: why it is let through, and until when. */
  readonly acceptance: { readonly reason: string; readonly until: string };
}

export interface FileLayout {
  readonly placed: Placed;
  readonly declared: Declared;
  /** Inside the app's folder, e.g. `repositories/prod.ts`. */
  readonly path: string;
  readonly className: string;
  /** Id of its construct in the stack. */
  readonly scopeId: string;
  /** What main.ts calls it. */
  readonly variable: string;
  /** Accounts that other files act upon: the properties that hand them out, by slug. */
  readonly exposed: ReadonlyMap<string, string>;
  /** Files whose accounts it needs. */
  readonly needs: readonly string[];
}

export interface Layout extends LayoutOptions {
  readonly organization: string;
  readonly files: readonly FileLayout[];
  /** The file of each account. */
  readonly homes: ReadonlyMap<string, FileLayout>;
}

export function layOut(estate: Estate, options: LayoutOptions): Layout {
  const placed = place(estate, options.authoritative);
  const home = new Map(placed.flatMap((file) => file.accounts.map(({ account }) => [account.slug, file] as const)));
  const wanted = new Map<Placed, Set<string>>(placed.map((file) => [file, new Set<string>()]));
  const needs = new Map<Placed, Set<Placed>>(placed.map((file) => [file, new Set<Placed>()]));
  for (const file of placed) {
    for (const slug of slugsUsedIn(file)) {
      const other = home.get(slug);
      if (other !== undefined && other !== file) {
        wanted.get(other)?.add(slug);
        needs.get(file)?.add(other);
      }
    }
  }
  const names = namesOf(placed);
  const descriptions = new Map(estate.accounts.map(({ slug, description = "" }) => [slug, description]));
  const context: Context = { ...options, additive: !options.authoritative, descriptions };
  const files = placed.map((file): FileLayout => {
    const properties = variableNames(["node"]);
    const exposed = [...(wanted.get(file) ?? [])].sort();
    return {
      placed: file,
      declared: declare(file, context),
      ...(names.get(file) ?? NO_NAMES),
      exposed: new Map(exposed.map((slug) => [slug, properties.unique(camelCase(slug))])),
      needs: [...(needs.get(file) ?? [])].map((other) => keyOf(other.place)),
    };
  });
  const homes = new Map(
    files.flatMap((file) => file.placed.accounts.map(({ account }) => [account.slug, file] as const)),
  );
  return { ...options, organization: estate.organization, files, homes };
}

function slugsUsedIn({ settings, grants }: Placed): readonly string[] {
  return [
    ...settings.flatMap(({ accounts, mapping }) => [...accounts, ...(mapping?.accounts.values() ?? [])]),
    ...grants.flatMap(({ kind, slug }) => (kind === "service" ? [slug] : [])),
  ];
}

type FileNames = Pick<FileLayout, "path" | "className" | "scopeId" | "variable">;
const NO_NAMES: FileNames = { path: "", className: "", scopeId: "", variable: "" };

function namesOf(files: readonly Placed[]): ReadonlyMap<Placed, FileNames> {
  const paths = new Names(["main", "imports"]);
  // Classes of this package that a file may import.
  const classes = new Names(["BitbucketRepository", "CloudsmithRepository", "GitHubRepository"]);
  const scopes = new Names(["cloudsmith", "ImportExisting"]);
  const variables = variableNames(["importExisting"]);
  return new Map(
    files.map((file) => {
      const { path, className, scopeId, variable } = wishes(file.place);
      return [
        file,
        {
          path: `${paths.unique(path)}.ts`,
          className: classes.unique(className),
          scopeId: scopes.unique(...scopeIds(constructId(scopeId), file.place)),
          variable: variables.unique(variable, `${variable}${pascalCase(file.place.kind)}`),
        },
      ];
    }),
  );
}

/** What an address begins with: Terraform wants a letter there. */
function scopeIds(id: string, { kind }: Place): readonly [string, ...string[]] {
  const long = `${kind}-${id}`;
  return /^[A-Za-z_]/.test(id) ? [id, long] : [long];
}

function wishes(place: Place): FileNames {
  switch (place.kind) {
    case "accounts":
      return { path: "accounts", className: "Accounts", scopeId: "accounts", variable: "sharedAccounts" };
    case "settings":
      return { path: "settings", className: "Settings", scopeId: "settings", variable: "sharedSettings" };
    case "team":
      return {
        path: `teams/${place.slug}`,
        className: `${pascalCase(place.slug)}Team`,
        scopeId: `team-${place.slug}`,
        variable: camelCase(`${place.slug}-team`),
      };
    case "repository":
      return {
        path: `repositories/${place.slug}`,
        className: `${pascalCase(place.slug)}Repository`,
        scopeId: place.slug,
        variable: camelCase(place.slug),
      };
  }
}
