import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import { failure } from "../errors.js";

/** Far above any real plan. */
const LIMIT_BYTES = 256 * 1024 * 1024;

/** What `terraform show -json` writes of a plan, run in the plan's own folder; the binary is the one that cdktf takes. */
export function showPlan(file: string): Promise<string> {
  const terraform = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const options = { cwd: dirname(file), maxBuffer: LIMIT_BYTES, encoding: "utf8" } as const;
  return new Promise((resolve, reject) => {
    execFile(terraform, ["show", "-no-color", "-json", basename(file)], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
        return;
      }
      reject(
        error.code === "ENOENT"
          ? failure(
              `${file} is a plan as Terraform keeps it, and ${terraform} is not on PATH to read it`,
              "install Terraform, or give what terraform show -json writes of the plan",
            )
          : failure(
              `terraform show -json ${file} failed: ${firstWords(stderr) || error.message}`,
              "give the plan in the folder of its stack, as cdktf diff leaves it (cdktf.out/stacks/STACK/plan), or what terraform show -json writes of it",
            ),
      );
    });
  });
}

/** Terraform's diagnostic without its frame, cut short. */
function firstWords(stderr: string): string {
  const words = stderr.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ").trim();
  return words.length <= 400 ? words : `${words.slice(0, 400)}…`;
}
