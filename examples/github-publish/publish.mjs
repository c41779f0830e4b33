// Publishes raw packages: node publish.mjs REPOSITORY FILE
// Reads CLOUDSMITH_ORG, CLOUDSMITH_API_KEY and CLOUDSMITH_API_HOST; the version is the run's number.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const [repository, file] = process.argv.slice(2);
const { CLOUDSMITH_ORG: organization, CLOUDSMITH_API_KEY: key, GITHUB_RUN_NUMBER: run = "0" } = process.env;
const host = (process.env.CLOUDSMITH_API_HOST ?? "https://api.cloudsmith.io").replace(/\/+$/, "");

/** Credentials go to the API only, never to the address that takes the file. */
async function call(method, path, body) {
  const response = await fetch(`${host}/${path}`, {
    method,
    redirect: "error",
    headers: { "X-Api-Key": key, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

async function upload(name, bytes) {
  const md5_checksum = createHash("md5").update(bytes).digest("hex");
  const target = await call("POST", `files/${organization}/${repository}/`, {
    filename: name,
    md5_checksum,
    method: "post",
  });
  const form = new FormData();
  for (const [field, value] of Object.entries(target.upload_fields ?? {})) {
    form.append(field, value);
  }
  form.append("file", new Blob([bytes]), name);
  const response = await fetch(new URL(target.upload_url, host), { method: "POST", body: form });
  if (!response.ok) {
    throw new Error(`upload of ${name}: ${response.status}`);
  }
  return target.identifier;
}

async function settled(slug) {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const status = await call("GET", `packages/${organization}/${repository}/${slug}/status/`);
    if (status.is_sync_completed) {
      return;
    }
    if (status.is_sync_failed) {
      throw new Error(`Cloudsmith could not take ${slug}: ${status.status_reason ?? status.stage_str}`);
    }
  }
  throw new Error(`${slug} was not ready after two minutes`);
}

try {
  if (!repository || !file || !organization || !key) {
    throw new Error("usage: node publish.mjs REPOSITORY FILE, with CLOUDSMITH_ORG and CLOUDSMITH_API_KEY set");
  }
  const name = basename(file);
  const package_file = await upload(name, readFileSync(file));
  const { slug } = await call("POST", `packages/${organization}/${repository}/upload/raw/`, {
    name,
    version: run,
    package_file,
  });
  await settled(slug);
  console.log(`published ${name} ${run} to ${organization}/${repository}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
