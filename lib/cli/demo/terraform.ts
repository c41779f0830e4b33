/** The commands that a person would type, and what they leave behind. */
import { join } from "node:path";
import { failure } from "../errors.js";
import type { Finished } from "./processes.js";
import type { Story } from "./story.js";
import type { World } from "./world.js";

const STACK = "github-publish";

/** One attribute that a plan changes. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Runs cdktf as a person would, and fails the demo with its own last words where it fails. */
export async function cdktf(world: World, story: Story, ...args: readonly string[]): Promise<Finished> {
  await story.command(`npx cdktf ${args.join(" ")}`);
  const finished = await world.processes.run(process.execPath, [world.tools.cdktf, ...args], {
    cwd: world.project,
    env: world.environment,
  });
  if (finished.code !== 0) {
    throw failed(`cdktf ${args.join(" ")}`, finished);
  }
  return finished;
}

/** What the last `cdktf diff` planned, without what stays as it is. */
export async function plannedChanges(world: World): Promise<readonly PlannedChange[]> {
  const { resource_changes = [] } = (await terraformJson(world, "show", "-json", "plan")) as {
    resource_changes?: readonly {
      readonly address: string;
      readonly change: { readonly actions: readonly string[]; readonly before: unknown; readonly after: unknown };
    }[];
  };
  return resource_changes
    .filter(({ change }) => !change.actions.every((action) => action === "no-op" || action === "read"))
    .map(({ address, change }) => ({ address, ...change }));
}

/** Types and counts of the resources in state, and the state's whole text. */
export async function deployed(world: World): Promise<{ types: readonly string[]; text: string }> {
  const { stdout } = await terraform(world, "state", "pull");
  const { resources = [] } = JSON.parse(stdout) as { resources?: readonly { mode: string; type: string }[] };
  return { types: resources.filter(({ mode }) => mode === "managed").map(({ type }) => type), text: stdout };
}

async function terraformJson(world: World, ...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await terraform(world, ...args)).stdout);
}

async function terraform(world: World, ...args: readonly string[]): Promise<Finished> {
  const cwd = join(world.project, "cdktf.out/stacks", STACK);
  const finished = await world.processes.run(world.tools.terraform, args, { cwd, env: world.environment });
  if (finished.code !== 0) {
    throw failed(`terraform ${args.join(" ")}`, finished);
  }
  return finished;
}

/** cdktf's terminal library has no prebuilt binary for every Node. */
function failed(command: string, { code, output }: Finished): Error {
  if (/pty\.node/.test(output)) {
    return failure(
      `cdktf-cli cannot run on this Node (${process.version}): its terminal library is not there for it`,
      "use Node 20 or 22, or let npm run the install script of @cdktf/node-pty-prebuilt-multiarch, which compiles it (allowScripts in package.json)",
    );
  }
  const tail = output.trimEnd().split("\n").slice(-25).join("\n");
  return failure(`${command} ended with exit code ${code}:\n${tail}`);
}
