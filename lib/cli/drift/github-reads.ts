import type { GitHubReads, OwnerRead, PhantomTarget, ReadRepository, RepositoryRead } from "../../trust/index.js";
import { type GitHubClient, isGitHubError } from "../github-api/index.js";

type Body = { readonly [name: string]: unknown };

interface Owner {
  readonly id: number;
  readonly login: string;
  readonly isOrganization: boolean;
}

/** From so many repositories of one owner on, a list of all it has takes fewer requests. */
const WORTH_A_LIST = 3;

/**
 * Asks GitHub what has become of the repositories and owners that settings trust: lists where many are of one owner,
 * single reads for the rest. A 404 counts as gone only where the token is shown to see all private repositories of the
 * owner.
 *
 * @throws GitHubError for a token that GitHub refuses
 */
export async function readGitHub(
  client: GitHubClient,
  targets: readonly PhantomTarget[],
  say: (text: string) => void = () => undefined,
): Promise<GitHubReads> {
  return new Reading(client, targets, say).read();
}

class Reading {
  readonly #client: GitHubClient;
  readonly #targets: readonly PhantomTarget[];
  readonly #say: (text: string) => void;
  readonly #owners = new Map<string, OwnerRead & { readonly isOrganization?: boolean }>();
  readonly #ownersById = new Map<string, OwnerRead & { readonly isOrganization?: boolean }>();
  readonly #listed = new Map<string, ReadRepository>();
  readonly #listedById = new Map<string, ReadRepository>();
  /** By login in lower case: why a 404 of the owner's repositories says nothing; undefined where it says that they are gone. */
  readonly #blind = new Map<string, Promise<string | undefined>>();

  constructor(client: GitHubClient, targets: readonly PhantomTarget[], say: (text: string) => void) {
    this.#client = client;
    this.#targets = targets;
    this.#say = say;
  }

  async read(): Promise<GitHubReads> {
    this.#say("reading GitHub");
    await this.#readOwners();
    await this.#readLists();
    const [repositories, repositoriesById] = [new Map<string, RepositoryRead>(), new Map<string, RepositoryRead>()];
    const names = new Set(this.#targets.flatMap(({ name }) => name?.toLowerCase() ?? []));
    const ids = new Map(
      this.#targets.flatMap((target) =>
        target.name === undefined && target.id !== undefined ? [[target.id, target] as const] : [],
      ),
    );
    await Promise.all([
      ...[...names].map(async (name) => repositories.set(name, await this.#byName(name))),
      ...[...ids].map(async ([id, target]) => repositoriesById.set(id, await this.#byId(id, this.#loginOf(target)))),
    ]);
    return { repositories, repositoriesById, owners: this.#owners, ownersById: this.#ownersById };
  }

  async #readOwners(): Promise<void> {
    const logins = new Set(this.#targets.flatMap(({ owner }) => owner?.toLowerCase() ?? []));
    const ids = new Set(
      this.#targets.flatMap(({ owner, ownerId }) => (owner === undefined && ownerId !== undefined ? [ownerId] : [])),
    );
    await Promise.all([
      ...[...logins].map(async (login) => {
        this.#owners.set(login, await this.#owner(`/users/${encodeURIComponent(login)}`));
      }),
      ...[...ids].map(async (id) => {
        this.#ownersById.set(id, await this.#owner(`/user/${encodeURIComponent(id)}`));
      }),
    ]);
  }

  async #owner(path: string): Promise<OwnerRead & { readonly isOrganization?: boolean }> {
    try {
      const found = (await this.#client.tryGet(path)) as Body | undefined;
      const owner = found === undefined ? undefined : ownerOf(found);
      if (found !== undefined && owner === undefined) {
        return { state: "unknown", reason: `GitHub's answer to GET ${path} has no login and id` };
      }
      return owner === undefined ? { state: "free" } : { state: "found", ...owner };
    } catch (error) {
      return { state: "unknown", reason: reasonOf(error) };
    }
  }

  /** The login of a target's owner, where it is known. */
  #loginOf({ owner, ownerId }: PhantomTarget): string | undefined {
    if (owner !== undefined) {
      return owner.toLowerCase();
    }
    const read = ownerId === undefined ? undefined : this.#ownersById.get(ownerId);
    return read?.state === "found" ? read.login.toLowerCase() : undefined;
  }

  #isOrganization(login: string): boolean {
    const read = [...this.#owners, ...this.#ownersById].find(
      ([, each]) => each.state === "found" && each.login.toLowerCase() === login,
    )?.[1];
    return read?.isOrganization === true;
  }

  async #readLists(): Promise<void> {
    const wanted = new Map<string, number>();
    for (const target of this.#targets) {
      const login = this.#loginOf(target);
      if (login !== undefined && (target.name !== undefined || target.id !== undefined)) {
        wanted.set(login, (wanted.get(login) ?? 0) + 1);
      }
    }
    const many = [...wanted].filter(([login, count]) => count >= WORTH_A_LIST && this.#isOrganization(login));
    await Promise.all(
      many.map(async ([login]) => {
        try {
          for await (const item of this.#client.each(`/orgs/${encodeURIComponent(login)}/repos?type=all`)) {
            const repository = repositoryOf(item);
            if (repository !== undefined) {
              this.#listed.set(repository.full_name.toLowerCase(), repository);
              this.#listedById.set(String(repository.id), repository);
            }
          }
        } catch (error) {
          // each is asked for by itself then
          reasonOf(error);
        }
      }),
    );
  }

  async #byName(name: string): Promise<RepositoryRead> {
    const listed = this.#listed.get(name);
    if (listed !== undefined) {
      return { state: "found", repository: listed };
    }
    const [login = "", ...rest] = name.split("/");
    if (this.#owners.get(login)?.state === "free") {
      return { state: "gone" };
    }
    return this.#single(`/repos/${encodeURIComponent(login)}/${encodeURIComponent(rest.join("/"))}`, login);
  }

  async #byId(id: string, login: string | undefined): Promise<RepositoryRead> {
    const listed = this.#listedById.get(id);
    return listed !== undefined
      ? { state: "found", repository: listed }
      : this.#single(`/repositories/${encodeURIComponent(id)}`, login);
  }

  async #single(path: string, login: string | undefined): Promise<RepositoryRead> {
    try {
      const found = await this.#following(path);
      const repository = found === undefined ? undefined : repositoryOf(found);
      if (found !== undefined && repository === undefined) {
        return { state: "unknown", reason: `GitHub's answer to GET ${path} is no repository` };
      }
      if (repository !== undefined) {
        return { state: "found", repository };
      }
      const blind =
        login === undefined ? "the token may not see it, and whose it was is not known" : await this.#blindTo(login);
      return blind === undefined ? { state: "gone" } : { state: "unknown", reason: blind };
    } catch (error) {
      return { state: "unknown", reason: reasonOf(error) };
    }
  }

  /** A name that moved answers with the id of what it was; the client follows nothing by itself. */
  async #following(path: string): Promise<Body | undefined> {
    try {
      return (await this.#client.tryGet(path)) as Body | undefined;
    } catch (error) {
      if (isGitHubError(error) && error.code === "moved" && error.location !== undefined) {
        return (await this.#client.tryGet(error.location)) as Body | undefined;
      }
      throw error;
    }
  }

  #blindTo(login: string): Promise<string | undefined> {
    let known = this.#blind.get(login);
    if (known === undefined) {
      known = this.#isOrganization(login) ? this.#blindToOrganization(login) : this.#blindToUser(login);
      this.#blind.set(login, known);
    }
    return known;
  }

  /** GitHub tells those who may see all how many private repositories there are; as many have to be in the list. */
  async #blindToOrganization(login: string): Promise<string | undefined> {
    const path = `/orgs/${encodeURIComponent(login)}`;
    const { total_private_repos: total } = (await this.#client.get(path)) as Body;
    const lacking = `the token is not shown to see all private repositories of ${login}: it needs metadata: read on all of them, and to read the organization (administration: read; of a classic token, repo and read:org)`;
    if (typeof total !== "number") {
      return lacking;
    }
    let seen = 0;
    for await (const item of this.#client.each(`${path}/repos?type=private`)) {
      seen += item.private === true ? 1 : 0;
    }
    return seen >= total ? undefined : `${lacking}; it sees ${seen} of ${total}`;
  }

  async #blindToUser(login: string): Promise<string | undefined> {
    const lacking = `${login} is a person: only a token of theirs with access to all their repositories sees whether one is gone`;
    const self = (await this.#client.tryGet("/user")) as Body | undefined;
    const total = self?.owned_private_repos;
    if (String(self?.login).toLowerCase() !== login || typeof total !== "number") {
      return lacking;
    }
    let seen = 0;
    for await (const item of this.#client.each("/user/repos?affiliation=owner&visibility=private")) {
      seen += item.private === true ? 1 : 0;
    }
    return seen >= total ? undefined : lacking;
  }
}

/** @throws what no other answer could change: a token that GitHub refuses, and faults of ours */
function reasonOf(error: unknown): string {
  if (isGitHubError(error) && error.code !== "unauthorized" && error.code !== "bad_token") {
    return error.message;
  }
  throw error;
}

function ownerOf({ id, login, type }: Body): Owner | undefined {
  return typeof id === "number" && typeof login === "string"
    ? { id, login, isOrganization: type === "Organization" }
    : undefined;
}

function repositoryOf({
  id,
  full_name,
  owner,
  archived,
  visibility,
  default_branch,
}: Body): ReadRepository | undefined {
  const ownerId = (owner as Body | null | undefined)?.id;
  if (typeof id !== "number" || typeof full_name !== "string" || typeof ownerId !== "number") {
    return undefined;
  }
  return {
    id,
    full_name,
    owner_id: ownerId,
    archived: archived === true,
    ...(visibility === "public" || visibility === "private" || visibility === "internal" ? { visibility } : {}),
    ...(typeof default_branch === "string" ? { default_branch } : {}),
  };
}
