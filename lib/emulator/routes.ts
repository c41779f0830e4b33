/** Everything the emulator serves: method, pattern, who may call, what answers. */
import {
  anyone,
  manager,
  managerBySlug,
  member,
  ownerKnown,
  ownerManager,
  packageReader,
  packageWriter,
  repositoryAdmin,
  signedIn,
} from "./access.js";
import * as auditLog from "./cloudsmith/audit-log.js";
import * as files from "./cloudsmith/files.js";
import * as members from "./cloudsmith/members.js";
import * as openid from "./cloudsmith/openid.js";
import * as oidc from "./cloudsmith/openid-connect.js";
import * as organizations from "./cloudsmith/organizations.js";
import * as packages from "./cloudsmith/packages.js";
import * as privileges from "./cloudsmith/privileges.js";
import * as rates from "./cloudsmith/rates.js";
import * as repositories from "./cloudsmith/repositories.js";
import * as services from "./cloudsmith/services.js";
import * as teamMembers from "./cloudsmith/team-members.js";
import * as teams from "./cloudsmith/teams.js";
import * as user from "./cloudsmith/user.js";
import type { Guard, Handler } from "./http/call.js";
import type { Area, Route } from "./http/router.js";
import * as discovery from "./issuer/discovery.js";
import * as idToken from "./issuer/id-token.js";

type Row = readonly [method: string, pattern: string, guard: Guard, handler: Handler];

const table = (area: Area, rows: readonly Row[]): Route[] =>
  rows.map(([method, pattern, guard, handler]) => ({ area, method, pattern, guard, handler }));

/** The Cloudsmith API, served under `/` and `/v1/`. */
const CLOUDSMITH = table("cloudsmith", [
  ["GET", "/user/self/", anyone, user.self],
  ["GET", "/rates/limits/", anyone, rates.limits],

  ["GET", "/orgs/", signedIn, organizations.list],
  ["GET", "/orgs/{org}/", member, organizations.read],

  ["GET", "/orgs/{org}/services/", managerBySlug, services.list],
  ["POST", "/orgs/{org}/services/", managerBySlug, services.create],
  ["GET", "/orgs/{org}/services/{service}/", managerBySlug, services.read],
  ["PATCH", "/orgs/{org}/services/{service}/", managerBySlug, services.update],
  ["DELETE", "/orgs/{org}/services/{service}/", managerBySlug, services.remove],
  ["POST", "/orgs/{org}/services/{service}/refresh/", managerBySlug, services.refresh],

  ["GET", "/orgs/{org}/openid-connect/", manager, oidc.list],
  ["POST", "/orgs/{org}/openid-connect/", manager, oidc.create],
  ["GET", "/orgs/{org}/openid-connect/{slug_perm}/", manager, oidc.read],
  ["PUT", "/orgs/{org}/openid-connect/{slug_perm}/", manager, oidc.replace],
  ["PATCH", "/orgs/{org}/openid-connect/{slug_perm}/", manager, oidc.update],
  ["DELETE", "/orgs/{org}/openid-connect/{slug_perm}/", manager, oidc.remove],
  ["GET", "/orgs/{org}/openid-connect/{provider_setting}/dynamic-mappings/", manager, oidc.listMappings],
  ["GET", "/orgs/{org}/openid-connect/{provider_setting}/dynamic-mappings/{claim_value}/", manager, oidc.readMapping],
  ["POST", "/openid/{owner}/", anyone, openid.exchange],

  ["GET", "/repos/", anyone, repositories.list],
  ["GET", "/repos/{owner}/", ownerKnown, repositories.list],
  ["POST", "/repos/{owner}/", ownerKnown, repositories.create],
  ["GET", "/repos/{owner}/{identifier}/", ownerKnown, repositories.read],
  ["PATCH", "/repos/{owner}/{identifier}/", repositoryAdmin, repositories.update],
  ["DELETE", "/repos/{owner}/{identifier}/", repositoryAdmin, repositories.remove],
  ["GET", "/repos/{owner}/{identifier}/privileges", repositoryAdmin, privileges.read],
  ["PUT", "/repos/{owner}/{identifier}/privileges", repositoryAdmin, privileges.replace],
  ["PATCH", "/repos/{owner}/{identifier}/privileges", repositoryAdmin, privileges.update],

  ["GET", "/orgs/{org}/teams/", member, teams.list],
  ["POST", "/orgs/{org}/teams/", manager, teams.create],
  ["GET", "/orgs/{org}/teams/{team}/", member, teams.read],
  ["PATCH", "/orgs/{org}/teams/{team}/", member, teams.update],
  ["DELETE", "/orgs/{org}/teams/{team}/", member, teams.remove],
  ["GET", "/orgs/{org}/teams/{team}/members", member, teamMembers.list],
  ["POST", "/orgs/{org}/teams/{team}/members", member, teamMembers.add],
  ["PUT", "/orgs/{org}/teams/{team}/members", member, teamMembers.replace],

  ["GET", "/orgs/{org}/members/", member, members.list],
  ["GET", "/orgs/{org}/members/{member}/", member, members.read],
  ["DELETE", "/orgs/{org}/members/{member}/", manager, members.remove],

  ["POST", "/files/{owner}/{repo}/validate/", packageWriter, files.validate],
  ["POST", "/files/{owner}/{repo}/", packageWriter, files.create],
  ["GET", "/files/{owner}/{repo}/{identifier}/info/", packageWriter, files.info],
  ["POST", "/files/{owner}/{repo}/{identifier}/complete/", packageWriter, files.complete],
  ["POST", "/files/{owner}/{repo}/{identifier}/abort/", packageWriter, files.abort],
  ["POST", "/packages/{owner}/{repo}/validate-upload/raw/", packageWriter, packages.validate],
  ["POST", "/packages/{owner}/{repo}/upload/raw/", packageWriter, packages.create],
  ["GET", "/packages/{owner}/{repo}/", packageReader, packages.list],
  ["GET", "/packages/{owner}/{repo}/{identifier}/", packageReader, packages.read],
  ["DELETE", "/packages/{owner}/{repo}/{identifier}/", packageReader, packages.remove],
  ["GET", "/packages/{owner}/{repo}/{identifier}/status/", packageReader, packages.status],

  ["GET", "/audit-log/{owner}/", ownerManager, auditLog.organization],
  ["GET", "/audit-log/{owner}/{repo}/", ownerManager, auditLog.repository],
]);

/** Storage behind `upload_url`, and the upload without a form. */
const UPLOAD = table("upload", [
  ["POST", "/_uploads/{identifier}", anyone, files.receiveForm],
  ["PUT", "/_uploads/{identifier}", anyone, files.receiveBody],
  ["PUT", "/_upload/{owner}/{repo}/{filename}", packageWriter, files.putFile],
]);

/** The CI side: issuers and the token endpoints of running jobs. */
const ISSUER = table("issuer", [
  ["GET", "/_issuer/{issuer}/.well-known/openid-configuration", anyone, discovery.discovery],
  ["GET", "/_issuer/{issuer}/.well-known/jwks", anyone, discovery.jwks],
  ["GET", "/_jobs/{job}/idtoken", anyone, idToken.idToken],
]);

export const ROUTES: readonly Route[] = [...CLOUDSMITH, ...UPLOAD, ...ISSUER];
