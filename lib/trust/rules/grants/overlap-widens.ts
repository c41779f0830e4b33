import { cubesOf, knowledgeOf } from "../../algebra/index.js";
import { LINKS } from "../links.js";
import { type Candidate, subsumed } from "../private/subsumption.js";
import { quoted } from "../private/words.js";
import type { Hit, Rule } from "../rule.js";
import type { SettingView } from "../setting-view.js";
import { accountsOf, type TrustView } from "../trust-view.js";

export const overlapWidens: Rule = {
  id: "overlap-widens",
  severity: "high",
  why: "Settings are alternatives: where another lets in everything that this one does and more, this one's claims keep nobody out",
  remedy: "narrow or remove the wider setting, or give the two accounts of their own",
  link: LINKS.cloudsmithOidc,
  *check(trust) {
    yield* overlaps(trust);
  },
};

function* overlaps(trust: TrustView): Generator<Hit> {
  const knowledge = knowledgeOf(trust.model.github);
  const byAccount = new Map<string, Candidate<SettingView>[]>();
  for (const setting of trust.settings) {
    if (
      !setting.setting.enabled ||
      setting.admitsNobody ||
      [...setting.requirements.values()].some(({ known }) => !known)
    ) {
      continue;
    }
    for (const account of accountsOf(setting.setting)) {
      const list = byAccount.get(account) ?? [];
      byAccount.set(account, list);
      for (const cube of cubesOf(setting.setting, account, { knowledge })) {
        list.push({ item: setting, cube });
      }
    }
  }
  const reported = new Set<SettingView>();
  for (const [account, candidates] of byAccount) {
    for (const [narrower, wider] of candidates.length > 1 ? subsumed(candidates, knowledge) : []) {
      if (!reported.has(narrower)) {
        reported.add(narrower);
        const message = `as ${account}, the setting ${quoted(wider.setting.name)} lets in everything that this one does, and more`;
        yield { origin: narrower.setting.origin, message, weighedBy: narrower };
      }
    }
  }
}
