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
  /** Objects that this session imported by identity. */
  readonly importedByIdentity = new Set<string>();
  #client: { readonly value: Client } | { readonly error: Error } = { error: neverConfigured() };
  readonly #stop = new AbortController();
  #storesIdentities = false;

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

  /**
   * Whether identities may go into the state. Terraform 1.12 and 1.13 refuse a state that has one beside a provider that
   * has none (`failed to decode identity`), so that nobody could move to another provider any more. There only what was
   * imported by identity gets one, as the import wants it, and loses it with the next refresh.
   */
  get storesIdentities(): boolean {
    return this.#storesIdentities;
  }

  /** @param terraformVersion - e.g. `1.14.0-beta1`; OpenTofu gives its own */
  startedBy(terraformVersion: string): void {
    const [major = 0, minor = 0] = terraformVersion.split(".").map(Number);
    this.#storesIdentities = major > 1 || (major === 1 && minor >= 14);
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
    return new RequestContext(this, this.#stop.signal, call);
  }

  /** The same for planning, which goes on without a client. */
  planContext(call: Call): Omit<Context<Client>, "client"> & { readonly client: Client | undefined } {
    return new PlanContext(this, this.#stop.signal, call);
  }
}

/** Getters of a class, not of an object: thousands of requests share them. */
abstract class BaseContext<Client> {
  readonly diagnostics = new Diagnostics();
  readonly log: Logger;
  protected readonly session: Session<Client>;
  readonly #stop: AbortSignal;
  readonly #call: Call;
  #signal: AbortSignal | undefined;

  constructor(session: Session<Client>, stop: AbortSignal, call: Call) {
    this.session = session;
    this.log = session.log;
    this.#stop = stop;
    this.#call = call;
  }

  get signal(): AbortSignal {
    this.#signal ??= AbortSignal.any([this.#stop, this.#call.signal]);
    return this.#signal;
  }
}

class RequestContext<Client> extends BaseContext<Client> {
  get client(): Client {
    return this.session.client;
  }
}

class PlanContext<Client> extends BaseContext<Client> {
  get client(): Client | undefined {
    return this.session.clientIfConfigured;
  }
}

/** Adds to a context what one kind of request has besides. */
export function extend<Base extends object, Extra extends object>(base: Base, extra: Extra): Base & Extra {
  return Object.assign(base, extra);
}
