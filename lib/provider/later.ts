/** Types whose handlers are loaded when Terraform configures the provider; see `handlers.ts`. */
import type { AnyResource, DataSource, EphemeralResource, ListResource, Schema } from "../terraform/index.js";
import type { ProviderClient } from "./client.js";
import type { ResourceStatic } from "./parts.js";

type Handlers = typeof import("./handlers.js");

let loaded: Handlers | undefined;

export async function loadHandlers(): Promise<Handlers> {
  loaded ??= await import("./handlers.js");
  return loaded;
}

export function resourceOf(type: string, known: ResourceStatic): AnyResource<ProviderClient> {
  const handlers = async () => found((loaded ?? (await loadHandlers())).RESOURCES, type);
  return {
    ...known,
    modifyPlan: async (request, response) => (await handlers()).modifyPlan(request, response),
    create: async (request, response) => (await handlers()).create(request, response),
    read: async (request, response) => (await handlers()).read(request, response),
    update: async (request, response) => (await handlers()).update(request, response),
    delete: async (request, response) => (await handlers()).delete(request, response),
    importState: async (request, response) => (await handlers()).importState(request, response),
  };
}

export function dataSourceOf(type: string, schema: Schema): DataSource<ProviderClient> {
  return {
    schema,
    read: async (request) => found((await loadHandlers()).DATA_SOURCES, type)(request, schema),
  };
}

export function listOf(type: string, schema: Schema): ListResource<ProviderClient> {
  return {
    schema,
    async *list(request) {
      yield* found((await loadHandlers()).LIST_RESOURCES, type)(request);
    },
  };
}

export function ephemeralOf(type: string, schema: Schema): EphemeralResource<ProviderClient> {
  const handlers = async () => found((await loadHandlers()).EPHEMERAL_RESOURCES, type);
  return {
    schema,
    open: async (request) => (await handlers()).open(request),
    renew: async (request) => (await handlers()).renew(request),
  };
}

function found<T>(handlers: { readonly [type: string]: T }, type: string): T {
  const of = handlers[type];
  if (of === undefined) {
    throw new Error(`${type} has a schema and no handlers`);
  }
  return of;
}
