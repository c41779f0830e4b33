import { tryParseGitHubSubject } from "../../../oidc/index.js";
import { type Cube, isPlainlyEmpty } from "../../algebra/index.js";
import { LINKS } from "../links.js";
import { listed } from "../private/words.js";
import { settingRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";

export const contradiction = settingRule({
  id: "contradiction",
  severity: "medium",
  weighed: false,
  why: "No token has such claims together, so nobody gets in",
  remedy: "leave out the one that is wrong; ids alone are the surest",
  link: LINKS.gitHubOidc,
  check(setting) {
    const { knownGate, knowledge } = setting;
    if (setting.isEmpty) {
      const names = [...knownGate.claims.keys()];
      // claims that no token has even alone are what other rules speak of
      const impossible = names.some((name) => isPlainlyEmpty(only(knownGate, [name]), knowledge));
      return impossible ? undefined : `no token has these together: ${listed(conflicting(setting))}`;
    }
    return setting.isGitHub ? unusual(setting) : undefined;
  },
});

/** The fewest claims that contradict each other: each is left out in turn, for good where the rest still does. */
function conflicting({ knownGate, knowledge }: SettingView): readonly string[] {
  let names = [...knownGate.claims.keys()];
  for (const name of names) {
    const fewer = names.filter((other) => other !== name);
    if (isPlainlyEmpty(only(knownGate, fewer), knowledge)) {
      names = fewer;
    }
  }
  return names;
}

function only(cube: Cube, names: readonly string[]): Cube {
  return { issuer: cube.issuer, claims: new Map([...cube.claims].filter(([name]) => names.includes(name))) };
}

/** What only a repository with a subject template of its own could have. */
function unusual(setting: SettingView): string | undefined {
  const pattern = setting.ownPattern("sub");
  const context = pattern?.prefix === false ? tryParseGitHubSubject(pattern.text)?.context : undefined;
  if (context === undefined) {
    return undefined;
  }
  if (context.kind !== "environment" && setting.ownPattern("environment") !== undefined) {
    return "sub is that of a job without environment, and environment is required: only a subject template makes both";
  }
  const event = setting.ownPattern("event_name");
  return context.kind === "pull_request" && event?.prefix === false && event.text !== "pull_request"
    ? `sub is that of a pull request, and event_name is ${event.text}`
    : undefined;
}
