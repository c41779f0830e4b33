import type { Schema } from "../../schema.js";
import { encodeSchema } from "../../wire/schema.js";
import type { Handler } from "../handlers.js";
import { CAPABILITIES } from "./get-metadata.js";

export const getProviderSchema: Handler<"GetProviderSchema"> = ({ provider }) => ({
  provider: encodeSchema(provider.schema),
  resourceSchemas: encodeAll(provider.resources),
  dataSourceSchemas: encodeAll(provider.dataSources),
  ephemeralResourceSchemas: encodeAll(provider.ephemeralResources),
  listResourceSchemas: encodeAll(provider.listResources ?? {}),
  serverCapabilities: CAPABILITIES,
});

function encodeAll(types: { readonly [name: string]: { readonly schema: Schema } }) {
  return Object.fromEntries(Object.entries(types).map(([name, { schema }]) => [name, encodeSchema(schema)]));
}
