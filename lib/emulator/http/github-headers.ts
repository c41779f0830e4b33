import { createHash, randomUUID } from "node:crypto";
import type { Incoming } from "./incoming.js";
import type { Reply } from "./reply.js";

/**
 * What GitHub puts on its answers: the number of the request, which Terraform's GitHub provider takes as the id of what
 * `github_rest_api` read, and a tag of the content. Who names the tag is told that nothing has changed.
 */
export function withGitHubHeaders({ method, headers }: Incoming, reply: Reply): Reply {
  const marked = { ...reply, headers: { "X-GitHub-Request-Id": randomUUID().toUpperCase(), ...reply.headers } };
  if (reply.body === undefined || reply.status >= 300) {
    return marked;
  }
  const tag = `W/"${createHash("sha256").update(JSON.stringify(reply.body)).digest("hex")}"`;
  const tagged = { ...marked, headers: { ...marked.headers, ETag: tag } };
  if (method !== "GET" || !names(headers["if-none-match"], tag)) {
    return tagged;
  }
  return { status: 304, headers: tagged.headers };
}

function names(header: string | undefined, tag: string): boolean {
  const bare = (text: string): string => text.trim().replace(/^W\//, "");
  return (header ?? "").split(",").some((one) => one.trim() === "*" || bare(one) === bare(tag));
}
