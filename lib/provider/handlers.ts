/**
 * What works only once the provider is configured, by the name of its type; nothing else imports what is behind it.
 * In the package it is a file of its own: a process that Terraform asks for schemas or validation never loads it.
 */
import * as oidc from "./data/oidc.js";
import * as people from "./data/people.js";
import * as repositories from "./data/repositories.js";
import * as services from "./data/services.js";
import { oidcToken } from "./ephemeral/oidc-token.js";
import { listGrants, listPrivileges } from "./list/privileges.js";
import { listServices } from "./list/services.js";
import { listSettings } from "./list/settings.js";
import { oidcHandlers } from "./oidc/resource.js";
import type { DataSourceRead, EphemeralHandlers, ListHandler, ResourceHandlers } from "./parts.js";
import { dataSourceTellingWaits, listTellingWaits, tellingWaits } from "./private/waits.js";
import { repositoryPrivilegeHandlers } from "./privileges/additive.js";
import { repositoryPrivilegesHandlers } from "./privileges/authoritative.js";
import { serviceHandlers } from "./service/resource.js";

export { configureClient } from "./configure/configure.js";

export const RESOURCES: { readonly [type: string]: ResourceHandlers } = {
  cloudsmith_service: tellingWaits(serviceHandlers),
  cloudsmith_oidc: tellingWaits(oidcHandlers),
  cloudsmith_repository_privileges: tellingWaits(repositoryPrivilegesHandlers),
  cloudsmith_repository_privilege: tellingWaits(repositoryPrivilegeHandlers),
};

export const DATA_SOURCES: { readonly [type: string]: DataSourceRead } = Object.fromEntries(
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
  }).map(([type, read]) => [type, dataSourceTellingWaits(read)]),
);

export const LIST_RESOURCES: { readonly [type: string]: ListHandler } = {
  cloudsmith_service: listTellingWaits(listServices),
  cloudsmith_oidc: listTellingWaits(listSettings),
  cloudsmith_repository_privileges: listTellingWaits(listPrivileges),
  cloudsmith_repository_privilege: listTellingWaits(listGrants),
};

export const EPHEMERAL_RESOURCES: { readonly [type: string]: EphemeralHandlers } = { cloudsmith_oidc_token: oidcToken };
