import type { ChildProcess } from "node:child_process";
import { beforeAll, describe, expect, it, type TestContext } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { childrenOf, isRunning } from "../support/processes.js";
import { collect, type PackedProvider, TerraformWorkspace } from "../support/terraform.js";
import { packedProvider } from "./support/packed.js";
import { tally } from "./support/tally.js";
import { changesOf, flat, mainOf } from "./support/world.js";

const COUNT = 20;
const NAMES = Array.from({ length: COUNT }, (_, index) => `ci-${index}`);
const MAIN = mainOf({
  resource: {
    cloudsmith_service: Object.fromEntries(NAMES.map((name) => [name, { organization: "acme", name }])),
  },
});
const CREATE = "POST /orgs/{org}/services/";

let provider: PackedProvider;
beforeAll(async () => {
  provider = packedProvider();
});

interface Run {
  readonly emulator: Emulator;
  readonly stack: TerraformWorkspace;
  readonly terraform: ChildProcess;
  readonly ended: ReturnType<typeof collect>;
  /** The provider's processes: killed terraform leaves them, and they end what they were told to do. */
  readonly providers: readonly number[];
}

/** In the middle: some accounts are made, more are on their way, others have not begun. */
async function interrupted(interrupt: (run: Run) => void): Promise<Run> {
  const emulator = await startEmulator({ settings: { latencyMs: 80 } });
  const stack = await TerraformWorkspace.create({ main: MAIN, packed: [provider], env: emulator.environment });
  const terraform = stack.start("apply", "-auto-approve", "-parallelism=4");
  const ended = collect(terraform);
  await expect.poll(() => emulator.requests.count(CREATE), { interval: 5, timeout: 30_000 }).toBeGreaterThan(COUNT / 3);
  const run = { emulator, stack, terraform, ended, providers: childrenOf(terraform.pid ?? 0) };
  expect(run.providers).not.toEqual([]);
  interrupt(run);
  await run.ended;
  emulator.settings.latencyMs = 0;
  return run;
}

/** Nobody is there any more who could ask for something, and nothing is under way. */
async function quiet({ emulator, providers }: Run): Promise<void> {
  await expect.poll(() => providers.filter(isRunning), { timeout: 30_000 }).toEqual([]);
  await expect
    .poll(() => emulator.requests.log.filter(({ status }) => status === null).length, { timeout: 30_000 })
    .toBe(0);
}

/** Applies again; what was made without reaching the state is named with its import id, and imported. */
async function finish(run: Run, context: TestContext): Promise<number> {
  const { emulator, stack } = run;
  await quiet(run);
  const again = await stack.run("apply", "-auto-approve");
  const lost = [...flat(again.output).matchAll(/terraform import ADDRESS (acme\.(\S+?))\. To create/g)];
  if (again.code !== 0) {
    expect(flat(again.output).match(/Error: /g)).toHaveLength(lost.length);
    for (const [, id = "", slug = ""] of lost) {
      await stack.ok("import", `cloudsmith_service.${slug}`, id);
    }
    await stack.apply();
  }
  tally(context, emulator, { accounts: NAMES, settings: [] });
  expect([...emulator.state.services.values()].map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  expect(changesOf(await stack.plan())).toEqual([]);
  await emulator.close();
  return lost.length;
}

describe("an apply of twenty that ends in the middle loses nothing and doubles nothing", () => {
  it("after Ctrl-C: what was on its way is in the state", async (context) => {
    const run = await interrupted(({ terraform }) => process.kill(-(terraform.pid ?? 0), "SIGINT"));
    expect(await finish(run, context)).toBe(0);
  });

  it("after a SIGTERM to terraform: what was on its way is in the state", async (context) => {
    const run = await interrupted(({ terraform }) => terraform.kill("SIGTERM"));
    expect(await finish(run, context)).toBe(0);
  });

  it("after a SIGTERM to terraform and the provider", async (context) => {
    const run = await interrupted(({ terraform }) => process.kill(-(terraform.pid ?? 0), "SIGTERM"));
    await finish(run, context);
  });

  it("after Ctrl-C twice", async (context) => {
    const run = await interrupted(({ terraform }) => {
      process.kill(-(terraform.pid ?? 0), "SIGINT");
      process.kill(-(terraform.pid ?? 0), "SIGINT");
    });
    await finish(run, context);
  });

  it("after a SIGKILL of terraform", async (context) => {
    const run = await interrupted(({ terraform }) => terraform.kill("SIGKILL"));
    await finish(run, context);
  });

  it("after a SIGKILL of the provider", async (context) => {
    const run = await interrupted(({ providers }) => {
      for (const pid of providers) {
        process.kill(pid, "SIGKILL");
      }
    });
    await finish(run, context);
  });
});

describe("several runs at once", () => {
  const grants = (names: readonly string[]): object =>
    mainOf({
      resource: {
        cloudsmith_repository_privilege: Object.fromEntries(
          names.map((service) => [service, { organization: "acme", repository: "prod", service, privilege: "Write" }]),
        ),
      },
    });

  it("that only add grants to one repository, from two states, lose none", async () => {
    const emulator = await startEmulator({
      seed: {
        organization: "acme",
        accounts: NAMES.map((slug) => ({ slug, name: slug })),
        repositories: [{ slug: "prod" }],
        privileges: [{ repository: "prod", user: "owner", privilege: "Admin" }],
      },
      settings: { latencyMs: 20 },
    });
    const env = emulator.environment;
    const stacks = await Promise.all(
      [NAMES.slice(0, COUNT / 2), NAMES.slice(COUNT / 2)].map((names) =>
        TerraformWorkspace.create({ main: grants(names), packed: [provider], env }),
      ),
    );
    await Promise.all(stacks.map((stack) => stack.apply()));
    expect(emulator.state.privileges.get("prod")).toHaveLength(COUNT + 1);
    for (const stack of stacks) {
      expect(changesOf(await stack.plan())).toEqual([]);
    }
    await emulator.close();
  });

  it("under one rate limit, three of them, all finish", async () => {
    const emulator = await startEmulator({ settings: { rateLimit: { requestsPerSecond: 1.5, burst: 9 } } });
    const env = emulator.environment;
    const stacks = await Promise.all(
      ["a", "b", "c"].map((name) =>
        TerraformWorkspace.create({
          main: mainOf({
            resource: {
              cloudsmith_service: Object.fromEntries(
                [1, 2].map((index) => [`${name}${index}`, { organization: "acme", name: `${name}${index}` }]),
              ),
            },
          }),
          packed: [provider],
          env,
        }),
      ),
    );
    const results = await Promise.all(stacks.map((stack) => stack.run("apply", "-auto-approve")));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(emulator.state.services.size).toBe(6);
    await emulator.close();
  }, 180_000);
});
