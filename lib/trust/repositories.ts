import { nearest } from "../oidc/index.js";
import { TrustError } from "./errors.js";
import type { Repository, TrustModel } from "./model.js";

/**
 * The identity of the repository that somebody means: a slug, a slug_perm, a name, or the address of the resource that
 * makes it. One that has only grants is known by its slug.
 *
 * @throws TrustError `unknown_repository` when nothing speaks of it, though all repositories that matter are known;
 * `ambiguous_repository` when several bear the name
 */
export function findRepository(model: TrustModel, asked: string): string {
  const { repositories, grants } = model;
  if (repositories.some(({ slug }) => slug === asked) || grants.some(({ repository }) => repository === asked)) {
    return asked;
  }
  const address = asked.startsWith("${") ? asked : `\${${asked}}`;
  const own = repositories.find(({ slug, slug_perm, origin }) => {
    return slug_perm === asked || slug === address || origin.at === asked;
  });
  if (own !== undefined) {
    return own.slug;
  }
  const named = repositories.filter(({ name }) => name === asked);
  const [only, ...others] = named;
  if (others.length > 0) {
    throw new TrustError(
      "ambiguous_repository",
      `${named.length} repositories are named ${asked}: ${named.map(repositoryLabel).join(", ")}; ask by slug or address`,
    );
  }
  const isOpen = model.unknowns.some(({ about, name }) => name === undefined && OF_REPOSITORIES.has(about));
  if (only === undefined && !isOpen) {
    throw unknown(model, asked);
  }
  return only?.slug ?? asked;
}

const OF_REPOSITORIES: ReadonlySet<string> = new Set(["repositories", "privileges"]);

/** A repository as people know it: its slug, or its name with the address of the resource that makes it. */
export function repositoryLabel({ slug, name, origin }: Repository): string {
  return slug.startsWith("${") ? `${name ?? "a repository"} (${origin.at})` : slug;
}

function unknown({ repositories, grants }: TrustModel, asked: string): TrustError {
  const names = [
    ...repositories.flatMap(({ slug, name }) => [slug, name ?? slug]),
    ...grants.map((grant) => grant.repository),
  ];
  const meant = nearest(asked, names);
  return new TrustError(
    "unknown_repository",
    `this trust speaks of no repository ${asked}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
  );
}
