/** The file of a repository, a team, the shared accounts or the shared settings: one class that declares them. */
import type { Account } from "../../../trust/index.js";
import type { ElementKey } from "../fit/acceptances.js";
import type { AdoptedSetting } from "../fit/estate.js";
import type { Fleet } from "../fit/fleets.js";
import { isSayable, type Pipeline } from "../fit/pipelines.js";
import { groupBy, type PlacedAccount } from "../fit/placement.js";
import { acceptances } from "./acceptance.js";
import { accountCode } from "./account.js";
import { classText } from "./class-text.js";
import { Grants } from "./grants.js";
import type { FileLayout, Layout } from "./layout.js";
import { camelCase } from "./names.js";
import { fleetCode, fleetPrefix, pipelineCode } from "./pipeline.js";
import { type AccountPaths, References } from "./references.js";
import { FileScope } from "./scope.js";
import { inOrder, rawSettingCode, settingCode } from "./setting.js";

export interface ClassFile {
  readonly text: string;
  readonly existing: ReadonlyMap<string, string>;
  /** Elements on which something is accepted, with the lines that do so. */
  readonly accepted: ReadonlyMap<ElementKey, AcceptedLines>;
}

/** Lines by the rule that each accepts, counted from 1. */
export type AcceptedLines = ReadonlyMap<string, number>;

export function classFile(layout: Layout, file: FileLayout, pathsOf: AccountPaths): ClassFile {
  return new ClassWriter(layout, file, pathsOf).write();
}

class ClassWriter {
  readonly #layout: Layout;
  readonly #file: FileLayout;
  readonly #scope: FileScope;
  readonly #references: References;
  readonly #accepted = new Map<ElementKey, AcceptedLines>();
  /** Accounts that something after their own declaration speaks of. */
  readonly #spokenOf: ReadonlySet<string>;

  constructor(layout: Layout, file: FileLayout, paths: AccountPaths) {
    this.#layout = layout;
    this.#file = file;
    this.#scope = new FileScope(file.scopeId);
    this.#references = new References(this.#scope, layout, file, paths);
    this.#spokenOf = new Set([
      ...file.exposed.keys(),
      ...file.declared.fleets.flatMap(({ members }) => members.map(({ account }) => account)),
      ...file.declared.settings.flatMap(({ accounts, mapping }) => [
        ...accounts,
        ...(mapping?.accounts.values() ?? []),
      ]),
      ...file.placed.grants.flatMap(({ kind, slug }) => (kind === "service" ? [slug] : [])),
    ]);
  }

  write(): ClassFile {
    const { placed, declared } = this.#file;
    const grants = new Grants(this.#scope, this.#layout, placed.place, (grant) => this.#references.grantee(grant));
    const accounts = new Map(declared.accounts.map((each) => [each.account.slug, each]));
    const pipelines = new Map(declared.pipelines.map((each) => [each.account.slug, each]));
    const local = new Set(placed.accounts.map(({ account }) => account.slug));
    // Settings of one account stand right behind it.
    const own = groupBy(declared.settings, ({ accounts: [slug = "", ...others] }) =>
      others.length === 0 && local.has(slug) ? slug : "",
    );
    if (!this.#layout.authoritative) {
      grants.declare(placed.grants);
    }
    for (const { account } of placed.accounts) {
      const pipeline = pipelines.get(account.slug);
      const alone = accounts.get(account.slug);
      if (pipeline !== undefined) {
        this.#pipeline(pipeline);
      } else if (alone !== undefined) {
        this.#account(alone, grants);
      }
      for (const setting of own.get(account.slug) ?? []) {
        this.#setting(setting, false);
      }
    }
    for (const fleet of declared.fleets) {
      this.#fleet(fleet);
    }
    for (const setting of own.get("") ?? []) {
      this.#setting(setting, true);
    }
    if (this.#layout.authoritative) {
      grants.declareAll(placed.grants);
    }
    this.#expose();
    const text = classText(this.#layout, this.#file, this.#scope);
    // what stands above the statements; below them, the constructor and the class end
    const above = text.split("\n").length - 1 - this.#scope.lineCount - 2;
    const inFile = (lines: AcceptedLines): AcceptedLines => new Map([...lines].map(([rule, at]) => [rule, above + at]));
    return {
      text,
      existing: this.#scope.existing,
      accepted: new Map([...this.#accepted].map(([key, lines]) => [key, inFile(lines)])),
    };
  }

  #account({ account, grants: own }: PlacedAccount, grants: Grants): void {
    const scope = this.#scope;
    scope.gap();
    const findings = this.#layout.findings.get(`account ${account.slug}`) ?? [];
    const variable =
      this.#spokenOf.has(account.slug) || own.length > 0 || findings.length > 0
        ? scope.variables.unique(camelCase(account.slug), camelCase(`${account.slug}-account`))
        : undefined;
    this.#newAccount(account, variable, scope.id(account.slug));
    if (variable !== undefined) {
      this.#accept(variable, `account ${account.slug}`);
    }
    grants.declare(own);
  }

  #newAccount(account: Account, variable: string | undefined, id: string): void {
    const code = accountCode(this.#scope, account, id);
    this.#scope.add(code, variable === undefined ? "" : `const ${variable} = `);
    this.#references.declared(account.slug, variable, this.#scope.pathOf(id));
  }

  #pipeline(pipeline: Pipeline): void {
    const scope = this.#scope;
    const { account, settings, grants } = pipeline;
    const { organization, findings } = this.#layout;
    scope.gap();
    const id = scope.id(account.slug);
    let own: string | undefined;
    if (account.role === "Manager" || account.teams.length > 0) {
      own = scope.variables.unique(camelCase(`${account.slug}-account`));
      this.#newAccount(account, own, scope.id(`${account.slug}-account`));
      this.#accept(own, `account ${account.slug}`);
    }
    const keys: ElementKey[] = [
      ...(own === undefined ? [`account ${account.slug}` as const] : []),
      ...settings.map(({ slugPerm }) => `setting ${slugPerm}` as const),
    ];
    const open = keys.flatMap((key) => findings.get(key) ?? []);
    const variable =
      open.length > 0 || (own === undefined && this.#spokenOf.has(account.slug))
        ? scope.variables.unique(camelCase(account.slug), camelCase(`${account.slug}-jobs`))
        : undefined;
    const { code, ways } = pipelineCode(scope, pipeline, {
      id,
      account: own,
      fallbackName: ["ci", ...scope.pathOf(id)].join("-"),
    });
    scope.add(code, variable === undefined ? "" : `const ${variable} = `);
    if (own === undefined) {
      this.#references.declared(
        account.slug,
        variable === undefined ? undefined : `${variable}.account`,
        scope.pathOf(id, "Account"),
      );
    }
    for (const [way, slugPerm] of ways) {
      scope.import(scope.pathOf(id, way), `${organization}.${slugPerm}`);
    }
    for (const { repository, kind, slug } of grants) {
      scope.import(scope.pathOf(id, `Grant-${repository}`), `${organization}.${repository}.${kind}.${slug}`);
    }
    if (variable !== undefined) {
      this.#accept(variable, ...keys);
    }
  }

  #expose(): void {
    if (this.#file.exposed.size > 0) {
      this.#scope.gap();
    }
    for (const [slug, name] of this.#file.exposed) {
      this.#scope.add(this.#references.account(slug).code, `this.${name} = `);
    }
  }

  #setting(setting: AdoptedSetting, apart: boolean): void {
    const scope = this.#scope;
    const { organization, findings } = this.#layout;
    if (apart) {
      scope.gap();
    }
    const slugs = [...setting.accounts, ...(setting.mapping?.accounts.values() ?? [])];
    const references = new Map(slugs.map((slug) => [slug, this.#references.account(slug)]));
    const open = findings.get(`setting ${setting.slugPerm}`) ?? [];
    const id = scope.id(setting.name, `${setting.name}-settings`);
    const variable = open.length === 0 ? undefined : scope.variables.unique(camelCase(id), camelCase(`${id}-settings`));
    const codeOf = (slug: string) => references.get(slug)?.code ?? "";
    const raw =
      !isSayable(setting) || (this.#layout.engine === "registry" && !inOrder(setting, references, organization));
    const code = raw
      ? rawSettingCode(scope, setting, { id, organization, codeOf })
      : settingCode(scope, setting, { id, codeOf });
    scope.add(code, variable === undefined ? "" : `const ${variable} = `);
    scope.import(scope.pathOf(id), `${organization}.${setting.slugPerm}`);
    if (variable !== undefined) {
      this.#acceptOn({ variable, raw }, `setting ${setting.slugPerm}`);
    }
  }

  #fleet(fleet: Fleet): void {
    const scope = this.#scope;
    const { organization, findings } = this.#layout;
    scope.gap();
    const codes = new Map(fleet.members.map(({ account }) => [account, this.#references.account(account).code]));
    const id = scope.id(fleetPrefix(fleet.ways) ?? fleet.ways[0]?.setting.name ?? "fleet", "fleet");
    const { code, ways } = fleetCode(scope, fleet, { id, codeOf: (slug) => codes.get(slug) ?? "" });
    const keys = fleet.ways.map(({ setting }) => `setting ${setting.slugPerm}` as const);
    const variable = keys.some((key) => findings.has(key))
      ? scope.variables.unique(camelCase(id), camelCase(`${id}-fleet`))
      : undefined;
    scope.add(code, variable === undefined ? "" : `const ${variable} = `);
    for (const [way, slugPerm] of ways) {
      scope.import(scope.pathOf(id, way), `${organization}.${slugPerm}`);
    }
    if (variable !== undefined) {
      this.#accept(variable, ...keys);
    }
  }

  #accept(variable: string, ...keys: readonly ElementKey[]): void {
    this.#acceptOn({ variable, raw: false }, ...keys);
  }

  #acceptOn(on: { readonly variable: string; readonly raw: boolean }, ...keys: readonly ElementKey[]): void {
    const findings = keys.flatMap((key) => this.#layout.findings.get(key) ?? []);
    const lines = acceptances(this.#scope, findings, { ...this.#layout.acceptance, ...on });
    for (const key of keys.filter((each) => this.#layout.findings.has(each))) {
      this.#accepted.set(key, new Map([...lines, ...(this.#accepted.get(key) ?? [])]));
    }
  }
}
