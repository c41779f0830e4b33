import { levelOn, repositoryOf } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { created, forbidden, invalid, noContent, notFound, ok } from "../http/reply.js";
import { randomSlugPerm, randomText } from "../private/random.js";
import { slugify } from "../private/slugs.js";
import type { PackageRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { packageBody, statusBody } from "./private/package-body.js";

/** GET /packages/{owner}/{repo}/ */
export const list: Handler = (call) => {
  const { slug } = repositoryOf(call, "repo");
  const packages = [...call.world.state.packages.values()].filter(({ repository }) => repository === slug);
  const rows = search(call, packages, {
    terms: {
      name: { of: ({ name }) => [name] },
      filename: { of: ({ filename }) => [filename] },
      version: { of: ({ version }) => [version] },
      format: { of: () => ["raw"], exact: true },
    },
    bare: ["name", "filename", "version"],
    sorts: { date: ({ uploaded_at }) => uploaded_at, name: ({ name }) => name.toLowerCase() },
    defaultSort: "-date",
  });
  return paginate(call, rows, (item) => packageBody(call.world, item));
};

/** POST /packages/{owner}/{repo}/validate-upload/raw/: the file is not there yet, so its field may be any text. */
export const validate: Handler = (call) => {
  readRequest(call);
  return noContent();
};

/** POST /packages/{owner}/{repo}/upload/raw/: makes a package from an uploaded file, which can be used once. */
export const create: Handler = (call) => {
  const { identity, world } = call;
  const request = readRequest(call);
  const { slug: repository } = repositoryOf(call, "repo");
  const upload = world.state.uploads.get(request.package_file);
  if (!upload || upload.repository !== repository || upload.content === null) {
    throw invalid({ package_file: ["There is no uploaded file with this identifier."] });
  }
  const name = request.name ?? upload.filename;
  const version = request.version ?? "";
  const twin = [...world.state.packages.values()].find(
    (item) => item.repository === repository && item.name === name && item.version === version,
  );
  if (twin && !request.republish) {
    throw invalid({ version: ["This package already exists in the repository."] });
  }
  world.state.uploads.delete(upload.identifier);
  if (twin) {
    world.state.packages.delete(twin.slug_perm);
  }
  const item: PackageRecord = {
    slug: `${slugify(upload.filename) || "package"}-${randomText(4, "lower")}`,
    slug_perm: randomSlugPerm(),
    repository,
    name,
    version,
    filename: upload.filename,
    description: request.description ?? null,
    summary: request.summary ?? null,
    content: upload.content,
    uploader: identity.kind === "anonymous" ? "" : identity.slug,
    uploaded_at: world.clock.stamp(),
    syncReadsLeft: world.settings.packageSyncReads,
  };
  world.state.packages.set(item.slug_perm, item);
  audit(call, "package.created", { name: item.slug, kind: "package", slug_perm: item.slug_perm, repository });
  return created(packageBody(world, item));
};

/** GET /packages/{owner}/{repo}/{identifier}/ */
export const read: Handler = (call) => ok(packageBody(call.world, found(call)));

/** GET /packages/{owner}/{repo}/{identifier}/status/: complete after `settings.packageSyncReads` of these. */
export const status: Handler = (call) => {
  const item = found(call);
  const body = statusBody(call.world, item);
  item.syncReadsLeft = Math.max(item.syncReadsLeft - 1, 0);
  return ok(body);
};

/** DELETE /packages/{owner}/{repo}/{identifier}/: by the repository's own rule, Admin unless it says Write. */
export const remove: Handler = (call) => {
  const repository = repositoryOf(call, "repo");
  const item = found(call);
  const own = call.identity.kind !== "anonymous" && call.identity.slug === item.uploader;
  const level = levelOn(call.world, call.identity, repository);
  const enough = level === "Admin" || (level === "Write" && (own || repository.other.delete_packages === "Write"));
  if (!enough) {
    throw forbidden();
  }
  call.world.state.packages.delete(item.slug_perm);
  audit(call, "package.deleted", {
    name: item.slug,
    kind: "package",
    slug_perm: item.slug_perm,
    repository: repository.slug,
  });
  return noContent();
};

function found(call: Call): PackageRecord {
  const { slug: repository } = repositoryOf(call, "repo");
  const name = call.param("identifier");
  const item = [...call.world.state.packages.values()].find(
    (candidate) => candidate.repository === repository && (candidate.slug === name || candidate.slug_perm === name),
  );
  if (!item) {
    throw notFound();
  }
  return item;
}

function readRequest(call: Call) {
  const fields = new Fields(call.json()).require("package_file");
  const request = {
    package_file: fields.text("package_file") ?? "",
    name: fields.nullableText("name", { max: 200 }),
    version: fields.nullableText("version", { max: 255 }),
    description: fields.nullableText("description", { min: 0, max: 12288 }),
    summary: fields.nullableText("summary", { min: 0, max: 255 }),
    republish: fields.flag("republish") ?? false,
  };
  fields.done();
  return request;
}
