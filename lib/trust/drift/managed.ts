import type { Grant } from "../model.js";
import type { DriftedResource } from "../plan/drifted.js";
import type { TrustReview, Undecided } from "../review/index.js";
import { accountsOf } from "../rules/trust-view.js";
import type { DriftContext, DriftedStack } from "./context.js";
import { isGitHubResource, judgeGuard } from "./guards/judge.js";
import { type Element, elementsByAddress } from "./private/by-address.js";
import { canonical } from "./private/canonical.js";
import { changesOf, contentOf } from "./private/changes.js";
import { type Differing, gitHubOf, granteeOf } from "./private/focus.js";
import { reviewDrift } from "./private/judge.js";
import { type DriftWeight, weigh } from "./private/weigh.js";
import type { Drift, DriftTrace, JudgedDrift } from "./result.js";

/** The drift of what stacks manage: one judgement a resource that was changed or taken away beside Terraform. */
export function judgeManaged(context: DriftContext): JudgedDrift {
  const judged = context.stacks.flatMap((stack) => {
    const elements: Elements = {
      recorded: elementsByAddress(stack.plan.trust.recorded),
      live: elementsByAddress(stack.plan.trust.before),
    };
    return stack.plan.drifted.map((resource) => judgeResource(context, stack, elements, resource));
  });
  return {
    drifts: judged.map(({ drift }) => drift),
    undecided: judged.flatMap(({ undecided }) => undecided),
    notes: [],
  };
}

/** What a stack's resources make, by address: as last written, and as refreshed. */
interface Elements {
  readonly recorded: ReadonlyMap<string, Element>;
  readonly live: ReadonlyMap<string, Element>;
}

const NOTHING: Element = { grants: [] };

interface Judged {
  readonly drift: Drift;
  readonly undecided: readonly Undecided[];
}

function judgeResource(
  context: DriftContext,
  stack: DriftedStack,
  elements: Elements,
  resource: DriftedResource,
): Judged {
  if (isGitHubResource(resource.type)) {
    return { drift: judgeGuard(context, stack, resource), undecided: [] };
  }
  const review = reviewOf(context, elements, resource);
  const gone = resource.live === undefined;
  const weight = review === undefined ? unjudged(resource) : weigh(review, { gone });
  const { kind, name, trace } = describe(elements, resource);
  return {
    drift: {
      section: "managed",
      fingerprint: context.digest(
        canonical(["managed", context.organization, stack.name, resource.address, contentOf(resource)]),
      ),
      stack: stack.name,
      kind,
      name,
      at: resource.address,
      what: gone ? "is gone: it was taken away beside Terraform" : "was changed beside Terraform",
      ...weight,
      gained: review?.gained ?? [],
      lost: review?.lost ?? [],
      newFindings: review?.newFindings ?? [],
      effects: [],
      changes: changesOf(resource),
      ...(trace === undefined ? {} : { trace }),
    },
    undecided: review?.undecided ?? [],
  };
}

/** What no trust model holds. */
function unjudged({ live }: DriftedResource): DriftWeight {
  return live === undefined
    ? { severity: "low", because: "it says nothing about trust that is known here" }
    : { severity: "none", because: "it says nothing about trust that is known here" };
}

function reviewOf(
  context: DriftContext,
  { recorded, live }: Elements,
  { address }: DriftedResource,
): TrustReview | undefined {
  const { declared: all, live: now } = context;
  const { setting, account: was, grants: had } = recorded.get(address) ?? NOTHING;
  const { setting: found, account: is, grants: has } = live.get(address) ?? NOTHING;
  if (setting !== undefined || found !== undefined) {
    const accounts = new Set([setting, found].flatMap((each) => (each === undefined ? [] : accountsOf(each))));
    const others = all.settingsOf(accounts).filter(({ origin }) => !isSame(origin.at, origin.where, setting ?? found));
    return compare(context, accounts, [], {
      before: { settings: [...others, ...(setting === undefined ? [] : [setting])] },
      after: { settings: [...others, ...(found === undefined ? [] : [found])] },
    });
  }
  if (was !== undefined || is !== undefined) {
    const accounts = new Set([was, is].flatMap((each) => (each === undefined ? [] : [each.slug])));
    // a team's grants count for whoever was or is in it
    const teams = [was, is].flatMap((each) => each?.teams ?? []).map(({ slug }) => `team ${slug}`);
    return compare(context, accounts, teams, {
      before: { accounts: was === undefined ? [] : [was] },
      after: { accounts: is === undefined ? [] : [is] },
    });
  }
  if (had.length + has.length === 0) {
    return undefined;
  }
  const keyOf = (grant: Grant): string => `${granteeOf(grant)} ${grant.privilege}`;
  const [before, after] = [new Set(had.map(keyOf)), new Set(has.map(keyOf))];
  const touched = [...had.filter((each) => !after.has(keyOf(each))), ...has.filter((each) => !before.has(keyOf(each)))];
  const accounts = new Set(
    touched.flatMap(({ service, team }) =>
      service !== undefined ? [service] : team === undefined ? [] : now.members(team),
    ),
  );
  const grantees = new Set([...touched.map(granteeOf), ...now.granteesWith(accounts)]);
  const own = (grant: Grant): boolean => grantees.has(granteeOf(grant));
  const others = all.grantsTo(grantees).filter(({ origin }) => !isSame(origin.at, origin.where, had[0] ?? has[0]));
  return compare(context, accounts, [], {
    before: { grants: [...others, ...had.filter(own)] },
    after: { grants: [...others, ...has.filter(own)] },
  });
}

function isSame(
  at: string,
  where: string,
  element: { readonly origin: { at: string; where: string } } | undefined,
): boolean {
  return at === element?.origin.at && where === element.origin.where;
}

/** Everything but the one thing that drifted is as it is live, so that what it is worth today is told. */
function compare(
  { live, github }: DriftContext,
  accounts: ReadonlySet<string>,
  grantees: readonly string[],
  { before, after }: { readonly before: Differing; readonly after: Differing },
): TrustReview {
  const known = gitHubOf(github, [...(before.settings ?? []), ...(after.settings ?? [])]);
  const beside = known === undefined ? {} : { github: known };
  const all = new Set([...live.granteesWith(accounts), ...grantees]);
  return reviewDrift(
    live.side(accounts, all, { ...before, ...beside }),
    live.side(accounts, all, { ...after, ...beside }),
  );
}

function describe(
  { recorded, live }: Elements,
  { address, type, recorded: values }: DriftedResource,
): { readonly kind: string; readonly name: string; readonly trace?: DriftTrace } {
  const { setting, account, grants } = recorded.get(address) ?? live.get(address) ?? NOTHING;
  if (setting !== undefined) {
    const names = [setting.name, setting.slug, setting.slug_perm].filter((name) => name !== undefined);
    return { kind: "provider settings", name: setting.name, trace: { about: "oidc", names } };
  }
  if (account !== undefined) {
    return {
      kind: "service account",
      name: account.slug,
      trace: { about: "service", names: [account.slug, account.name] },
    };
  }
  const [grant] = grants;
  if (grant !== undefined) {
    const whole = type === "cloudsmith_repository_privileges";
    const name = whole ? grant.repository : `${granteeOf(grant)} on ${grant.repository}`;
    return {
      kind: whole ? "list of privileges on" : "privilege of",
      name,
      trace: { about: "privilege", names: [grant.repository] },
    };
  }
  return { kind: type, name: typeof values.name === "string" ? values.name : address };
}
