import { cubesOf, type Knowledge, knowledgeOf } from "../../algebra/index.js";
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
  const byAccount = new Map<string, SettingView[]>();
  for (const setting of trust.settings) {
    if (setting.setting.enabled && !setting.admitsNobody && setting.isKnown) {
      for (const account of accountsOf(setting.setting)) {
        const list = byAccount.get(account);
        if (list === undefined) {
          byAccount.set(account, [setting]);
        } else {
          list.push(setting);
        }
      }
    }
  }
  const reported = new Set<SettingView>();
  for (const [account, settings] of byAccount) {
    const candidates = settings.length > 1 ? settings.flatMap((item) => candidatesOf(item, account, knowledge)) : [];
    for (const [narrower, wider] of candidates.length > 1 ? subsumed(candidates, knowledge) : []) {
      if (!reported.has(narrower)) {
        reported.add(narrower);
        const message = `as ${trust.nameOf(account)}, the setting ${quoted(wider.setting.name)} lets in everything that this one does, and more`;
        yield { origin: narrower.setting.origin, message, weighedBy: narrower };
      }
    }
  }
}

function candidatesOf(
  item: SettingView,
  account: string,
  knowledge: (issuer: string) => Knowledge,
): Candidate<SettingView>[] {
  return cubesOf(item.setting, account, { knowledge }).map((cube) => ({ item, cube }));
}
