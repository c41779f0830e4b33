/** What stands in for a client while there is none. */
import { type AttributePath, DiagnosticError } from "../diagnostics.js";
import { isWhollyKnown, type ObjectValue } from "../value.js";

/** Terraform validates without configuring; a handler that asks for a client then has a mistake. */
export function neverConfigured(): DiagnosticError {
  return new DiagnosticError(
    "Provider is not configured",
    "Terraform asked for something that needs the provider's configuration before it sent one. " +
      "If the configuration has a provider block, look for an error in it.",
  );
}

/** Credentials that come from a resource of the same run are not known while planning. */
export function notYetKnown(config: ObjectValue): DiagnosticError {
  const names = Object.keys(config).filter((name) => !isWhollyKnown(config[name] ?? null));
  const path: AttributePath | undefined = names[0] === undefined ? undefined : [names[0]];
  return new DiagnosticError(
    "Provider configuration is not known yet",
    `The provider's ${names.join(", ")} depends on something that only an apply will know, so nothing can be read now. ` +
      "Apply what it depends on first (terraform apply -target=ADDRESS), or give the provider a value that is known.",
    path,
  );
}
