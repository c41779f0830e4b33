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
import * as control from "./control/control.js";
import { administers, known, reads, writes } from "./github/access.js";
import * as accounts from "./github/accounts.js";
import * as actions from "./github/actions-permissions.js";
import * as branches from "./github/branches.js";
import * as commits from "./github/commits.js";
import * as contents from "./github/contents.js";
import * as policies from "./github/deployment-policies.js";
import * as environments from "./github/environments.js";
import * as graphql from "./github/graphql.js";
import * as comments from "./github/issue-comments.js";
import * as issues from "./github/issues.js";
import * as githubRepositories from "./github/repositories.js";
import * as rulesets from "./github/rulesets.js";
import * as variables from "./github/variables.js";
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
  ["PATCH", "/orgs/{org}/members/{member}/", manager, members.update],
  ["DELETE", "/orgs/{org}/members/{member}/", manager, members.remove],
  ["POST", "/orgs/{org}/members/{member}/refresh/", manager, members.refresh],
  ["PATCH", "/orgs/{org}/members/{member}/update-role/", manager, members.updateRole],
  ["PATCH", "/orgs/{org}/members/{member}/update-visibility/", manager, members.updateVisibility],

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

const REPO = "/api/v3/repos/{owner}/{repo}";
const ENVIRONMENT = `${REPO}/environments/{environment_name}`;
const POLICIES = `${ENVIRONMENT}/deployment-branch-policies`;

/** The part of GitHub's API that Terraform's GitHub provider, reads of a repository's protection and comments need. */
const GITHUB = table("github", [
  ["POST", "/api/graphql", known, graphql.query],
  ["GET", "/api/v3/user", known, accounts.self],
  ["GET", "/api/v3/user/{account_id}", known, accounts.userById],
  ["GET", "/api/v3/users/{username}", known, accounts.user],
  ["GET", "/api/v3/orgs/{org}", known, accounts.organization],
  ["GET", "/api/v3/orgs/{org}/repos", known, githubRepositories.list],
  ["GET", "/api/v3/orgs/{org}/teams/{team}", known, accounts.team],
  ["GET", "/api/v3/orgs/{org}/actions/oidc/customization/sub", known, accounts.readSubject],
  ["PUT", "/api/v3/orgs/{org}/actions/oidc/customization/sub", administers, accounts.writeSubject],
  ["GET", "/api/v3/orgs/{org}/actions/oidc/customization/properties/repo", known, accounts.properties],
  ["GET", "/api/v3/repositories/{id}", known, githubRepositories.readById],

  ["GET", REPO, reads("metadata"), githubRepositories.read],
  ["GET", `${REPO}/actions/oidc/customization/sub`, reads("actions"), githubRepositories.readSubject],
  ["PUT", `${REPO}/actions/oidc/customization/sub`, writes("actions"), githubRepositories.writeSubject],

  ["GET", `${REPO}/actions/permissions`, reads("administration"), actions.read],
  ["PUT", `${REPO}/actions/permissions`, writes("administration"), actions.write],
  ["GET", `${REPO}/actions/permissions/selected-actions`, reads("administration"), actions.readSelected],
  ["PUT", `${REPO}/actions/permissions/selected-actions`, writes("administration"), actions.writeSelected],
  ["GET", `${REPO}/actions/permissions/workflow`, reads("administration"), actions.readWorkflow],
  ["PUT", `${REPO}/actions/permissions/workflow`, writes("administration"), actions.writeWorkflow],
  [
    "GET",
    `${REPO}/actions/permissions/fork-pr-workflows-private-repos`,
    reads("administration"),
    actions.readForkPullRequests,
  ],
  [
    "PUT",
    `${REPO}/actions/permissions/fork-pr-workflows-private-repos`,
    writes("administration"),
    actions.writeForkPullRequests,
  ],

  ["GET", `${REPO}/environments`, reads("actions"), environments.list],
  ["GET", ENVIRONMENT, reads("actions"), environments.read],
  ["PUT", ENVIRONMENT, writes("administration"), environments.write],
  ["DELETE", ENVIRONMENT, writes("administration"), environments.remove],
  ["GET", POLICIES, reads("actions"), policies.list],
  ["POST", POLICIES, writes("administration"), policies.create],
  ["GET", `${POLICIES}/{branch_policy_id}`, reads("actions"), policies.read],
  ["PUT", `${POLICIES}/{branch_policy_id}`, writes("administration"), policies.update],
  ["DELETE", `${POLICIES}/{branch_policy_id}`, writes("administration"), policies.remove],

  ["GET", `${REPO}/actions/variables`, reads("variables"), variables.ofRepository.list],
  ["POST", `${REPO}/actions/variables`, writes("variables"), variables.ofRepository.create],
  ["GET", `${REPO}/actions/variables/{name}`, reads("variables"), variables.ofRepository.read],
  ["PATCH", `${REPO}/actions/variables/{name}`, writes("variables"), variables.ofRepository.update],
  ["DELETE", `${REPO}/actions/variables/{name}`, writes("variables"), variables.ofRepository.remove],
  ["GET", `${ENVIRONMENT}/variables`, reads("environments"), variables.ofEnvironment.list],
  ["POST", `${ENVIRONMENT}/variables`, writes("environments"), variables.ofEnvironment.create],
  ["GET", `${ENVIRONMENT}/variables/{name}`, reads("environments"), variables.ofEnvironment.read],
  ["PATCH", `${ENVIRONMENT}/variables/{name}`, writes("environments"), variables.ofEnvironment.update],
  ["DELETE", `${ENVIRONMENT}/variables/{name}`, writes("environments"), variables.ofEnvironment.remove],

  ["GET", `${REPO}/branches`, reads("contents"), branches.list],
  ["GET", `${REPO}/branches/{branch}`, reads("contents"), branches.read],
  ["GET", `${REPO}/branches/{branch}/protection`, reads("administration"), branches.protection],
  ["GET", `${REPO}/rules/branches/{branch}`, reads("metadata"), rulesets.ofBranch],
  ["GET", `${REPO}/rulesets`, reads("metadata"), rulesets.list],
  ["POST", `${REPO}/rulesets`, writes("administration"), rulesets.create],
  ["GET", `${REPO}/rulesets/{ruleset_id}`, reads("metadata"), rulesets.read],
  ["PUT", `${REPO}/rulesets/{ruleset_id}`, writes("administration"), rulesets.update],
  ["DELETE", `${REPO}/rulesets/{ruleset_id}`, writes("administration"), rulesets.remove],

  ["GET", `${REPO}/issues`, reads("issues"), issues.list],
  ["POST", `${REPO}/issues`, writes("issues"), issues.create],
  ["GET", `${REPO}/issues/{issue_number}`, reads("issues"), issues.read],
  ["PATCH", `${REPO}/issues/{issue_number}`, writes("issues"), issues.update],
  ["GET", `${REPO}/issues/{issue_number}/comments`, comments.readsComments, comments.list],
  ["POST", `${REPO}/issues/{issue_number}/comments`, comments.writesComments, comments.create],
  ["GET", `${REPO}/issues/comments/{comment_id}`, comments.readsComments, comments.read],
  ["PATCH", `${REPO}/issues/comments/{comment_id}`, comments.writesComments, comments.update],
  ["DELETE", `${REPO}/issues/comments/{comment_id}`, comments.writesComments, comments.remove],

  ["GET", `${REPO}/contents/{path...}`, reads("contents"), contents.read],
  ["PUT", `${REPO}/contents/{path...}`, writes("contents"), contents.write],
  ["DELETE", `${REPO}/contents/{path...}`, writes("contents"), contents.remove],
  ["GET", `${REPO}/commits`, reads("contents"), commits.list],
  ["GET", `${REPO}/commits/{sha}`, reads("contents"), commits.read],
  ["GET", `${REPO}/git/ref/{ref...}`, reads("contents"), branches.readRef],
  ["POST", `${REPO}/git/refs`, writes("contents"), branches.createRef],
]);

/** The switches of `Emulator`, for programs in another process. */
const CONTROL = table("control", [
  ["GET", "/_emulator/", anyone, control.about],
  ["GET", "/_emulator/state", anyone, control.state],
  ["POST", "/_emulator/seed", anyone, control.seed],
  ["POST", "/_emulator/reset", anyone, control.reset],
  ["GET", "/_emulator/requests", anyone, control.requests],
  ["DELETE", "/_emulator/requests", anyone, control.clearRequests],
  ["GET", "/_emulator/exchanges", anyone, control.exchanges],
  ["GET", "/_emulator/faults", anyone, control.faults],
  ["POST", "/_emulator/faults", anyone, control.addFaults],
  ["DELETE", "/_emulator/faults", anyone, control.clearFaults],
  ["GET", "/_emulator/settings", anyone, control.settings],
  ["PATCH", "/_emulator/settings", anyone, control.changeSettings],
  ["GET", "/_emulator/assumptions", anyone, control.assumptions],
  ["PATCH", "/_emulator/assumptions", anyone, control.changeAssumptions],
  ["POST", "/_emulator/jobs", anyone, control.startJob],
  ["DELETE", "/_emulator/jobs/{job}", anyone, control.endJob],
  ["POST", "/_emulator/identities", anyone, control.createIdentity],
  ["POST", "/_emulator/id-tokens", anyone, control.signIdToken],
]);

export const ROUTES: readonly Route[] = [...CLOUDSMITH, ...UPLOAD, ...ISSUER, ...GITHUB, ...CONTROL];
