/** Thousands of pipelines: no-change plans of generated states, their requests, provider CPU and memory. */
import { median } from "./measure.js";
import { appliedOrganization, configuration, floorConfiguration, floorState, state } from "./pipelines.js";
import { type Binary, type StageOptions, withStage } from "./stage.js";
import type { Row } from "./table.js";

const REPEATS = 3;
const MAX_REQUESTS = 130;
const MAX_LATENCY_RATIO = 1.3;
const MAX_FLOOR_RATIO = 2.2;
const MAX_MEMORY_MB = 200;
const CORE_PLAN = { requestsPerSecond: 1.5, burst: 90 };
/** How much faster than its size a figure may grow before it counts as more than linear: noise of short runs. */
const LINEAR_SLACK = 1.3;

interface Planned {
  readonly seconds: number;
  readonly requests: number;
  readonly memory: number;
  readonly cpu: number;
}

/** A plan that must find no change: `-detailed-exitcode` makes anything else a failure. */
async function plan(options: StageOptions, repeats = REPEATS): Promise<Planned> {
  return withStage(options, async (stage) => {
    const runs = [];
    for (let index = 0; index < repeats; index++) {
      runs.push(await stage.measured("plan", "-input=false", "-detailed-exitcode"));
    }
    return {
      seconds: median(runs.map((one) => one.seconds)),
      requests: median(runs.map((one) => one.requests)),
      memory: Math.max(...runs.map((one) => one.peakMemory)),
      cpu: median(runs.map((one) => one.cpu)),
    };
  });
}

const applied = (n: number, binary: Binary): StageOptions => ({
  main: configuration(n, { version: binary.version }),
  state: state(n),
  organization: appliedOrganization(n),
  binary,
});

export async function benchThousand(ours: Binary, peer: Binary | undefined): Promise<Row[]> {
  const n = 1000;
  const group = "1,000 pipelines (2,100 resources)";
  const floor = await plan({ main: floorConfiguration(n), state: floorState(n) });
  const still = await plan(applied(n, ours));
  const far = await plan({ ...applied(n, ours), latencyMs: 50 });
  const limited = await plan({ ...applied(n, ours), rateLimit: CORE_PLAN }, 1);
  const theirs = peer ? await plan({ ...applied(n, peer), latencyMs: 50 }, 1) : undefined;
  const peerColumns = theirs ? { peer: theirs.seconds, peerRequests: theirs.requests } : {};
  return [
    {
      group,
      what: "no-change plan, 0 ms",
      unit: "s",
      ours: still.seconds,
      floor: floor.seconds,
      ratio: still.seconds / floor.seconds,
      requests: still.requests,
      target: `≤ ${MAX_REQUESTS} requests`,
      met: still.requests <= MAX_REQUESTS,
    },
    {
      group,
      what: "no-change plan, 50 ms, beside terraform_data",
      unit: "s",
      ours: far.seconds,
      floor: floor.seconds,
      ratio: far.seconds / floor.seconds,
      requests: far.requests,
      ...peerColumns,
      target: `≤ ${MAX_FLOOR_RATIO} ×`,
      met: far.seconds / floor.seconds <= MAX_FLOOR_RATIO && far.requests <= MAX_REQUESTS,
    },
    {
      group,
      what: "no-change plan, 50 ms, beside itself at 0 ms",
      unit: "s",
      ours: far.seconds,
      floor: still.seconds,
      ratio: far.seconds / still.seconds,
      requests: far.requests,
      target: `≤ ${MAX_LATENCY_RATIO} ×`,
      met: far.seconds / still.seconds <= MAX_LATENCY_RATIO,
    },
    {
      group,
      what: `no-change plan under ${CORE_PLAN.requestsPerSecond} requests/s, burst ${CORE_PLAN.burst}`,
      unit: "s",
      ours: limited.seconds,
      requests: limited.requests,
      target: "no error",
      met: true,
    },
    {
      group,
      what: "peak memory of a provider process",
      unit: "MB",
      ours: Math.max(still.memory, far.memory),
      ...(theirs ? { peer: theirs.memory } : {}),
      target: `≤ ${MAX_MEMORY_MB} MB`,
      met: Math.max(still.memory, far.memory) <= MAX_MEMORY_MB,
    },
  ];
}

export async function benchGrowth(ours: Binary): Promise<Row[]> {
  const sizes = [10, 100, 1000, 5000];
  const rows: Row[] = [];
  let smaller: (Planned & { readonly n: number }) | undefined;
  for (const n of sizes) {
    const measured = { n, ...(await plan(applied(n, ours), n > 1000 ? 1 : REPEATS)) };
    const growth = smaller ? n / smaller.n : 1;
    const linear = (now: number, before: number): boolean => now <= before * growth * LINEAR_SLACK;
    const target = smaller ? { target: "linear at most" } : {};
    rows.push(
      {
        group: `${n} pipelines`,
        what: "no-change plan",
        unit: "s",
        ours: measured.seconds,
        requests: measured.requests,
        ...target,
        ...(smaller ? { met: linear(measured.requests, smaller.requests) } : {}),
      },
      {
        group: `${n} pipelines`,
        what: "CPU of the provider's processes",
        unit: "s",
        ours: measured.cpu,
        ...target,
        ...(smaller ? { met: linear(measured.cpu, smaller.cpu) } : {}),
      },
    );
    smaller = measured;
  }
  return rows;
}
