import { defineConfig } from "vitest/config";

/** Rooms whose tests start programs or change what a process has: each file has a process of its own. */
const APART = ["acceptance", "cli", "demo", "examples", "package", "terraform"].map(
  (room) => `test/${room}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    // Most tests wait for processes of their own: one worker more than a small machine has cores.
    maxWorkers: 3,
    projects: [
      { test: { name: "apart", include: APART, ...shared(), isolate: true } },
      // The others share processes, so that each module is loaded once and not once a file.
      { test: { name: "together", include: ["test/**/*.test.ts"], exclude: APART, ...shared(), isolate: false } },
    ],
  },
});

function shared() {
  return {
    setupFiles: ["test/support/environment.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is polled for comes when it comes, on a busy machine too.
    expect: { poll: { timeout: 30_000 } },
    pool: "forks" as const,
  };
}
