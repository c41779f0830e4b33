import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Semaphore } from "../../cloudsmith/index.js";
import { mergeTrust } from "../../trust/index.js";
import { failure } from "../errors.js";
import type { ReadTrust } from "../options/readers.js";
import { besidePlan } from "../readers/app.js";
import { readPlanFile } from "../readers/plan.js";

/** What `cdktf diff` calls the plan in the folder of a stack. */
const PLAN = "plan";
/** Each plan that is no JSON yet starts a Terraform. */
const AT_ONCE = 4;

/** Both sides of one or more plans, as of one app. A folder stands for the plans of its stacks. */
export async function readPlans(
  given: readonly string[],
): Promise<{ readonly before: ReadTrust; readonly after: ReadTrust }> {
  const files = given.flatMap(plansIn);
  const places = new Semaphore(AT_ONCE);
  const plans = await Promise.all(
    files.map(async (file) => {
      const free = await places.acquire();
      try {
        return await readPlanFile(file);
      } finally {
        free();
      }
    }),
  );
  const where = wordsOf(given, files.length);
  const apps = files.map(besidePlan);
  // a plan has only the app that it was made from
  const exceptions = apps.flatMap((app) => app.exceptions);
  return {
    before: { model: mergeTrust(plans.map(({ before }) => before)), where: `${where} (before)`, exceptions },
    after: {
      model: mergeTrust(plans.map(({ after }) => after)),
      where: `${where} (after)`,
      exceptions,
      sources: apps.flatMap((app) => app.sources),
    },
  };
}

function wordsOf(given: readonly string[], plans: number): string {
  const names = given.map((each) => (each === "-" ? "standard input" : each)).join(", ");
  return plans === given.length ? names : `${names}: ${plans} plans`;
}

function plansIn(path: string): readonly string[] {
  if (path === "-" || statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [path];
  }
  const own = join(path, PLAN);
  if (existsSync(own)) {
    return [own];
  }
  const stacks = join(path, basename(path) === "stacks" ? "" : "stacks");
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  const plans = names.map((name) => join(stacks, name, PLAN)).filter((file) => existsSync(file));
  const without = names.filter(
    (name) => existsSync(join(stacks, name, "cdk.tf.json")) && !plans.includes(join(stacks, name, PLAN)),
  );
  if (plans.length === 0) {
    throw failure(
      `${path} holds no plan (no plan, no stacks/*/plan)`,
      "run cdktf diff for each stack, then give its output folder, usually cdktf.out",
    );
  }
  if (without.length > 0) {
    throw failure(
      `${path} has no plan of ${without.slice(0, 5).join(", ")}${without.length > 5 ? " and more" : ""}`,
      "run cdktf diff for each stack, or give the plans one by one",
    );
  }
  return plans;
}
