import type { AdoptedSetting } from "../fit/estate.js";
import { tryIssuer } from "../fit/issuer.js";
import { claimsCode, plainClaims, requiredCode } from "./claims.js";
import { issuerCode } from "./issuer.js";
import { literal, valueLiteral } from "./literal.js";
import { array, type Code, call, object, property } from "./print.js";
import type { AccountReference, FileScope } from "./scope.js";

interface Where {
  readonly id: string;
  /** The account in the words of the file. */
  readonly codeOf: (slug: string) => string;
}

export function settingCode(scope: FileScope, setting: AdoptedSetting, { id, codeOf }: Where): Code {
  const { name, providerUrl, claims, accounts, mapping, enabled } = setting;
  const props = object([
    name === id ? undefined : property("name", valueLiteral(name)),
    property("issuer", issuerCode(providerUrl, scope.imports)),
    property("claims", claimsCode(tryIssuer(providerUrl), claims, scope.imports)),
    ...(mapping === undefined
      ? [property("serviceAccounts", array(accounts.map(codeOf)))]
      : [
          property("mappingClaim", valueLiteral(mapping.claim)),
          property(
            "dynamicMappings",
            mappingsCode(mapping.accounts, (value) => requiredCode(value, scope.imports), codeOf),
          ),
        ]),
    enabled ? undefined : property("enabled", "false"),
  ]);
  return call(`new ${scope.ours("OidcProvider")}`, "this", literal(id), props);
}

/** By the L1 class, which takes whatever Cloudsmith does. */
export function rawSettingCode(
  scope: FileScope,
  setting: AdoptedSetting,
  { id, codeOf, organization }: Where & { readonly organization: string },
): Code {
  const { name, providerUrl, claims, accounts, mapping, enabled } = setting;
  const slugOf = (slug: string) => `${codeOf(slug)}.slug`;
  const props = object([
    property("namespace", literal(organization)),
    property("name", valueLiteral(name)),
    property("enabled", String(enabled)),
    property("providerUrl", valueLiteral(providerUrl)),
    property("claims", plainClaims(claims)),
    accounts.length === 0 ? undefined : property("serviceAccounts", array(accounts.map(slugOf))),
    mapping === undefined ? undefined : property("mappingClaim", valueLiteral(mapping.claim)),
    mapping === undefined
      ? undefined
      : property("dynamicMappings", mappingsCode(mapping.accounts, valueLiteral, slugOf)),
  ]);
  return call(`new ${scope.ours("CloudsmithOidc")}`, "this", literal(id), props);
}

function mappingsCode(
  accounts: ReadonlyMap<string, string>,
  valueCode: (value: string) => Code,
  codeOf: (slug: string) => string,
): Code {
  return array(
    [...accounts].map(([value, slug]) =>
      object([property("claimValue", valueCode(value)), property("serviceAccount", codeOf(slug))]),
    ),
  );
}

/**
 * The constructs list accounts by their paths, or by slugs that are written down, and the registry's provider reads them
 * by their slugs.
 */
export function inOrder(
  { accounts }: AdoptedSetting,
  references: ReadonlyMap<string, AccountReference>,
  stack: string,
): boolean {
  const keys = accounts.map((account) => {
    const { slug, path = [] } = references.get(account) ?? {};
    return slug ?? [stack, ...path].join("/");
  });
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);
}
