import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

interface Operation {
  readonly responses: {
    readonly [status: string]: { readonly content?: { readonly "application/json"?: { readonly schema?: Schema } } };
  };
}

const FORMATS: { readonly [format: string]: (text: string) => boolean } = {
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text) => URL.canParse(text),
  email: (text) => /^[^@\s]+@[^@\s]+$/.test(text),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
};

/** The API's own description, as far as answers are concerned. */
export class OpenApi {
  private readonly document: {
    readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
    readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  };

  constructor(file: string) {
    this.document = parse(readFileSync(file, "utf8"));
  }

  has(method: string, pattern: string): boolean {
    return this.operation(method, pattern) !== undefined;
  }

  declares(method: string, pattern: string, status: number): boolean {
    return String(status) in (this.operation(method, pattern)?.responses ?? {});
  }

  /** What is wrong with an answer; undefined status means: the schema that errors share. */
  problems(method: string, pattern: string, status: number, body: unknown): string[] {
    const answer = this.operation(method, pattern)?.responses[String(status)];
    const schema = answer ? answer.content?.["application/json"]?.schema : { $ref: "#/components/schemas/ErrorDetail" };
    if (body === undefined) {
      return schema && status !== 204 ? ["has no body"] : [];
    }
    return schema ? this.check(body, schema, "") : ["has a body"];
  }

  private operation(method: string, pattern: string): Operation | undefined {
    return this.document.paths[pattern]?.[method.toLowerCase()];
  }

  private check(value: unknown, given: Schema, at: string): string[] {
    const schema = given.$ref ? (this.document.components.schemas[given.$ref.split("/").at(-1)!] ?? {}) : given;
    if (value === null) {
      return schema.nullable ? [] : [`${at} is null`];
    }
    if (schema.enum && !schema.enum.includes(value)) {
      return [`${at} is ${JSON.stringify(value)}, not one of ${JSON.stringify(schema.enum)}`];
    }
    switch (schema.type) {
      case "string":
        return typeof value === "string" ? this.checkText(value, schema, at) : [`${at} is no text`];
      case "integer":
        return Number.isInteger(value) ? [] : [`${at} is no integer`];
      case "number":
        return typeof value === "number" ? [] : [`${at} is no number`];
      case "boolean":
        return typeof value === "boolean" ? [] : [`${at} is no boolean`];
      case "array":
        return this.checkList(value, schema, at);
      default:
        return this.checkObject(value, schema, at);
    }
  }

  private checkText(text: string, { minLength = 0, maxLength, pattern, format }: Schema, at: string): string[] {
    const wrong: string[] = [];
    if (text.length < minLength || text.length > (maxLength ?? Number.POSITIVE_INFINITY)) {
      wrong.push(`${at} has ${text.length} characters`);
    }
    if (pattern && !new RegExp(pattern, "u").test(text)) {
      wrong.push(`${at} does not match ${pattern}`);
    }
    if (format && FORMATS[format]?.(text) === false) {
      wrong.push(`${at} is no ${format}`);
    }
    return wrong;
  }

  private checkList(value: unknown, { items, uniqueItems }: Schema, at: string): string[] {
    if (!Array.isArray(value)) {
      return [`${at} is no list`];
    }
    const twice = uniqueItems && new Set(value).size < value.length ? [`${at} holds an item twice`] : [];
    return [...twice, ...value.flatMap((item, index) => (items ? this.check(item, items, `${at}/${index}`) : []))];
  }

  private checkObject(value: unknown, schema: Schema, at: string): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [`${at} is no object`];
    }
    const { properties, required = [], additionalProperties } = schema;
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}/${name} is missing`);
    const wrong = Object.entries(value).flatMap(([name, item]) => {
      const property = properties?.[name];
      if (property) {
        return this.check(item, property, `${at}/${name}`);
      }
      if (typeof additionalProperties === "object") {
        return this.check(item, additionalProperties, `${at}/${name}`);
      }
      // an object described without any properties is free
      return properties && Object.keys(properties).length > 0 ? [`${at}/${name} is not in the description`] : [];
    });
    return [...missing, ...wrong];
  }
}
