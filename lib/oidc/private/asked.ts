import type { JudgeQuestion } from "../decide.js";
import { OidcError } from "../errors.js";
import type { Asked, ClaimIndex } from "./quick.js";
import { failed, issuerKey, type Outcome, passed } from "./steps.js";
import { epochSeconds, timeStep } from "./time.js";
import { claimOf } from "./values.js";

/**
 * A question in the form that settings are asked in.
 *
 * @throws OidcError `not_claims`
 */
export function askedOf(
  index: ClaimIndex,
  { claims, signature, account, existingAccounts, now }: JudgeQuestion,
): Asked {
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
    throw new OidcError("not_claims", "the claims of a token are a JSON object; got something else");
  }
  const iss = claimOf(claims, "iss");
  return {
    claims,
    values: index.valuesOf(claims),
    account,
    existing: existingAccounts,
    issuer: typeof iss === "string" ? issuerKey(iss) : "",
    signature: signatureStep(signature),
    time: timeStep(claims, epochSeconds(now ?? new Date())),
  };
}

function signatureStep(signature: JudgeQuestion["signature"]): Outcome {
  switch (signature) {
    case "valid":
      return passed({ step: "signature", text: "signed by a key of the issuer" });
    case "invalid":
      return failed("bad_signature", { step: "signature", text: "not signed by a key of the issuer" });
    default:
      return passed({ step: "signature", text: "no signature was looked at" });
  }
}
