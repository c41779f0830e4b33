import { randomText } from "./random.js";

/** Where a service's slug is cut, before any suffix. Source: the documentation of service accounts. */
export const SERVICE_SLUG_MAX = 30;

/** Lower case, everything else a single hyphen. */
export function slugify(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/**
 * Slug of a new service account: derived from the name, cut to 30 characters, and made unique by a hyphen and four
 * random characters where it is taken.
 */
export function serviceSlug(
  name: string,
  taken: (slug: string) => boolean,
  suffixed: "appended" | "within-limit",
): string {
  const base = slugify(name).slice(0, SERVICE_SLUG_MAX).replace(/-+$/, "") || "service";
  const room = suffixed === "appended" ? base : base.slice(0, SERVICE_SLUG_MAX - 5).replace(/-+$/, "");
  let slug = base;
  while (taken(slug)) {
    slug = `${room}-${randomText(4, "lower")}`;
  }
  return slug;
}
