import {
  type CloudsmithClient,
  isCloudsmithApiError,
  isCloudsmithTransportError,
  MAX_PAGE_SIZE,
} from "../../cloudsmith/index.js";
import type { LivePart, LiveParts } from "../../trust/index.js";

/** What somebody read already, as the API would give it: it is not read again. */
export interface AlreadyRead {
  /** Grants on a repository, by its slug. */
  readonly privileges: ReadonlyMap<string, readonly unknown[]>;
  /** Mappings of settings, by their slug_perm. */
  readonly mappings: ReadonlyMap<string, readonly unknown[]>;
}

const NOTHING: AlreadyRead = { privileges: new Map(), mappings: new Map() };

/** Everything is read, so the fewest pages are the best. */
const WHOLE_LIST = { pageSize: MAX_PAGE_SIZE } as const;

/**
 * Asks the API for everything that trust is made of. A part that it forbids or fails to give is missing, with the reason;
 * what makes all of it pointless is an error.
 *
 * @param say told what was read so far
 * @param already what is taken as it is instead of being read
 * @throws CloudsmithApiError when the organization cannot be seen or the credential is refused;
 * CloudsmithTransportError when the API cannot be reached
 */
export async function fetchLive(
  client: CloudsmithClient,
  asked: string,
  say: (text: string) => void = () => undefined,
  already: AlreadyRead = NOTHING,
): Promise<LiveParts> {
  say(`reading ${asked}`);
  // its slug, since accounts are found by nothing else
  const { slug: organization } = await client.organizations.get(asked);
  const [services, [settings, mappings], [repositories, privileges], teams, [members, seesAllRepositories]] =
    await Promise.all([
      part(() => client.services.list(organization, {}, WHOLE_LIST)),
      settingsOf(client, organization, already),
      repositoriesOf(client, organization, say, already),
      part(() => client.teams.list(organization, {}, WHOLE_LIST)),
      membersOf(client, organization),
    ]);
  return {
    organization,
    services,
    settings,
    mappings,
    repositories,
    seesAllRepositories,
    privileges,
    teams,
    members,
  };
}

type Parts = readonly [whole: LivePart, each: ReadonlyMap<string, LivePart>];

async function settingsOf(client: CloudsmithClient, organization: string, { mappings }: AlreadyRead): Promise<Parts> {
  const settings = await part(() => client.oidc.list(organization, {}, WHOLE_LIST));
  const mapped = found(settings).filter(({ mapping_claim }) => mapping_claim !== null && mapping_claim !== undefined);
  return [
    settings,
    await each(mapped, "slug_perm", async (id) => mappings.get(id) ?? client.oidc.mappings(organization, id)),
  ];
}

async function repositoriesOf(
  client: CloudsmithClient,
  organization: string,
  say: (text: string) => void,
  { privileges: known }: AlreadyRead,
): Promise<Parts> {
  const repositories = await part(() => client.repositories.list(organization, {}, WHOLE_LIST));
  const all = found(repositories);
  let read = 0;
  const privileges = await each(all, "slug", async (slug) => {
    const grants = known.get(slug) ?? (await client.privileges.get(organization, slug));
    read += 1;
    say(`reading ${organization}: privileges of ${read} of ${all.length} repositories`);
    return grants;
  });
  return [repositories, privileges];
}

/** The people, and whether the caller is an Owner among them: only Owners are shown every repository. */
async function membersOf(client: CloudsmithClient, organization: string): Promise<readonly [LivePart, boolean]> {
  const [members, self] = await Promise.all([
    part(() => client.members.list(organization, {}, WHOLE_LIST)),
    part(async () => [await client.user.self()]),
  ]);
  const [me] = found(self);
  const isOwner = found(members).some(({ user, role }) => user === me?.slug && role === "Owner");
  return [members, isOwner];
}

async function each(
  items: readonly Item[],
  idField: string,
  read: (id: string) => Promise<readonly unknown[]>,
): Promise<ReadonlyMap<string, LivePart>> {
  const ids = items.map((item) => item[idField]).filter((id) => typeof id === "string");
  return new Map(await Promise.all(ids.map(async (id) => [id, await part(() => read(id))] as const)));
}

type Item = { readonly [field: string]: unknown };

/** What was found, as far as it is objects. */
function found(part: LivePart): readonly Item[] {
  const items = "found" in part ? part.found : [];
  return items.filter((item): item is Item => typeof item === "object" && item !== null);
}

async function part(read: () => Promise<readonly unknown[]>): Promise<LivePart> {
  try {
    return { found: await read() };
  } catch (error) {
    if (isCloudsmithApiError(error) && error.status !== 401) {
      const { request, status } = error;
      const until = error.code === "throttled" ? `: ${error.remedy}` : "";
      const reason = `${request.method} ${request.path} answered ${status}${until}`;
      // what an identity may not see is a 404 as well
      return { missing: status === 403 || status === 404 ? "forbidden" : "failed", reason };
    }
    if (isCloudsmithTransportError(error) && error.code !== "aborted") {
      const { request, code } = error;
      return { missing: "failed", reason: `${request.method} ${request.path} got no answer (${code})` };
    }
    throw error;
  }
}
