import type { FindingsReport } from "../../lib/report/index.js";
import type { Origin, TrustFinding } from "../../lib/trust/index.js";

export const ORIGIN: Origin = {
  source: "synthesized",
  where: "cdktf.out/stacks/app/cdk.tf.json",
  at: "cloudsmith_oidc.app",
};

export const FINDING: TrustFinding = {
  rule: "no-claims",
  severity: "critical",
  where: "cloudsmith_oidc.app",
  message: "app requires no claim at all",
  why: "Every token of the issuer gets in.",
  remedy: "require repository_id",
  link: "https://docs.cloudsmith.com/authentication/openid-connect",
  origin: ORIGIN,
};

export function findingsReport(more: Partial<FindingsReport> = {}): FindingsReport {
  return {
    organization: "acme",
    trust: "cdktf.out",
    scope: { speaksFor: "declared", settings: 1, accounts: 1, privileges: 2, repositories: 0 },
    findings: [],
    acceptances: [],
    breakGlass: [],
    undecided: [],
    notLooked: [],
    names: new Map(),
    ...more,
  };
}
