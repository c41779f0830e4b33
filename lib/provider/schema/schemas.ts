import type { Schema } from "../../terraform/index.js";
import { oidcDataSchema } from "./data/oidc.js";
import { oidcListSchema } from "./data/oidc-list.js";
import {
  listOrgMembersSchema,
  namespaceSchema,
  organizationSchema,
  orgMemberDetailsSchema,
  teamListSchema,
  teamMembersSchema,
  userSelfSchema,
} from "./data/people.js";
import { repositorySchema } from "./data/repository.js";
import { repositoryPrivilegesDataSchema } from "./data/repository-privileges.js";
import { serviceDetailsSchema } from "./data/service-details.js";
import { serviceListSchema } from "./data/service-list.js";
import { oidcListedSchema, privilegesListedSchema, servicesListedSchema } from "./listed.js";
import { oidcSchema } from "./oidc.js";
import { oidcTokenSchema } from "./oidc-token.js";
import { providerSchema } from "./provider.js";
import { repositoryPrivilegeSchema } from "./repository-privilege.js";
import { repositoryPrivilegesSchema } from "./repository-privileges.js";
import { serviceSchema } from "./service.js";

type Schemas = { readonly [type: string]: Schema };

/**
 * Every schema of the provider by its Terraform type name. What the official provider has too is the same there in types, blocks
 * and names; what only ours has is optional. The L1 classes are generated from this table.
 */
export const SCHEMAS: {
  readonly provider: Schema;
  readonly resources: Schemas;
  readonly dataSources: Schemas;
  readonly ephemeralResources: Schemas;
  readonly listResources: Schemas;
} = {
  provider: providerSchema,
  resources: {
    cloudsmith_service: serviceSchema,
    cloudsmith_oidc: oidcSchema,
    cloudsmith_repository_privileges: repositoryPrivilegesSchema,
    cloudsmith_repository_privilege: repositoryPrivilegeSchema,
  },
  dataSources: {
    cloudsmith_service_details: serviceDetailsSchema,
    cloudsmith_service_list: serviceListSchema,
    cloudsmith_oidc: oidcDataSchema,
    cloudsmith_oidc_list: oidcListSchema,
    cloudsmith_repository_privileges: repositoryPrivilegesDataSchema,
    cloudsmith_repository: repositorySchema,
    cloudsmith_organization: organizationSchema,
    cloudsmith_namespace: namespaceSchema,
    cloudsmith_user_self: userSelfSchema,
    cloudsmith_team_list: teamListSchema,
    cloudsmith_team_members: teamMembersSchema,
    cloudsmith_list_org_members: listOrgMembersSchema,
    cloudsmith_org_member_details: orgMemberDetailsSchema,
  },
  ephemeralResources: { cloudsmith_oidc_token: oidcTokenSchema },
  listResources: {
    cloudsmith_service: servicesListedSchema,
    cloudsmith_oidc: oidcListedSchema,
    cloudsmith_repository_privileges: privilegesListedSchema,
    cloudsmith_repository_privilege: privilegesListedSchema,
  },
};
