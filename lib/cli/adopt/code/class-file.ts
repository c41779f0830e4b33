/** The file of a repository, a team, the shared accounts or the shared settings: one class that declares them. */
import type { Account } from "../../../trust/index.js";
import type { ElementKey } from "../fit/acceptances.js";
import type { AdoptedGrant, AdoptedSetting } from "../fit/estate.js";
import type { Fleet } from "../fit/fleets.js";
import { isSayable, type Pipeline } from "../fit/pipelines.js";
import { keyOf, type PlacedAccount } from "../fit/placement.js";
import { acceptances } from "./acceptance.js";
import { Grants } from "./grants.js";
import type { FileLayout, Layout } from "./layout.js";
import { literal, valueLiteral } from "./literal.js";
import { camelCase } from "./names.js";
import { fleetCode, fleetPrefix, pipelineCode } from "./pipeline.js";
import { array, call, object, property, WIDTH } from "./print.js";
import { type AccountReference, FileScope } from "./scope.js";
import { rawSettingCode, settingCode } from "./setting.js";

export interface ClassFile {
  readonly text: string;
  readonly existing: ReadonlyMap<string, string>;
  /** Elements on which something is accepted. */
  readonly accepted: readonly ElementKey[];
}

export function classFile(layout: Layout, file: FileLayout, pathsOf: AccountPaths): ClassFile {
  return new ClassWriter(layout, file, pathsOf).write();
}

/** Where other files declared their accounts, as ids from the stack down. */
export type AccountPaths = Map<string, readonly string[]>;

class ClassWriter {
  readonly #layout: Layout;
  readonly #file: FileLayout;
  readonly #paths: AccountPaths;
  readonly #scope: FileScope;
  readonly #local = new Map<string, AccountReference>();
  readonly #accepted: ElementKey[] = [];
  /** Accounts that something after their own declaration speaks of. */
  readonly #spokenOf: ReadonlySet<string>;

  constructor(layout: Layout, file: FileLayout, paths: AccountPaths) {
    this.#layout = layout;
    this.#file = file;
    this.#paths = paths;
    this.#scope = new FileScope(file.scopeId);
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
    const grants = new Grants(this.#scope, this.#layout, placed.place, (grant) => this.#grantee(grant));
    const accounts = new Map(declared.accounts.map((each) => [each.account.slug, each]));
    const pipelines = new Map(declared.pipelines.map((each) => [each.account.slug, each]));
    const settings = new Set(declared.settings);
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
      // Its own settings stand right behind it.
      for (const setting of [...settings].filter(
        (each) => each.accounts.length === 1 && each.accounts[0] === account.slug,
      )) {
        this.#setting(setting, false);
        settings.delete(setting);
      }
    }
    for (const fleet of declared.fleets) {
      this.#fleet(fleet);
    }
    for (const setting of settings) {
      this.#setting(setting, true);
    }
    if (this.#layout.authoritative) {
      grants.declareAll(placed.grants);
    }
    this.#expose();
    return { text: this.#text(), existing: this.#scope.existing, accepted: this.#accepted };
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
    const { slug, name, description, role, teams } = account;
    const memberships = teams.map((team) =>
      object([
        property("team", literal(team.slug)),
        team.role === "Manager" ? property("role", '"Manager"') : undefined,
      ]),
    );
    const props = object([
      name === id ? undefined : property("name", valueLiteral(name)),
      description === undefined ? undefined : property("description", valueLiteral(description)),
      role === "Manager" ? property("role", '"Manager"') : undefined,
      teams.length === 0 ? undefined : property("teams", array(memberships)),
    ]);
    const items = ["this", literal(id), ...(props.items.length === 0 ? [] : [props])];
    const head = `new ${this.#scope.ours("ServiceAccount")}`;
    this.#scope.add(call(head, ...items), variable === undefined ? "" : `const ${variable} = `);
    this.#declareAccount(slug, variable, this.#scope.pathOf(id));
  }

  #declareAccount(slug: string, code: string | undefined, path: readonly string[]): void {
    this.#scope.import(path, `${this.#layout.organization}.${slug}`);
    this.#paths.set(slug, path);
    if (code !== undefined) {
      this.#local.set(slug, { code, path });
    }
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
      this.#declareAccount(
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

  #setting(setting: AdoptedSetting, apart: boolean): void {
    const scope = this.#scope;
    const { organization, findings } = this.#layout;
    if (apart) {
      scope.gap();
    }
    const slugs = [...setting.accounts, ...(setting.mapping?.accounts.values() ?? [])];
    const references = new Map(slugs.map((slug) => [slug, this.#reference(slug)]));
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
    const codes = new Map(fleet.members.map(({ account }) => [account, this.#reference(account).code]));
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
    acceptances(this.#scope, findings, { ...this.#layout.acceptance, ...on });
    this.#accepted.push(...keys.filter((key) => this.#layout.findings.has(key)));
  }

  #grantee({ kind, slug }: AdoptedGrant): AccountReference {
    if (kind === "service") {
      return this.#reference(slug);
    }
    const id = this.#scope.id(`${kind}-${slug}`);
    const type = this.#scope.ours(kind === "team" ? "Team" : "User");
    return { code: `${type}.fromSlug(this, ${literal(id)}, ${literal(slug)})`, path: this.#scope.pathOf(id) };
  }

  /** The account as this file calls it; one that is declared nowhere is spoken of by its slug. */
  #reference(slug: string): AccountReference {
    const known = this.#local.get(slug);
    if (known !== undefined) {
      return known;
    }
    const home = this.#layout.homes.get(slug);
    const reference =
      home === undefined || home === this.#file
        ? this.#undeclared(slug)
        : { code: `props.${home.variable}.${home.exposed.get(slug)}`, path: this.#paths.get(slug) ?? [] };
    this.#local.set(slug, reference);
    return reference;
  }

  #undeclared(slug: string): AccountReference {
    const scope = this.#scope;
    const id = scope.id(slug, `${slug}-account`);
    const variable = scope.variables.unique(camelCase(slug), camelCase(`${slug}-account`));
    scope.add(
      call(`${scope.ours("ServiceAccount")}.fromSlug`, "this", literal(id), literal(slug)),
      `const ${variable} = `,
    );
    return { code: variable, path: scope.pathOf(id), slug };
  }

  #expose(): void {
    if (this.#file.exposed.size > 0) {
      this.#scope.gap();
    }
    for (const [slug, name] of this.#file.exposed) {
      this.#scope.add(this.#reference(slug).code, `this.${name} = `);
    }
  }

  #needed(): readonly FileLayout[] {
    return this.#layout.files.filter(({ placed }) => this.#file.needs.includes(keyOf(placed.place)));
  }

  #text(): string {
    const { className, exposed } = this.#file;
    const { imports, body } = this.#scope;
    imports.use("constructs", "Construct");
    const needed = this.#needed();
    for (const { path, className: type } of needed) {
      imports.useType(relativeModule(this.#file.path, path), type);
    }
    if (exposed.size > 0) {
      imports.useType("cloudsmith-trust", "IServiceAccount");
    }
    const fields = [...exposed.values()].map((name) => `  readonly ${name}: IServiceAccount;\n`).join("");
    const props = needed.map(({ variable, className: type }) => `  readonly ${variable}: ${type};\n`).join("");
    const declaration =
      needed.length === 0
        ? ""
        : `/** The files whose accounts are spoken of here. */\nexport interface ${className}Props {\n${props}}\n\n`;
    const parameters = ["scope: Construct", "id: string", ...(needed.length === 0 ? [] : [`props: ${className}Props`])];
    return [
      `${imports.render()}\n${declaration}/** ${purposeOf(this.#file)} */\nexport class ${className} extends Construct {\n`,
      fields === "" ? "" : `${fields}\n`,
      `${constructorLine(parameters)}    super(scope, id);\n${body === "" ? "" : `\n${body}`}  }\n}\n`,
    ].join("");
  }
}

function constructorLine(parameters: readonly string[]): string {
  const line = `  constructor(${parameters.join(", ")}) {\n`;
  return line.length - 1 <= WIDTH
    ? line
    : `  constructor(\n${parameters.map((each) => `    ${each},\n`).join("")}  ) {\n`;
}

function purposeOf({ placed: { place } }: FileLayout): string {
  switch (place.kind) {
    case "accounts":
      return "Service accounts that belong to no one repository or team.";
    case "settings":
      return "Provider settings that hand out accounts of several files, or none.";
    case "team":
      return `Service accounts of the team ${place.slug}.`;
    case "repository":
      return `Who gets at the Cloudsmith repository ${place.slug}.`;
  }
}

function relativeModule(from: string, to: string): string {
  const target = to.replace(/\.ts$/, ".js");
  return from.includes("/") ? `../${target}` : `./${target}`;
}

/**
 * The constructs list accounts by their paths, or by slugs that are written down, and the registry's provider reads them
 * by their slugs.
 */
function inOrder(
  { accounts }: AdoptedSetting,
  references: ReadonlyMap<string, AccountReference>,
  stack: string,
): boolean {
  const keys = accounts.map((account) => {
    const { slug, path = [] } = references.get(account) ?? {};
    return slug ?? [stack, ...path].join("/");
  });
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);
}
