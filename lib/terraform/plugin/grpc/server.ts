/**
 * A gRPC server on our own HTTP/2: node:http2 makes a stream with dozens of events of every request. That took a third
 * of the provider's CPU time in a plan of 1,000 pipelines, and its loading a third of the time to the handshake.
 */
import { X509Certificate } from "node:crypto";
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import type { Logger } from "../../provider.js";
import type { Identity } from "../certificate.js";
import { Connection } from "../http2/connection.js";
import type { Lifetime } from "../lifetime.js";
import { GrpcCall } from "./call.js";
import type { Methods } from "./method.js";

export interface GrpcServerOptions {
  /** Called once a connection; its calls wait for the promise, and fail with it. */
  readonly methods: () => Promise<Methods>;
  /** Mutual TLS; without it the connection is plain text. */
  readonly tls?: { readonly identity: Identity; readonly clientCertificatePem: string } | undefined;
  readonly log: Logger;
  readonly lifetime?: Lifetime | undefined;
  /** Largest request message in bytes. */
  readonly limit?: number | undefined;
}

export class GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #clientCertificate: Buffer | undefined;

  constructor(options: GrpcServerOptions) {
    this.#options = options;
    this.#clientCertificate = options.tls && new X509Certificate(options.tls.clientCertificatePem).raw;
    this.#server = createSocketServer(options.tls?.identity, (socket) => this.#accept(socket));
    this.#server.on("tlsClientError", (error: Error) => options.log("warn", "TLS handshake failed", { error }));
  }

  /** What the client must expect, in DER; none without TLS. */
  get certificate(): Buffer | undefined {
    return this.#options.tls?.identity.certificate;
  }

  /** @throws Error of the operating system when the address cannot be used */
  listen(address: ListenOptions): Promise<string | AddressInfo | null> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(address, () => {
        this.#server.off("error", reject);
        resolve(this.#server.address());
      });
    });
  }

  /** Ends all connections. */
  close(): Promise<void> {
    for (const connection of this.#connections) {
      connection.destroy();
    }
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    const { lifetime, limit, log } = this.#options;
    if (!this.#isTerraform(socket)) {
      log("error", "refused a client whose certificate is not the one that Terraform announced");
      socket.on("error", () => {}).destroy();
      return;
    }
    lifetime?.sessionOpened();
    const methods = this.#options.methods();
    // Each call says so itself, if there is a call at all.
    methods.catch(() => {});
    const connection = new Connection(socket, {
      onStream: (stream, headers) => {
        const path = headers.find(([name]) => name === ":path")?.[1] ?? "";
        const onError = (error: unknown) => log("error", `${path} failed`, { error });
        return new GrpcCall(stream, path, methods, { limit, lifetime, onError });
      },
      onError: (error) => log("warn", "connection failed", { error }),
      onClose: () => {
        this.#connections.delete(connection);
        lifetime?.sessionClosed();
      },
    });
    this.#connections.add(connection);
  }

  /** The very certificate: an authority that the client signed for itself would prove nothing more. */
  #isTerraform(socket: Socket): boolean {
    if (this.#clientCertificate === undefined) {
      return true;
    }
    const raw = (socket as TLSSocket).getPeerX509Certificate()?.raw;
    return raw?.equals(this.#clientCertificate) ?? false;
  }
}

function createSocketServer(identity: Identity | undefined, accept: (socket: Socket) => void): Server {
  if (identity === undefined) {
    return createServer({ noDelay: true }, accept);
  }
  return createTlsServer(
    {
      noDelay: true,
      key: identity.privateKeyPem,
      cert: identity.certificatePem,
      // Empty, since the client is recognised by its very certificate; loading the default authorities takes 20 ms.
      ca: [],
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: "TLSv1.2",
      ALPNProtocols: ["h2"],
    },
    accept,
  );
}
