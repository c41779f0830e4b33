import { isNotFound } from "../../cloudsmith/index.js";
import {
  type AnyResource,
  type CreateRequest,
  type DeleteRequest,
  DiagnosticError,
  type Diagnostics,
  type ImportRequest,
  isUnknown,
  type ObjectValue,
  type PlanRequest,
  type PlanResponse,
  type ReadRequest,
  type StateResponse,
  type UpdateRequest,
  type ValidateRequest,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { deleting } from "../private/deleting.js";
import { failure } from "../private/failure.js";
import { refreshing, refuseUnchecked } from "../private/forbidden.js";
import { parseImportId } from "../private/import-id.js";
import { ownWrite, readUnlagged } from "../private/own-write.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { reportDifferences, type Settled, settle } from "../private/settle.js";
import { flag, text, tryBlocks, tryText } from "../private/values.js";
import { repositoryPrivilegesSchema } from "../schema/repository-privileges.js";
import { comparable, conflict, differencesOf, lacking, unplanned } from "./differences.js";
import { repositoryLine } from "./grant-queue.js";
import { blocksOf, type Grants, grantsOf, KINDS, keyOf, listOf, tryDeclared } from "./grants.js";
import { type AdminCheck, checkAdmin, lockout } from "./guard.js";
import { confirmRepositoryGone } from "./visible.js";

export const repositoryPrivilegesResource: AnyResource<ProviderClient> = {
  schema: repositoryPrivilegesSchema,
  validate,
  modifyPlan,
  create,
  read,
  update,
  delete: remove,
  importState,
};

interface Repository {
  readonly org: string;
  readonly repository: string;
}

function repositoryOf(value: ObjectValue): Repository {
  return { org: text(value, "organization"), repository: text(value, "repository") };
}

function nameOf(value: ObjectValue): string {
  const { org, repository } = repositoryOf(value);
  return `privileges on ${org}/${repository}`;
}

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  for (const kind of KINDS) {
    const slugs = (tryBlocks(config, kind) ?? []).map((block) => tryText(block, "slug"));
    const twice = slugs.find((slug, index) => slug !== undefined && slugs.indexOf(slug) !== index);
    if (twice !== undefined) {
      diagnostics.error(
        "A grant is declared twice",
        `The ${kind} "${twice}" has two blocks with different levels: keep one; Admin holds Write, and Write holds Read.`,
        [kind],
      );
    }
  }
}

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

function sameGrants(one: Grants, other: Grants): boolean {
  return one.size === other.size && [...one].every(([key, level]) => other.get(key) === level);
}

function refuseConflict(client: ProviderClient, prior: ObjectValue | null, planned: ObjectValue | null): void {
  const value = planned ?? prior;
  if (value === null || idOf(value) === undefined) {
    return;
  }
  const { org, repository } = repositoryOf(value);
  const problem = client.plannedGrants.authoritative(org, repository, planned === null ? "destroyed" : "kept");
  if (problem !== undefined) {
    throw new DiagnosticError("Two resources manage the same grants", problem, ["repository"]);
  }
}

async function refuseLockout(
  client: ProviderClient,
  { org, repository }: Repository,
  after: Grants,
): Promise<AdminCheck> {
  const check = await checkAdmin(client, org, repository, after).catch((error: unknown) => {
    throw failure("Whether the identity running Terraform keeps Admin could not be found out", error);
  });
  if (!check.keeps) {
    throw lockout(check, org, repository);
  }
  return check;
}

async function create(request: CreateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, diagnostics, signal } = request;
  const at = repositoryOf(planned);
  const declared = tryDeclared(planned) ?? new Map();
  await writing(client, at, async () => {
    const live = await readLive(client, at, signal);
    if (!flag(planned, "overwrite")) {
      refuseLosses(at, live, declared, await ownKey(client, at.org), diagnostics);
    }
    await write(request, response, live, declared);
  });
}

/** Nothing else of this process writes to the repository meanwhile. */
async function writing(
  client: ProviderClient,
  { org, repository }: Repository,
  work: () => Promise<void>,
): Promise<void> {
  await client.serial.run(repositoryLine(org, repository), work).catch((error: unknown) => {
    throw failure(`The privileges on ${org}/${repository} could not be written`, error);
  });
}

/** The key of the caller's own grant: whether that may go is judged by the lockout guard. */
async function ownKey(client: ProviderClient, org: string): Promise<string> {
  return keyOf(await client.identity.callerIn(org));
}

function refuseLosses(
  { org, repository }: Repository,
  live: Grants,
  declared: Grants,
  own: string,
  diagnostics: Diagnostics,
): void {
  const lost = lacking(live, declared);
  const others = new Map([...lost].filter(([key]) => key !== own));
  if (others.size > 0) {
    throw new DiagnosticError(
      "Grants exist that the configuration lacks",
      `${org}/${repository} has grants that this would revoke, and a plan of a new resource cannot show that:\n${conflict(others)}\n` +
        `Declare them too; or import the repository (terraform import ADDRESS ${org}.${repository}), so that the plan shows what it revokes; or set overwrite = true.`,
    );
  }
  if (lost.size > 0) {
    diagnostics.warning(
      "A grant of the identity running Terraform was revoked",
      `The configuration lacks this grant on ${org}/${repository}, which the identity running Terraform has Admin without:\n${conflict(lost)}`,
    );
  }
}

async function update(request: UpdateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, prior, signal } = request;
  const at = repositoryOf(planned);
  const declared = tryDeclared(planned) ?? new Map();
  const before = tryDeclared(prior) ?? new Map();
  if (sameGrants(before, declared)) {
    response.state = planned;
    return;
  }
  await writing(client, at, async () => {
    const live = await readUnchanged(client, at, before, declared, signal);
    await write(request, response, live, declared);
  });
}

/** The live grants, if they are those that were planned against. Reads may lag, so they are given time to become so. */
async function readUnchanged(
  client: ProviderClient,
  { org, repository }: Repository,
  before: Grants,
  declared: Grants,
  signal: AbortSignal,
): Promise<Grants> {
  const read = (): Promise<Grants> => readLive(client, { org, repository }, signal);
  const first = await read();
  const settled = await settle<Grants>({
    answer: first,
    read,
    differences: (seen) => differencesOf(before, unplanned(before, declared, seen)),
    patience: client.patience,
    signal,
  });
  if (settled.differences.length > 0) {
    const changes = settled.differences.map(({ declared: was, found }) => `  planned against ${was}; now ${found}`);
    throw new DiagnosticError(
      "The grants have changed since the plan",
      `${org}/${repository} has other grants than this was planned against:\n${changes.join("\n")}\nNothing was written. Plan again: the new plan shows what is there now.`,
    );
  }
  return settled.seen ?? first;
}

async function readLive(client: ProviderClient, { org, repository }: Repository, signal: AbortSignal): Promise<Grants> {
  return grantsOf(await client.api.privileges.get(org, repository, { signal }));
}

async function write(
  { client, planned, diagnostics, signal }: CreateRequest<ProviderClient>,
  response: StateResponse,
  live: Grants,
  declared: Grants,
): Promise<void> {
  const { org, repository } = repositoryOf(planned);
  if (!flag(planned, "allow_self_lockout")) {
    await refuseLockout(client, { org, repository }, declared);
  }
  const settled = await put(client, { org, repository }, live, declared, signal);
  response.state = { ...planned, id: `${org}.${repository}` };
  response.private = ownWrite(comparable(live), comparable(declared));
  reportDifferences(`The ${nameOf(planned)}`, settled, diagnostics);
  if (diagnostics.hasError && settled.seen !== undefined) {
    response.state = { ...response.state, ...blocksOf(settled.seen) };
  }
}

async function put(
  client: ProviderClient,
  { org, repository }: Repository,
  live: Grants,
  declared: Grants,
  signal: AbortSignal,
): Promise<Settled<Grants>> {
  client.forgetPrivileges(org, repository);
  if (!sameGrants(live, declared)) {
    await client.api.privileges.replace(org, repository, listOf(declared), { signal }).catch((error: unknown) => {
      throw failure(`The privileges on ${org}/${repository} could not be written`, error, {
        paths: { privileges: [] },
      });
    });
  }
  return settle<Grants>({
    answer: sameGrants(live, declared) ? live : undefined,
    read: async () => grantsOf(await client.api.privileges.get(org, repository, { signal })),
    differences: (seen) => differencesOf(declared, seen),
    patience: client.patience,
    signal,
  });
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
        read: async () => grantsOf(await client.privileges(org, repository)),
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

/** Leaves the caller's Admin alone behind: without any grant the repository could not even be deleted. */
async function remove(request: DeleteRequest<ProviderClient>): Promise<void> {
  const { client, prior, diagnostics, signal } = request;
  const { org, repository } = repositoryOf(prior);
  await client.serial.run(repositoryLine(org, repository), () =>
    deleting(
      `The ${nameOf(prior)} could not be revoked`,
      async () => {
        const rest: Grants = new Map([[await ownKey(client, org), "Admin"]]);
        const live = await readUnchanged(client, { org, repository }, tryDeclared(prior) ?? new Map(), rest, signal);
        const settled = await put(client, { org, repository }, live, rest, signal);
        reportDifferences(`The ${nameOf(prior)}`, settled, diagnostics);
      },
      (error) => confirmRepositoryGone(client, org, repository, error),
    ),
  );
}

async function importState({ id }: ImportRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const [organization = "", repository = ""] = parseImportId(id, ["organization", "repository"]);
  response.state = { id, organization, repository };
}
