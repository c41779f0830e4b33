import type { Provider } from "../terraform/index.js";
import type { ProviderClient } from "./client.js";
import type { ConfigureOptions } from "./configure/configure.js";
import { Secrets } from "./configure/secrets.js";
import { validateProvider } from "./configure/validate.js";
import { dataSourceOf, ephemeralOf, listOf, loadHandlers, resourceOf } from "./later.js";
import { oidcStatic } from "./oidc/static.js";
import { repositoryPrivilegeStatic } from "./privileges/additive-static.js";
import { repositoryPrivilegesStatic } from "./privileges/authoritative-static.js";
import { providerSchema } from "./schema/provider.js";
import { SCHEMAS } from "./schema/schemas.js";
import { serviceStatic } from "./service/static.js";
import { VERSION } from "./version.js";

export interface CloudsmithProviderOptions extends Partial<Omit<ConfigureOptions, "version" | "secrets">> {}

/**
 * The Cloudsmith provider, to be served by `serve` (spawned by Terraform) or `serveForReattach` (in process).
 *
 * @param options.environment - where settings that the configuration lacks are looked for; default: `process.env`
 * @example const served = await serveForReattach(cloudsmithProvider(), { address: PROVIDER_ADDRESS });
 */
export function cloudsmithProvider(options: CloudsmithProviderOptions = {}): Provider<ProviderClient> {
  const secrets = new Secrets();
  const { environment = process.env, ...rest } = options;
  return {
    name: "cloudsmith",
    version: VERSION,
    schema: providerSchema,
    resources: {
      cloudsmith_service: resourceOf("cloudsmith_service", serviceStatic),
      cloudsmith_oidc: resourceOf("cloudsmith_oidc", oidcStatic),
      cloudsmith_repository_privileges: resourceOf("cloudsmith_repository_privileges", repositoryPrivilegesStatic),
      cloudsmith_repository_privilege: resourceOf("cloudsmith_repository_privilege", repositoryPrivilegeStatic),
    },
    dataSources: mapped(SCHEMAS.dataSources, dataSourceOf),
    ephemeralResources: mapped(SCHEMAS.ephemeralResources, ephemeralOf),
    listResources: mapped(SCHEMAS.listResources, listOf),
    redact: secrets.redact,
    validate: validateProvider,
    configure: async (request) => {
      const { configureClient } = await loadHandlers();
      return configureClient(request, { ...rest, version: VERSION, environment, secrets });
    },
  };
}

function mapped<From, To>(
  types: { readonly [type: string]: From },
  convert: (type: string, from: From) => To,
): { readonly [type: string]: To } {
  return Object.fromEntries(Object.entries(types).map(([type, from]) => [type, convert(type, from)]));
}
