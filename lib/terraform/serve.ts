/** Serves a provider to the Terraform that started this process. */
import { createIdentity } from "./plugin/certificate.js";
import type { Methods } from "./plugin/grpc/method.js";
import { GrpcServer } from "./plugin/grpc/server.js";
import { assertProtocol, handshakeLine, startedByHand } from "./plugin/handshake.js";
import { Lifetime, type LifetimeOptions } from "./plugin/lifetime.js";
import { listen } from "./plugin/listen.js";
import { createLogger } from "./plugin/log.js";
import { keepStdoutClean, writeStderr, writeStdout } from "./plugin/output.js";
import { optimizeLater } from "./plugin/short-lived.js";
import type { Logger, Provider } from "./provider.js";
import { Secrets } from "./server/secrets.js";

/** How long to stay without a client; see {@link LifetimeOptions}. */
export type ServeOptions = Pick<LifetimeOptions, "grace" | "firstSession">;

/** A provider whose code is loaded while Terraform is still busy with the handshake. */
export interface LazyProvider<Client> {
  readonly name: string;
  load(): Provider<Client> | Promise<Provider<Client>>;
}

/**
 * Does the handshake of go-plugin and answers until Terraform is done. Started by hand it says what it is and exits 1.
 *
 * The process ends at `Shutdown`, at SIGTERM or SIGHUP once no request is under way (a write whose answer is lost is
 * an object that no state knows), and by itself when Terraform is gone and nothing is under way.
 * It ignores SIGINT: Ctrl-C reaches the whole process group, and Terraform then asks by `StopProvider`, which aborts
 * the `signal` of every request.
 *
 * @example void serve({ name: "cloudsmith", load: async () => (await import("./provider.js")).cloudsmithProvider() });
 */
export async function serve<Client>(
  provider: Provider<Client> | LazyProvider<Client>,
  options: ServeOptions = {},
): Promise<void> {
  const sentence = startedByHand(process.env, provider.name);
  if (sentence !== undefined) {
    writeStderr(`${sentence}\n`);
    process.exitCode = 1;
    return;
  }
  keepStdoutClean();
  try {
    await start(provider, options);
  } catch (error) {
    // Terraform shows a first line that is no handshake as it is.
    writeStdout(`The provider "${provider.name}" could not start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

async function start<Client>(provider: Provider<Client> | LazyProvider<Client>, options: ServeOptions): Promise<void> {
  const { env } = process;
  assertProtocol(env);
  let loaded: Provider<Client> | undefined;
  const secrets = new Secrets((text) => loaded?.redact?.(text) ?? text);
  const log = createLogger({ module: provider.name, environment: env, redact: secrets.redact, write: writeStderr });
  surviveMistakes(log);
  const end = () => process.exit(0);
  const lifetime = new Lifetime({ ...options, end });
  process
    .on("SIGINT", () => {})
    .on("SIGTERM", () => lifetime.finish())
    .on("SIGHUP", () => lifetime.finish());

  const load = async (): Promise<Methods> => {
    await optimizeLater();
    const { pluginMethods } = await import("./plugin/services.js");
    loaded = "load" in provider ? await provider.load() : provider;
    return pluginMethods(loaded, { log, secrets, shutDown: () => setImmediate(end) });
  };
  let methods: Promise<Methods>;
  const clientCertificatePem = env.PLUGIN_CLIENT_CERT;
  const server = new GrpcServer({
    methods: () => methods,
    tls: clientCertificatePem ? { identity: createIdentity(), clientCertificatePem } : undefined,
    log,
    lifetime,
  });
  const listening = await listen(server, env, log);
  process.on("exit", listening.cleanUp);
  writeStdout(handshakeLine(listening, server.certificate));
  // Only now, while Terraform connects; nobody knows the address before this line. A failure answers every call.
  methods = load();
  methods.catch((error: unknown) => log("error", "the provider's code cannot be loaded", { error }));
}

/** A stray rejection must not take a write under way down with it: what it creates would be lost. */
function surviveMistakes(log: Logger): void {
  process.on("uncaughtException", (error) => log("error", "uncaught exception", { error }));
  process.on("unhandledRejection", (error) => log("error", "unhandled rejection", { error }));
}
