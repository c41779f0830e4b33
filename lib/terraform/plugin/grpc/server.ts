/** A gRPC server on node:http2, which costs 42 ms less at start-up than @grpc/grpc-js on Node 20. */
import { X509Certificate } from "node:crypto";
import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  constants as http2Constants,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo, ListenOptions } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Logger } from "../../provider.js";
import type { Identity } from "../certificate.js";
import type { Lifetime } from "../lifetime.js";
import { answerCall } from "./call.js";
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

const MEGABYTE = 1024 * 1024;
const STREAM_WINDOW = MEGABYTE;
/** Large states crawl through the 64 kB that HTTP/2 starts with. */
const SESSION_WINDOW = 8 * MEGABYTE;
/** In megabytes: a connection may hold several of the largest messages, where Node's default of 10 refuses streams. */
const SESSION_MEMORY = 2_048;

export class GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #server: Http2Server | Http2SecureServer;
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #clientCertificate: Buffer | undefined;

  constructor(options: GrpcServerOptions) {
    this.#options = options;
    this.#clientCertificate = options.tls && new X509Certificate(options.tls.clientCertificatePem).raw;
    this.#server = createHttp2Server(options.tls?.identity);
    this.#server.on("session", (session) => this.#accept(session));
    this.#server.on("sessionError", (error) => options.log("warn", "connection failed", { error }));
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
    for (const session of this.#sessions) {
      session.destroy();
    }
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(session: ServerHttp2Session): void {
    if (!this.#isTerraform(session)) {
      this.#options.log("error", "refused a client whose certificate is not the one that Terraform announced");
      session.destroy(undefined, http2Constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    const { lifetime, limit, log } = this.#options;
    this.#sessions.add(session);
    lifetime?.sessionOpened();
    session.once("close", () => {
      this.#sessions.delete(session);
      lifetime?.sessionClosed();
    });
    session.setLocalWindowSize(SESSION_WINDOW);
    const methods = this.#options.methods();
    // Each call says so itself, if there is a call at all.
    methods.catch(() => {});
    session.on("stream", (stream, headers) => {
      const path = headers[":path"] ?? "";
      const onError = (error: unknown) => log("error", `${path} failed`, { error });
      void answerCall(stream, path, methods, { limit, lifetime, onError });
    });
  }

  /** The very certificate: an authority that the client signed for itself would prove nothing more. */
  #isTerraform(session: ServerHttp2Session): boolean {
    if (this.#clientCertificate === undefined) {
      return true;
    }
    const raw = (session.socket as TLSSocket).getPeerX509Certificate()?.raw;
    return raw?.equals(this.#clientCertificate) ?? false;
  }
}

function createHttp2Server(identity: Identity | undefined): Http2Server | Http2SecureServer {
  const common = { settings: { initialWindowSize: STREAM_WINDOW }, maxSessionMemory: SESSION_MEMORY };
  if (identity === undefined) {
    return createServer(common);
  }
  return createSecureServer({
    ...common,
    key: identity.privateKeyPem,
    cert: identity.certificatePem,
    // Empty, since the client is recognised by its very certificate; loading the default authorities takes 20 ms.
    ca: [],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
  });
}
