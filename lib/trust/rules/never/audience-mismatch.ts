import { LINKS } from "../links.js";
import { quoted, written } from "../private/words.js";
import { settingRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";
import type { TrustView } from "../trust-view.js";

export const audienceMismatch = settingRule({
  id: "audience-mismatch",
  severity: "medium",
  weighed: false,
  why: "Each client asks for an audience of its own: with another than the setting's, nobody gets in",
  remedy: "set the audience in the client (oidc-audience, CLOUDSMITH_OIDC_AUDIENCE), or change the claim",
  link: LINKS.cloudsmithOidc,
  check(setting, trust) {
    const aud = setting.ownPattern("aud");
    const expected = aud === undefined ? undefined : expectedAudience(setting, trust);
    if (
      aud === undefined ||
      expected === undefined ||
      (aud.prefix ? expected.startsWith(aud.text) : expected === aud.text)
    ) {
      return undefined;
    }
    return `aud ${written(aud)} is required, and tokens will have ${quoted(expected)}`;
  },
});

/** The audience that is certain: the CI's only one, or the default of the client that is known to be used. */
function expectedAudience(setting: SettingView, { model, options }: TrustView): string | undefined {
  const { issuer } = setting;
  const url = setting.setting.provider_url;
  switch (issuer?.ci) {
    case "azure-devops":
      return issuer.defaultAudience("cloudsmith-cli");
    case "circleci":
      return /\/org\/([0-9a-f-]+)\/?$/.exec(url)?.[1];
    case "github": {
      const owner = setting.literal("repository_owner");
      return options.client === undefined
        ? undefined
        : issuer.defaultAudience(options.client, {
            ...(owner === undefined ? {} : { owner }),
            cloudsmithOrganization: model.organization,
          });
    }
    default:
      return undefined;
  }
}
