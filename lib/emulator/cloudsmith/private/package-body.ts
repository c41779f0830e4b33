import { createHash } from "node:crypto";
import type { PackageRecord } from "../../state.js";
import type { World } from "../../world.js";
import { profileUrl } from "../user.js";

const hash = (algorithm: string, content: Buffer): string => createHash(algorithm).update(content).digest("hex");

/** Stage and status numbers as clients of the real service see them: waiting, in progress, complete. */
const WAITING = {
  stage: 3,
  stage_str: "Uploading",
  status: 1,
  status_str: "Awaiting Sync",
  sync_progress: 40,
} as const;
const COMPLETE = {
  stage: 9,
  stage_str: "Fully Synchronised",
  status: 4,
  status_str: "Completed",
  sync_progress: 100,
} as const;

const urlOf = (world: World, item: PackageRecord): string =>
  `${world.url()}/v1/packages/${world.state.organization.slug}/${item.repository}/${item.slug_perm}/`;

/** The body of a package's status. */
export function statusBody(world: World, item: PackageRecord) {
  const done = item.syncReadsLeft === 0;
  return {
    is_cancellable: !done,
    is_copyable: done,
    is_deleteable: true,
    is_downloadable: done,
    is_hidden: false,
    is_moveable: done,
    is_quarantinable: true,
    is_quarantined: false,
    is_resyncable: done,
    is_security_scannable: false,
    is_sync_awaiting: !done,
    is_sync_completed: done,
    is_sync_failed: false,
    is_sync_in_flight: false,
    is_sync_in_progress: !done,
    self_url: urlOf(world, item),
    ...(done ? COMPLETE : WAITING),
    stage_updated_at: item.uploaded_at,
    status_reason: null,
    status_updated_at: item.uploaded_at,
    sync_finished_at: done ? item.uploaded_at : null,
  };
}

/** The body of a raw package. */
export function packageBody(world: World, item: PackageRecord): unknown {
  const { content, slug_perm, filename } = item;
  const namespace = world.state.organization.slug;
  const url = urlOf(world, item);
  const sums = {
    checksum_md5: hash("md5", content),
    checksum_sha1: hash("sha1", content),
    checksum_sha256: hash("sha256", content),
    checksum_sha512: hash("sha512", content),
  };
  return {
    ...statusBody(world, item),
    ...sums,
    architectures: [],
    cdn_url: null,
    dependencies_checksum_md5: null,
    dependencies_url: `${url}dependencies/`,
    description: item.description,
    display_name: item.name,
    distro: null,
    downloads: 0,
    epoch: null,
    extension: filename.includes(".") ? filename.slice(filename.lastIndexOf(".")) : "",
    filename,
    files: [
      {
        ...sums,
        cdn_url: null,
        downloads: 0,
        filename,
        is_downloadable: true,
        is_primary: true,
        is_synchronised: item.syncReadsLeft === 0,
        signature_url: null,
        size: content.length,
        slug_perm,
        tag: "pkg",
      },
    ],
    format: "raw",
    format_url: `${world.url()}/v1/formats/raw/`,
    fully_qualified_name: null,
    identifier_perm: slug_perm,
    identifiers: {},
    indexed: true,
    is_malware_detected: false,
    license: null,
    name: item.name,
    namespace,
    namespace_url: `${world.url()}/v1/namespaces/${namespace}/`,
    num_files: 1,
    origin_repository: item.repository,
    origin_repository_url: `${world.url()}/v1/repos/${namespace}/${item.repository}/`,
    package_type: 1,
    policy_violated: false,
    raw_license: null,
    release: null,
    repository: item.repository,
    repository_url: `${world.url()}/v1/repos/${namespace}/${item.repository}/`,
    self_html_url: `${world.url()}/${namespace}/r/${item.repository}/${slug_perm}/`,
    self_webapp_url: `${world.url()}/${namespace}/r/${item.repository}/${slug_perm}/`,
    signature_url: null,
    size: content.length,
    slug: item.slug,
    slug_perm,
    status_url: `${url}status/`,
    subtype: "",
    summary: item.summary,
    tags_immutable: {},
    type_display: "file",
    uploaded_at: item.uploaded_at,
    uploader: item.uploader,
    uploader_url: profileUrl(world.url(), item.uploader),
    version: item.version,
    version_orig: item.version,
  };
}
