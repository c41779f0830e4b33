import type { TerraformStack } from "cdktf";
import { SOURCES_KEY, type WrittenSources } from "../../trust/sources.js";
import { callSitesOf } from "./call-site.js";

/** Where the constructs of a stack were made, for those who read its JSON and want to point there. */
export function writtenSources(stack: TerraformStack): { readonly [SOURCES_KEY]?: WrittenSources } {
  const places = [...callSitesOf(stack)].map(([place, made]) => [place, made.map(({ node }) => node.path)] as const);
  return places.length === 0 ? {} : { [SOURCES_KEY]: Object.fromEntries(places) };
}
