import { isNotFound } from "../../cloudsmith/index.js";
import {
  DiagnosticError,
  type ImportRequest,
  isUnknown,
  type ObjectValue,
  type PlanRequest,
  type PlanResponse,
  type ReadRequest,
  type StateResponse,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import type { ResourceHandlers } from "../parts.js";
import { refreshing, refuseUnchecked } from "../private/forbidden.js";
import { parseImportId } from "../private/import-id.js";
import { readUnlagged } from "../private/own-write.js";
import { flag } from "../private/values.js";
import { create, remove, update } from "./authoritative-writes.js";
import { comparable } from "./differences.js";
import { blocksOf, type Grants, grantsOf, tryDeclared } from "./grants.js";
import { nameOf, readLive, refuseLockout, repositoryOf, sameGrants } from "./repository.js";
import { confirmRepositoryGone } from "./visible.js";

export const repositoryPrivilegesHandlers: ResourceHandlers = {
  modifyPlan,
  create,
  read,
  update,
  delete: remove,
  importState,
};

async function modifyPlan({ prior, client }: PlanRequest<ProviderClient>, response: PlanResponse): Promise<void> {
  const { planned } = response;
  if (planned !== null && prior === null) {
    response.planned = { ...planned, id: idOf(planned) ?? planned.id ?? null };
  }
  if (client === undefined) {
    return;
  }
  if (prior !== null) {
    refuseUnchecked(client, nameOf(prior), prior, response.planned);
  }
  refuseConflict(client, prior, planned);
  const declared = planned === null ? undefined : tryDeclared(planned);
  if (planned === null || declared === undefined || flag(planned, "allow_self_lockout")) {
    return;
  }
  const before = prior === null ? undefined : tryDeclared(prior);
  if (idOf(planned) !== undefined && (before === undefined || !sameGrants(before, declared))) {
    await refuseLockout(client, repositoryOf(planned), declared);
  }
}

function idOf(value: ObjectValue): string | undefined {
  const { organization, repository } = value;
  return isUnknown(organization) || isUnknown(repository) ? undefined : `${String(organization)}.${String(repository)}`;
}

function refuseConflict(client: ProviderClient, prior: ObjectValue | null, planned: ObjectValue | null): void {
  const value = planned ?? prior;
  if (value === null || idOf(value) === undefined) {
    return;
  }
  const { org, repository } = repositoryOf(value);
  const plan = planned === null ? "destroyed" : prior === null ? "created" : "kept";
  const problem = client.plannedGrants.authoritative(org, repository, plan);
  if (problem !== undefined) {
    throw new DiagnosticError("Two resources manage the same grants", problem, ["repository"]);
  }
}

async function read(
  { client, state, private: kept, diagnostics, signal }: ReadRequest<ProviderClient>,
  response: StateResponse,
): Promise<void> {
  const { org, repository } = repositoryOf(state);
  await refreshing({ client, diagnostics, state, object: nameOf(state) }, async () => {
    try {
      const live = await readUnlagged<Grants>({
        client,
        signal,
        kept,
        read: async () => grantsOf(await client.privileges(org, repository, signal)),
        again: () => readLive(client, { org, repository }, signal),
        valuesOf: comparable,
      });
      response.state = { ...state, id: `${org}.${repository}`, ...blocksOf(live) };
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      await confirmRepositoryGone(client, org, repository, error);
      response.state = null;
    }
  });
}

async function importState({ id }: ImportRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const [organization = "", repository = ""] = parseImportId(id, ["organization", "repository"]);
  response.state = { id, organization, repository };
}
