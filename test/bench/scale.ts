/** Thousands of pipelines: no-change plans of generated states, their requests, provider CPU and memory. */
import { median } from "./measure.js";
import { appliedOrganization, configuration, floorConfiguration, floorState, state } from "./pipelines.js";
import { type Binary, type Measured, Stage, type StageOptions } from "./stage.js";
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

/** Plans that must find no change, of several stages in turn: `-detailed-exitcode` makes anything else a failure. */
async function plans<Name extends string>(
  stages: { readonly [name in Name]: StageOptions },
  repeats = REPEATS,
): Promise<{ readonly [name in Name]: Planned } & { ratio(of: Name, to: Name): number }> {
  const names = Object.keys(stages) as Name[];
  const opened = new Map<Name, Stage>();
  try {
    for (const name of names) {
      opened.set(name, await Stage.create(stages[name]));
    }
    const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]));
    for (let index = 0; index < repeats; index++) {
      for (const [name, stage] of opened) {
        runs.get(name)?.push(await stage.measured("plan", "-input=false", "-detailed-exitcode"));
      }
    }
    const of = (name: Name): Measured[] => runs.get(name) ?? [];
    const planned = Object.fromEntries(
      names.map((name) => [
        name,
        {
          seconds: median(of(name).map((one) => one.seconds)),
          requests: median(of(name).map((one) => one.requests)),
          memory: Math.max(...of(name).map((one) => one.peakMemory)),
          cpu: median(of(name).map((one) => one.cpu)),
        },
      ]),
    ) as { [name in Name]: Planned };
    return {
      ...planned,
      // Pair by pair: holds where the machine's speed drifts.
      ratio: (one, other) => median(of(one).map((run, index) => run.seconds / (of(other)[index]?.seconds ?? 0))),
    };
  } finally {
    for (const stage of opened.values()) {
      await stage.close();
    }
  }
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
  const measured = await plans({
    floor: { main: floorConfiguration(n), state: floorState(n) },
    still: applied(n, ours),
    far: { ...applied(n, ours), latencyMs: 50 },
  });
  const { floor, still, far } = measured;
  const { limited } = await plans({ limited: { ...applied(n, ours), rateLimit: CORE_PLAN } }, 1);
  const theirs = peer ? (await plans({ peer: { ...applied(n, peer), latencyMs: 50 } }, 1)).peer : undefined;
  const peerColumns = theirs ? { peer: theirs.seconds, peerRequests: theirs.requests } : {};
  return [
    {
      group,
      what: "no-change plan, 0 ms",
      unit: "s",
      ours: still.seconds,
      floor: floor.seconds,
      ratio: measured.ratio("still", "floor"),
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
      ratio: measured.ratio("far", "floor"),
      requests: far.requests,
      ...peerColumns,
      target: `≤ ${MAX_FLOOR_RATIO} ×`,
      met: measured.ratio("far", "floor") <= MAX_FLOOR_RATIO && far.requests <= MAX_REQUESTS,
    },
    {
      group,
      what: "no-change plan, 50 ms, beside itself at 0 ms",
      unit: "s",
      ours: far.seconds,
      floor: still.seconds,
      ratio: measured.ratio("far", "still"),
      requests: far.requests,
      target: `≤ ${MAX_LATENCY_RATIO} ×`,
      met: measured.ratio("far", "still") <= MAX_LATENCY_RATIO,
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
    const { planned } = await plans({ planned: applied(n, ours) }, n > 1000 ? 1 : REPEATS);
    const measured = { n, ...planned };
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
