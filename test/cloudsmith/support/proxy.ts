import http from "node:http";
import net from "node:net";
import { listenOnLoopback } from "./server.js";

export interface Proxy {
  readonly url: string;
  /** Request line and headers of each CONNECT. */
  readonly connects: { readonly target: string; readonly headers: http.IncomingHttpHeaders }[];
  /** Everything that came through afterwards, in both directions. */
  readonly passed: Buffer[];
}

/** A real CONNECT proxy that leads every host to one port of this machine. */
export async function startProxy(port: number, refuseWith?: number): Promise<Proxy> {
  const connects: Proxy["connects"] = [];
  const passed: Buffer[] = [];
  const server = http.createServer();
  server.on("connect", (request, client: net.Socket) => {
    connects.push({ target: request.url ?? "", headers: request.headers });
    if (refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`);
      return;
    }
    const upstream = net.connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (chunk: Buffer) => passed.push(chunk));
      upstream.on("data", (chunk: Buffer) => passed.push(chunk));
      client.pipe(upstream).pipe(client);
    });
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
  });
  return { url: `http://127.0.0.1:${await listenOnLoopback(server)}`, connects, passed };
}
