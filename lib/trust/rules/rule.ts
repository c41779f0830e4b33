import type { Severity } from "../finding.js";
import type { Origin } from "../model.js";
import type { SettingView } from "./setting-view.js";
import type { TrustView } from "./trust-view.js";

/** What a rule is about, in words that hold for every one of its findings. */
export interface RuleText {
  /** Kebab-case, e.g. `no-claims`; what `accept` and baselines name. */
  readonly id: string;
  /** How grave it is in front of an account that can write. */
  readonly severity: Severity;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly remedy: string;
  readonly link: string;
}

/** One place where a rule applies. */
export interface Hit {
  readonly origin: Origin;
  readonly message: string;
  /** @default - the rule's */
  readonly severity?: Severity;
  /** Set where what can be had decides how grave it is: then a hit in front of a reader weighs one step less. */
  readonly weighedBy?: SettingView;
}

/** A place that a rule would have to look at and could not, since something was not read. */
export interface NotLooked {
  readonly notLooked: string;
}

export function isNotLooked(result: Hit | NotLooked): result is NotLooked {
  return "notLooked" in result;
}

export interface Rule extends RuleText {
  check(trust: TrustView): Iterable<Hit | NotLooked>;
}

/** What a rule says about one setting: a message, a message with a severity of its own, or nothing. */
export type SettingAnswer = string | { readonly message: string; readonly severity: Severity } | NotLooked | undefined;

export interface SettingRule extends RuleText {
  /** Whether it says something about disabled settings too: about what they are rather than whom they let in. @default false */
  readonly alsoDisabled?: boolean;
  /** @default true - a hole in front of an account that can only read weighs one step less */
  readonly weighed?: boolean;
  check(setting: SettingView, trust: TrustView): SettingAnswer;
}

/** A rule that looks at one setting after another. */
export function settingRule({ alsoDisabled = false, weighed = true, check, ...text }: SettingRule): Rule {
  return {
    ...text,
    *check(trust) {
      for (const setting of trust.settings) {
        if (!setting.setting.enabled && !alsoDisabled) {
          continue;
        }
        const answer = check(setting, trust);
        if (answer === undefined) {
          continue;
        }
        if (typeof answer === "object" && "notLooked" in answer) {
          yield answer;
          continue;
        }
        const { origin } = setting.setting;
        yield {
          origin,
          ...(typeof answer === "string" ? { message: answer } : answer),
          ...(weighed ? { weighedBy: setting } : {}),
        };
      }
    },
  };
}

/** A rule about whom a setting lets in: silent where that is nobody, which other rules say. */
export function admissionRule({ check, ...rule }: Omit<SettingRule, "alsoDisabled">): Rule {
  return settingRule({
    ...rule,
    check: (setting, trust) => (setting.admitsNobody ? undefined : check(setting, trust)),
  });
}
