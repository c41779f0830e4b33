/** The test provider as a program; variables TEST_* make it misbehave. */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../../../lib/terraform/index.js";
import { FileBackend } from "./backend.js";
import { type Mistakes, testProvider } from "./test-provider.js";

const {
  /** File that stands for the service. */
  TEST_BACKEND = "backend.json",
  /** File to write the environment to. */
  TEST_ENVIRONMENT,
  /** Directory in which a creation says that it has started, and waits for a word. */
  TEST_GATE,
  /** Something is printed to stdout at the worst moments. */
  TEST_NOISE,
  /** The provider's code cannot be loaded. */
  TEST_BROKEN,
} = process.env;

const backend = new FileBackend(TEST_BACKEND);
const mistakes: Mistakes = {
  beforeCreate: async () => {
    if (TEST_GATE !== undefined) {
      // There at once with all that it says.
      writeFileSync(join(TEST_GATE, "starting"), String(process.pid));
      renameSync(join(TEST_GATE, "starting"), join(TEST_GATE, "started"));
      await appears(join(TEST_GATE, "go"));
    }
  },
  afterWrite: () => backend.save(),
  onRead: (signal) => {
    noise();
    return TEST_GATE === undefined ? undefined : stopped(signal);
  },
};

function appears(path: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (existsSync(path)) {
        clearInterval(timer);
        resolve();
      }
    }, 10);
  });
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
}

function noise(): void {
  if (TEST_NOISE !== undefined) {
    console.log("a banner of some dependency\n".repeat(1000));
    process.stdout.write("and more of it\n");
  }
}

void serve({
  name: "test",
  load: () => {
    if (TEST_BROKEN !== undefined) {
      throw new Error(TEST_BROKEN);
    }
    if (TEST_ENVIRONMENT !== undefined) {
      writeFileSync(TEST_ENVIRONMENT, JSON.stringify(process.env));
    }
    noise();
    backend.load();
    process.on("exit", () => backend.save());
    return testProvider(backend, mistakes);
  },
});
