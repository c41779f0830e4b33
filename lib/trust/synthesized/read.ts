import { TrustError } from "../errors.js";
import type { Account, Grant, Origin, Repository, Setting, Team, TrustList, TrustModel, Unknown } from "../model.js";
import { type Json, setOwn } from "../private/json.js";
import { Fields } from "./fields.js";
import { type Block, isRepeated, Stack } from "./stack.js";

/**
 * Reads trust from a synthesized stack: the value of a `cdk.tf.json`, or of any configuration in Terraform's JSON
 * syntax.
 *
 * A slug that Cloudsmith will give is not known yet: such an account, repository or team is identified by
 * `${address}`, and references to it from settings and grants join it. Other values that are known only after the
 * deployment stay expressions, and are listed in `unknowns`.
 *
 * @param where the stack's file, for messages and origins
 * @throws TrustError `invalid_app`, or `several_organizations` when its resources are of more than one
 */
export function readSynthesized(value: unknown, where: string): TrustModel {
  const stack = new Stack(value, where);
  const reader = new StackReader(stack, where);
  return reader.model();
}

const LEVELS = ["Admin", "Write", "Read"] as const;
const ROLES = ["Manager", "Member"] as const;
const TARGETS = ["service", "team", "user"] as const;

class StackReader {
  readonly #stack: Stack;
  readonly #where: string;
  readonly #unknowns: Unknown[] = [];
  readonly #organizations = new Map<string, string>();

  constructor(stack: Stack, where: string) {
    this.#stack = stack;
    this.#where = where;
  }

  model(): TrustModel {
    const accounts = this.#each("cloudsmith_service", "accounts", (block, fields) => this.#account(block, fields));
    const settings = this.#each("cloudsmith_oidc", "settings", (block, fields) => this.#setting(block, fields));
    const repositories = this.#each("cloudsmith_repository", "repositories", (block, fields) =>
      this.#repository(block, fields),
    );
    const teams = this.#each("cloudsmith_team", "teams", (block, fields) => this.#team(block, fields));
    const grants = [
      ...this.#each("cloudsmith_repository_privilege", "privileges", (block, fields) => this.#grant(block, fields)),
      ...this.#each("cloudsmith_repository_privileges", "privileges", (block, fields) => this.#grants(block, fields)),
    ];
    return {
      organization: this.#organization(),
      scope: "declared",
      accounts: accounts.map(({ element }) => element),
      settings: settings.map(({ element }) => element),
      repositories: repositories.map(({ element }) => element),
      grants: grants.flatMap(({ element }) => element),
      teams: teams.map(({ element }) => element),
      unknowns: this.#unknowns,
    };
  }

  #each<T>(
    type: string,
    about: TrustList,
    read: (block: Block, fields: Fields) => { readonly name: string; readonly element: T },
  ): readonly { readonly element: T }[] {
    return this.#stack.resources(type).map((block) => {
      const fields = new Fields(this.#stack, block);
      this.#noteOrganization(block);
      const found = read(block, fields);
      const origin = this.#origin(block);
      this.#unknowns.push(...fields.unknowns(about, found.name, origin));
      if (isRepeated(block)) {
        const reason = `made as often as its ${block.body.count === undefined ? "for_each" : "count"} says`;
        this.#unknowns.push({ about, name: found.name, reason, origin });
      }
      return found;
    });
  }

  #account(block: Block, fields: Fields): { name: string; element: Account } {
    const { body } = block;
    const slug = this.#stack.identity(block);
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
        ...(description === undefined ? {} : { description }),
        origin: this.#origin(block),
      },
    };
  }

  #setting(block: Block, fields: Fields): { name: string; element: Setting } {
    const { body } = block;
    const name = fields.text(body.name, "name") ?? `\${${block.address}.name}`;
    return {
      name,
      element: {
        name,
        enabled: fields.bool(body.enabled, "enabled"),
        provider_url: fields.text(body.provider_url, "provider_url") ?? "",
        claims: this.#claims(body.claims, fields),
        service_accounts: fields.texts(body.service_accounts, "service_accounts"),
        mapping_claim: fields.text(body.mapping_claim, "mapping_claim") ?? null,
        dynamic_mappings: fields.blocks("dynamic_mappings").map((mapping, index) => ({
          claim_value: fields.text(mapping.claim_value, "dynamic_mappings", String(index), "claim_value") ?? "",
          service_account:
            fields.text(mapping.service_account, "dynamic_mappings", String(index), "service_account") ?? "",
        })),
        origin: this.#origin(block),
      },
    };
  }

  /** Claims that are not known at all are one that no token has, so that they never look like an empty map. */
  #claims(value: Json | undefined, fields: Fields): Setting["claims"] {
    const claims: { [name: string]: Json } = {};
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [name, required] of Object.entries(value)) {
        const text = fields.text(required, "claims", name);
        if (text !== undefined) {
          setOwn(claims, name, text);
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

  #repository(block: Block, fields: Fields): { name: string; element: Repository } {
    const { body } = block;
    const slug = this.#stack.identity(block);
    const name = fields.text(body.name, "name");
    const types = ["Public", "Private", "Open-Source"] as const;
    const levels = [...LEVELS, "None"] as const;
    return {
      name: slug,
      element: {
        slug,
        ...(name === undefined ? {} : { name }),
        repository_type_str: fields.word(body.repository_type, types, "Private", "Public", ["repository_type_str"]),
        default_privilege: fields.word(body.default_privilege, levels, "None", "Admin", ["default_privilege"]),
        origin: this.#origin(block),
      },
    };
  }

  #team(block: Block, fields: Fields): { name: string; element: Team } {
    const slug = this.#stack.identity(block);
    const name = fields.text(block.body.name, "name");
    return { name: slug, element: { slug, ...(name === undefined ? {} : { name }), origin: this.#origin(block) } };
  }

  #grant(block: Block, fields: Fields): { name: string; element: readonly Grant[] } {
    const { body } = block;
    const repository = fields.text(body.repository, "repository") ?? "";
    const privilege = fields.word(body.privilege, LEVELS, "Read", "Admin", ["privilege"]);
    const grants = TARGETS.flatMap((target) => {
      const slug = fields.text(body[target], target);
      return slug === undefined ? [] : [{ repository, privilege, [target]: slug, origin: this.#origin(block) }];
    });
    return { name: repository, element: grants };
  }

  #grants(block: Block, fields: Fields): { name: string; element: readonly Grant[] } {
    const repository = fields.text(block.body.repository, "repository") ?? "";
    const grants = TARGETS.flatMap((target) =>
      fields.blocks(target).map((grant, index) => ({
        repository,
        privilege: fields.word(grant.privilege, LEVELS, "Read", "Admin", [target, String(index), "privilege"]),
        [target]: fields.text(grant.slug, target, String(index), "slug") ?? "",
        origin: this.#origin(block),
      })),
    );
    return { name: repository, element: grants };
  }

  #noteOrganization({ body, address }: Block): void {
    const value = body.organization ?? body.namespace;
    if (typeof value === "string") {
      const { text, known } = this.#stack.resolve(value);
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
        `${this.#where}: ${first[1]} is of the organization ${first[0]}, ${second[1]} of ${second[0]}; trust is judged one organization at a time`,
      );
    }
    return first?.[0] ?? "";
  }

  #origin(block: Block): Origin {
    return { source: "synthesized", where: this.#where, at: block.address };
  }
}
