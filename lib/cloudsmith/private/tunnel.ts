/**
 * An https agent that reaches its hosts through a proxy's CONNECT. TLS ends at the API host, so the proxy sees a host
 * name and ciphertext, never a credential; connections are kept and used again, which axios's own tunnel does not do.
 */
import type * as Http from "node:http";
import type * as Https from "node:https";
import type * as Net from "node:net";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import type * as Tls from "node:tls";

// Loaded on first use: a provider starts several times a command, mostly without sending anything.
const http = (): typeof Http => require("node:http");
const https = (): typeof Https => require("node:https");
const tls = (): typeof Tls => require("node:tls");

/** The proxy did not open the way. The message is a sentence without its full stop. */
export class ProxyError extends Error {
  readonly code = "ERR_PROXY";
}

export interface TunnelOptions {
  readonly proxy: URL;
  /** Of the connection to the API host; `ca` also counts for a proxy reached by https. */
  readonly tls: Https.AgentOptions;
  /** For each of the two steps: CONNECT, and TLS through it. */
  readonly timeoutMs: number;
  /** Told of each connection once it is ready to carry requests. */
  readonly onReady: (socket: Tls.TLSSocket) => void;
}

export function tunnelAgent(options: TunnelOptions): Https.Agent {
  const agent = new (https().Agent)(options.tls);
  agent.createConnection = (target, callback) => {
    // The agent adds host and port of the request; its type says only "options".
    const { host, port } = target as { host: string; port: number | string };
    openTunnel(options, `${host.includes(":") ? `[${host}]` : host}:${port}`)
      .then((way) => secure(options, way, host))
      .then(
        (socket) => {
          options.onReady(socket);
          callback?.(null, socket);
        },
        (error: Error) => callback?.(error, NO_STREAM),
      );
    return undefined;
  };
  return agent;
}

/** Node reads no stream beside an error; the type asks for one. */
const NO_STREAM = undefined as unknown as Duplex;

function secure(options: TunnelOptions, way: Net.Socket, host: string): Promise<Tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = tls().connect({ ...options.tls, ...servername, host, socket: way });
    socket.setTimeout(options.timeoutMs, () => socket.destroy(new ProxyError("TLS through the proxy took too long")));
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      socket.setTimeout(0);
      socket.removeListener("error", reject);
      resolve(socket);
    });
  });
}

function openTunnel({ proxy, tls: { ca }, timeoutMs }: TunnelOptions, target: string): Promise<Net.Socket> {
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === "https:" ? https() : http()).request({
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port === "" ? (proxy.protocol === "https:" ? 443 : 80) : proxy.port,
      method: "CONNECT",
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      agent: false,
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca }),
    });
    request.setTimeout(timeoutMs, () => request.destroy(Object.assign(new Error("too slow"), { code: "ETIMEDOUT" })));
    request.once("connect", (answer, socket, head) => {
      if (answer.statusCode === 200 && head.length === 0) {
        socket.setTimeout(0);
        resolve(socket);
      } else {
        socket.destroy();
        reject(new ProxyError(`the proxy ${proxy.host} answered ${answer.statusCode} to CONNECT`));
      }
    });
    request.once("response", (answer) => {
      answer.destroy();
      reject(new ProxyError(`the proxy ${proxy.host} answered ${answer.statusCode} to CONNECT`));
    });
    request.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ProxyError(`the proxy ${proxy.host} cannot be reached (${error.code ?? "failed"})`)),
    );
    request.end();
  });
}

function proxyAuthorization(proxy: URL): { [name: string]: string } {
  if (proxy.username === "") {
    return {};
  }
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
