import type { Client } from "../../oidc/index.js";
import { AccessIndex, accessKnown, compareLevels, type RepositoryAccess } from "../access.js";
import { knowledgeOf } from "../algebra/index.js";
import type { GitHubEnvironment, GitHubRepository } from "../github.js";
import type { Account, DefaultPrivilege, Setting, TrustModel, Unknown } from "../model.js";
import { accountName } from "../private/account-name.js";
import { unknownsByOrigin } from "../private/uncertain.js";
import { type Reach, SettingView } from "./setting-view.js";

export interface CheckOptions {
  /** The client that jobs log in with, for what it asks as audience. @default - not known, and not looked at */
  readonly client?: Client;
}

/** A trust model with what rules ask about it, worked out once. */
export class TrustView {
  readonly model: TrustModel;
  readonly options: CheckOptions;
  readonly settings: readonly SettingView[];
  readonly #access: AccessIndex;
  readonly #accessKnown: (account: string) => boolean;
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #reach = new Map<string, Reach>();
  readonly #repositories: ReadonlyMap<string, GitHubRepository>;
  readonly #repositoriesById: ReadonlyMap<string, GitHubRepository>;

  constructor(model: TrustModel, options: CheckOptions = {}) {
    this.model = model;
    this.options = options;
    this.#access = new AccessIndex(model);
    this.#accessKnown = accessKnown(model);
    this.#accounts = new Map(model.accounts.map((account) => [account.slug, account]));
    const repositories = model.github?.repositories ?? [];
    this.#repositories = new Map(repositories.map((each) => [each.full_name.toLowerCase(), each]));
    this.#repositoriesById = new Map(
      repositories.flatMap((each) => (each.id === undefined ? [] : [[String(each.id), each]])),
    );
    const certain = knowledgeOf();
    const known = { knowledge: model.github === undefined ? certain : knowledgeOf(model.github), certain };
    const unknowns = unknownsByOrigin(model);
    this.settings = model.settings.map((setting) => {
      return new SettingView(setting, unknownClaims(setting, unknowns(setting)), known, () => this.#reachOf(setting));
    });
  }

  account(identity: string): Account | undefined {
    return this.#accounts.get(identity);
  }

  /** What people call an account. */
  nameOf(identity: string): string {
    return accountName(identity, this.#accounts.get(identity));
  }

  accessOf(identity: string): readonly RepositoryAccess[] {
    return this.#access.accessOf(identity);
  }

  /** The greatest that an account may do, as far as known. */
  accountReach(identity: string): Reach {
    const known = this.#reach.get(identity);
    if (known !== undefined) {
      return known;
    }
    const account = this.#accounts.get(identity);
    const reach: Reach = {
      level: this.#access.greatest(identity),
      manager: account?.role === "Manager",
      // an account that exists outside of what is declared may have anything
      known: account !== undefined && this.#accessKnown(identity),
    };
    this.#reach.set(identity, reach);
    return reach;
  }

  /** What is known of the GitHub repository that a setting is tied to. */
  repositoryOf(setting: SettingView): GitHubRepository | undefined {
    const name = setting.literal("repository");
    const id = setting.literal("repository_id");
    return (
      (id === undefined ? undefined : this.#repositoriesById.get(id)) ??
      (name === undefined ? undefined : this.repositoryNamed(name))
    );
  }

  /** The GitHub repositories that are known and that enabled settings trust, each once, with the first such setting. */
  trustedRepositories(): ReadonlyMap<GitHubRepository, SettingView> {
    const trusted = new Map<GitHubRepository, SettingView>();
    for (const setting of this.settings) {
      const repository =
        setting.isGitHub && setting.setting.enabled && !setting.admitsNobody ? this.repositoryOf(setting) : undefined;
      if (repository !== undefined && !trusted.has(repository)) {
        trusted.set(repository, setting);
      }
    }
    return trusted;
  }

  repositoryNamed(fullName: string): GitHubRepository | undefined {
    return this.#repositories.get(fullName.toLowerCase());
  }

  /** A repository's environment of that name; GitHub's names ignore case. */
  environmentOf({ environments }: GitHubRepository, name: string): GitHubEnvironment | undefined {
    return environments?.find((each) => each.name.toLowerCase() === name.toLowerCase());
  }

  #reachOf(setting: Setting): Reach {
    const reaches = accountsOf(setting).map((identity) => this.accountReach(identity));
    const [only] = reaches;
    if (only !== undefined && reaches.length === 1) {
      return only;
    }
    return {
      level: reaches.reduce<DefaultPrivilege>(
        (most, { level }) => (compareLevels(level, most) > 0 ? level : most),
        "None",
      ),
      manager: reaches.some(({ manager }) => manager),
      known: reaches.every(({ known }) => known),
    };
  }
}

const NONE: ReadonlySet<string> = new Set();

function unknownClaims({ claims }: Setting, unknowns: readonly Unknown[]): ReadonlySet<string> {
  if (unknowns.length === 0) {
    return NONE;
  }
  const fields = unknowns.flatMap(({ field }) => (field?.[0] === "claims" ? [field[1]] : []));
  const names = fields.includes(undefined) ? Object.keys(claims) : fields;
  return new Set(names.filter((name) => name !== undefined));
}

/** The accounts that a setting can hand out, each once. */
export function accountsOf({ mapping_claim, service_accounts, dynamic_mappings }: Setting): readonly string[] {
  if (mapping_claim === null && service_accounts.length < 2) {
    return service_accounts;
  }
  return mapping_claim === null
    ? [...new Set(service_accounts)]
    : [...new Set(dynamic_mappings.map(({ service_account }) => service_account))];
}
