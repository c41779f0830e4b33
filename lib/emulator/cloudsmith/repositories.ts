import { isManager, levelOn, repositoryOf } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { created, forbidden, notFound, ok } from "../http/reply.js";
import { slugify } from "../private/slugs.js";
import { newRepository, type RepositoryRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { repositoryBody } from "./private/repository-body.js";
import { readRepository } from "./private/repository-request.js";

const subject = (repository: RepositoryRecord) => ({
  name: repository.slug,
  kind: "repo",
  slug_perm: repository.slug_perm,
  repository: repository.slug,
});

/** GET /repos/ and GET /repos/{owner}/: the repositories that the caller may read. */
export const list: Handler = (call) => {
  const { consistency, state } = call.world;
  const visible = consistency
    .readAll("repository", state.repositories, call.stale)
    .filter(
      (repository) => repository.deleted_at === null && levelOn(call.world, call.identity, repository) !== "None",
    );
  const rows = search(call, visible, {
    terms: {
      name: { of: ({ name }) => [name] },
      slug: { of: ({ slug }) => [slug] },
      repository_type: { of: ({ repository_type_str }) => [repository_type_str], exact: true },
      broadcast_state: { of: ({ other }) => [String(other.broadcast_state ?? "Off")], exact: true },
    },
    bare: ["name", "slug"],
    sorts: {
      created_at: ({ created_at }) => created_at,
      name: ({ name }) => name.toLowerCase(),
      package_count: ({ slug }) => packagesIn(call, slug).length,
      size: ({ slug }) => packagesIn(call, slug).reduce((sum, { content }) => sum + content.length, 0),
      downloads: () => 0,
      favorites: () => 0,
    },
    defaultSort: "-created_at",
  });
  return paginate(call, rows, (repository) => repositoryBody(call.world, repository));
};

const packagesIn = (call: Call, slug: string) =>
  [...call.world.state.packages.values()].filter(({ repository }) => repository === slug);

/** POST /repos/{owner}/: the creator gets an Admin grant. A slug stays taken while a deleted repository holds it. */
export const create: Handler = (call) => {
  const { identity, world } = call;
  if (!isManager(identity)) {
    throw forbidden();
  }
  const fields = new Fields(call.json()).require("name");
  const change = readRepository(fields, "create");
  const name = change.name ?? "";
  const slug = change.slug ?? slugify(name);
  checkSlug(call, fields, slug, undefined);
  fields.done();
  const repository = newRepository({ ...change, name, slug }, () => world.clock.stamp());
  world.consistency.note("repository", slug, undefined, "create");
  world.state.repositories.set(slug, repository);
  world.state.privileges.set(
    slug,
    identity.kind === "user"
      ? [{ privilege: "Admin", user: identity.slug }]
      : identity.kind === "service"
        ? [{ privilege: "Admin", service: identity.slug }]
        : [],
  );
  audit(call, "repo.created", subject(repository));
  return created(repositoryBody(world, repository));
};

/** GET /repos/{owner}/{identifier}/: by slug or slug_perm. */
export const read: Handler = (call) => {
  const { consistency, state } = call.world;
  const name = call.param("identifier");
  const current = [...state.repositories.values()].find(({ slug, slug_perm }) => slug === name || slug_perm === name);
  const repository = consistency.read("repository", current?.slug ?? name, current, call.stale);
  if (!repository || repository.deleted_at !== null || levelOn(call.world, call.identity, repository) === "None") {
    throw notFound();
  }
  return ok(repositoryBody(call.world, repository));
};

/** PATCH /repos/{owner}/{identifier}/ */
export const update: Handler = (call) => {
  const { world } = call;
  const repository = repositoryOf(call);
  const fields = new Fields(call.json());
  const { other, ...change } = readRepository(fields, "update");
  checkSlug(call, fields, change.slug, repository);
  fields.done();
  world.consistency.note("repository", repository.slug, repository, "update");
  const before = repository.slug;
  Object.assign(repository, change);
  Object.assign(repository.other, other);
  if (repository.slug !== before) {
    moveSlug(call, repository, before);
  }
  return ok(repositoryBody(world, repository));
};

/** DELETE /repos/{owner}/{identifier}/: soft, so that the slug stays reserved; answers 200. */
export const remove: Handler = (call) => {
  const { world } = call;
  const repository = repositoryOf(call);
  world.consistency.note("repository", repository.slug, repository, "delete");
  repository.deleted_at = world.clock.stamp();
  audit(call, "repo.deleted", subject(repository));
  return { status: 200 };
};

function checkSlug(call: Call, fields: Fields, slug: string | undefined, self: RepositoryRecord | undefined): void {
  const holder = slug === undefined ? undefined : call.world.state.repositories.get(slug);
  if (holder && holder !== self) {
    fields.fail("slug", "A repository with this slug already exists.");
  }
}

function moveSlug(call: Call, repository: RepositoryRecord, before: string): void {
  const { repositories, privileges, packages } = call.world.state;
  repositories.delete(before);
  repositories.set(repository.slug, repository);
  privileges.set(repository.slug, privileges.get(before) ?? []);
  privileges.delete(before);
  for (const [key, item] of packages) {
    if (item.repository === before) {
      packages.set(key, { ...item, repository: repository.slug });
    }
  }
}
