/** Which findings an app's own acceptances let through today. */
import { type AcceptedFinding, exceptionsIn, type TrustExceptions } from "./exceptions.js";
import type { DeclaredTrust } from "./file/declared.js";
import { SEVERITIES, type Severity } from "./finding.js";
import type { TrustModel } from "./model.js";
import type { WrittenPolicy } from "./policy/policy.js";
import type { TrustFinding } from "./rules/check.js";

/** From so many days before its end, an acceptance is spoken of as ending. */
export const NOTICE_DAYS = 14;

const DAY = 24 * 60 * 60 * 1000;

/** One stack's exceptions. */
export interface StackExceptions extends TrustExceptions {
  /** The stack's file, as the origins of what was read from it have it. */
  readonly where: string;
}

export interface Acceptance extends AcceptedFinding {
  /** The stack that carries it. */
  readonly stack: string;
  /** Whether it holds today. `ending`: it does, for less than {@link NOTICE_DAYS} days. */
  readonly status: "holds" | "ending" | "expired";
  /** Whole days that it holds after today; negative once it has expired. */
  readonly daysLeft: number;
}

export interface AcceptedFindings {
  /** Those that nothing lets through, in their order. */
  readonly open: readonly TrustFinding[];
  /** Every acceptance, with what it lets through. */
  readonly acceptances: readonly (Acceptance & { readonly findings: readonly TrustFinding[] })[];
}

/**
 * Parts findings into those that acceptances let through and those that stay. An acceptance holds for its rule, on the
 * resources that it names, in its own stack, to the end of its last day (UTC).
 *
 * @param now the moment of judgement
 */
export function accepted(
  findings: readonly TrustFinding[],
  exceptions: readonly StackExceptions[],
  now: Date,
): AcceptedFindings {
  const acceptances = exceptions.flatMap(({ where, accepted: written }) =>
    written.map((each) => ({ acceptance: acceptanceOf(each, where, now), through: [] as TrustFinding[] })),
  );
  const byPlace = new Map<string, (typeof acceptances)[number]>();
  for (const each of acceptances) {
    const { stack, rule, at, status } = each.acceptance;
    for (const address of status === "expired" ? [] : at) {
      const place = placeOf(stack, rule, address);
      byPlace.set(place, byPlace.get(place) ?? each);
    }
  }
  const open = findings.filter((finding) => {
    const { origin, rule } = finding;
    const by = byPlace.get(placeOf(origin.where, rule, origin.at));
    by?.through.push(finding);
    return by === undefined;
  });
  return { open, acceptances: acceptances.map(({ acceptance, through }) => ({ ...acceptance, findings: through })) };
}

function acceptanceOf(written: AcceptedFinding, stack: string, now: Date): Acceptance {
  const daysLeft = Math.floor((Date.parse(written.until) + DAY - 1 - now.getTime()) / DAY);
  // a date that is none has passed
  const status = !(daysLeft >= 0) ? "expired" : daysLeft < NOTICE_DAYS ? "ending" : "holds";
  return { ...written, stack, status, daysLeft: Number.isNaN(daysLeft) ? -1 : daysLeft };
}

function placeOf(where: string, rule: string, address: string): string {
  return JSON.stringify([where, rule, address]);
}

/**
 * The exceptions of a synthesized stack as anybody may have written them: what has not the expected shape lets nothing
 * through and asks for nothing.
 *
 * @param where the stack's file, as the origins of what was read from it have it
 */
export function stackExceptions(synthesized: unknown, where: string): StackExceptions {
  const { accepted: written, policies, breakGlass } = exceptionsIn(synthesized);
  const glass = fieldsOf(breakGlass);
  return {
    where,
    accepted: written.flatMap((each) => {
      const { rule, path, at, reason, until } = fieldsOf(each);
      return [rule, path, reason, until].every((text) => typeof text === "string")
        ? [{ rule, path, at: textsOf(at) ?? [], reason, until } as AcceptedFinding]
        : [];
    }),
    policies: policies.map((each) => policyOf(fieldsOf(each))),
    ...(typeof glass.reason === "string"
      ? { breakGlass: { reason: glass.reason, findings: listOf(glass.findings).flatMap(letThrough) } }
      : {}),
  };
}

/**
 * The exceptions that a trust file keeps of what an app declares.
 *
 * @param where the trust file, as the origins of what was read from it have it
 */
export function declaredExceptions(
  model: TrustModel,
  { stacks }: DeclaredTrust,
  where: string,
): readonly StackExceptions[] {
  const places =
    stacks.size < 2 ? [] : [...model.accounts, ...model.settings, ...model.grants].map(({ origin }) => origin.at);
  return [...stacks].map(([name, stack]) => {
    // addresses of several stacks have the stack's file in front
    const end = `/${name}/cdk.tf.json`;
    const inside = places.find((at) => at.slice(0, Math.max(0, at.indexOf("#"))).endsWith(end));
    const prefix = inside === undefined ? "" : inside.slice(0, inside.indexOf("#") + 1);
    const exceptions = stackExceptions(stack, where);
    const written = exceptions.accepted.map((each) => ({ ...each, at: each.at.map((at) => `${prefix}${at}`) }));
    const policies = exceptions.policies.map(({ not_over, ...policy }) =>
      not_over === undefined ? policy : { ...policy, not_over: not_over.map((at) => `${prefix}${at}`) },
    );
    return { ...exceptions, accepted: written, policies };
  });
}

type Fields = { readonly [name: string]: unknown };

function letThrough(value: unknown): NonNullable<TrustExceptions["breakGlass"]>["findings"] {
  const { rule, severity, at } = fieldsOf(value);
  const known = SEVERITIES.find((each) => each === severity);
  return typeof rule === "string" && typeof at === "string" && known !== undefined
    ? [{ rule, severity: known satisfies Severity, at }]
    : [];
}

function policyOf(written: Fields): WrittenPolicy {
  const [issuers, owners, claims] = [written.allowed_issuers, written.allowed_owners, written.forbidden_claims].map(
    textsOf,
  );
  const beside = textsOf(written.not_over);
  const privilege = (["Admin", "Write", "Read"] as const).find((each) => each === written.greatest_privilege);
  return {
    mode: written.mode === "audit" ? "audit" : "enforce",
    ...(issuers === undefined ? {} : { allowed_issuers: issuers }),
    ...(owners === undefined ? {} : { allowed_owners: owners }),
    ...(claims === undefined ? {} : { forbidden_claims: claims }),
    ...(privilege === undefined ? {} : { greatest_privilege: privilege }),
    ...(typeof written.must_pin_ids === "boolean" ? { must_pin_ids: written.must_pin_ids } : {}),
    ...(beside === undefined ? {} : { not_over: beside }),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
}
