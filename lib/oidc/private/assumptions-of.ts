/** The readings of ours that an answer rests on. */
import type { AssumptionName } from "../assumptions.js";
import { matchClaim } from "../match.js";
import type { Explained } from "./explained.js";
import type { Asked, Prepared } from "./quick.js";
import { readingsOfClaim } from "./readings.js";
import { issuerKey } from "./steps.js";
import { claimOf } from "./values.js";

export function assumptionsOf(
  judged: readonly Explained[],
  asked: Asked,
  admitted: boolean,
): readonly AssumptionName[] {
  return [...(admitted ? assumptionsOfAdmission(judged) : assumptionsOfRefusal(judged, asked))];
}

function assumptionsOfAdmission(judged: readonly Explained[]): ReadonlySet<AssumptionName> {
  const admitting = judged.filter(({ judgement }) => judgement.admitted);
  const restingOn = admitting.map((each) => new Set(each.details().outcomes.flatMap(({ readings }) => readings)));
  const names = new Set<AssumptionName>();
  // one setting that admits without any reading of ours is enough for the answer to stand
  if (!restingOn.some(({ size }) => size === 0)) {
    for (const name of restingOn.flatMap((each) => [...each])) {
      names.add(name);
    }
  }
  const issuers = new Set(admitting.map(({ judgement }) => issuerKey(judgement.setting.provider_url)));
  if (
    judged.some(
      ({ judgement: { admitted, setting } }) =>
        !admitted && setting.enabled && issuers.has(issuerKey(setting.provider_url)),
    )
  ) {
    names.add("any-setting-admits");
  }
  return names;
}

function assumptionsOfRefusal(judged: readonly Explained[], asked: Asked): ReadonlySet<AssumptionName> {
  const names = new Set<AssumptionName>();
  for (const each of judged) {
    if (refusesPlainly(each.prepared, asked)) {
      continue;
    }
    const failures = each.details().outcomes.filter(({ step }) => !step.passed);
    // a refusal stands by itself as soon as one of its failed steps rests on no reading
    if (failures.every(({ readings }) => readings.length > 0)) {
      for (const name of failures.flatMap(({ readings }) => readings)) {
        names.add(name);
      }
    }
  }
  return names;
}

/** Whether a refusal stands by its issuer or by one claim alone; seen without putting every step into words. */
function refusesPlainly({ setting, issuer, requirements }: Prepared, asked: Asked): boolean {
  return (
    issuer !== asked.issuer ||
    requirements.some(({ name }) => {
      const required = setting.claims[name] ?? null;
      const actual = claimOf(asked.claims, name);
      return (
        actual !== undefined &&
        !matchClaim(required, actual) &&
        readingsOfClaim(name, required, actual, false).length === 0
      );
    })
  );
}
