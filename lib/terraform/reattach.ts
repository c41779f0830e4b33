/** Serves a provider from inside a running process, as tests and debuggers want it. */
import { GrpcServer } from "./plugin/grpc/server.js";
import { listen } from "./plugin/listen.js";
import { createLogger } from "./plugin/log.js";
import { writeStderr } from "./plugin/output.js";
import { pluginMethods } from "./plugin/services.js";
import type { Provider } from "./provider.js";
import { Secrets } from "./server/secrets.js";

export interface ReattachOptions {
  /** Source address in the configuration, e.g. `localhost/cloudsmith-trust/cloudsmith`. */
  readonly address: string;
}

/** One entry of `TF_REATTACH_PROVIDERS`, in go-plugin's own names. */
export interface ReattachConfig {
  readonly Protocol: "grpc";
  /** Must be given: Terraform takes 0 for 5. */
  readonly ProtocolVersion: 6;
  readonly Pid: number;
  /** Terraform leaves the process alone when it is done. */
  readonly Test: true;
  readonly Addr: { readonly Network: "unix" | "tcp"; readonly String: string };
}

export interface Reattached {
  readonly reattach: { readonly [address: string]: ReattachConfig };
  /** `reattach` as the environment of a terraform command. */
  readonly env: { readonly TF_REATTACH_PROVIDERS: string };
  close(): Promise<void>;
}

/**
 * Starts a server without TLS on a socket that only this user can reach. Terraform then needs neither `init` nor a
 * lock file for the provider. Each connection is configured for itself, so several aliases and commands may use it.
 */
export async function serveForReattach<Client>(
  provider: Provider<Client>,
  { address }: ReattachOptions,
): Promise<Reattached> {
  const secrets = new Secrets(provider.redact?.bind(provider));
  const log = createLogger({
    module: provider.name,
    environment: process.env,
    redact: secrets.redact,
    write: writeStderr,
  });
  const server = new GrpcServer({
    methods: async () => pluginMethods(provider, { log, secrets, shutDown: () => {} }),
    log,
  });
  const listening = await listen(server, {}, log);
  const reattach: Reattached["reattach"] = {
    [address]: {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: listening.network, String: listening.address },
    },
  };
  return {
    reattach,
    env: { TF_REATTACH_PROVIDERS: JSON.stringify(reattach) },
    close: async () => {
      await server.close();
      listening.cleanUp();
    },
  };
}
