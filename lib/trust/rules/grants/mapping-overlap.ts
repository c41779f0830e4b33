import { includes, meet, type Pattern, tryPatternOf } from "../../algebra/index.js";
import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { settingRule } from "../rule.js";

interface Entry {
  readonly pattern: Pattern;
  readonly account: string;
}

export const mappingOverlap = settingRule({
  id: "mapping-overlap",
  severity: "medium",
  why: "Which of two mappings wins that both fit is a reading of ours and not documented",
  remedy: "make the mappings exclude each other, or give both the same account",
  link: LINKS.cloudsmithOidc,
  check({ setting }, trust) {
    const entries = setting.dynamic_mappings.flatMap(({ claim_value, service_account }): Entry[] => {
      const pattern = tryPatternOf(claim_value);
      return pattern === undefined ? [] : [{ pattern, account: service_account }];
    });
    const found = firstOverlap(entries);
    const [one, other] = (found ?? []).map(({ pattern, account }) => `${written(pattern)} (${trust.nameOf(account)})`);
    return one === undefined || other === undefined ? undefined : `${one} and ${other} fit the same values`;
  },
});

/** Sorted by their texts, a beginning stands right before all that it fits. */
function firstOverlap(entries: readonly Entry[]): readonly [Entry, Entry] | undefined {
  const sorted = entries.toSorted((a, b) =>
    a.pattern.text < b.pattern.text
      ? -1
      : a.pattern.text > b.pattern.text
        ? 1
        : Number(b.pattern.prefix) - Number(a.pattern.prefix),
  );
  const open: Entry[] = [];
  for (const entry of sorted) {
    for (let last = open.at(-1); last !== undefined && !includes(last.pattern, entry.pattern); last = open.at(-1)) {
      open.pop();
    }
    const other = open.find(
      ({ pattern, account }) => account !== entry.account && meet(pattern, entry.pattern) !== undefined,
    );
    if (other !== undefined) {
      return [other, entry];
    }
    open.push(entry);
  }
  return undefined;
}
