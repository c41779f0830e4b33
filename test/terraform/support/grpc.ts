import { Client, credentials, type ServiceError } from "@grpc/grpc-js";
import type { Identity } from "../../../lib/terraform/plugin/certificate.js";
import { type OracleService, oracle, oracleMethod } from "./oracle.js";

export interface ClientOptions {
  /** As in a handshake: `unix` and a path, or `tcp` with host and port. */
  readonly network: string;
  readonly address: string;
  /** The server's certificate; without it the connection is plain text. */
  readonly serverCertificatePem?: string | undefined;
  /** What the client shows. */
  readonly identity?: Identity | undefined;
  /** Services beside those of a plugin. */
  readonly services?: { readonly [service: string]: OracleService };
}

/** An independent client: @grpc/grpc-js with messages by protobuf.js. */
export class GrpcClient {
  readonly #client: Client;
  readonly #definition: ReturnType<typeof oracle>;

  constructor({ network, address, serverCertificatePem, identity, services }: ClientOptions) {
    this.#definition = oracle(services);
    const secure =
      serverCertificatePem === undefined
        ? credentials.createInsecure()
        : credentials.createSsl(
            Buffer.from(serverCertificatePem),
            identity ? Buffer.from(identity.privateKeyPem) : null,
            identity ? Buffer.from(identity.certificatePem) : null,
          );
    this.#client = new Client(network === "unix" ? `unix:${address}` : address, secure, {
      "grpc.ssl_target_name_override": "localhost",
      "grpc.default_authority": "localhost",
      "grpc.max_send_message_length": -1,
      "grpc.max_receive_message_length": -1,
      // A test wants its own connection, and to be told at once that there is none.
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_retries": 0,
    });
  }

  /** e.g. `call("tfplugin6.Provider/GetMetadata")`. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of any method
  call(path: string, request: object = {}, onCall?: (cancel: () => void) => void): Promise<any> {
    const [service = "", name = ""] = path.split("/");
    const { requestSerialize, responseDeserialize } = oracleMethod(this.#definition, service, name);
    return new Promise((resolve, reject) => {
      const call = this.#client.makeUnaryRequest(
        `/${path}`,
        requestSerialize,
        responseDeserialize,
        request,
        (error: ServiceError | null, answer?: object) => (error ? reject(error) : resolve(answer)),
      );
      onCall?.(() => call.cancel());
    });
  }

  /** A method that no table knows; resolves to the status. */
  status(path: string): Promise<{ readonly code: number; readonly details: string }> {
    const raw = (bytes: Buffer) => bytes;
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(path, raw, raw, Buffer.alloc(0), (error) =>
        resolve({ code: error?.code ?? 0, details: error?.details ?? "" }),
      );
    });
  }

  stream(path: string, request: object = {}) {
    const [service = "", name = ""] = path.split("/");
    const { requestSerialize, responseDeserialize } = oracleMethod(this.#definition, service, name);
    return this.#client.makeServerStreamRequest(`/${path}`, requestSerialize, responseDeserialize, request);
  }

  close(): void {
    this.#client.close();
  }
}
