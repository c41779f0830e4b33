import type { GraphReport } from "../../../lib/report/index.js";
import { checkTrust, type GraphCentre, graphAround, graphOf, type TrustModel } from "../../../lib/trust/index.js";
import { appliedOrganization } from "../../bench/pipelines.js";
import { settingValue, trust } from "../../trust/support.js";

/** A team, a Manager, a default, a public repository, a mapping, a disabled setting, and one that asks for nothing. */
export const MODEL = trust({
  accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }, { slug: "ci-docs" }, { slug: "boss", role: "Manager" }],
  settings: [
    settingValue({ service_accounts: ["ci-app"] }),
    settingValue({ name: "open", claims: {}, service_accounts: ["ci-docs"] }),
    settingValue({ name: "off", enabled: false, claims: { ref: "refs/tags/v.*" }, service_accounts: ["ci-app"] }),
    settingValue({
      name: "mapped",
      provider_url: "https://gitlab.com",
      claims: { namespace_id: "5" },
      service_accounts: [],
      mapping_claim: "project_id",
      dynamic_mappings: [
        { claim_value: "1", service_account: "ci-docs" },
        { claim_value: "2", service_account: "ci-docs" },
      ],
    }),
  ],
  repositories: [
    { slug: "prod" },
    { slug: "docs", default_privilege: "Read", repository_type_str: "Public" },
    { slug: "dark" },
  ],
  privileges: [
    { repository: "prod", team: "release", privilege: "Admin" },
    { repository: "prod", user: "jo", privilege: "Admin" },
    { repository: "docs", service: "ci-docs", privilege: "Write" },
  ],
  teams: [{ slug: "release" }],
});

/** 1,000 pipelines as organizations have them: ten accounts on each repository; every setting has findings. */
function thousand(): TrustModel {
  const value = appliedOrganization(1000);
  return trust({
    ...value,
    settings: (value.settings ?? []).map((setting, index) => ({
      ...setting,
      claims: { repository: `acme/app-${index}`, environment: "production" },
    })),
  });
}

let many: GraphReport | undefined;

/** Of {@link thousand}, made once. */
export function thousandReport(): GraphReport {
  many ??= report(thousand());
  return many;
}

export function report(model: TrustModel = MODEL, around: GraphCentre = {}): GraphReport {
  const graph = graphAround(graphOf(model, checkTrust(model).findings), model, around);
  return { graph, trust: "trust.json", names: new Map(), around, accepted: 0 };
}

/** What breaks out of labels, elements, attributes, fences or lines where it is not escaped. */
export const HOSTILE = [
  '"]; click x "javascript:alert(1)"',
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "' onfocus=alert(1) x='",
  "end",
  "1. list",
  "- x",
  "```",
  "`md` **b** _i_",
  "%%{init: {}}%%",
  "a\u202eb\nc\u2028d\u001b[2J",
  "#quot;x &lt;",
  "style:x#y;",
  "[[x]] a--b-->c |x|",
  "@octocat",
  "::error::x",
  "##[error]x",
  "\ud800",
  "${cloudsmith_service.x}",
  "__proto__",
] as const;

/** Every name and value is hostile. */
export function hostile(): TrustModel {
  const model = trust({
    organization: "acme",
    accounts: HOSTILE.map((_, index) => ({ slug: `a-${index}`, teams: [{ slug: "team" }] })),
    settings: HOSTILE.map((_, index) => settingValue({ name: `s-${index}`, service_accounts: [`a-${index}`] })),
    repositories: HOSTILE.map((_, index) => ({ slug: `r-${index}` })),
    privileges: HOSTILE.map((_, index) => ({
      repository: `r-${index}`,
      service: `a-${index}`,
      privilege: "Write" as const,
    })),
  });
  const name = (slug: string): string => HOSTILE[Number(slug.split("-")[1])] ?? HOSTILE[0];
  return {
    ...model,
    organization: HOSTILE[1],
    accounts: model.accounts.map((account) => ({
      ...account,
      slug: name(account.slug),
      name: name(account.slug),
      teams: [{ slug: HOSTILE[2], role: "Member" }],
    })),
    settings: model.settings.map((setting) => ({
      ...setting,
      name: name(setting.name),
      provider_url: `https://${name(setting.name)}`,
      claims: { [name(setting.name)]: name(setting.name) },
      service_accounts: setting.service_accounts.map(name),
    })),
    repositories: model.repositories.map((repository) => ({ ...repository, slug: name(repository.slug) })),
    grants: model.grants.map((grant) => ({
      ...grant,
      repository: name(grant.repository),
      service: name(grant.service ?? ""),
    })),
    unknowns: [
      {
        about: "privileges",
        name: HOSTILE[1],
        reason: HOSTILE[2],
        origin: { source: "live", where: HOSTILE[3], at: HOSTILE[2] },
      },
    ],
  };
}
