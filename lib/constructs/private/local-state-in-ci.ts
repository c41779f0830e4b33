import { TerraformBackend, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";

/** A runner's disk ends with the job, and with it a state kept there. */
export function localStateInCi(
  stack: TerraformStack,
  reporter: IConstruct,
  ci: string | undefined,
): Finding | undefined {
  if (!isCi(ci) || backendOf(stack) !== "local") {
    return undefined;
  }
  return {
    rule: "local-state-in-ci",
    severity: "high",
    where: reporter.node.path,
    message: `stack ${JSON.stringify(stack.node.id)} keeps its state in a local file, and CI is set`,
    why: "a job's disk is lost with the job: the next run knows nothing of what exists, makes every account a second time and revokes nothing",
    remedy:
      "give the stack a backend that outlives the job, e.g. new S3Backend(stack, { ... }) or new CloudBackend(stack, { ... })",
  };
}

/** As CI systems and the tools that read it have it: set, and not said to be off. */
function isCi(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}

/** `local` where none is declared: cdktf adds that one itself. */
function backendOf(stack: TerraformStack): string {
  const backend = stack.node.findAll().find((node) => TerraformBackend.isBackend(node));
  return (backend as TerraformBackend | undefined)?.toMetadata().backend ?? "local";
}
