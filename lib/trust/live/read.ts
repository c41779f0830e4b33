import type { Claims } from "../../oidc/index.js";
import type {
  Account,
  AccountTeam,
  DefaultPrivilege,
  Grant,
  Origin,
  Repository,
  Setting,
  Team,
  TrustList,
  TrustModel,
  Unknown,
  User,
} from "../model.js";
import { Fields } from "../resources/fields.js";
import { type Body, isBody, NotKnown, type Value } from "../resources/value.js";
import type { LivePart, LiveParts } from "./parts.js";

/**
 * Makes the trust model of what the live API answered. What it forbade or failed to answer, and what it answered in a
 * shape that is not known, is in `unknowns`: it never looks as if there were nothing.
 *
 * @param where the API, for messages and origins, e.g. `acme at api.cloudsmith.io`
 */
export function readLive(parts: LiveParts, where: string): TrustModel {
  return new LiveReader(parts, where).model();
}

const LEVELS = ["Admin", "Write", "Read"] as const;
const ROLES = ["Manager", "Member"] as const;
const USER_ROLES = ["Owner", "Manager", "Member", "Collaborator"] as const;
const TARGETS = ["service", "team", "user"] as const;
const KNOWN = { resolve: (text: string) => ({ text, known: true }) };

class LiveReader {
  readonly #parts: LiveParts;
  readonly #where: string;
  readonly #unknowns: Unknown[] = [];

  constructor(parts: LiveParts, where: string) {
    this.#parts = parts;
    this.#where = where;
  }

  model(): TrustModel {
    const { organization, services, settings, repositories, teams, members } = this.#parts;
    const accounts = this.#list("accounts", services, "services", (body, slug) => this.#account(body, slug));
    const read = this.#list("settings", settings, "openid-connect", (body, id) => this.#setting(body, id), "slug_perm");
    const found = this.#list("repositories", repositories, "repos", (body, slug) => this.#repository(body, slug));
    const users = this.#users(members);
    return {
      organization,
      scope: "organization",
      accounts,
      settings: read,
      repositories: found,
      grants: this.#grants(found),
      teams: this.#list("teams", teams, "teams", (body, slug) => this.#team(body, slug)),
      ...(users === undefined ? {} : { users }),
      unknowns: this.#unknowns,
    };
  }

  #list<T>(
    about: TrustList,
    part: LivePart,
    path: string,
    read: (body: Body, id: string) => T,
    idField = "slug",
  ): readonly T[] {
    if (!("found" in part)) {
      this.#unknown({ about, reason: part.reason, origin: this.#origin(path) });
      return [];
    }
    return part.found.flatMap((item) => {
      const body = bodyOf(item);
      const id = body[idField];
      if (typeof id === "string" && id !== "") {
        return read(body, id);
      }
      const reason = `an item of the list has no ${idField}`;
      this.#unknown({ about, reason, origin: this.#origin(path) });
      return [];
    });
  }

  #account(body: Body, slug: string): Account {
    const origin = this.#origin(`services/${slug}`);
    return this.#element("accounts", slug, body, origin, (fields) => {
      const description = fields.text(body.description, "description");
      return {
        slug,
        name: fields.text(body.name, "name") || slug,
        role: fields.word(told(body.role), ROLES, "Member", "Manager", ["role"]),
        teams: this.#memberships(body, fields),
        ...(description === undefined || description === "" ? {} : { description }),
        origin,
      };
    });
  }

  #memberships({ teams }: Body, fields: Fields): readonly AccountTeam[] {
    if (!Array.isArray(teams)) {
      fields.unknown(["teams"], NOT_TOLD);
      return [];
    }
    return fields.blocks("teams").map((team, index) => ({
      slug: fields.text(told(team.slug), "teams", String(index), "slug") ?? "",
      role: fields.word(told(team.role), ROLES, "Member", "Manager", ["teams", String(index), "role"]),
    }));
  }

  #setting(body: Body, slug_perm: string): Setting {
    const origin = this.#origin(`openid-connect/${slug_perm}`);
    const name = typeof body.name === "string" && body.name !== "" ? body.name : slug_perm;
    return this.#element("settings", name, body, origin, (fields) => {
      const slug = fields.tryText(body.slug);
      const mapping_claim = fields.text(body.mapping_claim, "mapping_claim") || null;
      return {
        name,
        ...(slug === undefined ? {} : { slug }),
        slug_perm,
        enabled: fields.bool(told(body.enabled), "enabled"),
        provider_url: fields.text(told(body.provider_url), "provider_url") ?? "",
        claims: this.#claims(body, fields),
        service_accounts: fields.texts(
          mapping_claim === null ? told(body.service_accounts) : body.service_accounts,
          "service_accounts",
        ),
        mapping_claim,
        dynamic_mappings: mapping_claim === null ? [] : this.#mappings(slug_perm, fields),
        origin,
      };
    });
  }

  /** Claims that were not told are one that no token has, so that they never look like an empty map. */
  #claims({ claims }: Body, fields: Fields): Claims {
    if (isBody(claims)) {
      // parsed from JSON, so all of it is
      return claims as unknown as Claims;
    }
    fields.unknown(["claims"], NOT_TOLD);
    return { [NOT_TOLD]: NOT_TOLD };
  }

  #mappings(slug_perm: string, fields: Fields): Setting["dynamic_mappings"] {
    const part = this.#parts.mappings.get(slug_perm);
    if (part === undefined || !("found" in part)) {
      fields.unknown(["dynamic_mappings"], part?.reason ?? "not read");
      return [];
    }
    return part.found.map((item, index) => {
      const body = bodyOf(item);
      const text = (name: string): string =>
        fields.text(told(body[name]), "dynamic_mappings", String(index), name) ?? "";
      return { claim_value: text("claim_value"), service_account: text("service_account") };
    });
  }

  #repository(body: Body, slug: string): Repository {
    const origin = this.#origin(`repos/${slug}`);
    return this.#element("repositories", slug, body, origin, (fields) => {
      const [name, slug_perm] = [fields.text(body.name, "name"), fields.tryText(body.slug_perm)];
      const types = ["Public", "Private", "Open-Source"] as const;
      const levels: readonly DefaultPrivilege[] = [...LEVELS, "None"];
      return {
        slug,
        ...(name === undefined ? {} : { name }),
        ...(slug_perm === undefined ? {} : { slug_perm }),
        repository_type_str: fields.word(told(body.repository_type_str), types, "Private", "Public", [
          "repository_type_str",
        ]),
        default_privilege: fields.word(told(body.default_privilege), levels, "None", "Admin", ["default_privilege"]),
        origin,
      };
    });
  }

  #grants(repositories: readonly Repository[]): readonly Grant[] {
    const { seesAllRepositories, repositories: listed, privileges } = this.#parts;
    if (!("found" in listed)) {
      const reason = `the repositories are not known: ${listed.reason}`;
      this.#unknown({ about: "privileges", reason, origin: this.#origin("repos") });
    } else if (!seesAllRepositories) {
      const reason = "this identity is shown the repositories that it may read, and no others";
      this.#unknown({ about: "repositories", reason, origin: this.#origin("repos") });
    }
    return repositories.flatMap(({ slug }) => this.#grantsOn(slug, privileges.get(slug)));
  }

  #grantsOn(repository: string, part: LivePart | undefined): readonly Grant[] {
    const origin = this.#origin(`repos/${repository}/privileges`);
    if (part === undefined || !("found" in part)) {
      this.#unknown({ about: "privileges", name: repository, reason: part?.reason ?? "not read", origin });
      return [];
    }
    return part.found.flatMap((item) => {
      const body = bodyOf(item);
      const [target, ...others] = TARGETS.filter((kind) => typeof body[kind] === "string" && body[kind] !== "");
      if (target === undefined || others.length > 0) {
        const reason = "a grant is not to exactly one of service, team and user";
        this.#unknown({ about: "privileges", name: repository, reason, origin });
        return [];
      }
      return this.#element("privileges", repository, body, origin, (fields) => ({
        repository,
        privilege: fields.word(told(body.privilege), LEVELS, "Read", "Admin", ["privilege"]),
        [target]: String(body[target]),
        origin,
      }));
    });
  }

  #team(body: Body, slug: string): Team {
    const name = typeof body.name === "string" ? body.name : undefined;
    return { slug, ...(name === undefined ? {} : { name }), origin: this.#origin(`teams/${slug}`) };
  }

  /** Undefined where the people were not shown; who cannot sign in is left out. */
  #users(part: LivePart): readonly User[] | undefined {
    if (!("found" in part)) {
      return undefined;
    }
    return part.found.flatMap((item) => {
      const body = bodyOf(item);
      if (typeof body.user !== "string" || body.is_active === false) {
        return [];
      }
      const origin = this.#origin(`members/${body.user}`);
      const fields = new Fields(KNOWN, { type: "", address: "", body });
      const role = fields.word(told(body.role), USER_ROLES, "Member", "Owner", ["role"]);
      return { slug: body.user, role, teams: this.#memberships(body, fields), origin };
    });
  }

  #element<T>(about: TrustList, name: string, body: Body, origin: Origin, read: (fields: Fields) => T): T {
    const fields = new Fields(KNOWN, { type: "", address: origin.at, body });
    const element = read(fields);
    for (const unknown of fields.unknowns(about, name, origin)) {
      this.#unknown(unknown);
    }
    return element;
  }

  #unknown(unknown: Unknown): void {
    this.#unknowns.push(unknown);
  }

  #origin(at: string): Origin {
    return { source: "live", where: this.#where, at };
  }
}

const NOT_TOLD = "the API did not say it";

/** A field that every body of its kind has: one without it is of a shape that is not known here. */
function told(value: Value | undefined): Value {
  return value ?? new NotKnown(NOT_TOLD);
}

function bodyOf(item: unknown): Body {
  return isBody(item as Value) ? (item as Body) : {};
}
