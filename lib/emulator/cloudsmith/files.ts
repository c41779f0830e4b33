import { createHash } from "node:crypto";
import { levelOn, repositoryOf } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { parseForm } from "../http/multipart.js";
import { accepted, badRequest, created, forbidden, invalid, noContent, notFound, ok } from "../http/reply.js";
import { randomText } from "../private/random.js";
import type { RepositoryRecord, UploadRecord } from "../state.js";

const METHODS = ["post", "put", "put_parts", "presigned", "unsigned_put"] as const;

/** POST /files/{owner}/{repo}/validate/ */
export const validate: Handler = (call) => {
  readRequest(call);
  return noContent();
};

/** POST /files/{owner}/{repo}/: where to put a file, and the identifier that a package is then made from. */
export const create: Handler = (call) => {
  const { filename, md5, method } = readRequest(call);
  const upload = newUpload(call, filename, md5);
  const { identifier, policy } = upload;
  const byForm = method === "post";
  return accepted({
    identifier,
    upload_url: uploadUrl(call, identifier),
    upload_fields: byForm ? { key: `${identifier}/${filename}`, policy } : {},
    upload_headers: byForm ? {} : { "X-Upload-Policy": policy },
    upload_querystring: method === "put_parts" ? `upload_id=${identifier}` : null,
  });
};

/** GET /files/{owner}/{repo}/{identifier}/info/: where the parts of a large file go. */
export const info: Handler = (call) => {
  const upload = found(call);
  return ok({
    identifier: upload.identifier,
    upload_url: uploadUrl(call, upload.identifier),
    upload_querystring: `upload_id=${upload.identifier}`,
  });
};

/** POST /files/{owner}/{repo}/{identifier}/complete/: joins the parts of a large file. */
export const complete: Handler = (call) => {
  const upload = found(call);
  if (upload.parts.size === 0) {
    throw invalid({ identifier: ["No parts have been uploaded."] });
  }
  const numbers = [...upload.parts.keys()].sort((one, other) => one - other);
  upload.content = Buffer.concat(numbers.map((number) => upload.parts.get(number) ?? Buffer.alloc(0)));
  upload.parts.clear();
  return created({ identifier: upload.identifier, upload_url: uploadUrl(call, upload.identifier) });
};

/** POST /files/{owner}/{repo}/{identifier}/abort/ */
export const abort: Handler = (call) => {
  call.world.state.uploads.delete(found(call).identifier);
  return noContent();
};

/**
 * PUT /_upload/{owner}/{repo}/{filename}: the documented upload without a form, which the real service offers on a
 * host of its own, upload.cloudsmith.io.
 */
export const putFile: Handler = (call) => {
  const sum = call.headers["content-sha256"];
  if (typeof sum === "string" && sum !== createHash("sha256").update(call.content).digest("hex")) {
    throw invalid({ "Content-Sha256": ["The checksum is not that of the file."] });
  }
  const upload = newUpload(call, call.param("filename"), null);
  upload.content = call.content;
  return ok({ identifier: upload.identifier });
};

/** POST /_uploads/{identifier}: the storage service's form. What it was given by {@link create} is its credential. */
export const receiveForm: Handler = (call) => {
  const upload = pending(call);
  const parts = parseForm(call.headers["content-type"], call.content);
  const file = parts?.find(({ name }) => name === "file");
  if (!parts || !file) {
    throw badRequest("The body is not a form with a part called file.");
  }
  if (parts.find(({ name }) => name === "policy")?.content.toString("utf8") !== upload.policy) {
    throw forbidden();
  }
  store(upload, file.content);
  return noContent();
};

/**
 * PUT /_uploads/{identifier}: a whole file with the headers it was given, or one part of a large one (`upload_id`,
 * `part_number`) with the credential of the API, as the official command line sends it.
 */
export const receiveBody: Handler = (call) => {
  const upload = pending(call);
  const part = Number(call.query.get("part_number"));
  if (part > 0) {
    const repository = call.world.state.repositories.get(upload.repository);
    if (call.query.get("upload_id") !== upload.identifier || !repository || !mayWrite(call, repository)) {
      throw forbidden();
    }
    upload.parts.set(part, call.content);
    return { status: 200, headers: { ETag: `"${createHash("md5").update(call.content).digest("hex")}"` } };
  }
  if (call.headers["x-upload-policy"] !== upload.policy) {
    throw forbidden();
  }
  store(upload, call.content);
  return { status: 200 };
};

const mayWrite = (call: Call, repository: RepositoryRecord): boolean =>
  ["Write", "Admin"].includes(levelOn(call.world, call.identity, repository));

function store(upload: UploadRecord, content: Buffer): void {
  if (upload.md5_checksum !== null && upload.md5_checksum !== createHash("md5").update(content).digest("hex")) {
    throw badRequest("The file does not have the checksum that was announced.");
  }
  upload.content = content;
}

function readRequest(call: Call) {
  const fields = new Fields(call.json()).require("filename");
  const filename = fields.text("filename", { max: 255 }) ?? "";
  const md5 = fields.text("md5_checksum", { pattern: /^[0-9a-f]{32}$/i })?.toLowerCase() ?? null;
  const method = fields.choice("method", METHODS) ?? "post";
  fields.done();
  return { filename, md5, method };
}

function newUpload(call: Call, filename: string, md5: string | null): UploadRecord {
  const upload: UploadRecord = {
    identifier: randomText(12, "mixed"),
    repository: repositoryOf(call, "repo").slug,
    filename,
    md5_checksum: md5,
    policy: randomText(40, "mixed"),
    parts: new Map(),
    content: null,
  };
  call.world.state.uploads.set(upload.identifier, upload);
  return upload;
}

const uploadUrl = (call: Call, identifier: string): string => `${call.world.url()}/_uploads/${identifier}`;

function pending(call: Call): UploadRecord {
  const upload = call.world.state.uploads.get(call.param("identifier"));
  if (!upload) {
    throw notFound();
  }
  return upload;
}

function found(call: Call): UploadRecord {
  const upload = pending(call);
  if (upload.repository !== repositoryOf(call, "repo").slug) {
    throw notFound();
  }
  return upload;
}
