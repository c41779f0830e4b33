import type { Account, Grant, Setting } from "../model.js";
import type { TrustReview, Undecided } from "../review/index.js";
import { accountsOf } from "../rules/trust-view.js";
import type { DriftContext } from "./context.js";
import { canonical } from "./private/canonical.js";
import { type Differing, gitHubOf, granteeOf, grantKey } from "./private/focus.js";
import { reviewDrift } from "./private/judge.js";
import { type DriftWeight, weigh } from "./private/weigh.js";
import type { Drift, DriftTrace, JudgedDrift } from "./result.js";

const NOT_DECLARED = "is not declared by any stack";

/** Trust that is live and that no stack declares: settings, accounts, and grants to what the stacks do know. */
export function judgeUnmanaged(context: DriftContext): JudgedDrift {
  const managed = managedOf(context);
  const { settings, accounts, grants } = context.live.model;
  const strangers = new Set(accounts.filter(({ slug }) => !managed.accounts.has(slug)).map(({ slug }) => slug));
  const judged = [
    ...settings.filter((each) => !managed.isSetting(each)).map((each) => judgeSetting(context, each)),
    ...accounts.filter(({ slug }) => strangers.has(slug)).map((each) => judgeAccount(context, each)),
    // what a stranger has is told with it
    ...grants
      .filter(
        (each) => !managed.grants.has(grantKey(each)) && !(each.service !== undefined && strangers.has(each.service)),
      )
      .map((each) => judgeGrant(context, each)),
  ];
  return {
    drifts: judged.map(({ drift }) => drift),
    undecided: judged.flatMap(({ undecided }) => undecided),
    notes: [],
  };
}

interface Managed {
  readonly accounts: ReadonlySet<string>;
  readonly grants: ReadonlySet<string>;
  isSetting(setting: Setting): boolean;
}

/** What stacks manage, as last written and as refreshed: what they lost or what was changed is no stranger. */
function managedOf({ stacks }: DriftContext): Managed {
  const models = stacks.flatMap(({ plan }) => [plan.trust.recorded, plan.trust.before]);
  const perms = new Set(models.flatMap(({ settings }) => settings.flatMap(({ slug_perm }) => slug_perm ?? [])));
  const nameless = new Set(
    models.flatMap(({ settings }) => settings.filter((each) => each.slug_perm === undefined).map(({ name }) => name)),
  );
  return {
    accounts: new Set(models.flatMap(({ accounts }) => accounts.map(({ slug }) => slug))),
    grants: new Set(models.flatMap(({ grants }) => grants.map(grantKey))),
    isSetting: ({ slug_perm, name }) => (slug_perm !== undefined && perms.has(slug_perm)) || nameless.has(name),
  };
}

interface Judged {
  readonly drift: Drift;
  readonly undecided: readonly Undecided[];
}

function judgeSetting(context: DriftContext, setting: Setting): Judged {
  const accounts = new Set(accountsOf(setting));
  const others = context.declared.settingsOf(accounts);
  const review = compare(context, accounts, [], { settings: others }, { settings: [...others, setting] });
  const weight = setting.enabled
    ? weigh(review, { gone: true })
    : ({ severity: "low", because: "it is disabled, and lets nobody in as it is" } as const);
  const { name, slug, slug_perm, origin: _, ...content } = setting;
  return judged(context, {
    kind: "provider settings",
    name,
    at: setting.origin.at,
    content: [slug_perm ?? slug ?? name, content],
    review,
    weight,
    trace: { about: "oidc", names: [name, slug, slug_perm].filter((each) => each !== undefined) },
  });
}

function judgeAccount(context: DriftContext, account: Account): Judged {
  const { live } = context;
  const accounts = new Set([account.slug]);
  // settings that hand it out are told by themselves
  const review = compare(
    context,
    accounts,
    live.granteesWith(accounts),
    { settings: [], accounts: [] },
    { settings: [] },
  );
  const { slug, name, role, teams, origin } = account;
  return judged(context, {
    kind: "service account",
    name: slug,
    at: origin.at,
    content: [slug, role, teams, live.grantsTo([`service ${slug}`]).map(contentOfGrant)],
    review,
    weight: weigh(review, { gone: true }),
    trace: { about: "service", names: [slug, name] },
  });
}

function judgeGrant(context: DriftContext, grant: Grant): Judged {
  const { declared, live } = context;
  const { service, team, user, repository, privilege } = grant;
  const accounts = new Set(service !== undefined ? [service] : team === undefined ? [] : live.members(team));
  const grantees = [granteeOf(grant), ...live.granteesWith(accounts)];
  const others = declared.grantsTo(grantees);
  const review = compare(context, accounts, grantees, { grants: others }, { grants: [...others, grant] });
  const toPeople = user !== undefined || (team !== undefined && accounts.size === 0);
  return judged(context, {
    kind: "grant",
    name: `${privilege} on ${repository} to ${granteeOf(grant)}`,
    at: grant.origin.at,
    content: contentOfGrant(grant),
    review,
    weight: toPeople
      ? { severity: "low", because: "it is people's, and no CI job gets it" }
      : weigh(review, { gone: true }),
    trace: { about: "privilege", names: [repository] },
  });
}

function contentOfGrant(grant: Grant): unknown {
  return [grant.repository, granteeOf(grant), grant.privilege];
}

/** Everything else is as it is live, so that what a stranger is worth today is told. */
function compare(
  { live, github }: DriftContext,
  accounts: ReadonlySet<string>,
  grantees: readonly string[],
  before: Differing,
  after: Differing,
): TrustReview {
  const known = gitHubOf(github, after.settings ?? []);
  const beside = known === undefined ? {} : { github: known };
  const all = new Set([...live.granteesWith(accounts), ...grantees]);
  return reviewDrift(
    live.side(accounts, all, { ...before, ...beside }),
    live.side(accounts, all, { ...after, ...beside }),
  );
}

interface Stranger {
  readonly kind: string;
  readonly name: string;
  readonly at: string;
  /** What it is known again by. */
  readonly content: unknown;
  readonly review: TrustReview;
  readonly weight: DriftWeight;
  readonly trace: DriftTrace;
}

function judged({ digest, organization }: DriftContext, stranger: Stranger): Judged {
  const { kind, name, at, content, review, weight, trace } = stranger;
  return {
    drift: {
      section: "unmanaged",
      fingerprint: digest(canonical(["unmanaged", organization, kind, content])),
      kind,
      name,
      at,
      what: NOT_DECLARED,
      ...weight,
      gained: review.gained,
      lost: review.lost,
      newFindings: review.newFindings,
      effects: [],
      changes: [],
      trace,
    },
    undecided: review.undecided,
  };
}
