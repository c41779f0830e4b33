/** Writing all grants of a repository at once: refused where it would take what nobody planned to take. */
import {
  type CreateRequest,
  type DeleteRequest,
  DiagnosticError,
  type Diagnostics,
  type StateResponse,
  type UpdateRequest,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { deleting } from "../private/deleting.js";
import { failure } from "../private/failure.js";
import { ownWrite } from "../private/own-write.js";
import { reportDifferences, type Settled, settle } from "../private/settle.js";
import { flag } from "../private/values.js";
import { comparable, conflict, differencesOf, lacking, unplanned } from "./differences.js";
import { repositoryLine } from "./grant-queue.js";
import { blocksOf, type Grants, grantsOf, keyOf, listOf, targetOf, tryDeclared } from "./grants.js";
import { nameOf, type Repository, readLive, refuseLockout, repositoryOf, sameGrants } from "./repository.js";
import { confirmRepositoryGone } from "./visible.js";

export async function create(request: CreateRequest<ProviderClient>, response: StateResponse): Promise<void> {
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

export async function update(request: UpdateRequest<ProviderClient>, response: StateResponse): Promise<void> {
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
  // Grants move along with an account that a rename in this run gave another slug.
  const followed = (grants: Grants): Grants =>
    new Map([...grants].map(([key, level]) => [followRename(client, org, key), level]));
  const planned = followed(before);
  const first = await read();
  const settled = await settle<Grants>({
    answer: first,
    read,
    differences: (seen) => differencesOf(planned, unplanned(planned, declared, followed(seen))),
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

function followRename(client: ProviderClient, org: string, key: string): string {
  const { kind, slug } = targetOf(key);
  return kind === "service" ? keyOf({ kind, slug: client.renamed.get(`${org}/${slug}`) ?? slug }) : key;
}

async function write(
  { client, planned, diagnostics, signal }: CreateRequest<ProviderClient>,
  response: StateResponse,
  live: Grants,
  declared: Grants,
): Promise<void> {
  const { org, repository } = repositoryOf(planned);
  client.claim(nameOf(planned));
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

/** Leaves the caller's Admin alone behind: without any grant the repository could not even be deleted. */
export async function remove(request: DeleteRequest<ProviderClient>): Promise<void> {
  const { client, prior, diagnostics, signal } = request;
  const { org, repository } = repositoryOf(prior);
  await client.serial.run(repositoryLine(org, repository), () =>
    deleting({
      summary: `The ${nameOf(prior)} could not be revoked`,
      work: async () => {
        // Replaced by create_before_destroy, or under another address: what is there now is another resource's.
        if (client.isClaimed(nameOf(prior))) {
          return;
        }
        const rest: Grants = new Map([[await ownKey(client, org), "Admin"]]);
        const live = await readUnchanged(client, { org, repository }, tryDeclared(prior) ?? new Map(), rest, signal);
        const settled = await put(client, { org, repository }, live, rest, signal);
        reportDifferences(`The ${nameOf(prior)}`, settled, diagnostics);
      },
      stillThere: (error) => confirmRepositoryGone(client, org, repository, error),
      patience: client.patience,
      signal,
    }),
  );
}
