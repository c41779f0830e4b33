/**
 * Readings of ours where Cloudsmith's documentation is silent, each named once. Explanations list those they rest on.
 */
export const ASSUMPTIONS = {
  "issuer-trailing-slash":
    "one trailing slash on the issuer or on provider_url is forgiven; everything else is compared exactly",
  "comparison-literal":
    "claims are compared literally and case-sensitively, without URL decoding or Unicode normalisation",
  "wildcard-empty-rest": "a final .* may stand for nothing",
  "wildcard-alone": ".* alone admits any value of a claim that is present",
  "claim-names-flat": "dots and slashes belong to a claim's name; nothing is looked up inside objects",
  "scalars-as-json-text": "numbers and booleans are compared as their JSON text, on both sides",
  "unsafe-integer-never-matches": "an integer beyond 2^53 - 1 never matches, since its digits are lost in reading it",
  "array-any-element": "a claim that is an array matches if one of its elements does",
  "null-is-absent": "a claim that is null counts as absent",
  "object-never-matches": "a claim that is an object never matches",
  "requirement-not-scalar-never-matches": "a claim required to be null, an array or an object is never met",
  "mapping-precedence": "an equal claim_value wins over a prefix, a longer prefix over a shorter one",
  "mapping-tie-admits-none": "mappings of equal precedence that name different accounts hand out none of them",
  "time-without-leeway": "exp must be there and later than now, nbf and iat not later than now, without leeway",
  "any-setting-admits": "one matching setting is enough",
  "unknown-account-admits-nothing": "a listed account that does not exist is let in nowhere",
  "default-privilege-for-services": "the default privilege of a repository counts for service accounts too",
} as const;

export type AssumptionName = keyof typeof ASSUMPTIONS;
