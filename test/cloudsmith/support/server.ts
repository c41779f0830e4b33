import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { join } from "node:path";
import { afterTest } from "../../support/cleanups.js";

export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; `index` counts from 0. */
export type Handler = (request: Received, response: http.ServerResponse, index: number) => void | Promise<void>;

export interface TestServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Connections accepted so far. */
  readonly connections: number;
}

const CERTIFICATES = join(__dirname, "certificates");
/** Signs the certificate of the https servers; valid until 2119. */
export const AUTHORITY_FILE = join(CERTIFICATES, "authority.pem");
/** A name of the https servers that no resolver knows: only a proxy can lead there. */
export const TLS_NAME = "cloudsmith.test";

/** An http(s) server on 127.0.0.1 that is closed after the test. */
export async function serve(handler: Handler, { tls = false } = {}): Promise<TestServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const onRequest = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      void handler(one, response, received.length - 1);
    });
  };
  const server = tls
    ? https.createServer(
        {
          cert: readFileSync(join(CERTIFICATES, "server.pem")),
          key: readFileSync(join(CERTIFICATES, "server-key.pem")),
        },
        onRequest,
      )
    : http.createServer(onRequest);
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await listen(server);
  afterTest(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    received,
    get connections() {
      return connections;
    },
  };
}

/** Any other server of a test, closed after it. */
export async function listenOnLoopback(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await listen(server);
  afterTest(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

/** A port of 127.0.0.1 where nothing listens: it takes rights that few have, so nobody takes it meanwhile. */
export const NOBODY = 1;

export function json(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** One page of a list of all these items, as the API gives it. */
export function page(request: Received, response: http.ServerResponse, all: readonly unknown[]): void {
  const query = new URL(request.path, "http://localhost").searchParams;
  const number = Number(query.get("page") ?? 1);
  const size = Number(query.get("page_size") ?? 30);
  json(response, 200, all.slice((number - 1) * size, number * size), {
    "X-Pagination-Count": all.length,
    "X-Pagination-Page": number,
    "X-Pagination-PageTotal": Math.ceil(all.length / size),
    "X-Pagination-PageSize": size,
  });
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}
