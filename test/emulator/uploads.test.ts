import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anonymously, apiOf, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    accounts: [{ slug: "writer" }, { slug: "reader" }],
    repositories: [{ slug: "prod" }, { slug: "other" }],
    privileges: [
      { repository: "prod", service: "writer", privilege: "Write" },
      { repository: "prod", service: "reader", privilege: "Read" },
    ],
  },
});

const CONTENT = "hello";
const MD5 = createHash("md5").update(CONTENT).digest("hex");
const as = (slug: string) => asKey(world.emulator, world.emulator.state.services.get(slug)!.key);

const request = async (more: object = {}) => {
  const { status, body } = await as("writer").post("/files/acme/prod/", {
    filename: "hello.txt",
    md5_checksum: MD5,
    ...more,
  });
  expect(status).toBe(202);
  return body as {
    identifier: string;
    upload_url: string;
    upload_fields: Record<string, string>;
    upload_headers: Record<string, string>;
  };
};

const post = async (url: string, fields: Record<string, string>, content = CONTENT): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, value);
  }
  form.append("file", new Blob([content]), "hello.txt");
  return (await fetch(url, { method: "POST", body: form })).status;
};

const upload = async (): Promise<string> => {
  const { identifier, upload_url, upload_fields } = await request();
  expect(await post(upload_url, upload_fields)).toBe(204);
  return identifier;
};

const publish = (package_file: string, more: object = {}, slug = "writer") =>
  as(slug).post("/packages/acme/prod/upload/raw/", { name: "hello", version: "1.0", package_file, ...more });

describe("a raw package", () => {
  it("is made of a form upload, synchronised, listed and read", async () => {
    const { status, body } = await publish(await upload());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "hello",
      version: "1.0",
      filename: "hello.txt",
      format: "raw",
      checksum_md5: MD5,
      size: 5,
      uploader: "writer",
      repository: "prod",
    });
    const path = `/packages/acme/prod/${body.slug}/`;
    expect((await as("reader").get(`${path}status/`)).body).toMatchObject({
      is_sync_completed: true,
      sync_progress: 100,
    });
    expect((await as("reader").get(path)).body.slug_perm).toBe(body.slug_perm);
    expect((await as("reader").get("/packages/acme/prod/?query=hello")).body).toHaveLength(1);
    expect((await world.api.get("/repos/acme/prod/")).body).toMatchObject({ package_count: 1, size: 5 });
  });

  it("is complete after as many reads of its status as the settings say", async () => {
    world.emulator.settings.packageSyncReads = 2;
    const { slug_perm } = (await publish(await upload())).body;
    const completed = [];
    for (let read = 0; read < 3; read++) {
      completed.push((await as("writer").get(`/packages/acme/prod/${slug_perm}/status/`)).body.is_sync_completed);
    }
    expect(completed).toEqual([false, false, true]);
  });

  it("cannot be published twice, but republished", async () => {
    await publish(await upload());
    expect((await publish(await upload())).status).toBe(422);
    expect((await publish(await upload(), { republish: true })).status).toBe(201);
    expect(world.emulator.state.packages.size).toBe(1);
  });

  it("is made of a file once, and only in the repository the file is in", async () => {
    const identifier = await upload();
    expect((await world.api.post("/packages/acme/other/upload/raw/", { package_file: identifier })).status).toBe(422);
    expect((await publish(identifier)).status).toBe(201);
    expect((await publish(identifier, { version: "2.0" })).status).toBe(422);
  });

  it("is deleted by Admin, or by Write for the uploader's own", async () => {
    const { slug_perm } = (await publish(await upload())).body;
    const path = `/packages/acme/prod/${slug_perm}/`;
    expect((await as("reader").delete(path)).status).toBe(403);
    expect((await as("writer").delete(path)).status).toBe(204);
    expect((await as("writer").get(path)).status).toBe(404);
  });

  it("needs Write: Read gives 403, nothing gives 404", async () => {
    const file = { filename: "hello.txt" };
    expect((await as("reader").post("/files/acme/prod/validate/", file)).status).toBe(403);
    expect((await as("reader").post("/files/acme/prod/", file)).status).toBe(403);
    expect((await publish(await upload(), {}, "reader")).status).toBe(403);
    expect((await as("writer").post("/files/acme/other/", file)).status).toBe(404);
    expect((await anonymously(world.emulator).post("/files/acme/prod/", file)).status).toBe(401);
  });

  it("is validated before there is a file", async () => {
    const validate = (body: object) => as("writer").post("/packages/acme/prod/validate-upload/raw/", body);
    expect((await validate({ name: "hello", package_file: "dist/hello.txt" })).status).toBe(204);
    expect((await validate({ name: "hello" })).body.fields).toEqual({ package_file: ["This field is required."] });
    expect((await as("writer").post("/files/acme/prod/validate/", { filename: "f", md5_checksum: "xyz" })).status).toBe(
      422,
    );
  });
});

describe("the storage behind upload_url", () => {
  it("takes the form only with the fields it was given, and only the file that was announced", async () => {
    const { upload_url, upload_fields } = await request();
    expect(await post(upload_url, { ...upload_fields, policy: "guessed" })).toBe(403);
    expect(await post(upload_url, upload_fields, "something else")).toBe(400);
    expect(await post(upload_url.replace(/[^/]+$/, "unknown"), upload_fields)).toBe(404);
    expect(world.emulator.state.uploads.values().next().value?.content).toBeNull();
  });

  it("keeps bytes as they are, whatever they look like", async () => {
    const content = `\r\n--boundary--\r\n\r\n${"\u0000\u00ff".repeat(3)}`;
    const md5_checksum = createHash("md5").update(content).digest("hex");
    const { identifier, upload_url, upload_fields } = await request({ md5_checksum });
    expect(await post(upload_url, upload_fields, content)).toBe(204);
    expect((await publish(identifier)).body.checksum_md5).toBe(md5_checksum);
  });

  it("takes a whole body by PUT with the headers it was given", async () => {
    const { identifier, upload_url, upload_headers } = await request({ method: "put" });
    expect((await fetch(upload_url, { method: "PUT", body: CONTENT })).status).toBe(403);
    expect((await fetch(upload_url, { method: "PUT", body: CONTENT, headers: upload_headers })).status).toBe(200);
    expect((await publish(identifier)).body.checksum_md5).toBe(MD5);
  });

  it("takes a large file in parts, in any order, from a caller who may write", async () => {
    const { identifier, upload_url } = await request({ method: "put_parts", md5_checksum: undefined });
    const put = async (part: number, content: string, slug = "writer") =>
      (
        await fetch(`${upload_url}?upload_id=${identifier}&part_number=${part}`, {
          method: "PUT",
          body: content,
          headers: { "X-Api-Key": world.emulator.state.services.get(slug)!.key },
        })
      ).status;
    const complete = () => as("writer").post(`/files/acme/prod/${identifier}/complete/`, { complete: true });
    expect((await complete()).status).toBe(422);
    expect(await put(1, "hel", "reader")).toBe(403);
    expect([await put(2, "lo"), await put(1, "hel")]).toEqual([200, 200]);
    expect((await as("writer").get(`/files/acme/prod/${identifier}/info/`)).body.identifier).toBe(identifier);
    expect((await complete()).status).toBe(201);
    expect((await publish(identifier)).body.checksum_md5).toBe(MD5);
  });

  it("forgets a file whose upload is given up", async () => {
    const identifier = await upload();
    expect((await as("writer").post(`/files/acme/prod/${identifier}/abort/`)).status).toBe(204);
    expect((await publish(identifier)).status).toBe(422);
  });
});

describe("the upload without a form", () => {
  const put = async (headers: Record<string, string>, content = CONTENT) =>
    fetch(`${world.emulator.url}/_upload/acme/prod/hello.txt`, { method: "PUT", body: content, headers });
  const sha = createHash("sha256").update(CONTENT).digest("hex");

  it("takes Basic authentication and answers an identifier", async () => {
    const { key } = world.emulator.state.services.get("writer")!;
    const basic = `Basic ${Buffer.from(`token:${key}`).toString("base64")}`;
    const response = await put({ Authorization: basic, "Content-Sha256": sha });
    expect(response.status).toBe(200);
    const { identifier } = (await response.json()) as { identifier: string };
    expect((await publish(identifier)).body.filename).toBe("hello.txt");
  });

  it("refuses a wrong checksum and a caller who may not write", async () => {
    const keyOf = (slug: string) => ({ "X-Api-Key": world.emulator.state.services.get(slug)!.key });
    expect((await put({ ...keyOf("writer"), "Content-Sha256": "0".repeat(64) })).status).toBe(422);
    expect((await put(keyOf("reader"))).status).toBe(403);
    expect((await put({})).status).toBe(401);
    expect((await apiOf(world.emulator, keyOf("writer")).get("/packages/acme/prod/")).body).toEqual([]);
  });
});
