/** Who runs Terraform, asked once a process. */
import { type CloudsmithClient, isForbidden, isNotFound } from "../cloudsmith/index.js";
import { DiagnosticError } from "../terraform/index.js";
import { failure } from "./private/failure.js";

export interface Self {
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly slugPerm: string;
}

export interface Caller {
  readonly slug: string;
  readonly kind: "service" | "user";
  /** Role in the organization; undefined where the caller may not read it. */
  readonly role: string | undefined;
  /** Slugs of teams a service account is in; undefined for a user, whose teams are read one by one. */
  readonly teams: readonly string[] | undefined;
}

export class Identity {
  readonly #api: CloudsmithClient;
  readonly #isService: boolean;
  #self: Promise<Self> | undefined;
  readonly #callers = new Map<string, Promise<Caller>>();

  /** @param isService - true where the credential itself says so: an exchange gives a service account's token */
  constructor(api: CloudsmithClient, isService: boolean) {
    this.#api = api;
    this.#isService = isService;
  }

  /** @throws DiagnosticError when it cannot be asked, or the credential is nobody's, which the API answers with 200 */
  self(): Promise<Self> {
    this.#self ??= this.#readSelf().catch((error: unknown) => {
      this.#self = undefined;
      throw failure("Cloudsmith could not be asked who is running this", error);
    });
    return this.#self;
  }

  async #readSelf(): Promise<Self> {
    const { authenticated, slug, slug_perm, name, email } = await this.#api.user.self();
    if (!authenticated || slug === null) {
      throw new DiagnosticError(
        "invalid API credentials",
        "Cloudsmith does not know who this is: it answered as it does without any credential. Check the API key or token.",
      );
    }
    return { slug, slugPerm: slug_perm ?? "", name: name ?? "", email: email ?? "" };
  }

  /**
   * What the caller is in an organization. The API does not say whether a caller is a user or a service account, so
   * both are looked for.
   *
   * @throws DiagnosticError when it is neither
   */
  callerIn(org: string): Promise<Caller> {
    const known = this.#callers.get(org);
    if (known !== undefined) {
      return known;
    }
    const asked = this.#readCaller(org).catch((error: unknown) => {
      this.#callers.delete(org);
      throw error;
    });
    this.#callers.set(org, asked);
    return asked;
  }

  async #readCaller(org: string): Promise<Caller> {
    const { slug } = await this.self();
    const caller = (await this.#find(org, slug)) ?? (await this.#findBySlug(org, slug));
    if (caller === undefined) {
      throw new DiagnosticError(
        "The caller is not part of the organization",
        `The authenticated account "${slug}" is neither a service nor an organization member of "${org}". ` +
          "Check the organization's slug, and which identity the API key or token belongs to.",
      );
    }
    return caller;
  }

  /** Grants may name the organization by its slug_perm, service accounts are found by its slug only. */
  async #findBySlug(org: string, slug: string): Promise<Caller | undefined> {
    const organization = await tried(this.#api.organizations.get(org));
    return typeof organization === "object" && organization.slug !== org
      ? this.#find(organization.slug, slug)
      : undefined;
  }

  async #find(org: string, slug: string): Promise<Caller | undefined> {
    const service = await tried(this.#api.services.get(org, slug));
    if (typeof service === "object") {
      return { slug, kind: "service", role: service.role, teams: (service.teams ?? []).map((team) => team.slug) };
    }
    const notManager: Caller = { slug, kind: "service", role: "Member", teams: undefined };
    if (this.#isService) {
      return service === "forbidden" ? notManager : { ...notManager, role: undefined };
    }
    const member = await tried(this.#api.members.get(org, slug));
    if (typeof member === "object") {
      return { slug, kind: "user", role: member.role, teams: undefined };
    }
    // Service accounts may be read by Managers only, members by every member: what is no member is a service account.
    return service === "forbidden" && member === "absent" ? notManager : undefined;
  }
}

async function tried<T extends object>(answer: Promise<T>): Promise<T | "absent" | "forbidden"> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) {
      return "absent";
    }
    if (isForbidden(error)) {
      return "forbidden";
    }
    throw error;
  }
}
