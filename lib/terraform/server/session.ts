/** What one connection of Terraform knows: the configured client, and whether it has been asked to stop. */
import { Diagnostics } from "../diagnostics.js";
import type { Context, Logger, Provider } from "../provider.js";
import type { Secrets } from "./secrets.js";
import { neverConfigured } from "./unconfigured.js";

/** The transport's side of one request. */
export interface Call {
  /** Aborts when Terraform abandons the request. */
  readonly signal: AbortSignal;
}

export interface SessionOptions {
  readonly log: Logger;
  readonly secrets: Secrets;
}

export class Session<Client> {
  readonly provider: Provider<Client>;
  readonly log: Logger;
  readonly secrets: Secrets;
  #client: { readonly value: Client } | { readonly error: Error } = { error: neverConfigured() };
  readonly #stop = new AbortController();

  constructor(provider: Provider<Client>, { log, secrets }: SessionOptions) {
    this.provider = provider;
    this.log = log;
    this.secrets = secrets;
  }

  /** @throws DiagnosticError when there is none yet */
  get client(): Client {
    if ("error" in this.#client) {
      throw this.#client.error;
    }
    return this.#client.value;
  }

  /** For planning, which goes on without. */
  get clientIfConfigured(): Client | undefined {
    return "error" in this.#client ? undefined : this.#client.value;
  }

  configured(client: Client): void {
    this.#client = { value: client };
  }

  /** Every later use of the client throws this. */
  unconfigured(error: Error): void {
    this.#client = { error };
  }

  stop(): void {
    this.#stop.abort(new Error("Terraform asked the provider to stop"));
  }

  /** What every handler gets. Client and signal are made when asked for: most handlers need one of them, some none. */
  context(call: Call): Context<Client> {
    const session = this;
    const stop = this.#stop.signal;
    let signal: AbortSignal | undefined;
    return {
      diagnostics: new Diagnostics(),
      log: this.log,
      get client() {
        return session.client;
      },
      get signal() {
        signal ??= AbortSignal.any([stop, call.signal]);
        return signal;
      },
    };
  }
}

/** Adds to a context what one kind of request has besides, and keeps its client and signal lazy. */
export function extend<Base extends object, Extra extends object>(base: Base, extra: Extra): Base & Extra {
  return Object.defineProperties(base, Object.getOwnPropertyDescriptors(extra)) as Base & Extra;
}
