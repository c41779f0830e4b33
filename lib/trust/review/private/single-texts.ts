import { tryIssuerOf } from "../../../oidc/index.js";
import type { Knowledge } from "../../algebra/index.js";

/**
 * The same knowledge, where claims that a CI documents as texts are never arrays of several. Otherwise every new mapping
 * of a fleet would take from all its other accounts the tokens that bear two repositories at once, which no CI makes.
 */
export function withSingleTexts(knowledge: (issuer: string) => Knowledge): (issuer: string) => Knowledge {
  const known = new Map<string, Knowledge>();
  return (issuer) => {
    const earlier = known.get(issuer);
    if (earlier !== undefined) {
      return earlier;
    }
    const whole = knowledge(issuer);
    const ci = tryIssuerOf(issuer);
    const made: Knowledge =
      ci === undefined
        ? whole
        : {
            ...whole,
            domain: (name) => {
              const domain = whole.domain(name);
              const claim = domain.single ? undefined : ci.claim(name);
              // GitLab and others put several audiences into one token where a job asks for them
              return claim === undefined || claim.notText === true || name === "aud"
                ? domain
                : { ...domain, single: true };
            },
          };
    known.set(issuer, made);
    return made;
  };
}
