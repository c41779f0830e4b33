import { type CloudsmithClient, DEFAULT_API_HOST, parseApiHost } from "../../cloudsmith/index.js";
import {
  type Drift,
  type GitHubReads,
  mergeTrust,
  type PhantomTarget,
  phantomTargets,
  type TrustModel,
  type Undecided,
} from "../../trust/index.js";
import { DRIFT_PARTS, type DriftOptions, type DriftPart } from "../commands/drift.js";
import { failure, isOurs, usageError } from "../errors.js";
import { githubClient, isGitHubError, tryGithubToken } from "../github-api/index.js";
import { readingClient } from "../live/client.js";
import { rateLimitDeadline } from "../private/rate-limit-deadline.js";
import { type Authored, withAuthors } from "./authors.js";
import { readGitHub } from "./github-reads.js";
import type { Interruption } from "./interruption.js";
import type { Gathered } from "./judge.js";
import { readLiveBeside } from "./live.js";
import { type ReadPlans, readPlans } from "./plans.js";
import { earlierSnapshot } from "./snapshot.js";

/** Everything that a run looks at. */
export interface Sources extends Gathered {
  readonly organization: string;
  /** Where the live organization is, for people. */
  readonly where: string;
  readonly notes: readonly string[];
  /** The drifts with who made them, as far as the audit log says it. */
  authors(drifts: readonly Drift[]): Promise<Authored>;
}

export function partsOf({ only }: Pick<DriftOptions, "only">): readonly DriftPart[] {
  return only ?? DRIFT_PARTS;
}

/**
 * Reads plans, the live organization and GitHub, as far as the parts need them.
 *
 * @throws CliError where there is nothing to sign in with, before anything is run
 */
export async function gather(
  options: DriftOptions,
  interruption: Interruption,
  say: (text: string) => void,
): Promise<Sources> {
  const parts = partsOf(options);
  const waitUntil = rateLimitDeadline();
  const before = earlierSnapshot(options.snapshot);
  const isLive = options.snapshot !== undefined || options.live !== undefined || parts.includes("unmanaged");
  if (isLive) {
    readingClient(options.live ?? "", () => undefined, waitUntil).close();
  }
  const plans = await readPlans(options, interruption, say, waitUntil);
  if (plans.stacks.length + plans.failed.length === 0 && !(parts.every((part) => part === "phantom") && isLive)) {
    throw usageError(
      "there is nothing to hold what is live against",
      "run cdktf synth, or give --app DIR or --plan FILE; --only phantom --live ORG needs neither",
    );
  }
  const organization = organizationOf(options, plans, isLive);
  const client = (): CloudsmithClient =>
    readingClient(organization, (seconds, reason) => say(`waiting ${seconds} s: ${reason}`), waitUntil);
  const read = isLive ? await readLive(client(), organization, plans, interruption, say) : {};
  const model = read.live ?? mergeTrust(plans.stacks.map(({ plan }) => plan.trust.before));
  // what is declared and was changed is asked for as well: it says which ids and names belong together
  const declared = mergeTrust(plans.stacks.map(({ plan }) => plan.trust.recorded));
  const targets = [...phantomTargets(model), ...phantomTargets(declared)];
  const asked = parts.includes("phantom") ? await readGitHubFor(targets, interruption, say) : undefined;
  return {
    ...read,
    organization,
    where: read.live === undefined ? "" : `${organization} at ${apiHost()}`,
    plans,
    notes: [],
    ...(asked === undefined ? {} : { github: asked }),
    ...(before === undefined ? {} : { before }),
    authors: (drifts) => authorsOf(drifts, organization, client),
  };
}

function organizationOf({ live: organization }: DriftOptions, plans: ReadPlans, isLive: boolean): string {
  const { stacks, failed } = plans;
  const declared = mergeTrust(stacks.map(({ plan }) => plan.trust.before)).organization || plans.organization;
  if (organization !== undefined && declared !== "" && organization !== declared) {
    throw usageError(
      `the stacks are of the organization ${declared}, and --live says ${organization}`,
      "leave --live out, or give the app of that organization",
    );
  }
  const found = organization ?? declared;
  if (found !== "" || !isLive) {
    return found;
  }
  throw failed.length > 0
    ? failure(`no stack could be read: ${failed.map(({ about, reason }) => `${about}: ${reason}`).join("; ")}`)
    : usageError(
        "no stack says of which organization it is",
        "add --live ORG, or --app DIR with what cdktf synth wrote",
      );
}

async function readLive(
  client: CloudsmithClient,
  organization: string,
  { stacks }: ReadPlans,
  interruption: Interruption,
  say: (text: string) => void,
): Promise<{ readonly live?: TrustModel; readonly liveFailed?: Undecided }> {
  try {
    return { live: await interruption.orStopped(readLiveBeside(client, organization, stacks, say)) };
  } catch (error) {
    // what the stacks' own plans found is still worth telling
    if (interruption.signal !== undefined || !isOurs(error) || stacks.length === 0) {
      throw error;
    }
    return { liveFailed: { about: `the live organization ${organization}`, side: "after", reason: error.message } };
  } finally {
    client.close();
  }
}

async function readGitHubFor(
  targets: readonly PhantomTarget[],
  interruption: Interruption,
  say: (text: string) => void,
): Promise<GitHubReads> {
  if (targets.length > 0 && tryGithubToken(process.env) === undefined) {
    return unread(targets, "there is no token to ask GitHub with: set GITHUB_TOKEN, or leave this out with --only");
  }
  const client = githubClient(process.env, { onWait: (seconds) => say(`waiting ${seconds} s for GitHub`) });
  try {
    return await interruption.orStopped(readGitHub(client, targets, say));
  } catch (error) {
    if (interruption.signal !== undefined || !isGitHubError(error)) {
      throw error;
    }
    return unread(targets, error.message);
  } finally {
    client.close();
  }
}

function unread(targets: readonly PhantomTarget[], reason: string): GitHubReads {
  const unknown = { state: "unknown", reason } as const;
  const all = (pick: (target: PhantomTarget) => string | undefined) =>
    new Map(
      targets.flatMap((target) => [pick(target) ?? []].flat().map((key) => [key.toLowerCase(), unknown] as const)),
    );
  return {
    repositories: all(({ name }) => name),
    repositoriesById: all(({ id }) => id),
    owners: all(({ owner }) => owner),
    ownersById: all(({ ownerId }) => ownerId),
  };
}

async function authorsOf(
  drifts: readonly Drift[],
  organization: string,
  client: () => CloudsmithClient,
): Promise<Authored> {
  if (organization === "" || drifts.every(({ trace }) => trace === undefined)) {
    return { drifts };
  }
  let made: CloudsmithClient | undefined;
  try {
    made = client();
    return await withAuthors(made, organization, drifts);
  } catch (error) {
    if (!isOurs(error)) {
      throw error;
    }
    return { drifts, note: `who changed it is not known: ${error.message}` };
  } finally {
    made?.close();
  }
}

function apiHost(): string {
  return new URL(parseApiHost(process.env.CLOUDSMITH_API_HOST || DEFAULT_API_HOST).origin).host;
}
