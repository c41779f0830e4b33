import { isNotFound, type PrivilegeLevel } from "../../cloudsmith/index.js";
import {
  type CreateRequest,
  type DeleteRequest,
  DiagnosticError,
  type ImportRequest,
  type ObjectValue,
  type PlanRequest,
  type PlanResponse,
  type ReadRequest,
  type StateResponse,
  type UpdateRequest,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import type { ResourceHandlers } from "../parts.js";
import { deleting } from "../private/deleting.js";
import { failure } from "../private/failure.js";
import { refreshing, refuseUnchecked } from "../private/forbidden.js";
import { parseImportId } from "../private/import-id.js";
import { ownWrite, readUnlagged } from "../private/own-write.js";
import { reportDifferences } from "../private/settle.js";
import { flag, text, tryText } from "../private/values.js";
import type { GrantDone } from "./grant-queue.js";
import { grantsOf, KINDS, type Kind, keyOf, type Target, tryTarget } from "./grants.js";
import { confirmRepositoryGone } from "./visible.js";

export const repositoryPrivilegeHandlers: ResourceHandlers = {
  modifyPlan,
  create,
  read,
  update,
  delete: remove,
  importState,
};

interface Grant {
  readonly org: string;
  readonly repository: string;
  readonly target: Target;
}

/** Undefined while parts of it are not known. */
function tryGrant(value: ObjectValue): Grant | undefined {
  const [org, repository, target] = [tryText(value, "organization"), tryText(value, "repository"), tryTarget(value)];
  return org === undefined || repository === undefined || target === undefined
    ? undefined
    : { org, repository, target };
}

function grantOf(value: ObjectValue): Grant {
  const grant = tryGrant(value);
  if (grant === undefined) {
    throw new DiagnosticError("A grant without a target", "Exactly one of service, team and user has to be set.");
  }
  return grant;
}

function idOf({ org, repository, target }: Grant): string {
  return `${org}.${repository}.${target.kind}.${target.slug}`;
}

function nameOf(grant: Grant): string {
  return `privilege of ${grant.target.kind} ${grant.target.slug} on ${grant.org}/${grant.repository}`;
}

async function modifyPlan({ prior, client }: PlanRequest<ProviderClient>, response: PlanResponse): Promise<void> {
  const { planned } = response;
  const grant = planned === null ? undefined : tryGrant(planned);
  if (planned !== null && prior === null && grant !== undefined) {
    response.planned = { ...planned, id: idOf(grant) };
  }
  if (client === undefined) {
    return;
  }
  if (prior === null) {
    await client.verifyCredential();
  } else {
    refuseUnchecked(client, nameOf(grantOf(prior)), prior, response.planned);
  }
  const moved = prior !== null && (grant === undefined || idOf(grant) !== idOf(grantOf(prior)));
  if (grant === undefined || moved) {
    return;
  }
  const problem = client.plannedGrants.additive(grant.org, grant.repository, grant.target, prior === null);
  if (problem !== undefined) {
    throw new DiagnosticError("Two resources manage the same grant", problem, [grant.target.kind]);
  }
}

async function create(request: CreateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { planned, diagnostics } = request;
  const grant = grantOf(planned);
  const { before, settled } = await run(request, planned, grant, levelOf(planned));
  response.state = { ...planned, id: idOf(grant) };
  response.private = ownWrite(before, levelOf(planned));
  if (before !== undefined) {
    diagnostics.warning(
      "The grant was there already",
      `The ${nameOf(grant)} was there before this run, as ${before}. It is ${levelOf(planned)} now and is managed from here on: destroying this resource revokes it.`,
      [grant.target.kind],
    );
  }
  report(request, response, grant, settled);
}

function levelOf(value: ObjectValue): PrivilegeLevel {
  return text(value, "privilege") as PrivilegeLevel;
}

async function update(request: UpdateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { planned, prior } = request;
  if (planned.privilege === prior.privilege) {
    response.state = planned;
    return;
  }
  const grant = grantOf(planned);
  const { before, settled } = await run(request, planned, grant, levelOf(planned));
  response.state = planned;
  response.private = ownWrite(before, levelOf(planned));
  report(request, response, grant, settled);
}

function report(
  { diagnostics }: CreateRequest<ProviderClient>,
  response: StateResponse,
  grant: Grant,
  settled: GrantDone["settled"],
): void {
  reportDifferences(`The ${nameOf(grant)}`, settled, diagnostics);
  const level = settled.seen?.get(keyOf(grant.target));
  if (diagnostics.hasError && level !== undefined) {
    response.state = { ...response.state, privilege: level };
  }
}

async function run(
  { client, signal }: CreateRequest<ProviderClient> | DeleteRequest<ProviderClient>,
  value: ObjectValue,
  grant: Grant,
  level: PrivilegeLevel | undefined,
): Promise<GrantDone> {
  const allowSelfLockout = flag(value, "allow_self_lockout");
  return client.grants.run({ ...grant, level, allowSelfLockout, signal }).catch((error: unknown) => {
    if (level === undefined) {
      throw error;
    }
    throw failure(`The ${nameOf(grant)} could not be granted`, error, { paths: { privileges: [grant.target.kind] } });
  });
}

async function read(
  { client, state, private: kept, diagnostics, signal }: ReadRequest<ProviderClient>,
  response: StateResponse,
): Promise<void> {
  const grant = grantOf(state);
  const { org, repository, target } = grant;
  await refreshing({ client, diagnostics, state, object: nameOf(grant) }, async () => {
    try {
      const read = async (): Promise<PrivilegeLevel | undefined> =>
        grantsOf(await client.privileges(org, repository, signal)).get(keyOf(target));
      const level = await readUnlagged<PrivilegeLevel | undefined>({
        client,
        signal,
        kept,
        read,
        again: () => {
          client.forgetPrivileges(org, repository);
          return read();
        },
        valuesOf: (seen) => seen,
      });
      response.state = level === undefined ? null : { ...state, id: idOf(grant), privilege: level };
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      await confirmRepositoryGone(client, org, repository, error);
      response.state = null;
    }
  });
}

async function remove(request: DeleteRequest<ProviderClient>): Promise<void> {
  const { client, prior, diagnostics, signal } = request;
  const grant = grantOf(prior);
  await deleting({
    summary: `The ${nameOf(grant)} could not be revoked`,
    work: async () => {
      const { settled } = await run(request, prior, grant, undefined);
      reportDifferences(`The ${nameOf(grant)}`, settled, diagnostics);
    },
    stillThere: (error) => confirmRepositoryGone(client, grant.org, grant.repository, error),
    patience: client.patience,
    signal,
  });
}

async function importState({ id }: ImportRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const names = ["organization", "repository", "kind", "slug"];
  const [organization = "", repository = "", kind = "", slug = ""] = parseImportId(id, names);
  if (!KINDS.includes(kind as Kind)) {
    throw new DiagnosticError(
      "The import id cannot be read",
      `The kind in "${id}" has to be service, team or user, got "${kind}": <${names.join(">.<")}>.`,
    );
  }
  response.state = { id, organization, repository, [kind]: slug };
}
