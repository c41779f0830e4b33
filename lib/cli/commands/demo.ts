import type { Command } from "commander";
import { addNotes, newCommand } from "../private/command.js";

/** `cloudsmith-trust demo` */
export function demoCommand(): Command {
  const command = newCommand(
    "demo",
    "Tells the whole story on the embedded Cloudsmith, in under a minute: deploy, publish, refuse, drift, heal, destroy.",
    [
      ["npm run demo", "in a clone of the repository; builds first"],
      ["cloudsmith-trust demo", "the same, without building"],
    ],
  );
  addNotes(command, NOTES);
  return command.action(async () => {
    const { runDemo } = await import("../demo/demo.js");
    process.exitCode = await runDemo();
  });
}

const NOTES = `
It deploys examples/github-publish of the clone that it runs in. It needs Terraform 1.11 or newer on PATH, no account and
no network, and leaves nothing behind.

Exit codes: 0 everything came out as told, 1 something did not.`;
