import type { AdoptedGrant } from "../fit/estate.js";
import type { Place } from "../fit/placement.js";
import type { Layout } from "./layout.js";
import { literal } from "./literal.js";
import { camelCase } from "./names.js";
import { call, object, property } from "./print.js";
import type { AccountReference, FileScope } from "./scope.js";

/** Writes grants into a file: one by one beside whatever else there is, or as the one list of a repository. */
export class Grants {
  readonly #scope: FileScope;
  readonly #layout: Layout;
  /** The repository that the file is about. */
  readonly #home: string | undefined;
  readonly #granteeOf: (grant: AdoptedGrant) => AccountReference;
  readonly #repositories = new Map<string, { readonly variable: string; readonly id: string }>();

  constructor(scope: FileScope, layout: Layout, place: Place, granteeOf: (grant: AdoptedGrant) => AccountReference) {
    this.#scope = scope;
    this.#layout = layout;
    this.#home = place.kind === "repository" ? place.slug : undefined;
    this.#granteeOf = granteeOf;
    if (this.#home !== undefined) {
      this.#homeId = scope.id("repository");
    }
  }

  #homeId = "";

  declare(grants: readonly AdoptedGrant[]): void {
    for (const grant of grants) {
      const { variable, id } = this.#repository(grant.repository);
      const { code, path } = this.#granteeOf(grant);
      this.#scope.add(call(`${variable}.grant${grant.privilege}`, code));
      this.#scope.import(
        this.#scope.pathOf(id, ["Grant", ...path].join("-")),
        `${this.#layout.organization}.${grant.repository}.${grant.kind}.${grant.slug}`,
      );
    }
  }

  /** All grants on the repository of the file. */
  declareAll(grants: readonly AdoptedGrant[]): void {
    const [first] = grants;
    if (first === undefined) {
      return;
    }
    const scope = this.#scope;
    scope.gap();
    const granted = grants.map((grant) => [grant.privilege, this.#granteeOf(grant).code] as const);
    const id = scope.id("privileges");
    const variable = scope.variables.unique("privileges");
    const repository = call(
      `${scope.ours("CloudsmithRepository")}.fromSlug`,
      "this",
      literal(this.#homeId),
      literal(first.repository),
    );
    scope.add(
      call(
        `new ${scope.ours("RepositoryPrivileges")}`,
        "this",
        literal(id),
        object([property("repository", repository)]),
      ),
      `const ${variable} = `,
    );
    for (const [privilege, code] of granted) {
      scope.add(call(`${variable}.grant${privilege}`, code));
    }
    scope.import(scope.pathOf(id), `${this.#layout.organization}.${first.repository}`);
  }

  #repository(slug: string): { readonly variable: string; readonly id: string } {
    const known = this.#repositories.get(slug);
    if (known !== undefined) {
      return known;
    }
    const scope = this.#scope;
    const id = slug === this.#home ? this.#homeId : scope.id(`repository-${slug}`);
    const variable =
      slug === this.#home
        ? scope.variables.unique("repository")
        : scope.variables.unique(camelCase(slug), camelCase(`${slug}-repository`));
    scope.add(
      call(`${scope.ours("CloudsmithRepository")}.fromSlug`, "this", literal(id), literal(slug)),
      `const ${variable} = `,
    );
    this.#repositories.set(slug, { variable, id });
    return { variable, id };
  }
}
