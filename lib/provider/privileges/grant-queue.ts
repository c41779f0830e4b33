/**
 * Single grants and revokes on a repository, made by this process one batch at a time.
 *
 * The API has no revoke: what is not in a PUT is revoked. Two resources doing that at once would lose each other's
 * grants, so all work on one repository waits in one line, and what waits goes out together.
 */
import { isCloudsmithApiError, type PrivilegeLevel, type RepositoryPrivilege } from "../../cloudsmith/index.js";
import type { ProviderClient } from "../client.js";
import type { Difference, Settled } from "../private/settle.js";
import { settle } from "../private/settle.js";
import { type GrantChange, lockouts, putGrant } from "./batch-lockouts.js";
import { type Grants, grantsOf, keyOf, listOf, rank, say, targetOf } from "./grants.js";
import { lockout } from "./guard.js";

export interface GrantWork extends GrantChange {
  readonly org: string;
  readonly repository: string;
  readonly signal: AbortSignal;
}

export interface GrantDone {
  /** What the target had before. */
  readonly before: PrivilegeLevel | undefined;
  readonly settled: Settled<Grants>;
}

interface Waiting {
  readonly work: GrantWork;
  readonly resolve: (done: GrantDone) => void;
  readonly reject: (error: unknown) => void;
}

/** What this process did to one target; undefined revoked it. */
interface OwnWrite {
  readonly level: PrivilegeLevel | undefined;
  readonly at: number;
}

interface Line {
  waiting: Waiting[];
  /** The grants as last read, with this process's own writes since. */
  latest: Map<string, PrivilegeLevel> | undefined;
  readonly own: Map<string, OwnWrite>;
}

/** Reads may lag behind writes by seconds; this long an own write counts for more than what a read says. */
const OWN_WRITE_MS = 60_000;

export function repositoryLine(org: string, repository: string): string {
  return `privileges ${org}/${repository}`;
}

export class GrantQueue {
  readonly #client: ProviderClient;
  readonly #lines = new Map<string, Line>();

  constructor(client: ProviderClient) {
    this.#client = client;
  }

  /** Makes or revokes one grant, together with whatever else waits for the same repository. */
  run(work: GrantWork): Promise<GrantDone> {
    const name = repositoryLine(work.org, work.repository);
    const line = this.#lines.get(name) ?? { waiting: [], latest: undefined, own: new Map<string, OwnWrite>() };
    this.#lines.set(name, line);
    return new Promise<GrantDone>((resolve, reject) => {
      line.waiting.push({ work, resolve, reject });
      void this.#client.serial.run(name, () => this.#next(line, work.org, work.repository));
    });
  }

  async #next(line: Line, org: string, repository: string): Promise<void> {
    const batch = withoutRegranted(line);
    line.waiting = [];
    if (batch.length === 0) {
      return;
    }
    try {
      const onlyRevokes = batch.every(({ work }) => work.level === undefined);
      if (line.latest === undefined || onlyRevokes) {
        line.latest = await this.#live(line, org, repository);
      }
      const before = new Map(line.latest);
      const allowed = await this.#refuseLockouts(org, repository, before, batch);
      const granted = await this.#grant(
        line,
        org,
        repository,
        allowed.filter(({ work }) => work.level !== undefined),
      );
      const revoked = await this.#revoke(
        line,
        org,
        repository,
        allowed.filter(({ work }) => work.level === undefined),
        onlyRevokes ? before : undefined,
      );
      // Not waited for: the next batch may be written while this one is read back.
      const written = [...granted, ...revoked];
      this.#compare(org, repository, written, before).catch((error: unknown) => refuse(written, error));
    } catch (error) {
      for (const { reject } of batch) {
        reject(error);
      }
    }
  }

  async #live(line: Line, org: string, repository: string): Promise<Map<string, PrivilegeLevel>> {
    const live = grantsOf(await this.#client.api.privileges.get(org, repository));
    for (const [key, { level, at }] of line.own) {
      if (performance.now() - at < OWN_WRITE_MS) {
        putGrant(live, targetOf(key), level);
      }
    }
    return live;
  }

  #wrote(line: Line, { work }: Waiting): void {
    line.own.set(keyOf(work.target), { level: work.level, at: performance.now() });
    if (line.latest !== undefined) {
      putGrant(line.latest, work.target, work.level);
    }
  }

  /** Takes out of the batch what would take the caller's Admin away. */
  async #refuseLockouts(org: string, repository: string, before: Grants, batch: Waiting[]): Promise<Waiting[]> {
    const works = batch.map(({ work }) => work);
    const refused = await lockouts(this.#client, org, repository, before, works);
    return batch.filter(({ work, reject }) => {
      const check = refused.get(work);
      if (check !== undefined) {
        reject(lockout(check, org, repository, ["privilege"]));
      }
      return check === undefined;
    });
  }

  /** Returns what was granted; what was refused is rejected already. */
  async #grant(line: Line, org: string, repository: string, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    if (batch.length === 0) {
      return [];
    }
    this.#client.forgetPrivileges(org, repository);
    try {
      await this.#client.api.privileges.update(org, repository, grantsIn(batch));
      for (const waiting of batch) {
        this.#wrote(line, waiting);
      }
      return batch;
    } catch (error) {
      // One bad target refuses the whole list: each alone then shows which.
      if (batch.length > 1 && isCloudsmithApiError(error) && error.code === "unprocessable") {
        const each: (readonly Waiting[])[] = [];
        for (const waiting of batch) {
          each.push(await this.#grant(line, org, repository, [waiting]));
        }
        return each.flat();
      }
      return refuse(batch, error);
    }
  }

  /**
   * Reads and writes at once: the API has no precondition, so the gap between the two is kept as short as it can be.
   *
   * @param live - the grants, where they were read just now
   */
  async #revoke(
    line: Line,
    org: string,
    repository: string,
    batch: readonly Waiting[],
    live: Grants | undefined,
  ): Promise<readonly Waiting[]> {
    if (batch.length === 0) {
      return [];
    }
    this.#client.forgetPrivileges(org, repository);
    try {
      const left = new Map(live ?? (await this.#live(line, org, repository)));
      const gone = batch.filter(({ work }) => left.delete(keyOf(work.target)));
      if (gone.length > 0) {
        await this.#client.api.privileges.replace(org, repository, listOf(left));
      }
      for (const waiting of batch) {
        this.#wrote(line, waiting);
      }
      return batch;
    } catch (error) {
      return refuse(batch, error);
    }
  }

  /**
   * One reading for the whole batch, repeated while it differs from what was written. A grant that is not there is made
   * again: another process, as an alias of the provider is one, may have revoked by a list that it read before.
   */
  async #compare(org: string, repository: string, batch: readonly Waiting[], before: Grants): Promise<void> {
    const [first] = batch;
    if (first === undefined) {
      return;
    }
    const { privileges } = this.#client.api;
    let lost: readonly Waiting[] = [];
    const settled = await settle<Grants>({
      answer: undefined,
      read: async () => {
        if (lost.length > 0) {
          await privileges.update(org, repository, grantsIn(lost));
        }
        const seen = grantsOf(await privileges.get(org, repository));
        lost = batch.filter(({ work }) => rank(seen.get(keyOf(work.target))) < rank(work.level));
        return seen;
      },
      differences: (seen) => batch.flatMap(({ work }) => difference(work, seen)),
      patience: this.#client.patience,
      signal: first.work.signal,
    });
    for (const { work, resolve } of batch) {
      const differences = settled.seen === undefined ? [] : difference(work, settled.seen);
      resolve({ before: before.get(keyOf(work.target)), settled: { ...settled, differences } });
    }
  }
}

/**
 * What waits, but for revokes of what this run grants as well, by create_before_destroy or under another address: the
 * grant is to stay, whichever of the two comes first.
 */
function withoutRegranted({ waiting, own }: Line): Waiting[] {
  const granted = waiting.filter(({ work }) => work.level !== undefined).map(({ work }) => keyOf(work.target));
  return waiting.filter(({ work, resolve }) => {
    const key = keyOf(work.target);
    const stays = work.level === undefined && (granted.includes(key) || own.get(key)?.level !== undefined);
    if (stays) {
      resolve({ before: undefined, settled: { seen: undefined, differences: [] } });
    }
    return !stays;
  });
}

function grantsIn(batch: readonly Waiting[]): RepositoryPrivilege[] {
  return batch.map(({ work }) => ({ privilege: work.level ?? "Read", [work.target.kind]: work.target.slug }));
}

function refuse(batch: readonly Waiting[], error: unknown): readonly Waiting[] {
  for (const { reject } of batch) {
    reject(error);
  }
  return [];
}

function difference({ target, level }: GrantWork, seen: Grants): readonly Difference[] {
  const key = keyOf(target);
  const found = seen.get(key);
  return found === level
    ? []
    : [
        {
          attribute: "privilege",
          declared: say(key, level),
          found: say(key, found),
          admitsMore: rank(found) > rank(level),
        },
      ];
}
