import type { ValidateRequest } from "../../terraform/index.js";
import { tryBlocks } from "../private/values.js";

export function validateProvider({ config, diagnostics }: ValidateRequest): void {
  const block = tryBlocks(config, "oidc");
  if (block !== undefined && block.length > 0 && (config.api_key ?? null) !== null) {
    diagnostics.error(
      "Two ways to sign in",
      "api_key conflicts with the oidc block: an identity signs in by one of them. Take one out.",
      ["api_key"],
    );
  }
}
