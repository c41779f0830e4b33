/** What of a live organization an app can declare, and what it cannot, with the reason. */
import { jsonText } from "../../../report/index.js";
import type { Account, AccountTeam, Grant, Setting, TrustModel, Unknown } from "../../../trust/index.js";

export type Engine = "packed" | "registry";

/** Settings as Terraform keeps them: claims as texts, each account and mapping once. */
export interface AdoptedSetting {
  readonly name: string;
  readonly slugPerm: string;
  readonly enabled: boolean;
  readonly providerUrl: string;
  /** By name, in alphabetical order. */
  readonly claims: ReadonlyMap<string, string>;
  /** Slugs; empty where a claim picks the account. */
  readonly accounts: readonly string[];
  /** Undefined where accounts are listed. */
  readonly mapping: { readonly claim: string; readonly accounts: ReadonlyMap<string, string> } | undefined;
}

export interface AdoptedGrant {
  readonly repository: string;
  readonly kind: "service" | "team" | "user";
  readonly slug: string;
  readonly privilege: Grant["privilege"];
}

/** Something that is live and not in the app. */
export interface LeftOut {
  readonly what: "account" | "setting" | "grant";
  readonly name: string;
  readonly reason: string;
}

/** Something that the app says in other words than Cloudsmith does. */
export interface Reworded {
  /** Name of the settings. */
  readonly setting: string;
  readonly text: string;
}

export interface Estate {
  readonly organization: string;
  readonly accounts: readonly Account[];
  readonly settings: readonly AdoptedSetting[];
  readonly grants: readonly AdoptedGrant[];
  readonly leftOut: readonly LeftOut[];
  readonly reworded: readonly Reworded[];
  /** What the API did not show, or showed in part. */
  readonly notRead: readonly { readonly what: string; readonly reason: string }[];
}

const SLUG = /^[-a-zA-Z0-9_]+$/;

/** @param authoritative - the grants on a repository are declared all or none */
export function estateOf(model: TrustModel, engine: Engine, authoritative: boolean): Estate {
  const leftOut: (LeftOut & { readonly repository?: string })[] = [];
  const reworded: Reworded[] = [];
  const unknown = unknownsOf(model);
  const keep = <T>(what: "account" | "setting", name: string, item: T, reason: string | undefined): readonly T[] => {
    if (reason === undefined) {
      return [item];
    }
    leftOut.push({ what, name, reason });
    return [];
  };
  const accounts = model.accounts.flatMap((account) => {
    const once = { ...account, teams: uniqueBy(account.teams, ({ slug }) => slug) };
    return keep("account", account.slug, once, unknown("accounts", account.slug) ?? accountProblem(once));
  });
  const settings = model.settings.flatMap((setting) => {
    const problem = unknown("settings", setting.name) ?? mappingProblem(setting);
    const adopted = adoptedSetting(setting);
    const kept = keep("setting", setting.name, adopted, problem ?? settingProblem(adopted, engine));
    const { claims } = setting;
    const strange = kept.length === 0 ? [] : Object.keys(claims).filter((name) => typeof claims[name] !== "string");
    if (strange.length > 0) {
      const text = `requires ${strange.join(", ")} to be something else than a text; Terraform knows texts only, and the next change of these settings writes it as one`;
      reworded.push({ setting: setting.name, text });
    }
    return kept;
  });
  const grants = uniqueBy(
    model.grants.flatMap((grant) => {
      const adopted = adoptedGrant(grant);
      const name = `${adopted.kind} ${adopted.slug} on ${adopted.repository}`;
      const reason = unknown("privileges", grant.repository) ?? grantProblem(adopted);
      if (reason !== undefined) {
        leftOut.push({ what: "grant", name, reason, repository: grant.repository });
        return [];
      }
      return [adopted];
    }),
    // The provider takes the last of two grants to one target, too.
    ({ repository, kind, slug }) => `${repository} ${kind} ${slug}`,
  );
  const partial = new Set(authoritative ? leftOut.flatMap(({ repository }) => repository ?? []) : []);
  for (const { repository, kind, slug } of grants.filter((grant) => partial.has(grant.repository))) {
    const reason = "another grant on that repository cannot be declared, and the list revokes what it does not name";
    leftOut.push({ what: "grant", name: `${kind} ${slug} on ${repository}`, reason });
  }
  return {
    organization: model.organization,
    accounts: sortedBy(accounts, ({ slug }) => slug),
    settings: sortedBy(settings, ({ name }) => name),
    grants: sortedBy(
      grants.filter(({ repository }) => !partial.has(repository)),
      ({ repository, kind, slug }) => `${repository} ${kind} ${slug}`,
    ),
    leftOut: leftOut.map(({ what, name, reason }) => ({ what, name, reason })),
    reworded,
    notRead: notReadOf(model),
  };
}

/** What is not known of an element, as a reason to leave it out. */
function unknownsOf({ unknowns }: TrustModel): (about: Unknown["about"], name: string) => string | undefined {
  const reasons = new Map<string, string>();
  for (const { about, name, field, reason } of unknowns) {
    if (name !== undefined && field !== undefined) {
      reasons.set(`${about} ${name}`, `${field.join(".")} is not known: ${reason}`);
    }
  }
  return (about, name) => reasons.get(`${about} ${name}`);
}

function notReadOf({ unknowns }: TrustModel): Estate["notRead"] {
  return unknowns
    .filter(({ field }) => field === undefined)
    .map(({ about, name, reason }) => ({ what: name === undefined ? about : `${about} on ${name}`, reason }));
}

function accountProblem({ slug, name, description = "", teams }: Account): string | undefined {
  if (!SLUG.test(slug)) {
    return NO_SLUG;
  }
  if ([...name].length > 120) {
    return "its name has more than 120 characters";
  }
  if ([...description].length > 1024) {
    return "its description has more than 1024 characters";
  }
  return teams.every((team: AccountTeam) => SLUG.test(team.slug)) ? undefined : "the slug of a team of it is none";
}

const NO_SLUG = "its slug is none: letters, digits, - and _ are allowed";

function adoptedSetting(setting: Setting): AdoptedSetting {
  const { name, slug_perm = "", enabled, provider_url, claims, mapping_claim, dynamic_mappings } = setting;
  const texts = Object.keys(claims).map((claim) => [claim, claimText(claims[claim])] as const);
  return {
    name,
    slugPerm: slug_perm,
    enabled,
    providerUrl: provider_url,
    claims: new Map(sortedBy(texts, ([claim]) => claim)),
    accounts: mapping_claim === null ? [...new Set(setting.service_accounts)].sort() : [],
    mapping:
      mapping_claim === null
        ? undefined
        : {
            claim: mapping_claim,
            accounts: new Map(
              sortedBy(dynamic_mappings, ({ claim_value }) => claim_value).map((each) => [
                each.claim_value,
                each.service_account,
              ]),
            ),
          },
  };
}

/** As the provider keeps what is no text. */
function claimText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mappingProblem({ dynamic_mappings }: Setting): string | undefined {
  const accounts = new Map<string, string>();
  for (const { claim_value, service_account } of dynamic_mappings) {
    if ((accounts.get(claim_value) ?? service_account) !== service_account) {
      return `the value ${jsonText(claim_value)} of its mapping claim is mapped to two accounts, and Terraform can declare one`;
    }
    accounts.set(claim_value, service_account);
  }
  return undefined;
}

function settingProblem(setting: AdoptedSetting, engine: Engine): string | undefined {
  const { slugPerm, providerUrl, claims, accounts, mapping } = setting;
  if (!SLUG.test(slugPerm)) {
    return "it has no slug_perm, by which it would be imported";
  }
  if (!isHttpUrl(providerUrl)) {
    return `its issuer ${jsonText(providerUrl)} is no http or https URL`;
  }
  if (claims.has("__proto__")) {
    return 'it requires a claim called "__proto__", which no JSON of cdktf can hold';
  }
  for (const [name, value] of claims) {
    if (value === "" || name === "") {
      return `it requires the claim ${jsonText(name)} to be ${jsonText(value)}: neither may be empty in Terraform`;
    }
    if (engine === "packed" && value.slice(0, -1).includes(".*")) {
      return `it requires the claim ${jsonText(name)} to be ${jsonText(value)}: ".*" means something at the end only, and the provider refuses it elsewhere`;
    }
  }
  const slugs = mapping === undefined ? accounts : [...mapping.accounts.values()];
  if (!slugs.every((slug) => SLUG.test(slug))) {
    return "the slug of an account of it is none";
  }
  return mapping?.accounts.has("") === true ? "its mapping maps an empty value" : undefined;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^/]/.test(text) && URL.canParse(text);
}

function adoptedGrant({ repository, privilege, service, team, user }: Grant): AdoptedGrant {
  const kind = service !== undefined ? "service" : team !== undefined ? "team" : "user";
  return { repository, privilege, kind, slug: service ?? team ?? user ?? "" };
}

function grantProblem({ repository, slug }: AdoptedGrant): string | undefined {
  return SLUG.test(repository) && SLUG.test(slug) ? undefined : NO_SLUG;
}

/** The last of equal ones, at the place of the first. */
function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

export function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
