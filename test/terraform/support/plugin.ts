import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIdentity, type Identity } from "../../../lib/terraform/plugin/certificate.js";
import { MAGIC_COOKIE } from "../../../lib/terraform/plugin/handshake.js";
import { GrpcClient } from "./grpc.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A plugin in a process of its own, started the way Terraform does. */
export class Plugin {
  /** What Terraform would announce and show. */
  readonly identity: Identity;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** An empty directory, the plugin's TMPDIR and where it runs. */
  readonly directory: string;
  readonly firstLine: Promise<string>;
  readonly #clients: GrpcClient[] = [];

  /** @param env - undefined removes a variable */
  constructor(file: string, env: { readonly [name: string]: string | undefined } = {}) {
    this.identity = createIdentity();
    this.directory = mkdtempSync(join(tmpdir(), "tfp-"));
    this.child = spawn(file, [], {
      cwd: this.directory,
      env: {
        PATH: process.env.PATH,
        TMPDIR: this.directory,
        [MAGIC_COOKIE.name]: MAGIC_COOKIE.value,
        PLUGIN_PROTOCOL_VERSIONS: "5,6",
        PLUGIN_CLIENT_CERT: this.identity.certificatePem,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    this.firstLine = new Promise((resolve) => {
      this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        if (stdout.includes("\n")) {
          resolve(stdout.slice(0, stdout.indexOf("\n")));
        }
      });
      this.child.once("close", () => resolve(stdout));
    });
    this.ended = new Promise((resolve) => {
      this.child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
  }

  /** The handshake's fields. */
  async handshake() {
    const line = await this.firstLine;
    const [core, protocol, network = "", address = "", kind, certificate = ""] = line.split("|");
    const serverCertificatePem = `-----BEGIN CERTIFICATE-----\n${padded(certificate)}\n-----END CERTIFICATE-----\n`;
    return { line, core, protocol, network, address, kind, certificate, serverCertificatePem };
  }

  /** @param identity - what to show; null for a connection in plain text */
  async client(identity: Identity | null = this.identity): Promise<GrpcClient> {
    const { network, address, serverCertificatePem } = await this.handshake();
    const client = new GrpcClient({
      network,
      address,
      ...(identity === null ? {} : { serverCertificatePem, identity }),
    });
    this.#clients.push(client);
    return client;
  }

  async dispose(): Promise<void> {
    for (const client of this.#clients) {
      client.close();
    }
    this.child.kill("SIGKILL");
    await this.ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** OpenSSL wants the padding that the handshake leaves out. */
function padded(base64: string): string {
  return Buffer.from(base64, "base64")
    .toString("base64")
    .replace(/(.{64})/g, "$1\n")
    .trimEnd();
}
