import { actorOnly } from "./code/actor-only.js";
import { attributeOnly } from "./code/attribute-only.js";
import { branchPrefixCollision } from "./code/branch-prefix-collision.js";
import { branchUnprotected } from "./code/branch-unprotected.js";
import { environmentPhantom } from "./code/environment-phantom.js";
import { environmentUnprotected } from "./code/environment-unprotected.js";
import { forkPrGetsWriteTokens } from "./code/fork-pr-gets-write-tokens.js";
import { mutableJobWorkflowRef } from "./code/mutable-job-workflow-ref.js";
import { pullRequestTrusted } from "./code/pull-request-trusted.js";
import { refWithoutEvent } from "./code/ref-without-event.js";
import { repoWide } from "./code/repo-wide.js";
import { selfHostedRunner } from "./code/self-hosted-runner.js";
import { tagRef } from "./code/tag-ref.js";
import { tokenDefaultWrite } from "./code/token-default-write.js";
import { trustedDangerousEvent } from "./code/trusted-dangerous-event.js";
import { workflowNameTrust } from "./code/workflow-name-trust.js";
import { workflowRefMixUp } from "./code/workflow-ref-mix-up.js";
import { accountBundle } from "./grants/account-bundle.js";
import { disabledStale } from "./grants/disabled-stale.js";
import { dynamicMappingByAttackerChosenClaim } from "./grants/dynamic-mapping-by-attacker-chosen-claim.js";
import { dynamicMappingWithoutTenantAnchor } from "./grants/dynamic-mapping-without-tenant-anchor.js";
import { mappingOverlap } from "./grants/mapping-overlap.js";
import { overPrivilegedAccount } from "./grants/over-privileged-account.js";
import { overlapWidens } from "./grants/overlap-widens.js";
import { recycledNamespace } from "./grants/recycled-namespace.js";
import { standingKeyRemains } from "./grants/standing-key-remains.js";
import { audienceMismatch } from "./never/audience-mismatch.js";
import { caseMismatch } from "./never/case-mismatch.js";
import { contradiction } from "./never/contradiction.js";
import { customTemplateMismatch } from "./never/custom-template-mismatch.js";
import { enterpriseIssuerNotUsed } from "./never/enterprise-issuer-not-used.js";
import { fullRefMissing } from "./never/full-ref-missing.js";
import { issuerTrailingSlash } from "./never/issuer-trailing-slash.js";
import { issuerTypo } from "./never/issuer-typo.js";
import { malformedImmutableSub } from "./never/malformed-immutable-sub.js";
import { multiSelectProperty } from "./never/multi-select-property.js";
import { subjectFormStale } from "./never/subject-form-stale.js";
import { typeTrap } from "./never/type-trap.js";
import { unknownClaim } from "./never/unknown-claim.js";
import { volatileClaim } from "./never/volatile-claim.js";
import type { Rule } from "./rule.js";
import { audienceOnly } from "./who/audience-only.js";
import { enterpriseOnly } from "./who/enterprise-only.js";
import { idWildcard } from "./who/id-wildcard.js";
import { nameNotId } from "./who/name-not-id.js";
import { noClaims } from "./who/no-claims.js";
import { noTenantAnchor } from "./who/no-tenant-anchor.js";
import { orgWideWildcard } from "./who/org-wide-wildcard.js";
import { ownerOnly } from "./who/owner-only.js";
import { ownerPrefixWildcard } from "./who/owner-prefix-wildcard.js";
import { regexDotConfusion } from "./who/regex-dot-confusion.js";
import { repoPrefixWildcard } from "./who/repo-prefix-wildcard.js";
import { starIsNotWildcard } from "./who/star-is-not-wildcard.js";
import { wildcardMidValue } from "./who/wildcard-mid-value.js";

/** Every rule on trust, in the order in which findings of one severity are listed. */
export const RULES: readonly Rule[] = [
  // who gets in
  noClaims,
  audienceOnly,
  noTenantAnchor,
  ownerPrefixWildcard,
  dynamicMappingWithoutTenantAnchor,
  recycledNamespace,
  ownerOnly,
  enterpriseOnly,
  orgWideWildcard,
  repoPrefixWildcard,
  idWildcard,
  nameNotId,
  starIsNotWildcard,
  wildcardMidValue,
  regexDotConfusion,
  // what code gets in
  repoWide,
  pullRequestTrusted,
  trustedDangerousEvent,
  forkPrGetsWriteTokens,
  environmentUnprotected,
  workflowNameTrust,
  actorOnly,
  attributeOnly,
  refWithoutEvent,
  environmentPhantom,
  tokenDefaultWrite,
  tagRef,
  branchPrefixCollision,
  branchUnprotected,
  mutableJobWorkflowRef,
  workflowRefMixUp,
  selfHostedRunner,
  // what they get
  accountBundle,
  overlapWidens,
  dynamicMappingByAttackerChosenClaim,
  overPrivilegedAccount,
  mappingOverlap,
  standingKeyRemains,
  disabledStale,
  // what never matches, or breaks later
  subjectFormStale,
  issuerTypo,
  unknownClaim,
  volatileClaim,
  typeTrap,
  fullRefMissing,
  caseMismatch,
  contradiction,
  malformedImmutableSub,
  customTemplateMismatch,
  audienceMismatch,
  enterpriseIssuerNotUsed,
  multiSelectProperty,
  issuerTrailingSlash,
];
