import { closeSync, openSync, readSync } from "node:fs";
import { type PlannedTrust, readPlan } from "../../trust/index.js";
import { parseJson, readText } from "../private/files.js";
import { showPlan } from "./terraform-show.js";

/**
 * The trust before and after a plan: JSON of `terraform show -json PLAN`, or the plan itself in the folder of its stack,
 * as `cdktf diff` and `terraform plan -out` leave it.
 *
 * @param file a path, or `-` for JSON from standard input
 */
export async function readPlanFile(file: string): Promise<PlannedTrust> {
  const where = file === "-" ? "standard input" : file;
  return readPlan(parseJson(await planText(file), "the plan", where), where);
}

/** The same plan as the JSON text that `terraform show -json` writes. */
export async function planText(file: string): Promise<string> {
  return isPlanItself(file) ? showPlan(file) : readText(file, "the plan");
}

/** Terraform keeps a plan as a zip archive, which begins with this. */
const ZIP = Buffer.from("PK\u0003\u0004", "latin1");

function isPlanItself(file: string): boolean {
  if (file === "-") {
    return false;
  }
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    // whoever reads it says what is wrong
    return false;
  }
  try {
    const start = Buffer.alloc(ZIP.length);
    return readSync(descriptor, start) === ZIP.length && start.equals(ZIP);
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
  }
}
