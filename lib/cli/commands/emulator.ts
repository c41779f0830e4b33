import type { Command } from "commander";
import { EXIT } from "../exit-codes.js";
import { newCommand } from "../private/command.js";
import { emulatorJobCommand } from "./emulator-job.js";

export interface EmulatorOptions {
  readonly port?: string;
  readonly organization?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

/** `cloudsmith-trust emulator`, with `emulator job` below it. */
export function emulatorCommand(): Command {
  const command = newCommand(
    "emulator",
    "Runs the embedded Cloudsmith on this machine: its API, a CI token issuer and a GitHub API, until it is stopped.",
    [
      ["cloudsmith-trust emulator", "an empty organization acme on a free port; prints what to export"],
      [
        "cloudsmith-trust emulator --port 8765 --seed trust.json",
        "with the accounts, settings and grants of a trust file",
      ],
      ["cloudsmith-trust emulator --json", "for programs: one line when it is ready"],
      ["cloudsmith-trust emulator job --repository acme/app --ref refs/heads/main -- env", "a command as a CI job"],
    ],
  )
    .usage("[options]\n       cloudsmith-trust emulator job [options] -- COMMAND...")
    .enablePositionalOptions()
    .option("--port <N>", "listen on this port of 127.0.0.1 (default: a free one)")
    .option("--organization <SLUG>", "the organization's slug (default: the seed's, else acme)")
    .option("--seed <FILE>", "start with what a trust file holds")
    .option("--json", "print addresses and environment as one line of JSON");
  command.addCommand(emulatorJobCommand());
  return command.action(async (options: EmulatorOptions) => {
    const { serveEmulator } = await import("../emulator/serve.js");
    await serveEmulator(options);
    process.exitCode = EXIT.ok;
  });
}
