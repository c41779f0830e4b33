/** Checks of required claims that need no request. */
import { issuerKey, nearest } from "../../oidc/index.js";
import { type Diagnostics, isUnknown, type ObjectValue } from "../../terraform/index.js";
import { ISSUER_CLAIMS, type IssuerClaims } from "./known-claims.js";

export function checkClaims(
  providerUrl: string | undefined,
  claims: { readonly [name: string]: string },
  diagnostics: Diagnostics,
): void {
  const issuer =
    providerUrl === undefined ? undefined : ISSUER_CLAIMS.find(({ url }) => url.test(issuerKey(providerUrl)));
  for (const [name, value] of Object.entries(claims)) {
    checkValue(name, value, diagnostics);
    if (issuer !== undefined) {
      checkName(issuer, name, diagnostics);
    }
  }
}

/** As with the official provider, no claims are allowed; nobody should overlook them. A mapping asks for a claim, too. */
export function warnOfNoClaims({ claims, mapping_claim }: ObjectValue, diagnostics: Diagnostics): void {
  const isEmpty =
    typeof claims === "object" && claims !== null && !isUnknown(claims) && Object.keys(claims).length === 0;
  if (isEmpty && (mapping_claim ?? null) === null) {
    diagnostics.warning(
      "No claim is required",
      "These settings let in every token of their issuer: jobs of anybody, where many use the same issuer. Require claims that only your own jobs have, e.g. repository_id.",
      ["claims"],
    );
  }
}

function checkValue(name: string, value: string, diagnostics: Diagnostics): void {
  const path = ["claims", { key: name }] as const;
  if (value.slice(0, -1).includes(".*")) {
    diagnostics.error(
      "A claim pattern must end the value",
      `The claim "${name}" is required to be "${value}": ".*" stands for any rest of the text, and only at its end. In the middle Cloudsmith would take it literally and no token would match.`,
      path,
    );
  } else if (value.endsWith("*") && !value.endsWith(".*")) {
    diagnostics.warning(
      "A claim value ends in a literal star",
      `The claim "${name}" is required to be "${value}": a prefix is written with ".*" at its end; a "*" alone stands for itself.`,
      path,
    );
  }
}

function checkName({ name: issuer, claims, family }: IssuerClaims, name: string, diagnostics: Diagnostics): void {
  if (claims.includes(name) || family?.test(name)) {
    return;
  }
  const meant = nearest(name, claims);
  diagnostics.warning(
    "A claim is not known of this issuer",
    `${issuer} is not known to put a claim "${name}" into its tokens${meant === undefined ? "." : `; did you mean "${meant}"?`} A token without it is never let in.`,
    ["claims", { key: name }],
  );
}
