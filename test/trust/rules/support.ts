import { describe, expect, it } from "vitest";
import type { Claims } from "../../../lib/oidc/index.js";
import {
  type CheckOptions,
  checkTrust,
  RULES,
  type Severity,
  type TrustFileValue,
  type TrustFinding,
} from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

type SettingValue = NonNullable<TrustFileValue["settings"]>[number];
type GitHubRepositoryValue = NonNullable<TrustFileValue["github"]>["repositories"][number];

/** Trust that a rule is shown: its parts where it is no more than a setting, the whole where it takes more. */
export interface Example {
  readonly claims?: Claims;
  readonly setting?: Partial<SettingValue>;
  readonly trust?: Partial<TrustFileValue>;
  /** What is known of `acme/app`. */
  readonly github?: Partial<GitHubRepositoryValue>;
  readonly options?: CheckOptions;
  readonly severity?: Severity;
  /** What the message says. */
  readonly says?: RegExp;
}

/** One rule, with examples that it speaks of and examples that it does not. */
export interface RuleExamples {
  readonly rule: string;
  readonly found: readonly Example[];
  readonly fine: readonly Example[];
}

/** Well pinned: ids, a protected branch and its event. */
export const PINNED: Claims = {
  repository_id: "74",
  repository_owner_id: "65",
  ref: "refs/heads/main",
  event_name: "push",
};

export function findingsOf(example: Example): readonly TrustFinding[] {
  const { claims, setting, github, options } = example;
  const settings = [settingValue({ ...(claims === undefined ? {} : { claims }), ...setting })];
  const model = trust({
    settings,
    ...(github === undefined
      ? {}
      : { github: { repositories: [{ full_name: "acme/app", id: 74, owner_id: 65, ...github }] } }),
    ...example.trust,
  });
  return checkTrust(model, options).findings;
}

export function describeRules(examples: readonly RuleExamples[]): void {
  for (const { rule, found, fine } of examples) {
    describe(rule, () => {
      const text = RULES.find(({ id }) => id === rule);

      it("is a rule, and has examples of both kinds", () => {
        expect(text).toBeDefined();
        expect(found.length).toBeGreaterThan(0);
        expect(fine.length).toBeGreaterThan(0);
      });

      it.each(
        found.map((example) => [JSON.stringify(example.claims ?? example.setting ?? example.trust), example] as const),
      )("speaks of %s", (_, example) => {
        const hits = findingsOf(example).filter((finding) => finding.rule === rule);
        expect(hits.map(({ severity }) => severity)).toContain(example.severity ?? text?.severity);
        if (example.says !== undefined) {
          expect(hits.map(({ message }) => message).join("\n")).toMatch(example.says);
        }
      });

      it.each(
        fine.map((example) => [JSON.stringify(example.claims ?? example.setting ?? example.trust), example] as const),
      )("has nothing to say of %s", (_, example) => {
        expect(findingsOf(example).filter((finding) => finding.rule === rule)).toEqual([]);
      });
    });
  }
}
