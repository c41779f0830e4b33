import { describe, expect, it } from "vitest";
import {
  type AssumptionName,
  type Claims,
  GITHUB_ISSUER,
  type JudgeInput,
  judge,
  type ProviderSettings,
  type RefusalCode,
} from "../../lib/oidc/index.js";
import { mapped, NOW, setting, token } from "./support.js";

interface Case extends Partial<Omit<JudgeInput, "claims" | "settings">> {
  readonly claims?: Claims;
  readonly settings?: readonly ProviderSettings[];
}

function verdict({ claims = token(), settings = [setting()], account = "ci-app", now = NOW, ...rest }: Case = {}) {
  return judge({ claims, settings, account, now, ...rest });
}

function expectRefused(given: Case, reason: RefusalCode): void {
  expect(verdict(given)).toMatchObject({ admitted: false, reason });
}

describe("a token that meets every step of one setting", () => {
  it("is admitted, with every step passed", () => {
    const { admitted, reason, settings } = verdict();
    expect({ admitted, reason }).toEqual({ admitted: true, reason: undefined });
    expect(settings[0]?.steps.map(({ step, passed }) => [step, passed])).toEqual([
      ["issuer", true],
      ["signature", true],
      ["time", true],
      ["claim", true],
      ["enabled", true],
      ["account", true],
    ]);
  });

  it("is admitted although other settings refuse it", () => {
    const other = setting({ name: "other", claims: { repository_id: "75" } });
    const { admitted, settings } = verdict({ settings: [other, setting()] });
    expect(admitted).toBe(true);
    expect(settings.map((judged) => [judged.setting.name, judged.admitted])).toEqual([
      ["app", true],
      ["other", false],
    ]);
  });

  it("is admitted by a setting without claims, since nothing is required of it", () => {
    expect(verdict({ settings: [setting({ claims: {} })] }).admitted).toBe(true);
  });
});

describe("where nothing could admit", () => {
  it("the reason is no_setting when there is no setting", () => {
    expectRefused({ settings: [] }, "no_setting");
  });

  it("claims that are no object are an error, not a verdict", () => {
    for (const claims of [null, [], "text", 5]) {
      expect(() => verdict({ claims: claims as unknown as Claims })).toThrow(/claims of a token are a JSON object/);
    }
  });
});

describe("the issuer", () => {
  it.each([
    ["the same", GITHUB_ISSUER, GITHUB_ISSUER],
    ["a slash in the setting", GITHUB_ISSUER, `${GITHUB_ISSUER}/`],
    ["a slash in the token", `${GITHUB_ISSUER}/`, GITHUB_ISSUER],
    ["a slash in both", `${GITHUB_ISSUER}/`, `${GITHUB_ISSUER}/`],
  ])("is taken: %s", (_, iss, provider_url) => {
    expect(verdict({ claims: token({ iss }), settings: [setting({ provider_url })] }).admitted).toBe(true);
  });

  it.each([
    ["two slashes", `${GITHUB_ISSUER}//`, GITHUB_ISSUER],
    ["another case", GITHUB_ISSUER.toUpperCase(), GITHUB_ISSUER],
    ["http for https", GITHUB_ISSUER.replace("https", "http"), GITHUB_ISSUER],
    ["a longer path", `${GITHUB_ISSUER}/acme`, GITHUB_ISSUER],
    ["a longer host", `${GITHUB_ISSUER}.evil.example`, GITHUB_ISSUER],
    ["a wildcard, which an issuer does not have", GITHUB_ISSUER, "https://token.actions.*"],
    ["a space", `${GITHUB_ISSUER} `, GITHUB_ISSUER],
    ["an array", [GITHUB_ISSUER], GITHUB_ISSUER],
    ["an empty text, even where the setting's is empty", "", ""],
    ["a slash alone, even where the setting's is empty", "/", ""],
    ["null", null, GITHUB_ISSUER],
    ["none at all", undefined, GITHUB_ISSUER],
  ])("is refused: %s", (_, iss, provider_url) => {
    const { iss: __, ...rest } = token();
    const claims = (iss === undefined ? rest : { ...rest, iss }) as Claims;
    expectRefused({ claims, settings: [setting({ provider_url })] }, "issuer_mismatch");
  });
});

describe("the signature", () => {
  it("passes as valid, and where none was given", () => {
    expect(verdict({ signature: "valid" }).admitted).toBe(true);
    expect(verdict({ signature: "not-given" }).admitted).toBe(true);
  });

  it("refuses as invalid", () => {
    expectRefused({ signature: "invalid" }, "bad_signature");
  });

  it("is named before time and claims", () => {
    expectRefused({ signature: "invalid", claims: token({ exp: 1, repository_id: "0" }) }, "bad_signature");
  });
});

describe("time", () => {
  it.each<readonly [string, { readonly [name: string]: unknown }, RefusalCode | undefined]>([
    ["exp one second from now", { exp: NOW + 1 }, undefined],
    ["exp a fraction of a second from now", { exp: NOW + 0.001 }, undefined],
    ["exp now", { exp: NOW }, "expired"],
    ["exp a second ago", { exp: NOW - 1 }, "expired"],
    ["no exp", { exp: undefined }, "expired"],
    ["exp null", { exp: null }, "expired"],
    ["exp as text", { exp: String(NOW + 300) }, "expired"],
    ["exp in an array", { exp: [NOW + 300] }, "expired"],
    ["exp beyond all numbers", { exp: Number.POSITIVE_INFINITY }, "expired"],
    ["nbf now", { nbf: NOW }, undefined],
    ["nbf a second from now", { nbf: NOW + 1 }, "not_yet_valid"],
    ["no nbf", { nbf: undefined }, undefined],
    ["nbf null", { nbf: null }, undefined],
    ["nbf as text", { nbf: "0" }, "not_yet_valid"],
    ["iat now", { iat: NOW }, undefined],
    ["iat a second from now", { iat: NOW + 1 }, "not_yet_valid"],
    ["no iat", { iat: undefined }, undefined],
    ["iat as an object", { iat: {} }, "not_yet_valid"],
    ["expired and not yet valid", { exp: NOW - 1, nbf: NOW + 1 }, "expired"],
  ])("%s", (_, times, reason) => {
    expect(verdict({ claims: token(times) }).reason).toBe(reason);
  });

  it("can be given as a Date", () => {
    expect(verdict({ now: new Date(NOW * 1000) }).admitted).toBe(true);
    expect(verdict({ now: new Date((NOW + 300) * 1000) }).reason).toBe("expired");
  });

  it("survives moments that no calendar holds", () => {
    expect(verdict({ claims: token({ exp: 1e300 }) }).admitted).toBe(true);
  });
});

describe("required claims", () => {
  it("are all required", () => {
    const claims = { repository_id: "74", ref: "refs/heads/dev" };
    expectRefused({ settings: [setting({ claims })] }, "claim_mismatch");
  });

  it("missing ones are told from those that differ", () => {
    expectRefused({ settings: [setting({ claims: { environment: "production" } })] }, "claim_missing");
    expectRefused(
      { claims: token({ environment: null }), settings: [setting({ claims: { environment: ".*" } })] },
      "claim_missing",
    );
  });

  it("have flat names", () => {
    const claims = { "oidc.circleci.com/vcs-origin": "github.com/acme/app" };
    expect(verdict({ claims: token(claims), settings: [setting({ claims })] }).admitted).toBe(true);
    const nested = token({ oidc: { circleci: { "com/vcs-origin": "github.com/acme/app" } } });
    expectRefused({ claims: nested, settings: [setting({ claims })] }, "claim_missing");
  });

  it("each failed one is a step of its own", () => {
    const claims = { repository_id: "75", environment: "production", ref: "refs/heads/main" };
    const { settings } = verdict({ settings: [setting({ claims })] });
    expect(settings[0]?.steps.filter(({ step }) => step === "claim")).toEqual([
      expect.objectContaining({
        claim: "repository_id",
        passed: false,
        code: "claim_mismatch",
        required: "75",
        actual: "74",
      }),
      expect.objectContaining({ claim: "environment", passed: false, code: "claim_missing", required: "production" }),
      expect.objectContaining({ claim: "ref", passed: true }),
    ]);
  });
});

describe("a disabled setting", () => {
  it("admits nothing, and is named when all else would have admitted", () => {
    expectRefused({ settings: [setting({ enabled: false })] }, "setting_disabled");
  });

  it("is not named when something else is wrong too", () => {
    expectRefused({ settings: [setting({ enabled: false })], account: "other" }, "account_not_listed");
    expectRefused({ settings: [setting({ enabled: false, claims: { ref: "x" } })] }, "claim_mismatch");
  });

  it("is disabled by anything but true", () => {
    expectRefused({ settings: [setting({ enabled: "true" as unknown as boolean })] }, "setting_disabled");
  });
});

describe("accounts of a static setting", () => {
  it("one that is not listed is refused", () => {
    expectRefused({ account: "other" }, "account_not_listed");
  });

  it("none is let in where none is listed", () => {
    expectRefused({ settings: [setting({ service_accounts: [] })] }, "account_not_listed");
    expectRefused({ settings: [setting({ service_accounts: [""] })], account: "" }, "account_not_listed");
  });

  it("are compared exactly", () => {
    expectRefused({ account: "CI-APP" }, "account_not_listed");
    expectRefused({ settings: [setting({ service_accounts: ["ci-.*"] })] }, "account_not_listed");
  });

  it("one that does not exist is let in nowhere", () => {
    expectRefused({ existingAccounts: new Set(["other"]) }, "account_not_listed");
    expect(verdict({ existingAccounts: new Set(["ci-app"]) }).admitted).toBe(true);
  });

  it("only existing ones are handed out", () => {
    const settings = [setting({ service_accounts: ["ci-app", "gone"] })];
    expect(verdict({ settings, existingAccounts: new Set(["ci-app"]) }).settings[0]?.accounts).toEqual(["ci-app"]);
  });
});

describe("accounts of a dynamic setting", () => {
  const production = token({ environment: "production" });

  it.each<readonly [string, { readonly [value: string]: string }, unknown, RefusalCode | undefined]>([
    ["an equal value", { production: "ci-app" }, "production", undefined],
    ["a prefix", { "prod.*": "ci-app" }, "production", undefined],
    ["a value that no entry has", { staging: "ci-app" }, "production", "mapping_no_match"],
    ["no entries", {}, "production", "mapping_no_match"],
    ["an entry for another account", { production: "other" }, "production", "mapping_other_account"],
    ["no such claim", { production: "ci-app" }, undefined, "mapping_claim_missing"],
    ["null", { ".*": "ci-app" }, null, "mapping_claim_missing"],
    ["an object", { ".*": "ci-app" }, {}, "mapping_no_match"],
    ["a number", { "7": "ci-app" }, 7, undefined],
    ["an empty text and a bare wildcard", { ".*": "ci-app" }, "", undefined],
    ["equal before prefix", { "prod.*": "other", production: "ci-app" }, "production", undefined],
    ["prefix after equal", { "prod.*": "ci-app", production: "other" }, "production", "mapping_other_account"],
    ["longer before shorter", { "p.*": "other", "prod.*": "ci-app" }, "production", undefined],
    ["shorter after longer", { "p.*": "ci-app", "prod.*": "other" }, "production", "mapping_other_account"],
    ["a bare wildcard last", { ".*": "other", "p.*": "ci-app" }, "production", undefined],
    ["an array with a fitting element", { production: "ci-app" }, ["x", "production"], undefined],
    ["an array that fits two accounts", { a: "ci-app", b: "other" }, ["a", "b"], "mapping_other_account"],
    ["an array whose equal element wins", { "a.*": "other", b: "ci-app" }, ["ax", "b"], undefined],
  ])("%s", (_, mappings, environment, reason) => {
    const claims = environment === undefined ? token() : token({ environment });
    expect(verdict({ claims, settings: [mapped(mappings)] }).reason).toBe(reason);
  });

  it("come from the mapping alone, even where accounts are listed as well", () => {
    const settings = [mapped({ production: "other" }, { service_accounts: ["ci-app"] })];
    expectRefused({ claims: production, settings }, "mapping_other_account");
  });

  it("still need the setting's claims", () => {
    const settings = [mapped({ production: "ci-app" }, { claims: { repository_id: "75" } })];
    expectRefused({ claims: production, settings }, "claim_mismatch");
  });

  it("one that does not exist is let in nowhere", () => {
    const settings = [mapped({ production: "ci-app" })];
    expectRefused({ claims: production, settings, existingAccounts: new Set() }, "account_not_listed");
  });

  it("say which account the token would get", () => {
    const settings = [mapped({ production: "publisher" })];
    expect(verdict({ claims: production, settings }).settings[0]?.accounts).toEqual(["publisher"]);
  });
});

describe("the nearest miss", () => {
  const farther = setting({ name: "farther", claims: { repository_id: "75", ref: "refs/heads/dev" } });

  it("is the setting with the fewest failed steps", () => {
    const nearer = setting({ name: "nearer", claims: { ref: "refs/heads/dev" } });
    expect(verdict({ settings: [farther, nearer] }).settings.map((judged) => judged.setting.name)).toEqual([
      "nearer",
      "farther",
    ]);
  });

  it("among equals is the one whose gravest failure is lightest", () => {
    const disabled = setting({ name: "disabled", enabled: false });
    const claim = setting({ name: "claim", claims: { ref: "refs/heads/dev" } });
    const account = setting({ name: "account", service_accounts: ["other"] });
    const issuer = setting({ name: "issuer", provider_url: "https://gitlab.com" });
    const { settings, reason } = verdict({ settings: [issuer, account, claim, disabled] });
    expect(settings.map((judged) => judged.setting.name)).toEqual(["disabled", "claim", "account", "issuer"]);
    expect(reason).toBe("setting_disabled");
  });

  it("keeps the order given among those alike", () => {
    const twins = ["a", "b", "c"].map((name) => setting({ name, claims: { ref: "x" } }));
    expect(verdict({ settings: twins }).settings.map((judged) => judged.setting.name)).toEqual(["a", "b", "c"]);
  });
});

describe("readings of ours", () => {
  function expectReadings(given: Case, expected: readonly AssumptionName[]): void {
    expect([...verdict(given).assumptions].sort()).toEqual([...expected].sort());
  }

  it("none is listed where the documented rules decide alone", () => {
    expectReadings({}, []);
    expectReadings({ settings: [setting({ claims: { repository_id: "75" } })] }, []);
  });

  it.each<readonly [AssumptionName, Case]>([
    ["issuer-trailing-slash", { settings: [setting({ provider_url: `${GITHUB_ISSUER}/` })] }],
    ["comparison-literal", { settings: [setting({ claims: { ref: "refs/heads/MAIN" } })] }],
    ["comparison-literal", { settings: [setting({ claims: { ref: "refs%2Fheads%2Fmain" } })] }],
    ["comparison-literal", { settings: [setting({ claims: { ref: "refs.heads.main" } })] }],
    ["comparison-literal", { settings: [setting({ claims: { ref: "refs/heads/(main|dev)" } })] }],
    ["wildcard-empty-rest", { settings: [setting({ claims: { ref: "refs/heads/main.*" } })] }],
    ["wildcard-alone", { settings: [setting({ claims: { ref: ".*" } })] }],
    ["claim-names-flat", { settings: [setting({ claims: { "a.b": "c" } })] }],
    ["scalars-as-json-text", { claims: token({ repository_id: 74 }) }],
    ["array-any-element", { claims: token({ repository_id: ["74"] }) }],
    ["null-is-absent", { claims: token({ repository_id: null }) }],
    ["object-never-matches", { claims: token({ repository_id: {} }) }],
    ["requirement-not-scalar-never-matches", { settings: [setting({ claims: { repository_id: ["74"] } })] }],
    [
      "mapping-precedence",
      { claims: token({ environment: "prod" }), settings: [mapped({ prod: "ci-app", "p.*": "x" })] },
    ],
    ["time-without-leeway", { claims: token({ exp: NOW }) }],
    ["unknown-account-admits-nothing", { existingAccounts: new Set() }],
    ["any-setting-admits", { settings: [setting(), setting({ name: "other", claims: { ref: "x" } })] }],
  ])("%s is listed where it decides", (name, given) => {
    expectReadings(given, [name]);
  });

  it("none is listed for a refusal that stands without it", () => {
    expectReadings({ settings: [setting({ claims: { ref: "REFS/HEADS/MAIN", repository_id: "75" } })] }, []);
  });

  it("the tie of two mappings is listed", () => {
    const given = { claims: token({ environment: ["a", "b"] }), settings: [mapped({ a: "ci-app", b: "x" })] };
    expectReadings(given, ["array-any-element", "mapping-precedence", "mapping-tie-admits-none"]);
  });
});
