import type { Fields } from "../../http/fields.js";
import type { RepositoryRecord } from "../../state.js";
import { REPOSITORY_SWITCHES } from "./repository-body.js";

/** Names of repositories and teams: two characters at least, starting with a letter, digit or underscore. */
export const NAME_PATTERN = /^\w[\w \-'./()]+$/;

export type RepositoryChange = Partial<
  Pick<RepositoryRecord, "name" | "slug" | "description" | "repository_type_str" | "default_privilege">
> & { other: { [field: string]: unknown } };

const LEVELS = ["Admin", "Write", "Read"] as const;
const HIGH_LEVELS = ["Admin", "Write"] as const;
const LEVEL_FIELDS = [
  "copy_packages",
  "manage_entitlements_privilege",
  "move_packages",
  "scan_packages",
  "use_entitlements_privilege",
  "view_statistics",
];
const HIGH_LEVEL_FIELDS = ["delete_packages", "replace_packages", "resync_packages"];
const TEXT_FIELDS = ["open_source_license", "open_source_project_url"];

/** Reads what a request sets on a repository and gathers what is wrong with it in `fields`. */
export function readRepository(fields: Fields, on: "create" | "update"): RepositoryChange {
  const change: { [field: string]: unknown } = {
    name: fields.text("name", { max: 50, pattern: NAME_PATTERN }),
    slug: fields.slug("slug"),
    description: fields.text("description", { min: 0 }),
    repository_type_str: fields.choice("repository_type_str", ["Public", "Private", "Open-Source"]),
    default_privilege: fields.choice("default_privilege", [...LEVELS, "None"]),
  };
  const other: { [field: string]: unknown } = {};
  for (const name of LEVEL_FIELDS) {
    other[name] = fields.choice(name, LEVELS);
  }
  for (const name of HIGH_LEVEL_FIELDS) {
    other[name] = fields.choice(name, HIGH_LEVELS);
  }
  for (const name of REPOSITORY_SWITCHES) {
    other[name] = fields.flag(name);
  }
  for (const name of TEXT_FIELDS) {
    other[name] = fields.nullableText(name);
  }
  other.broadcast_state = fields.choice("broadcast_state", ["Off", "Private", "Internal", "Public", "Open-Source"]);
  other.distributes = fields.texts("distributes");
  if (on === "create") {
    other.content_kind = fields.choice("content_kind", ["Standard", "Distribution", "Upstream"]);
    other.storage_region = fields.text("storage_region");
  }
  return { ...present(change), other: present(other) };
}

const present = (values: { [field: string]: unknown }): { [field: string]: unknown } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
