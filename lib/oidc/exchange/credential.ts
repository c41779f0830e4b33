import {
  type Clock,
  type CloudsmithClient,
  type Credential,
  type CredentialHeader,
  SharedWork,
  SYSTEM_CLOCK,
} from "../../cloudsmith/index.js";
import { exchange } from "./exchange.js";
import { DEFAULT_AUDIENCE, type TokenSource } from "./source.js";

/** Before the end of a token's life a new one is fetched: as early as Cloudsmith's own clients do. */
export const REFRESH_MARGIN_MS = 60_000;
/** For a token that does not say how long it lives; as Cloudsmith's Terraform provider has it. */
export const UNREADABLE_LIFETIME_MS = 15 * 60_000;

export interface OidcCredentialOptions {
  /** Slug of the Cloudsmith organization. */
  readonly organization: string;
  /** Slug of the service account to become. */
  readonly serviceSlug: string;
  readonly source: TokenSource;
  /** Makes the exchange. Its own credential is not used, so it needs none. */
  readonly client: CloudsmithClient;
  /** What the CI's token is to name in `aud`. @default - cloudsmith */
  readonly audience?: string;
  /** @default - the system's */
  readonly clock?: Clock;
}

interface Held {
  readonly header: CredentialHeader;
  readonly refreshAt: number;
}

/**
 * The credential of a CI job: its id token is exchanged at the first request, and again before the Cloudsmith token
 * ends or when the API refuses it. Requests that come meanwhile share one exchange.
 */
export class OidcCredential implements Credential {
  readonly #options: OidcCredentialOptions;
  readonly #clock: Clock;
  #held: Held | undefined;
  #fetching: SharedWork<Held> | undefined;

  constructor(options: OidcCredentialOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
  }

  /** @throws OidcExchangeError, CloudsmithApiError, CloudsmithTransportError */
  async header({ signal }: { readonly signal?: AbortSignal } = {}): Promise<CredentialHeader> {
    if (this.#held !== undefined && this.#clock.now() < this.#held.refreshAt) {
      return this.#held.header;
    }
    this.#fetching ??= new SharedWork(
      (stop) => this.#fetch(stop),
      () => {
        this.#fetching = undefined;
      },
    );
    const { header } = await this.#fetching.wait(signal);
    return header;
  }

  /** Only what was refused is dropped: another request may have fetched a new token since. */
  invalidate(refused: CredentialHeader): void {
    if (this.#held?.header.value === refused.value) {
      this.#held = undefined;
    }
  }

  async #fetch(signal: AbortSignal): Promise<Held> {
    const { source, client, organization, serviceSlug, audience = DEFAULT_AUDIENCE } = this.#options;
    const oidcToken = await source.token({ audience, signal });
    const { token, lifetimeMs } = await exchange({ client, organization, serviceSlug, oidcToken, signal });
    const held = {
      header: { name: "X-Api-Key", value: token },
      refreshAt: this.#clock.now() + usableFor(lifetimeMs),
    };
    this.#held = held;
    return held;
  }
}

/** A token that lives less than two minutes is used for half its life. */
function usableFor(lifetimeMs: number | undefined): number {
  return lifetimeMs === undefined ? UNREADABLE_LIFETIME_MS : lifetimeMs - Math.min(REFRESH_MARGIN_MS, lifetimeMs / 2);
}
