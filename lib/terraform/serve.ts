/** Serves a provider to the Terraform that started this process. */
import { createIdentity } from "./plugin/certificate.js";
import { GrpcServer } from "./plugin/grpc/server.js";
import { handshakeLine, refusal } from "./plugin/handshake.js";
import { Lifetime, type LifetimeOptions } from "./plugin/lifetime.js";
import { listen } from "./plugin/listen.js";
import { createLogger } from "./plugin/log.js";
import { keepStdoutClean, writeStderr, writeStdout } from "./plugin/output.js";
import { pluginMethods } from "./plugin/services.js";
import type { Logger, Provider } from "./provider.js";
import { Secrets } from "./server/secrets.js";
import { Session } from "./server/session.js";

/** How long to stay without a client; see {@link LifetimeOptions}. */
export type ServeOptions = Pick<LifetimeOptions, "grace" | "firstSession">;

/**
 * Does the handshake of go-plugin and answers until Terraform is done. Started by hand it says what it is and exits 1.
 *
 * The process ends at `Shutdown`, SIGTERM or SIGHUP, and by itself when Terraform is gone and nothing is under way.
 * It ignores SIGINT: Ctrl-C reaches the whole process group, and Terraform then asks by `StopProvider`, which aborts
 * the `signal` of every request.
 */
export async function serve<Client>(provider: Provider<Client>, options: ServeOptions = {}): Promise<void> {
  const reason = refusal(process.env, provider.name);
  if (reason !== undefined) {
    writeStderr(`${reason}\n`);
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

async function start<Client>(provider: Provider<Client>, options: ServeOptions): Promise<void> {
  const { env } = process;
  const secrets = new Secrets(provider.redact?.bind(provider));
  const log = createLogger({ module: provider.name, environment: env, redact: secrets.redact, write: writeStderr });
  surviveMistakes(log);
  const end = () => process.exit(0);
  process
    .on("SIGINT", () => {})
    .on("SIGTERM", end)
    .on("SIGHUP", end);

  const session = new Session(provider as Provider<unknown>, { log, secrets });
  const methods = pluginMethods(session, { shutDown: () => setImmediate(end) });
  const clientCertificatePem = env.PLUGIN_CLIENT_CERT;
  const tls = clientCertificatePem ? { identity: createIdentity(), clientCertificatePem } : undefined;
  const lifetime = new Lifetime({ ...options, end });
  const server = new GrpcServer({ methods: () => methods, tls, log, lifetime });
  const listening = await listen(server, env);
  process.on("exit", listening.cleanUp);
  writeStdout(handshakeLine(listening, tls?.identity.certificate));
}

/** A stray rejection must not take a write under way down with it: what it creates would be lost. */
function surviveMistakes(log: Logger): void {
  process.on("uncaughtException", (error) => log("error", "uncaught exception", { error }));
  process.on("unhandledRejection", (error) => log("error", "unhandled rejection", { error }));
}
