/** Grants as they are: all of a repository, or one by one. */
import { isForbidden, isNotFound, type RepositoryPrivilege } from "../../cloudsmith/index.js";
import { reading } from "../data/values.js";
import type { ListHandler } from "../parts.js";
import { text, tryText } from "../private/values.js";
import { blocksOf, grantsOf, say, targetOf } from "../privileges/grants.js";
import { firstOf } from "./first-of.js";

type Request = Parameters<ListHandler>[0];

/** Repositories whose grants are read at once: what is read beyond the limit is at most this many. */
const AT_ONCE = 8;
const ALL = Number.POSITIVE_INFINITY;

export const listPrivileges: ListHandler = async function* (request) {
  const organization = text(request.config, "organization");
  const repositories = await repositoriesOf(request, request.limit);
  const listed = request.wholeState
    ? grantsOn(request, repositories)
    : repositories.map((repository) => ({ repository, grants: [] }));
  for await (const { repository, grants } of listed) {
    const id = `${organization}.${repository}`;
    const state = { id, organization, repository, ...blocksOf(grantsOf(grants)) };
    yield { displayName: `${organization}/${repository}`, state };
  }
};

export const listGrants: ListHandler = async function* (request) {
  const organization = text(request.config, "organization");
  for await (const { repository, grants } of grantsOn(request, await repositoriesOf(request, ALL))) {
    for (const [key, privilege] of grantsOf(grants)) {
      const { kind, slug } = targetOf(key);
      const id = `${organization}.${repository}.${kind}.${slug}`;
      const state = { id, organization, repository, [kind]: slug, privilege };
      yield { displayName: `${say(key, privilege)} on ${organization}/${repository}`, state };
    }
  }
};

async function repositoriesOf({ client, config, signal }: Request, limit: number): Promise<readonly string[]> {
  const [organization, one] = [text(config, "organization"), tryText(config, "repository")];
  if (one !== undefined) {
    return [one];
  }
  const { repositories } = client.api;
  const found = await firstOf(`The repositories of ${organization}`, limit, {
    page: (request) => repositories.page(organization, request, { signal }),
    list: (request) => repositories.list(organization, {}, { ...request, signal }),
  });
  return found.filter(({ deleted_at }) => (deleted_at ?? null) === null).map(({ slug }) => slug);
}

/** The grants of one repository after the other; where it was not asked for by name, one that hides them is left out. */
async function* grantsOn(
  { client, config, diagnostics, signal }: Request,
  repositories: readonly string[],
): AsyncGenerator<{ readonly repository: string; readonly grants: readonly RepositoryPrivilege[] }> {
  const organization = text(config, "organization");
  const hidden: string[] = [];
  const read = async (repository: string) => {
    const grants = await reading(`The privileges on ${organization}/${repository}`, () =>
      client.privileges(organization, repository, signal).catch((error: unknown) => {
        if (tryText(config, "repository") === undefined && (isForbidden(error) || isNotFound(error))) {
          hidden.push(repository);
          return undefined;
        }
        throw error;
      }),
    );
    return { repository, grants };
  };
  for (let at = 0; at < repositories.length; at += AT_ONCE) {
    for (const { repository, grants } of await Promise.all(repositories.slice(at, at + AT_ONCE).map(read))) {
      if (grants !== undefined) {
        yield { repository, grants };
      }
    }
  }
  if (hidden.length > 0) {
    diagnostics.warning(
      "Not all grants are listed",
      `The identity running Terraform has no Admin on these repositories of ${organization}, so their grants cannot be read: ${hidden.sort().join(", ")}.`,
    );
  }
}
