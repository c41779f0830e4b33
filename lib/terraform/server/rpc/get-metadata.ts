import type { Handler } from "../handlers.js";

/** Terraform then asks for the schema once a command instead of once a process, and plans destruction too. */
export const CAPABILITIES = { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: false } as const;

export const getMetadata: Handler<"GetMetadata"> = ({ provider }) => {
  const names = (types: object) => Object.keys(types).map((typeName) => ({ typeName }));
  return {
    serverCapabilities: CAPABILITIES,
    resources: names(provider.resources),
    dataSources: names(provider.dataSources),
    ephemeralResources: names(provider.ephemeralResources),
    listResources: names(provider.listResources ?? {}),
  };
};
