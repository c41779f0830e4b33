import { compareLevels } from "../../access.js";
import type { GitHubRepository, GitHubSide } from "../../github.js";
import type { DefaultPrivilege, Setting } from "../../model.js";
import type { DriftedResource } from "../../plan/drifted.js";
import type { TrustReview } from "../../review/index.js";
import { accountsOf } from "../../rules/trust-view.js";
import type { DriftContext, DriftedStack } from "../context.js";
import { canonical } from "../private/canonical.js";
import { changesOf, contentOf } from "../private/changes.js";
import { reviewDrift } from "../private/judge.js";
import { type DriftWeight, weigh } from "../private/weigh.js";
import type { Drift, DriftEffect } from "../result.js";
import { compareGuard, guards } from "./compare.js";
import { tryGitHubPart } from "./side.js";
import { tieOf } from "./ties.js";

export function isGitHubResource(type: string): boolean {
  return type.startsWith("github_");
}

/** The drift of a resource of the GitHub provider: what it guards, for the settings that lean on it. */
export function judgeGuard(context: DriftContext, stack: DriftedStack, resource: DriftedResource): Drift {
  const { address, type, recorded, live } = resource;
  const repository = String(recorded.repository ?? recorded.name ?? "");
  const effects = compareGuard(resource);
  const tie = tieOf(context, stack, repository);
  // an environment of the same name is taken for theirs, rather than passed over
  const settings = leaningOn(
    recorded.environment,
    typeof recorded.environment === "string" ? [...tie.settings, ...tie.possible] : tie.settings,
  );
  const newFindings = guards(type) ? findingsOf(context, resource, tie.repository, settings) : [];
  const gone = live === undefined;
  return {
    section: "managed",
    fingerprint: context.digest(canonical(["managed", context.organization, stack.name, address, contentOf(resource)])),
    stack: stack.name,
    kind: KINDS[type] ?? type,
    name: nameOf(resource, repository),
    at: address,
    what: gone ? "is gone: it was taken away beside Terraform" : "was changed beside Terraform",
    ...weightOf(context, resource, effects, newFindings, settings),
    gained: [],
    lost: [],
    newFindings,
    effects,
    changes: changesOf(resource),
  };
}

const KINDS: { readonly [type: string]: string } = {
  github_repository_environment: "GitHub environment",
  github_repository_environment_deployment_policy: "deployment policy of GitHub environment",
  github_repository_ruleset: "GitHub ruleset",
  github_workflow_repository_permissions: "default workflow permission of GitHub repository",
  github_actions_variable: "GitHub variable",
  github_actions_environment_variable: "GitHub variable",
  github_repository_file: "file of GitHub repository",
  github_actions_repository_oidc_subject_claim_customization_template: "subject template of GitHub repository",
};

function nameOf({ recorded }: DriftedResource, repository: string): string {
  const own = recorded.environment ?? recorded.variable_name ?? recorded.file ?? recorded.name;
  return typeof own === "string" && own !== repository ? `${own} of ${repository}` : repository;
}

/** Of an environment the settings that ask for it; of anything else all that trust the repository. */
function leaningOn(environment: unknown, settings: readonly Setting[]): readonly Setting[] {
  return typeof environment !== "string"
    ? settings
    : settings.filter(({ claims }) => {
        const asked = claims.environment;
        return (
          (typeof asked === "string" && asked.toLowerCase() === environment.toLowerCase()) ||
          (typeof claims.sub === "string" &&
            claims.sub.toLowerCase().endsWith(`:environment:${environment.toLowerCase()}`))
        );
      });
}

/** What rules say once the guard is as it is live, and did not say while it was as declared. */
function findingsOf(
  { live }: DriftContext,
  { type, recorded, live: now }: DriftedResource,
  repository: GitHubRepository,
  settings: readonly Setting[],
): TrustReview["newFindings"] {
  const before = tryGitHubPart(type, recorded);
  if (before === undefined || settings.length === 0) {
    return [];
  }
  const accounts = new Set(settings.flatMap(accountsOf));
  const grantees = live.granteesWith(accounts);
  const side = (part: Partial<GitHubRepository>): GitHubSide => ({ repositories: [{ ...repository, ...part }] });
  const empty = Object.fromEntries(Object.keys(before).map((name) => [name, []]));
  const after = now === undefined ? empty : (tryGitHubPart(type, now) ?? empty);
  return reviewDrift(
    live.side(accounts, grantees, { settings, github: side(before) }),
    live.side(accounts, grantees, { settings, github: side(after) }),
  ).newFindings;
}

function weightOf(
  { live }: DriftContext,
  { type, recorded, live: now }: DriftedResource,
  effects: readonly DriftEffect[],
  newFindings: TrustReview["newFindings"],
  settings: readonly Setting[],
): DriftWeight {
  if (type === "github_repository_file" && now === undefined) {
    // the provider takes any failure of the read for a file that is gone
    return { severity: "low", because: "the GitHub provider reports a file as gone on failures too: look at the file" };
  }
  if (type.endsWith("_variable") && String(recorded.variable_name).startsWith("CLOUDSMITH_")) {
    return {
      severity: "medium",
      because: "workflows sign in by it: another value may send what they publish elsewhere",
    };
  }
  if (effects.length + newFindings.length === 0) {
    return now === undefined
      ? { severity: "low", because: "it guards nothing that trust rests on" }
      : { severity: "none", because: "it guards nothing that trust rests on" };
  }
  const weight = weigh({ gained: [], lost: [], newFindings }, { effects });
  if (!effects.some(({ direction }) => direction === "wider") || settings.length > 0) {
    return settings.some(({ service_accounts }) => service_accounts.some((slug) => writes(live, slug)))
      ? weight
      : atMost(weight, settings.length > 0 ? "what leans on it can only read, as far as is known" : undefined);
  }
  return atMost(weight, "no setting is known to lean on it");
}

function writes(live: DriftContext["live"], slug: string): boolean {
  const levels = live.grantsTo(live.granteesWith([slug])).map(({ privilege }) => privilege as DefaultPrivilege);
  return live.account(slug)?.role === "Manager" || levels.some((level) => compareLevels(level, "Write") >= 0);
}

function atMost(weight: DriftWeight, because: string | undefined): DriftWeight {
  return (weight.severity === "high" || weight.severity === "critical") && because !== undefined
    ? { severity: "medium", because }
    : weight;
}
