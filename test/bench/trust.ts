/** Judgements over thousands of settings: what a change does, and whether tokens are let in. */
import { GITHUB_ISSUER, gitHubJobClaims, Judge } from "../../lib/oidc/index.js";
import {
  checkTrust,
  explainTrust,
  readTrustValue,
  reviewTrust,
  type TrustFileValue,
  type TrustModel,
} from "../../lib/trust/index.js";
import { median } from "./measure.js";
import type { Row } from "./table.js";

const REPEATS = 3;
const MAX_REVIEW_SECONDS = 2;
const MAX_RULES_SECONDS = 1;
const MAX_EXPLAIN_SECONDS = 0.05;
const MAX_MANY_SECONDS = 5;
const GROUP = "trust";

type SettingValue = NonNullable<TrustFileValue["settings"]>[number];

/** An organization of `n` pipelines, each with a setting; `accounts` of them share the accounts that there are. */
function organization(
  n: number,
  accounts: number,
  change: (setting: SettingValue, index: number) => SettingValue,
): TrustModel {
  const slug = (index: number): string => `ci-${index % accounts}`;
  const setting = (index: number): SettingValue => ({
    name: `app-${index}`,
    enabled: true,
    provider_url: GITHUB_ISSUER,
    claims: { repository_id: String(1_000 + index), ref: "refs/heads/main", event_name: "push" },
    service_accounts: [slug(index)],
    mapping_claim: null,
    dynamic_mappings: [],
  });
  return readTrustValue(
    {
      organization: "acme",
      accounts: Array.from({ length: accounts }, (_, index) => ({ slug: slug(index) })),
      settings: Array.from({ length: n }, (_, index) => change(setting(index), index)),
      repositories: Array.from({ length: 100 }, (_, index) => ({ slug: `repo-${index}` })),
      privileges: Array.from({ length: accounts }, (_, index) => ({
        repository: `repo-${index % 100}`,
        service: slug(index),
        privilege: "Write",
      })),
      teams: [],
    },
    "bench",
  );
}

const unchanged = (setting: SettingValue): SettingValue => setting;

/** Every hundredth is changed: half of them wider, half of them narrower. */
function everyHundredth(setting: SettingValue, index: number): SettingValue {
  if (index % 100 !== 0) {
    return setting;
  }
  return index % 200 === 0
    ? { ...setting, claims: { ...setting.claims, ref: "refs/heads/.*" } }
    : { ...setting, claims: { ...setting.claims, environment: "production" } };
}

function seconds(work: () => void): number {
  return median(
    Array.from({ length: REPEATS }, () => {
      const started = process.hrtime.bigint();
      work();
      return Number(process.hrtime.bigint() - started) / 1e9;
    }),
  );
}

function row(what: string, ours: number, limit: number): Row {
  return { group: GROUP, what, unit: "s", ours, target: `≤ ${limit} s`, met: ours <= limit };
}

export function benchTrust(): Promise<Row[]> {
  const n = 10_000;
  const rows = [n, 100, 1].map((accounts) => {
    const before = organization(n, accounts, unchanged);
    const after = organization(n, accounts, everyHundredth);
    const spent = seconds(() => {
      const { gained, lost } = reviewTrust(before, after);
      if (gained.length === 0 || lost.length === 0) {
        throw new Error("the review found nothing");
      }
    });
    return row(`review of 10,000 settings of ${accounts} accounts, 100 changes`, spent, MAX_REVIEW_SECONDS);
  });
  for (const accounts of [n, 1]) {
    const model = organization(n, accounts, unchanged);
    rows.push(
      row(
        `rules and overlap over 10,000 settings of ${accounts} accounts`,
        seconds(() => checkTrust(model)),
        MAX_RULES_SECONDS,
      ),
    );
  }
  const many = organization(n, n, unchanged);
  const job = { repository: "acme/app", repositoryId: 1_000 + n - 1, event: "pull_request_target" };
  rows.push(
    row(
      "explain: one token against 10,000 settings",
      seconds(() => explainTrust(many, { account: `ci-${n - 1}`, subject: { job } })),
      MAX_EXPLAIN_SECONDS,
    ),
  );
  const judge = new Judge(organization(1_000, 1_000, unchanged).settings);
  const claims = gitHubJobClaims({ ...job, repositoryId: 1_999 }, { now: 1_800_000_000 });
  rows.push(
    row(
      "10,000 tokens against 1,000 settings",
      seconds(() => {
        for (let index = 0; index < n; index++) {
          const token = { ...claims, run_id: String(index), repository_id: String(1_000 + (index % 1_000)) };
          judge.decide({ claims: token, account: `ci-${index % 1_000}`, now: 1_800_000_001 });
        }
      }),
      MAX_MANY_SECONDS,
    ),
  );
  return Promise.resolve(rows);
}
