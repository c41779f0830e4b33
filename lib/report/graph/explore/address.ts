import type { Severity } from "../../../trust/finding.js";
import type { Atlas } from "./atlas.js";
import { type Asked, NOTHING_ASKED } from "./view.js";

/** Half a character does not get into an address whole. */
const BROKEN = /\p{Cs}/u;

/** The address that shows an element: its kind and its name, so that links last while names do. */
export function addressOf({
  id,
  kind,
  name,
}: {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}): string {
  return `#${new URLSearchParams({ chosen: BROKEN.test(name) ? id : `${kind} ${name}` })}`;
}

/** What was asked, as the part of the page's address that never leaves the browser. */
export function toHash(atlas: Atlas, asked: Asked): string {
  const fields = {
    q: asked.query,
    findings: asked.severity,
    account: nameOf(atlas, asked.account).replace(/^account /, ""),
    repository: nameOf(atlas, asked.repository).replace(/^repository /, ""),
    chosen: nameOf(atlas, asked.chosen),
  };
  const given = Object.entries(fields).filter(([, value]) => value !== "");
  return given.length === 0 ? "" : `#${new URLSearchParams(given)}`;
}

/** What an address asks; what it names and this graph does not have is left out. */
export function fromHash(atlas: Atlas, hash: string): Asked {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const field = (name: string): string => fields.get(name) ?? "";
  const severity = field("findings");
  return {
    ...NOTHING_ASKED,
    query: field("q"),
    severity: isSeverity(severity) ? severity : "",
    account: idOf(atlas, field("account"), "account"),
    repository: idOf(atlas, field("repository"), "repository"),
    chosen: idOf(atlas, field("chosen")),
  };
}

function nameOf(atlas: Atlas, id: string): string {
  const node = atlas.nodes.get(id);
  if (node === undefined) {
    return id;
  }
  const name = `${node.kind} ${node.name}`;
  // where two bear one name, the link is by id
  return idOf(atlas, name) === id && !BROKEN.test(name) ? name : id;
}

/** @param of the kind of what is named by its name alone */
function idOf(atlas: Atlas, text: string, of?: string): string {
  const wanted = of === undefined ? text : `${of} ${text}`;
  const named = atlas.document.nodes.find(({ kind, name }) => `${kind} ${name}` === wanted);
  if (named !== undefined) {
    return named.id;
  }
  return atlas.nodes.has(text) || atlas.ways.has(text) || text.startsWith("group ") ? text : "";
}

function isSeverity(text: string): text is Severity {
  return ["low", "medium", "high", "critical"].includes(text);
}
