/** Whole terraform commands, beside the same with Terraform's own `terraform_data`. */
import { median } from "./measure.js";
import { configuration, emptyOrganization, floorConfiguration } from "./pipelines.js";
import { type Binary, type Stage, withStage } from "./stage.js";
import type { Row } from "./table.js";

const REPEATS = 5;

interface Summary {
  readonly seconds: number;
  readonly requests: number;
}

async function repeated(stage: Stage, ...args: string[]): Promise<Summary> {
  const runs = [];
  for (let index = 0; index < REPEATS; index++) {
    runs.push(await stage.measured(...args));
  }
  return {
    seconds: median(runs.map((one) => one.seconds)),
    requests: median(runs.map((one) => one.requests)),
  };
}

/** `validate`, `plan` and no-op `apply` of one pipeline. */
async function small(binary: Binary | undefined): Promise<Record<"validate" | "plan" | "apply", Summary>> {
  const main = binary ? configuration(1, { version: binary.version }) : floorConfiguration(1);
  return withStage({ main, ...(binary ? { binary, organization: emptyOrganization(1) } : {}) }, async (stage) => {
    await stage.measured("apply", "-auto-approve", "-input=false");
    return {
      validate: await repeated(stage, "validate"),
      plan: await repeated(stage, "plan", "-input=false"),
      apply: await repeated(stage, "apply", "-auto-approve", "-input=false"),
    };
  });
}

/** Create, no-change plan, update of one claim in each setting, and destroy. */
async function cycle(
  n: number,
  latencyMs: number,
  binary: Binary | undefined,
): Promise<Record<"create" | "plan" | "update" | "destroy", Summary>> {
  const main = (ref: string): object =>
    binary ? configuration(n, { version: binary.version, ref }) : floorConfiguration(n, ref);
  const options = binary ? { binary, organization: emptyOrganization(n), latencyMs } : {};
  return withStage({ main: main("main"), ...options }, async (stage) => {
    const once = async (...args: string[]): Promise<Summary> => {
      const one = await stage.measured(...args);
      return { seconds: one.seconds, requests: one.requests };
    };
    const create = await once("apply", "-auto-approve", "-input=false");
    const plan = await once("plan", "-input=false", "-detailed-exitcode");
    stage.write(main("release"));
    const update = await once("apply", "-auto-approve", "-input=false");
    const destroy = await once("destroy", "-auto-approve", "-input=false");
    return { create, plan, update, destroy };
  });
}

/** Terraform works on ten resources at a time. */
const PARALLELISM = 10;

/**
 * What a write of N pipelines may take: one and a half times Terraform's own floor, one and a half times the writes'
 * latency at Terraform's parallelism, and half a second.
 */
const allowance = (floor: Summary, writes: number, latencyMs: number): number =>
  1.5 * floor.seconds + (1.5 * writes * (latencyMs / 1000)) / PARALLELISM + 0.5;

const bounded = (row: Row, bound: number): Row => ({
  ...row,
  target: `≤ ${bound.toFixed(1)} s`,
  met: row.ours <= bound,
});

function row(group: string, what: string, ours: Summary, floor: Summary, peer: Summary | undefined): Row {
  return {
    group,
    what,
    unit: "s",
    ours: ours.seconds,
    floor: floor.seconds,
    ratio: ours.seconds / floor.seconds,
    requests: ours.requests,
    ...(peer ? { peer: peer.seconds, peerRequests: peer.requests } : {}),
  };
}

export async function benchSmall(ours: Binary, peer: Binary | undefined): Promise<Row[]> {
  const mine = await small(ours);
  const floor = await small(undefined);
  const theirs = peer ? await small(peer) : undefined;
  return [
    row("1 pipeline", "validate", mine.validate, floor.validate, theirs?.validate),
    row("1 pipeline", "plan", mine.plan, floor.plan, theirs?.plan),
    row("1 pipeline", "no-op apply", mine.apply, floor.apply, theirs?.apply),
  ];
}

type Cycle = Awaited<ReturnType<typeof cycle>>;
const CYCLES = 3;

/** The median run of each command, of cycles run in turn with the floor's. */
function middle(cycles: readonly Cycle[]): Cycle {
  const of = (command: keyof Cycle): Summary => ({
    seconds: median(cycles.map((one) => one[command].seconds)),
    requests: median(cycles.map((one) => one[command].requests)),
  });
  return { create: of("create"), plan: of("plan"), update: of("update"), destroy: of("destroy") };
}

export async function benchCycle(n: number, latencyMs: number, ours: Binary, peer: Binary | undefined): Promise<Row[]> {
  const mines: Cycle[] = [];
  const floors: Cycle[] = [];
  for (let index = 0; index < CYCLES; index++) {
    mines.push(await cycle(n, latencyMs, ours));
    floors.push(await cycle(n, latencyMs, undefined));
  }
  const mine = middle(mines);
  const floor = middle(floors);
  const theirs = peer ? await cycle(n, latencyMs, peer) : undefined;
  const group = `${n} pipelines, ${latencyMs} ms`;
  // Writes: an account and a setting a pipeline, a list of grants for every ten.
  const all = 2 * n + Math.ceil(n / 10);
  return [
    bounded(row(group, "create", mine.create, floor.create, theirs?.create), allowance(floor.create, all, latencyMs)),
    row(group, "no-change plan", mine.plan, floor.plan, theirs?.plan),
    bounded(
      row(group, "change one claim in each setting", mine.update, floor.update, theirs?.update),
      allowance(floor.update, n, latencyMs),
    ),
    bounded(
      row(group, "destroy", mine.destroy, floor.destroy, theirs?.destroy),
      allowance(floor.destroy, all, latencyMs),
    ),
  ];
}
