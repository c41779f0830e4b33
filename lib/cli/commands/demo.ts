import type { Command } from "commander";
import { newCommand } from "../private/command.js";

/** `cloudsmith-trust demo` */
export function demoCommand(): Command {
  return newCommand(
    "demo",
    "Tells the whole story on the embedded Cloudsmith, in under a minute: deploy, publish, refuse, drift, heal, destroy.",
    [
      ["cloudsmith-trust demo", "needs terraform 1.11 or newer on PATH; no account, no network; leaves nothing behind"],
      ["npm run demo", "the same, from a clone of the repository"],
    ],
  ).action(async () => {
    const { runDemo } = await import("../demo/demo.js");
    process.exitCode = await runDemo();
  });
}
