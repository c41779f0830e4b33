import { TrustError } from "../errors.js";
import type { Account, Grant, Origin, Repository, Setting, Team, TrustList, TrustModel, Unknown } from "../model.js";
import { type Json, setOwn } from "../private/json.js";
import { Fields } from "./fields.js";
import type { Resource, ResourceSource } from "./source.js";
import { isBody, type Value } from "./value.js";

/**
 * The trust that resources of the provider, ours or the official one, declare. Both have the same names.
 *
 * @throws TrustError `several_organizations` when they are of more than one
 */
export function readResources(source: ResourceSource): TrustModel {
  return new ResourceReader(source).model();
}

const LEVELS = ["Admin", "Write", "Read"] as const;
const ROLES = ["Manager", "Member"] as const;
const TARGETS = ["service", "team", "user"] as const;

class ResourceReader {
  readonly #source: ResourceSource;
  readonly #unknowns: Unknown[] = [];
  readonly #organizations = new Map<string, string>();

  constructor(source: ResourceSource) {
    this.#source = source;
  }

  model(): TrustModel {
    const accounts = this.#each("cloudsmith_service", "accounts", (resource, fields, origin) =>
      this.#account(resource, fields, origin),
    );
    const settings = this.#each("cloudsmith_oidc", "settings", (resource, fields, origin) =>
      this.#setting(resource, fields, origin),
    );
    const repositories = this.#each("cloudsmith_repository", "repositories", (resource, fields, origin) =>
      this.#repository(resource, fields, origin),
    );
    const teams = this.#each("cloudsmith_team", "teams", (resource, fields, origin) =>
      this.#team(resource, fields, origin),
    );
    const grants = [
      ...this.#each("cloudsmith_repository_privilege", "privileges", (resource, fields, origin) =>
        this.#grant(resource, fields, origin),
      ),
      ...this.#each("cloudsmith_repository_privileges", "privileges", (resource, fields, origin) =>
        this.#grants(resource, fields, origin),
      ),
    ].flat();
    return {
      organization: this.#organization(),
      scope: "declared",
      accounts,
      settings,
      repositories,
      grants: withSlugs(grants, repositories),
      teams,
      unknowns: this.#unknowns,
    };
  }

  #each<T>(
    type: string,
    about: TrustList,
    read: (resource: Resource, fields: Fields, origin: Origin) => { readonly name: string; readonly element: T },
  ): readonly T[] {
    return this.#source.resources(type).map((resource) => {
      const fields = new Fields(this.#source, resource);
      this.#noteOrganization(resource);
      const origin = this.#origin(resource);
      const { name, element } = read(resource, fields, origin);
      this.#unknowns.push(...fields.unknowns(about, name, origin));
      const reason = this.#source.uncertainty(resource);
      if (reason !== undefined) {
        this.#unknowns.push({ about, name, reason, origin });
      }
      return element;
    });
  }

  #account(resource: Resource, fields: Fields, origin: Origin): { name: string; element: Account } {
    const { body } = resource;
    const slug = this.#source.identity(resource);
    const description = fields.text(body.description, "description");
    return {
      name: slug,
      element: {
        slug,
        name: fields.text(body.name, "name") ?? slug,
        role: fields.word(body.role, ROLES, "Member", "Manager", ["role"]),
        teams: fields.blocks("team").map((team, index) => ({
          slug: fields.text(team.slug, "teams", String(index), "slug") ?? "",
          role: fields.word(team.role, ROLES, "Member", "Manager", ["teams", String(index), "role"]),
        })),
        ...(description === undefined || description === "" ? {} : { description }),
        ...(typeof body.store_api_key === "boolean" ? { key_stored: body.store_api_key } : {}),
        origin,
      },
    };
  }

  #setting(resource: Resource, fields: Fields, origin: Origin): { name: string; element: Setting } {
    const { body } = resource;
    const name = fields.text(body.name, "name") ?? `\${${resource.address}.name}`;
    const [slug, slug_perm] = [fields.tryText(body.slug), fields.tryText(body.slug_perm)];
    return {
      name,
      element: {
        name,
        ...(slug === undefined ? {} : { slug }),
        ...(slug_perm === undefined ? {} : { slug_perm }),
        enabled: fields.bool(body.enabled, "enabled"),
        provider_url: fields.text(body.provider_url, "provider_url") ?? "",
        claims: this.#claims(body.claims, fields),
        service_accounts: fields.texts(body.service_accounts, "service_accounts"),
        // states of the official provider hold empty texts for what is absent
        mapping_claim: fields.text(body.mapping_claim, "mapping_claim") || null,
        dynamic_mappings: fields.blocks("dynamic_mappings").map((mapping, index) => ({
          claim_value: fields.text(mapping.claim_value, "dynamic_mappings", String(index), "claim_value") ?? "",
          service_account:
            fields.text(mapping.service_account, "dynamic_mappings", String(index), "service_account") ?? "",
        })),
        origin,
      },
    };
  }

  /** Claims that are not known at all are one that no token has, so that they never look like an empty map. */
  #claims(value: Value | undefined, fields: Fields): Setting["claims"] {
    const claims: { [name: string]: Json } = {};
    if (isBody(value)) {
      for (const [name, required] of Object.entries(value)) {
        const text = fields.text(required, "claims", name);
        if (text !== undefined) {
          // the keys of a map are templates, too
          setOwn(claims, fields.tryText(name) ?? name, text);
        }
      }
      return claims;
    }
    const whole = fields.text(value, "claims");
    if (whole !== undefined) {
      setOwn(claims, whole, whole);
    }
    return claims;
  }

  #repository(resource: Resource, fields: Fields, origin: Origin): { name: string; element: Repository } {
    const { body } = resource;
    const slug = this.#source.identity(resource);
    const [name, slug_perm] = [fields.text(body.name, "name"), fields.tryText(body.slug_perm)];
    const types = ["Public", "Private", "Open-Source"] as const;
    const levels = [...LEVELS, "None"] as const;
    return {
      name: slug,
      element: {
        slug,
        ...(name === undefined ? {} : { name }),
        ...(slug_perm === undefined ? {} : { slug_perm }),
        repository_type_str: fields.word(body.repository_type, types, "Private", "Public", ["repository_type_str"]),
        default_privilege: fields.word(body.default_privilege, levels, "None", "Admin", ["default_privilege"]),
        origin,
      },
    };
  }

  #team(resource: Resource, fields: Fields, origin: Origin): { name: string; element: Team } {
    const slug = this.#source.identity(resource);
    const name = fields.text(resource.body.name, "name");
    return { name: slug, element: { slug, ...(name === undefined ? {} : { name }), origin } };
  }

  #grant(resource: Resource, fields: Fields, origin: Origin): { name: string; element: readonly Grant[] } {
    const { body } = resource;
    const repository = fields.text(body.repository, "repository") ?? "";
    const privilege = fields.word(body.privilege, LEVELS, "Read", "Admin", ["privilege"]);
    const grants = TARGETS.flatMap((target) => {
      const slug = fields.text(body[target], target);
      return slug === undefined ? [] : [{ repository, privilege, [target]: slug, origin }];
    });
    return { name: repository, element: grants };
  }

  #grants(resource: Resource, fields: Fields, origin: Origin): { name: string; element: readonly Grant[] } {
    const repository = fields.text(resource.body.repository, "repository") ?? "";
    const grants = TARGETS.flatMap((target) =>
      fields.blocks(target).map((grant, index) => ({
        repository,
        privilege: fields.word(grant.privilege, LEVELS, "Read", "Admin", [target, String(index), "privilege"]),
        [target]: fields.text(grant.slug, target, String(index), "slug") ?? "",
        origin,
      })),
    );
    return { name: repository, element: grants };
  }

  #noteOrganization({ body, address }: Resource): void {
    const value = body.organization ?? body.namespace;
    if (typeof value === "string") {
      const { text, known } = this.#source.resolve(value);
      if (known && !this.#organizations.has(text)) {
        this.#organizations.set(text, address);
      }
    }
  }

  /** Empty where no resource says it, or only by expressions. */
  #organization(): string {
    const [first, second] = this.#organizations;
    if (first !== undefined && second !== undefined) {
      throw new TrustError(
        "several_organizations",
        `${this.#source.where}: ${first[1]} is of the organization ${first[0]}, ${second[1]} of ${second[0]}; trust is judged one organization at a time`,
      );
    }
    return first?.[0] ?? "";
  }

  #origin({ address }: Resource): Origin {
    return { source: this.#source.source, where: this.#source.where, at: address };
  }
}

/** Cloudsmith takes a repository's slug_perm wherever it takes its slug. */
function withSlugs(grants: readonly Grant[], repositories: readonly Repository[]): readonly Grant[] {
  const slugs = new Map(
    repositories.flatMap(({ slug, slug_perm }) => (slug_perm === undefined ? [] : [[slug_perm, slug]])),
  );
  return slugs.size === 0
    ? grants
    : grants.map((grant) => ({ ...grant, repository: slugs.get(grant.repository) ?? grant.repository }));
}
