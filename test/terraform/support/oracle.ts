import { fromJSON, type MethodDefinition, type PackageDefinition } from "@grpc/proto-loader";
import * as fc from "fast-check";
import * as messages from "../../../lib/terraform/wire/messages.js";
import { PROVIDER_METHODS, PROVIDER_SERVICE, PROVIDER_STREAMS } from "../../../lib/terraform/wire/methods.js";
import type { Field, Message } from "../../../lib/terraform/wire/protobuf.js";

type AnyMessage = Message<object>;
type AnyMethods = { readonly [name: string]: { readonly request: AnyMessage; readonly response: AnyMessage } };

/** Tests may add services of their own, e.g. one that streams. */
export interface OracleService {
  readonly methods: AnyMethods;
  readonly streaming?: readonly string[];
}

const PLUGIN: { readonly [service: string]: OracleService } = {
  [PROVIDER_SERVICE]: {
    methods: { ...PROVIDER_METHODS, ...PROVIDER_STREAMS } as unknown as AnyMethods,
    streaming: Object.keys(PROVIDER_STREAMS),
  },
  "plugin.GRPCController": { methods: { Shutdown: { request: messages.Empty, response: messages.Empty } } },
  "plugin.GRPCStdio": {
    methods: { StreamStdio: { request: messages.Empty, response: messages.StdioData } },
    streaming: ["StreamStdio"],
  },
  "plugin.GRPCBroker": { methods: { StartStream: { request: messages.Empty, response: messages.Empty } } },
  "grpc.health.v1.Health": {
    methods: { Check: { request: messages.HealthCheckRequest, response: messages.HealthCheckResponse } },
  },
};

/** Our tables as a descriptor of protobuf.js, which then encodes and decodes in its own way. */
export function oracle(more: { readonly [service: string]: OracleService } = {}): PackageDefinition {
  const names = new Map<AnyMessage, string>();
  const types: Record<string, object> = {};
  const nested: Record<string, unknown> = { messages: { nested: types } };
  for (const [path, service] of Object.entries({ ...PLUGIN, ...more })) {
    const parts = path.split(".");
    const last = parts.pop() ?? "";
    let place = nested;
    for (const part of parts) {
      place[part] ??= { nested: {} };
      place = (place[part] as { nested: Record<string, unknown> }).nested;
    }
    place[last] = {
      methods: Object.fromEntries(
        Object.entries(service.methods).map(([name, { request, response }]) => [
          name,
          {
            requestType: `.messages.${define(request, names, types)}`,
            responseType: `.messages.${define(response, names, types)}`,
            responseStream: service.streaming?.includes(name) ?? false,
          },
        ]),
      ),
    };
  }
  return fromJSON({ nested } as never, { keepCase: true, longs: Number, defaults: true });
}

function define(type: AnyMessage, names: Map<AnyMessage, string>, types: Record<string, object>): string {
  const known = names.get(type);
  if (known !== undefined) {
    return known;
  }
  const name = `M${names.size + 1}`;
  names.set(type, name);
  const presence = Object.entries(type.fields).filter(
    ([, field]) => field.label === "optional" && typeof field.kind === "string",
  );
  types[name] = {
    fields: Object.fromEntries(
      Object.entries(type.fields).map(([field, definition]) => [field, fieldOf(definition, names, types)]),
    ),
    oneofs: Object.fromEntries(presence.map(([field]) => [`_${field}`, { oneof: [field] }])),
  };
  return name;
}

function fieldOf(
  { kind, label, number }: Field<unknown>,
  names: Map<AnyMessage, string>,
  types: Record<string, object>,
) {
  const type = typeof kind === "function" ? define(kind(), names, types) : kind === "int" ? "int64" : kind;
  return {
    id: number,
    type,
    ...(label === "repeated" ? { rule: "repeated" } : {}),
    ...(label === "map" ? { keyType: "string" } : {}),
    ...(label === "optional" && typeof kind === "string" ? { options: { proto3_optional: true } } : {}),
  };
}

/** One method of the oracle, e.g. `tfplugin6.Provider/GetMetadata`. */
export function oracleMethod(definition: PackageDefinition, service: string, method: string) {
  return (definition[service] as unknown as Record<string, MethodDefinition<object, object>>)[method]!;
}

/** Any message of a type, sub-messages down to a depth. */
export function anyMessage(type: AnyMessage, depth = 4): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, anyField(field, depth)])),
    { requiredKeys: [] },
  );
}

const TEXT = fc.string({ unit: "binary" });
const KEY = TEXT.filter((key) => key !== "__proto__");

function anyField(field: Field<unknown>, depth: number): fc.Arbitrary<unknown> {
  const item = anyItem(field.kind, depth);
  switch (field.label) {
    case "repeated":
      return fc.array(item, { maxLength: 3 });
    case "map":
      return fc.dictionary(KEY, item, { maxKeys: 3, noNullPrototype: true });
    case "optional":
      return depth === 0 && typeof field.kind === "function" ? fc.constant(undefined) : item;
    default:
      return item;
  }
}

function anyItem(kind: Field<unknown>["kind"], depth: number): fc.Arbitrary<unknown> {
  switch (kind) {
    case "string":
      return TEXT;
    case "bytes":
      return fc.uint8Array();
    case "bool":
      return fc.boolean();
    case "int":
      return fc.maxSafeInteger();
    default:
      return depth === 0 ? fc.constant({}) : anyMessage(kind(), depth - 1);
  }
}

/** The same for our and for the oracle's way of saying "absent". */
export function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => {
      if (item === null) {
        return undefined;
      }
      return item instanceof Uint8Array ? Buffer.from(item).toString("hex") : item;
    }).replace(/\{"type":"Buffer","data":\[([\d,]*)\]\}/g, (_all, data: string) =>
      JSON.stringify(Buffer.from(data === "" ? [] : data.split(",").map(Number)).toString("hex")),
    ),
  );
}
