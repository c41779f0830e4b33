import type { Provider } from "../terraform/index.js";
import type { ProviderClient } from "./client.js";
import { type ConfigureOptions, configureClient, validateProvider } from "./configure/configure.js";
import { Secrets } from "./configure/secrets.js";
import * as oidc from "./data/oidc.js";
import * as people from "./data/people.js";
import * as repositories from "./data/repositories.js";
import * as services from "./data/services.js";
import { oidcToken } from "./ephemeral/oidc-token.js";
import { oidcResource } from "./oidc/resource.js";
import { dataSourceTellingWaits, tellingWaits } from "./private/waits.js";
import { repositoryPrivilegeResource } from "./privileges/additive.js";
import { repositoryPrivilegesResource } from "./privileges/authoritative.js";
import { providerSchema } from "./schema/provider.js";
import { serviceResource } from "./service/resource.js";
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
      cloudsmith_service: tellingWaits(serviceResource),
      cloudsmith_oidc: tellingWaits(oidcResource),
      cloudsmith_repository_privileges: tellingWaits(repositoryPrivilegesResource),
      cloudsmith_repository_privilege: tellingWaits(repositoryPrivilegeResource),
    },
    dataSources: DATA_SOURCES,
    ephemeralResources: { cloudsmith_oidc_token: oidcToken },
    redact: secrets.redact,
    validate: validateProvider,
    configure: (request) => configureClient(request, { ...rest, version: VERSION, environment, secrets }),
  };
}

const DATA_SOURCES = Object.fromEntries(
  Object.entries({
    cloudsmith_service_details: services.serviceDetails,
    cloudsmith_service_list: services.serviceList,
    cloudsmith_oidc: oidc.oidc,
    cloudsmith_oidc_list: oidc.oidcList,
    cloudsmith_repository_privileges: repositories.repositoryPrivileges,
    cloudsmith_repository: repositories.repository,
    cloudsmith_organization: people.organization,
    cloudsmith_namespace: people.namespace,
    cloudsmith_user_self: people.userSelf,
    cloudsmith_team_list: people.teamList,
    cloudsmith_team_members: people.teamMembers,
    cloudsmith_list_org_members: people.listOrgMembers,
    cloudsmith_org_member_details: people.orgMemberDetails,
  }).map(([type, dataSource]) => [type, dataSourceTellingWaits(dataSource)]),
);
