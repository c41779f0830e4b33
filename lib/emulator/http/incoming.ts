import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Problem } from "./reply.js";
import type { Area, Match, Router } from "./router.js";

/** Uploads are the largest bodies; anything beyond is refused before it fills the memory. */
const BODY_MAX = 256 * 1024 * 1024;
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** A request that has been read and matched. */
export interface Incoming {
  readonly method: string;
  /** Path and query as asked for. */
  readonly target: string;
  /** Path without `/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
  readonly area: Area;
  readonly match: Match | undefined;
  /** Methods that the path has. */
  readonly methods: readonly string[];
  /** Why it cannot be answered at all. */
  readonly problem: Problem | undefined;
}

/**
 * Keeps pages in a browser out: a name that was rebound to loopback shows in `Host`, and a script's request in
 * `Origin`. Nothing here ever answers with CORS headers.
 */
export function refuseStranger(request: IncomingMessage): Problem | undefined {
  if (!LOOPBACK_HOST.test(request.headers.host ?? "")) {
    return new Problem(403, "The Host header does not name this machine's loopback.");
  }
  return request.headers.origin === undefined ? undefined : new Problem(403, "Requests from web pages are refused.");
}

export async function readIncoming(request: IncomingMessage, router: Router): Promise<Incoming> {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/^\/v1(?=\/)/, "");
  const method = request.method ?? "GET";
  const matches = router.matches(path);
  const match = matches.find(({ route }) => route.method === method);
  const content = await readBody(request);
  return {
    method,
    target,
    path,
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark)),
    headers: request.headers,
    content: content ?? Buffer.alloc(0),
    area: match?.route.area ?? matches[0]?.route.area ?? areaOf(path),
    match,
    methods: [...new Set(matches.map(({ route }) => route.method))],
    problem: content ? undefined : new Problem(413, `The body is larger than ${BODY_MAX} bytes.`),
  };
}

function areaOf(path: string): Area {
  const first = path.split("/")[1];
  switch (first) {
    case "api":
      return "github";
    case "_emulator":
      return "control";
    case "_issuer":
    case "_jobs":
      return "issuer";
    case "_upload":
    case "_uploads":
      return "upload";
    default:
      return "cloudsmith";
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_MAX) {
      chunks.push(chunk);
    }
  }
  return size <= BODY_MAX ? Buffer.concat(chunks) : undefined;
}
