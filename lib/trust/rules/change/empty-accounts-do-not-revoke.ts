import type { Setting } from "../../model.js";
import { LINKS } from "../links.js";
import { listed, quoted } from "../private/words.js";
import type { ChangeRule } from "./change.js";

export const emptyAccountsDoNotRevoke: ChangeRule = {
  id: "empty-accounts-do-not-revoke",
  severity: "high",
  why: "The registry provider sends nothing when the last account is taken out of a setting: the accounts stay, and jobs go on getting in",
  remedy: "set enabled = false on the setting, or remove the setting",
  link: LINKS.cloudsmithProvider,
  *check({ before, after, engine }) {
    if (engine !== "registry") {
      return;
    }
    const earlier = new Map(before.settings.map((setting) => [keyOf(setting), setting]));
    for (const setting of after.settings) {
      const was = earlier.get(keyOf(setting));
      if (was !== undefined && was.service_accounts.length > 0 && setting.enabled && handsOutNothing(setting)) {
        yield {
          origin: setting.origin,
          message: `empties the accounts of ${quoted(setting.name)}, and ${listed(was.service_accounts)} would stay`,
        };
      }
    }
  },
};

function handsOutNothing({ service_accounts, mapping_claim, dynamic_mappings }: Setting): boolean {
  return service_accounts.length === 0 && mapping_claim === null && dynamic_mappings.length === 0;
}

function keyOf({ name, origin }: Setting): string {
  return origin.at.startsWith("/") ? name : origin.at;
}
