/** Which findings an app's own acceptances let through today. */
import type { AcceptedFinding, TrustExceptions } from "./exceptions.js";
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
  const daysLeft = Math.floor((Date.parse(written.until) + DAY - now.getTime()) / DAY);
  // a date that is none has passed
  const status = !(daysLeft >= 0) ? "expired" : daysLeft < NOTICE_DAYS ? "ending" : "holds";
  return { ...written, stack, status, daysLeft: Number.isNaN(daysLeft) ? -1 : daysLeft };
}

function placeOf(where: string, rule: string, address: string): string {
  return JSON.stringify([where, rule, address]);
}
