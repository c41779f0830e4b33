import type { Account, Grant, TrustModel, Unknown } from "../model.js";
import { accountName } from "../private/account-name.js";
import type { TrustReview, Undecided } from "../review/index.js";
import { accountsOf } from "../rules/trust-view.js";
import type { DriftContext, DriftedStack } from "./context.js";
import { guards } from "./guards/compare.js";
import { type MergedTrust, withoutKey } from "./merged.js";
import { type Element, elementsByAddress } from "./private/by-address.js";
import { canonical, shortText } from "./private/canonical.js";
import { type Differing, granteeOf } from "./private/focus.js";
import { reviewDrift } from "./private/judge.js";
import { type DriftWeight, weigh } from "./private/weigh.js";
import type { Drift, FieldChange, JudgedDrift } from "./result.js";

/** What a stack's app declares now. */
export interface MergedStack {
  readonly stack: DriftedStack;
  readonly merged: MergedTrust;
}

/** What was merged and is not deployed: what the app declares, held against what Terraform last wrote. */
export function judgeUndeployed(context: DriftContext, stacks: readonly MergedStack[]): JudgedDrift {
  const judged = stacks.map((each) => new Undeployed(context, each).judge());
  return {
    drifts: judged.flatMap(({ drifts }) => drifts),
    undecided: judged.flatMap(({ undecided }) => undecided),
    notes: judged.flatMap(({ notes }) => notes),
  };
}

const NOTHING: Element = { grants: [] };

class Undeployed {
  readonly #context: DriftContext;
  readonly #stack: DriftedStack;
  readonly #merged: MergedTrust;
  readonly #drifts: Drift[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #unknowns: ReadonlyMap<string, readonly Unknown[]>;
  #skipped = 0;

  constructor(context: DriftContext, { stack, merged }: MergedStack) {
    this.#context = context;
    this.#stack = stack;
    this.#merged = merged;
    const unknowns = new Map<string, Unknown[]>();
    for (const unknown of merged.trust.unknowns) {
      unknowns.set(unknown.origin.at, [...(unknowns.get(unknown.origin.at) ?? []), unknown]);
    }
    this.#unknowns = unknowns;
  }

  judge(): JudgedDrift {
    const [merged, recorded] = [
      elementsByAddress(this.#merged.trust),
      elementsByAddress(this.#stack.plan.trust.recorded),
    ];
    const deployed = new Set([...recorded.keys()].map(withoutKey));
    for (const [address, element] of merged) {
      const unknowns = this.#unknowns.get(address) ?? [];
      if (unknowns.some(({ field }) => field === undefined)) {
        // as often as its count or for_each says
        this.#skipped += deployed.has(address) ? 1 : 0;
        continue;
      }
      this.#compare(address, element, recorded.get(address), unknowns);
    }
    for (const [address, element] of recorded) {
      if (!this.#merged.addresses.has(withoutKey(address)) && !this.#mayBeOfModule(address)) {
        this.#compare(address, undefined, element, []);
      }
    }
    this.#compareOthers();
    const { name } = this.#stack;
    const notes =
      this.#skipped === 0
        ? []
        : [
            `${this.#skipped === 1 ? `1 value of stack ${name} hangs on an expression, and was` : `${this.#skipped} values of stack ${name} hang on expressions, and were`} not held against what is deployed`,
          ];
    return { drifts: this.#drifts, undecided: this.#undecided, notes };
  }

  #mayBeOfModule(address: string): boolean {
    return this.#merged.hasModules && address.startsWith("module.");
  }

  #compare(
    address: string,
    merged: Element | undefined,
    recorded: Element | undefined,
    unknowns: readonly Unknown[],
  ): void {
    const changes = changesBetween(merged, recorded, new Set(unknowns.map(({ field }) => field?.[0] ?? "")));
    this.#skipped += merged !== undefined && recorded !== undefined ? unknowns.length : 0;
    if (merged !== undefined && recorded !== undefined && changes.length === 0) {
      return;
    }
    const review = unknowns.length > 0 ? undefined : this.#review(merged ?? NOTHING, recorded ?? NOTHING);
    this.#undecided.push(...(review?.undecided ?? []));
    const what =
      recorded === undefined
        ? "is declared, and not deployed"
        : merged === undefined
          ? "is no longer declared, and still deployed"
          : "is declared otherwise than deployed";
    this.#drifts.push(
      this.#drift({
        ...wordsOf(merged ?? recorded ?? NOTHING, (grant) => this.#granteeName(grant)),
        address,
        what,
        changes: recorded === undefined || merged === undefined ? [] : changes,
        content: [what, changes],
        review,
        weight: weightOf(review),
      }),
    );
  }

  /** From what the app declares to what is deployed; everything else is as it is live. */
  #review(merged: Element, recorded: Element): TrustReview {
    const { live, declared } = this.#context;
    const touched = [...merged.grants, ...recorded.grants];
    const accounts = new Set([
      ...[merged.setting, recorded.setting].flatMap((each) => (each === undefined ? [] : accountsOf(each))),
      ...[merged.account, recorded.account].flatMap((each) => (each === undefined ? [] : [each.slug])),
      ...touched.flatMap(({ service, team }) =>
        service !== undefined ? [service] : team === undefined ? [] : live.members(team),
      ),
    ]);
    const teams = [merged.account, recorded.account]
      .flatMap((each) => each?.teams ?? [])
      .map(({ slug }) => `team ${slug}`);
    const grantees = new Set([...live.granteesWith(accounts), ...touched.map(granteeOf), ...teams]);
    const ats = new Set([...touched, merged.setting, recorded.setting].map((each) => each?.origin.at));
    const side = ({ setting, account, grants }: Element): TrustModel => {
      const settings = declared.settingsOf(accounts).filter(({ origin }) => !ats.has(origin.at));
      const others = declared.grantsTo(grantees).filter(({ origin }) => !ats.has(origin.at));
      const differing: Differing =
        merged.setting !== undefined || recorded.setting !== undefined
          ? { settings: [...settings, ...(setting === undefined ? [] : [setting])], accounts: this.#accounts(accounts) }
          : merged.account !== undefined || recorded.account !== undefined
            ? { accounts: account === undefined ? [] : [account] }
            : { grants: [...others, ...grants], accounts: this.#accounts(accounts) };
      return live.side(accounts, grantees, differing);
    };
    return reviewDrift(side(merged), side(recorded));
  }

  /** As they are live, or as they will be once deployed. */
  #accounts(slugs: ReadonlySet<string>): readonly Account[] {
    return [...slugs].flatMap(
      (slug) =>
        this.#context.live.account(slug) ?? this.#merged.trust.accounts.find((account) => account.slug === slug) ?? [],
    );
  }

  #granteeName(grant: Grant): string {
    const { service } = grant;
    const account = this.#merged.trust.accounts.find(({ slug }) => slug === service);
    return service === undefined ? granteeOf(grant) : `service ${accountName(service, account)}`;
  }

  /** Resources of other providers: whether they are there. */
  #compareOthers(): void {
    const deployed = new Set(
      this.#stack.plan.live.filter(({ mode }) => mode === "managed").map(({ address }) => withoutKey(address)),
    );
    const lost = new Set(this.#stack.plan.drifted.map(({ address }) => withoutKey(address)));
    const isOther = (address: string): boolean => !address.startsWith("cloudsmith_");
    const add = (address: string, what: string): void => {
      const type = address.split(".")[0] ?? address;
      const weight: DriftWeight = guards(type)
        ? { severity: "medium", because: "it guards what trust rests on" }
        : { severity: "low", because: "it says nothing about trust that is known here" };
      this.#drifts.push(
        this.#drift({
          kind: type,
          name: address.slice(type.length + 1),
          address,
          what,
          changes: [],
          content: what,
          weight,
        }),
      );
    };
    for (const address of this.#merged.addresses) {
      if (isOther(address) && !deployed.has(address) && !lost.has(address)) {
        add(address, "is declared, and not deployed");
      }
    }
    for (const address of deployed) {
      if (isOther(address) && !this.#merged.addresses.has(address) && !this.#mayBeOfModule(address)) {
        add(address, "is no longer declared, and still deployed");
      }
    }
  }

  #drift(found: {
    readonly kind: string;
    readonly name: string;
    readonly address: string;
    readonly what: string;
    readonly changes: readonly FieldChange[];
    readonly content: unknown;
    readonly review?: TrustReview | undefined;
    readonly weight: DriftWeight;
  }): Drift {
    const { digest, organization } = this.#context;
    const { kind, name, address, what, changes, content, review, weight } = found;
    return {
      section: "undeployed",
      fingerprint: digest(canonical(["undeployed", organization, this.#stack.name, address, content])),
      stack: this.#stack.name,
      kind,
      name,
      at: address,
      what,
      ...weight,
      gained: review?.gained ?? [],
      lost: review?.lost ?? [],
      newFindings: review?.newFindings ?? [],
      effects: [],
      changes,
    };
  }
}

/** What is live is wider than the code says, or code waits for its deployment. */
function weightOf(review: TrustReview | undefined): DriftWeight {
  if (review === undefined) {
    return { severity: "low", because: "some of it is known only when it is deployed" };
  }
  if (review.gained.length + review.newFindings.length > 0) {
    return weigh(review);
  }
  return { severity: "low", because: "nobody has more than is declared" };
}

function wordsOf(
  { setting, account, grants }: Element,
  granteeName: (grant: Grant) => string,
): { readonly kind: string; readonly name: string } {
  if (setting !== undefined) {
    return { kind: "provider settings", name: setting.name };
  }
  if (account !== undefined) {
    return { kind: "service account", name: account.name };
  }
  const [grant, ...others] = grants;
  if (grant === undefined) {
    return { kind: "privileges", name: "" };
  }
  return others.length > 0
    ? { kind: "list of privileges on", name: grant.repository }
    : { kind: "privilege of", name: `${granteeName(grant)} on ${grant.repository}` };
}

type Fields = { readonly [name: string]: unknown };

function changesBetween(
  merged: Element | undefined,
  recorded: Element | undefined,
  unknown: ReadonlySet<string>,
): readonly FieldChange[] {
  const [declared, live] = [fieldsOf(merged), fieldsOf(recorded)];
  const names = new Set([...Object.keys(declared), ...Object.keys(live)]);
  return [...names]
    .filter((name) => !unknown.has(name) && canonical(declared[name]) !== canonical(live[name]))
    .sort()
    .map((field) => ({ field, declared: shortText(declared[field]), live: shortText(live[field]) }));
}

function fieldsOf(element: Element | undefined): Fields {
  const { setting, account, grants = [] } = element ?? {};
  if (setting !== undefined) {
    const { name, enabled, provider_url, claims, service_accounts, mapping_claim, dynamic_mappings } = setting;
    // the API knows issuers without the slash at their end as the same
    const issuer = provider_url.replace(/\/$/, "");
    return { name, enabled, provider_url: issuer, claims, service_accounts, mapping_claim, dynamic_mappings };
  }
  if (account !== undefined) {
    const { name, role, teams, description } = account;
    return { name, role, teams, description };
  }
  return grants.length === 0
    ? {}
    : { grants: grants.map((grant: Grant) => `${grant.privilege} to ${granteeOf(grant)}`) };
}
