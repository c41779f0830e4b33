/** Settings that are exactly what the constructs for GitHub repositories make, read back into their words. */
import { GitHubClaims } from "../../../constructs/index.js";
import {
  GitHubEnvironment,
  type GitHubJobSource,
  GitHubRef,
  GitHubRepository,
  GitHubReusableWorkflow,
} from "../../../github/index.js";
import type { Account, TrustModel } from "../../../trust/index.js";
import { sameClaims } from "./claims.js";
import type { AdoptedSetting } from "./estate.js";
import { tried } from "./tried.js";

/** A source of jobs in the words of the constructs, but for what may have started them. */
export type Source =
  | { readonly make: "branch" | "branchesUnder" | "tag" | "tagsStartingWith"; readonly name: string }
  | { readonly make: "environment"; readonly name: string }
  | { readonly make: "workflow"; readonly path: string; readonly version: string };

export interface GitHubWay {
  readonly setting: AdoptedSetting;
  readonly source: Source;
  /** Of a ref. */
  readonly event: string | undefined;
  /** Id of the alternative, as the constructs give it. */
  readonly alternative: string;
}

export interface GitHubJobs {
  readonly fullName: string;
  readonly id: string;
  readonly ownerId: string;
  readonly audience: string | undefined;
  readonly ways: readonly GitHubWay[];
}

const PUBLISHES = "Publishes from the GitHub repository ";
const DOWNLOADS = "Downloads to the GitHub repository ";

/** What the constructs say of an account of their own. */
export function purposeOf(reads: boolean, fullName: string): string {
  return `${reads ? DOWNLOADS : PUBLISHES}${fullName}`;
}

/** Full names of GitHub repositories by their ids, as far as the trust says them. */
export function namesById({ github }: TrustModel): ReadonlyMap<string, string> {
  return new Map(
    (github?.repositories ?? []).flatMap(({ id, full_name }) => (id === undefined ? [] : [[String(id), full_name]])),
  );
}

/** Undefined where any of the settings is something else, or nobody says what the repository is called. */
export function tryGitHubJobs(
  account: Account,
  settings: readonly AdoptedSetting[],
  names: ReadonlyMap<string, string>,
): GitHubJobs | undefined {
  const [first] = settings;
  const [id, ownerId] = [first?.claims.get("repository_id"), first?.claims.get("repository_owner_id")];
  if (id === undefined || ownerId === undefined) {
    return undefined;
  }
  const fullName = names.get(id) ?? nameIn(account.description ?? "");
  if (fullName === undefined || tried(() => GitHubRepository.of(fullName, { id, ownerId })) === undefined) {
    return undefined;
  }
  const audience = first?.claims.get("aud");
  const pins = { repositoryId: id, repositoryOwnerId: ownerId, ...(audience === undefined ? {} : { aud: audience }) };
  const ways = settings.flatMap((setting) => tryWay(setting, pins) ?? []);
  const alternatives = new Set(ways.map(({ alternative }) => alternative));
  return ways.length === settings.length && alternatives.size === ways.length
    ? { fullName, id, ownerId, audience, ways }
    : undefined;
}

/** Full name of the GitHub repository that an account is said to be for. */
export function nameIn(description: string): string | undefined {
  const start = [PUBLISHES, DOWNLOADS].find((each) => description.startsWith(each));
  return start === undefined ? undefined : description.slice(start.length);
}

/** Claims that all ways in have. */
export interface Pins {
  readonly repositoryId?: string;
  readonly repositoryOwnerId: string;
  readonly aud?: string;
}

export function tryWay(setting: AdoptedSetting, pins: Pins): GitHubWay | undefined {
  const { claims } = setting;
  const event = claims.get("event_name");
  for (const source of candidates(claims).filter(isPlain)) {
    const made = tried(() => jobSource(source, event).alternatives);
    const [alternative, ...others] = made ?? [];
    if (alternative !== undefined && others.length === 0) {
      const required = tried(() => GitHubClaims.of({ ...pins, ...alternative.claims }));
      if (required !== undefined && sameClaims(required, claims)) {
        return { setting, source, event: isRef(source) ? event : undefined, alternative: alternative.id };
      }
    }
  }
  return undefined;
}

/** What Terraform or cdktf would read as more than a text makes other ids than it says. */
function isPlain(source: Source): boolean {
  return Object.values(source).every((text) => !/[$%#&]\{/.test(text));
}

export function isRef(source: Source): source is Source & { readonly name: string } {
  return source.make !== "environment" && source.make !== "workflow";
}

function candidates(claims: ReadonlyMap<string, string>): readonly Source[] {
  const [ref = "", environment, workflow = ""] = ["ref", "environment", "job_workflow_ref"].map((name) =>
    claims.get(name),
  );
  const [, path, version] = /^([^@]+)@(.+)$/.exec(workflow) ?? [];
  const [, branches] = /^refs\/heads\/(.+)\/\.\*$/.exec(ref) ?? [];
  const [, tags] = /^refs\/tags\/(.+)\.\*$/.exec(ref) ?? [];
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  const [, tag] = /^refs\/tags\/(.+)$/.exec(ref) ?? [];
  return [
    ...(environment === undefined ? [] : [{ make: "environment", name: environment } as const]),
    ...(path === undefined || version === undefined ? [] : [{ make: "workflow", path, version } as const]),
    ...(branches === undefined ? [] : [{ make: "branchesUnder", name: branches } as const]),
    ...(tags === undefined ? [] : [{ make: "tagsStartingWith", name: tags } as const]),
    ...(branch === undefined ? [] : [{ make: "branch", name: branch } as const]),
    ...(tag === undefined ? [] : [{ make: "tag", name: tag } as const]),
  ];
}

/** @throws DeclarationError for what the constructs refuse */
function jobSource(source: Source, event: string | undefined): GitHubJobSource {
  switch (source.make) {
    case "environment":
      return GitHubEnvironment.named(source.name);
    case "workflow":
      return GitHubReusableWorkflow.at(source.path, { version: source.version });
    default:
      return GitHubRef[source.make](source.name).on(...(event === undefined ? [] : [event]));
  }
}
