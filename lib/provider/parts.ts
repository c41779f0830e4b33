/** The two halves of a type: what every process of the provider needs, and what works only once it is configured. */
import type {
  AnyResource,
  DataSource,
  EphemeralResource,
  ListResource,
  Resource,
  Schema,
  Value,
  WithImport,
  WithPlan,
} from "../terraform/index.js";
import type { ProviderClient } from "./client.js";

/** Terraform asks for the schema, validates and brings old states up to date without configuring anything. */
export type ResourceStatic = Pick<AnyResource<ProviderClient>, "schema" | "validate" | "upgradeState" | "identity">;

export type ResourceHandlers = Omit<Resource<ProviderClient>, "schema"> &
  Required<WithPlan<ProviderClient>> &
  WithImport<ProviderClient>;

export type DataSourceRead = (
  request: Parameters<DataSource<ProviderClient>["read"]>[0],
  schema: Schema,
) => Promise<{ readonly [name: string]: Value }>;

export type ListHandler = ListResource<ProviderClient>["list"];

export type EphemeralHandlers = Required<Pick<EphemeralResource<ProviderClient>, "open" | "renew">>;
