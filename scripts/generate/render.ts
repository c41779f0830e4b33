/** One L1 class, with the interfaces and classes of what is nested in it, as TypeScript source. */
import type { Attribute, Block, NestedBlock, Schema } from "../../lib/terraform/schema.js";
import { attributeDocs, comment } from "./docs.js";
import { camel, pascal } from "./names.js";
import { type Attributes, objectElement, shapeOf } from "./types.js";

export type ClassKind = "resource" | "data" | "provider";

const BASES = { resource: "CloudsmithResource", data: "TerraformDataSource", provider: "TerraformProvider" } as const;

/** Written even when the configuration says nothing: an account's key must never reach state by a default of either provider. */
const OTHERWISE: { readonly [attribute: string]: boolean } = { "cloudsmith_service.store_api_key": false };

/** Members of cdktf's own classes that an attribute's getter must not shadow. */
const RESERVED = new Set([
  "count",
  "provider",
  "lifecycle",
  "connection",
  "provisioners",
  "node",
  "fqn",
  "forEach",
  "dependsOn",
]);

export class ClassSource {
  readonly #imports = new Set<string>();
  readonly #parts: string[] = [];

  constructor(
    readonly kind: ClassKind,
    /** Terraform's type, e.g. `cloudsmith_service`. */
    readonly type: string,
    readonly className: string,
    readonly schema: Schema,
  ) {}

  render(): string {
    const config = `${this.className}Config`;
    this.#parts.push(this.#interface(config, this.schema, this.kind));
    this.#parts.push(`const FIELDS: Fields = ${this.#fields(this.schema, this.type)};\n`);
    this.#parts.push(this.#class(config));
    const nested = this.#parts.join("\n");
    const base = BASES[this.kind];
    const meta = this.kind === "provider" ? "" : `import { metaArguments } from "./private/meta-arguments.js";\n`;
    const metadata = this.kind === "provider" ? "PACKED_PROVIDER, PROVIDER_METADATA" : "PROVIDER_METADATA";
    const ownBase = this.kind === "resource";
    const names = [
      ...this.#imports,
      ...(ownBase ? [] : [base]),
      ...(this.kind === "provider" ? [] : ["type TerraformMetaArguments"]),
    ];
    return [
      "// Generated from the provider's schema by `npm run generate`: do not edit.\n",
      `import { ${[...new Set(names)].sort(byName).join(", ")} } from "cdktf";\n`,
      `import type { Construct } from "constructs";\n`,
      `import { type Fields, toHcl, toJson } from "./private/fields.js";\n`,
      meta,
      `import { ${metadata} } from "./private/metadata.js";\n`,
      ownBase ? `import { ${base} } from "./private/resource.js";\n\n` : "\n",
      nested,
    ].join("");
  }

  #interface(name: string, block: Block, kind?: ClassKind): string {
    let text = comment([`Configuration of {@link ${this.className}}.`], "");
    if (kind === undefined) {
      text = comment([block.description ?? `A nested block of {@link ${this.className}}.`], "");
    }
    const base = kind === "resource" || kind === "data" ? " extends TerraformMetaArguments" : "";
    text += `export interface ${name}${base} {\n`;
    for (const [attribute, definition] of Object.entries(block.attributes)) {
      if (isConfigured(attribute, definition)) {
        text += comment(attributeDocs(definition), "  ");
        text += this.#property(attribute, this.#propertyType(definition), definition.required === true);
      }
    }
    for (const [blockName, nested] of Object.entries(block.blocks ?? {})) {
      const type = this.#nestedName(blockName);
      this.#parts.unshift(this.#interface(type, nested));
      this.#imports.add("type IResolvable");
      text += comment([nested.description ?? `Blocks \`${blockName}\`.`], "  ");
      const list = nested.nesting === "single" || nested.maxItems === 1 ? type : `${type}[] | IResolvable`;
      text += this.#property(blockName, list, (nested.minItems ?? 0) > 0);
    }
    if (kind === "provider") {
      text += comment(["Another configuration of this provider in the same stack, named by the alias."], "  ");
      text += "  readonly alias?: string | undefined;\n";
    }
    return `${text}}\n`;
  }

  #property(name: string, type: string, required: boolean): string {
    return required ? `  readonly ${camel(name)}: ${type};\n` : `  readonly ${camel(name)}?: ${type} | undefined;\n`;
  }

  #propertyType(attribute: Attribute): string {
    const shape = shapeOf(attribute.type);
    if (shape.property.includes("IResolvable")) {
      this.#imports.add("type IResolvable");
    }
    return shape.property;
  }

  #fields(block: Block, path: string): string {
    let text = "{\n";
    for (const [name, attribute] of Object.entries(block.attributes)) {
      if (isConfigured(name, attribute)) {
        const otherwise = OTHERWISE[`${path}.${name}`];
        const rest = otherwise === undefined ? "" : `, otherwise: ${otherwise}`;
        const shape = shapeOf(attribute.type);
        const kind = this.kind === "provider" && shape.kind === "stringMap" ? "verbatimMap" : shape.kind;
        text += `${camel(name)}: { name: "${name}", kind: "${kind}"${rest} },\n`;
      }
    }
    for (const [name, nested] of Object.entries(block.blocks ?? {})) {
      const nesting = nested.nesting === "single" || nested.maxItems === 1 ? "single" : nested.nesting;
      const fields = this.#fields(nested, `${path}.${name}`);
      text += `${camel(name)}: { name: "${name}", kind: "block", nesting: "${nesting}", fields: ${fields} },\n`;
    }
    return `${text}}`;
  }

  #class(config: string): string {
    const optional = requiresNothing(this.schema) ? " = {}" : "";
    let text = comment([this.schema.description], "");
    text += `export class ${this.className} extends ${BASES[this.kind]} {\n`;
    text += `  public static readonly tfResourceType = "${this.type}";\n\n`;
    text += `  readonly #configuration: ${config};\n\n`;
    if (this.kind === "provider") {
      text += this.#providerConstructor(config, optional);
    } else {
      text += `  constructor(scope: Construct, id: string, configuration: ${config}${optional}) {\n`;
      text += "    super(scope, id, {\n";
      text += `      terraformResourceType: ${this.className}.tfResourceType,\n`;
      text += "      terraformGeneratorMetadata: PROVIDER_METADATA,\n";
      text += "      ...metaArguments(configuration),\n    });\n";
      text += "    this.#configuration = configuration;\n  }\n\n";
      text += this.#getters(this.schema);
    }
    text += "  protected override synthesizeAttributes(): { [name: string]: unknown } {\n";
    text += "    return toJson(FIELDS, this.#configuration);\n  }\n\n";
    text += "  protected override synthesizeHclAttributes(): { [name: string]: unknown } {\n";
    text += "    return toHcl(FIELDS, this.#configuration);\n  }\n";
    return `${text}}\n`;
  }

  #providerConstructor(config: string, optional: string): string {
    return `  #alias: string | undefined;

  /** @param build - another build of this provider than the packed one, e.g. the registry's */
  constructor(scope: Construct, id: string, configuration: ${config}${optional}, build = PACKED_PROVIDER) {
    super(scope, id, {
      terraformResourceType: "cloudsmith",
      terraformGeneratorMetadata: { ...PROVIDER_METADATA, providerVersion: build.version },
      terraformProviderSource: build.source,
    });
    this.#configuration = configuration;
    this.#alias = configuration.alias;
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

`;
  }

  #getters(block: Block): string {
    let text = "";
    for (const [name, attribute] of Object.entries(block.attributes)) {
      if (RESERVED.has(camel(name))) {
        throw new Error(`${this.type}.${name} would shadow a member of ${BASES[this.kind]}`);
      }
      const { default: _, ...read } = attribute;
      text += comment(attributeDocs(read), "  ");
      const element = objectElement(attribute.type);
      text += element === undefined ? this.#getter(name, attribute) : this.#listGetter(name, element);
    }
    for (const [name, nested] of Object.entries(block.blocks ?? {})) {
      text += comment([nested.description ?? `Blocks \`${name}\`.`], "  ");
      text += this.#listGetter(name, {
        nesting: nested.nesting === "set" ? "set" : "list",
        attributes: typesOf(nested),
      });
    }
    return text;
  }

  #getter(name: string, { type }: { readonly type: Attribute["type"] }): string {
    const shape = shapeOf(type);
    for (const imported of shape.imports) {
      this.#imports.add(imported);
    }
    return `  get ${camel(name)}(): ${shape.getter} {\n    return ${shape.read(name)};\n  }\n\n`;
  }

  #listGetter(name: string, element: { readonly nesting: "list" | "set"; readonly attributes: Attributes }): string {
    const list = this.#listClass(this.#nestedName(name), element.attributes);
    const made = `new ${list}(this, "${name}", ${element.nesting === "set"})`;
    return `  get ${camel(name)}(): ${list} {\n    return ${made};\n  }\n\n`;
  }

  /** Classes to read `x.get(0).slug` of a list of objects. */
  #listClass(name: string, attributes: Attributes): string {
    this.#imports.add("ComplexList").add("ComplexObject");
    let text = comment([`One element of {@link ${name}List}, as Terraform will know it.`], "");
    text += `export class ${name}OutputReference extends ComplexObject {\n`;
    for (const [attribute, type] of Object.entries(attributes)) {
      const element = objectElement(type);
      text +=
        element === undefined ? this.#getter(attribute, { type }) : this.#nestedListGetter(name, attribute, element);
    }
    text = `${text.trimEnd()}\n}\n\n`;
    text += comment([`A list of {@link ${name}OutputReference}.`], "");
    text += `export class ${name}List extends ComplexList {\n`;
    text += `  get(index: number): ${name}OutputReference {\n`;
    text += `    return new ${name}OutputReference(this.terraformResource, this.terraformAttribute, this.wrapsSet, index);\n`;
    text += "  }\n}\n";
    this.#parts.push(text);
    return `${name}List`;
  }

  #nestedListGetter(
    parent: string,
    name: string,
    element: { readonly nesting: "list" | "set"; readonly attributes: Attributes },
  ): string {
    const list = this.#listClass(`${parent}${pascal(name)}`, element.attributes);
    const made = `new ${list}(this, "${name}", ${element.nesting === "set"})`;
    return `  get ${camel(name)}(): ${list} {\n    return ${made};\n  }\n\n`;
  }

  #nestedName(name: string): string {
    return `${this.className}${pascal(name)}`;
  }
}

/** `id` can be set by the schema alone, for likeness with the official provider; Terraform is told it all the same. */
function isConfigured(name: string, attribute: Attribute): boolean {
  return name !== "id" && (attribute.required === true || attribute.optional === true);
}

function requiresNothing(block: Block): boolean {
  return (
    Object.values(block.attributes).every((attribute) => !attribute.required) &&
    Object.values(block.blocks ?? {}).every((nested) => (nested.minItems ?? 0) === 0)
  );
}

function typesOf(block: NestedBlock): Attributes {
  return Object.fromEntries(Object.entries(block.attributes).map(([name, { type }]) => [name, type]));
}

function byName(a: string, b: string): number {
  const plain = (name: string) => name.replace("type ", "");
  return plain(a) < plain(b) ? -1 : 1;
}
