/** Service accounts, teams and people as the code of one file calls them. */
import type { AdoptedGrant } from "../fit/estate.js";
import type { FileLayout, Layout } from "./layout.js";
import { literal } from "./literal.js";
import { camelCase } from "./names.js";
import { call } from "./print.js";
import type { AccountReference, FileScope } from "./scope.js";

/** Where accounts are declared: ids from the stack down, by slug. Filled file by file. */
export type AccountPaths = Map<string, readonly string[]>;

export class References {
  readonly #scope: FileScope;
  readonly #layout: Layout;
  readonly #file: FileLayout;
  readonly #paths: AccountPaths;
  readonly #known = new Map<string, AccountReference>();

  constructor(scope: FileScope, layout: Layout, file: FileLayout, paths: AccountPaths) {
    this.#scope = scope;
    this.#layout = layout;
    this.#file = file;
    this.#paths = paths;
  }

  /** @param code - what the account is called here; undefined where nothing speaks of it */
  declared(slug: string, code: string | undefined, path: readonly string[]): void {
    this.#scope.import(path, `${this.#layout.organization}.${slug}`);
    this.#paths.set(slug, path);
    if (code !== undefined) {
      this.#known.set(slug, { code, path });
    }
  }

  /** The account as this file calls it; one that is declared nowhere is spoken of by its slug. */
  account(slug: string): AccountReference {
    const known = this.#known.get(slug);
    if (known !== undefined) {
      return known;
    }
    const home = this.#layout.homes.get(slug);
    const reference =
      home === undefined || home === this.#file
        ? this.#undeclared(slug)
        : { code: `props.${home.variable}.${home.exposed.get(slug)}`, path: this.#paths.get(slug) ?? [] };
    this.#known.set(slug, reference);
    return reference;
  }

  grantee({ kind, slug }: AdoptedGrant): AccountReference {
    if (kind === "service") {
      return this.account(slug);
    }
    const id = this.#scope.id(`${kind}-${slug}`);
    const type = this.#scope.ours(kind === "team" ? "Team" : "User");
    return { code: `${type}.fromSlug(this, ${literal(id)}, ${literal(slug)})`, path: this.#scope.pathOf(id) };
  }

  #undeclared(slug: string): AccountReference {
    const scope = this.#scope;
    const id = scope.id(slug, `${slug}-account`);
    const variable = scope.variables.unique(camelCase(slug), camelCase(`${slug}-account`));
    const code = call(`${scope.ours("ServiceAccount")}.fromSlug`, "this", literal(id), literal(slug));
    scope.add(code, `const ${variable} = `);
    return { code: variable, path: scope.pathOf(id), slug };
  }
}
