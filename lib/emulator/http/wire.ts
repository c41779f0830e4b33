import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.js";

/**
 * Writes a reply. `truncated` announces the whole body, sends half of it and cuts the connection; an answer without a
 * body is cut before its headers.
 */
export function send(response: ServerResponse, reply: Reply, truncated = false): void {
  const content = contentOf(reply);
  if (response.headersSent || response.destroyed) {
    return;
  }
  if (truncated && content === undefined) {
    response.socket?.destroy();
    return;
  }
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, value);
  }
  if (content === undefined) {
    // 204 has no length, that of 304 is another's; an empty 200 or 302 says so
    if (reply.status !== 204 && reply.status !== 304) {
      response.setHeader("Content-Length", "0");
    }
    response.end();
    return;
  }
  response.setHeader("Content-Type", reply.raw?.type ?? "application/json");
  response.setHeader("Content-Length", String(content.length));
  if (!truncated) {
    response.end(content);
    return;
  }
  response.write(content.subarray(0, Math.floor(content.length / 2)), () => response.socket?.destroy());
}

function contentOf({ raw, body }: Reply): Buffer | undefined {
  if (raw) {
    return typeof raw.content === "string" ? Buffer.from(raw.content, "utf8") : raw.content;
  }
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body), "utf8");
}
