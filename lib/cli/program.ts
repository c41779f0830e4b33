/**
 * The table of commands. A command's file is loaded when that command is asked for, so that `--help` starts as fast as Node.
 */
import type { Command } from "commander";
import { newCommand } from "./private/command.js";
import { packageVersion } from "./private/package.js";

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: readonly Entry[] = [
  {
    name: "check",
    summary: "say what rules and policies find in trust, and what was let through",
    load: async () => (await import("./commands/check.js")).checkCommand(),
  },
  {
    name: "explain",
    summary: "say whether a token, its claims or a described job is let in, and why",
    load: async () => (await import("./commands/explain.js")).explainCommand(),
  },
  {
    name: "review",
    summary: "say what a change does to trust: who gains access, who loses it, shown by jobs",
    load: async () => (await import("./commands/review.js")).reviewCommand(),
  },
  {
    name: "drift",
    summary: "find what is live and not what code declares: changed by hand, declared nowhere, trusted and gone",
    load: async () => (await import("./commands/drift.js")).driftCommand(),
  },
  {
    name: "reach",
    summary: "say who can read, write and administer a repository, or what an account or a job can do",
    load: async () => (await import("./commands/reach.js")).reachCommand(),
  },
  {
    name: "graph",
    summary: "draw who is trusted to do what, as Mermaid or as a page to search",
    load: async () => (await import("./commands/graph.js")).graphCommand(),
  },
  {
    name: "export",
    summary: "write trust as a trust file: of an app, a plan, a live organization, or both sides of a change",
    load: async () => (await import("./commands/export.js")).exportCommand(),
  },
  {
    name: "workflows",
    summary: "say which jobs of a repository's workflow files are let in, and why not; write a workflow",
    load: async () => (await import("./commands/workflows.js")).workflowsCommand(),
  },
  {
    name: "init",
    summary: "make a project: a cdktf app, tests, workflows for review, deploy and drift",
    load: async () => (await import("./commands/init.js")).initCommand(),
  },
  {
    name: "adopt",
    summary: "write the app that declares a live organization, with import blocks: its first plan changes nothing",
    load: async () => (await import("./commands/adopt.js")).adoptCommand(),
  },
  {
    name: "migrate",
    summary: "turn jobs that use a long-lived key into jobs that sign in by OIDC",
    load: async () => (await import("./commands/migrate.js")).migrateCommand(),
  },
  {
    name: "token",
    summary: "in a CI job: exchange the job's id token for a Cloudsmith key, for one command alone",
    load: async () => (await import("./commands/token.js")).tokenCommand(),
  },
  {
    name: "help",
    summary: "show the help of a command",
    load: async () => (await import("./commands/help.js")).helpCommand(),
  },
  {
    name: "completion",
    summary: "write what completes command lines in bash, zsh or fish",
    load: async () => (await import("./commands/completion.js")).completionCommand(),
  },
  {
    name: "emulator",
    summary: "run the embedded Cloudsmith as a server, or a command as a CI job of it",
    load: async () => (await import("./commands/emulator.js")).emulatorCommand(),
  },
  {
    name: "demo",
    summary: "tell the whole story on the embedded Cloudsmith: deploy, publish, refuse, drift, heal",
    load: async () => (await import("./commands/demo.js")).demoCommand(),
  },
];

const EXIT_CODES = `
Exit codes:
  0  fine      1  could not tell (error)      2  wrong command line
  10 refused, or a finding                    11 drift

Run cloudsmith-trust help COMMAND, or COMMAND --help, for the options and examples of a command.`;

/** @param argv the arguments after the executable's name */
export async function buildProgram(argv: readonly string[]): Promise<Command> {
  const asked = argv.find((argument) => !argument.startsWith("-"));
  return programOf((name) => name === asked);
}

/** With every command loaded. */
export async function wholeProgram(): Promise<Command> {
  return programOf(() => true);
}

async function programOf(isLoaded: (name: string) => boolean): Promise<Command> {
  const program = newCommand(
    "cloudsmith-trust",
    "Who may publish what to Cloudsmith, from which CI job: reviewed as code.",
  )
    .usage("COMMAND [options]")
    .version(packageVersion(), "-V, --version", "show the version")
    .enablePositionalOptions()
    .addHelpText("after", EXIT_CODES);
  for (const { name, summary, load } of COMMANDS) {
    program.addCommand(isLoaded(name) ? await load() : newCommand(name, summary));
  }
  return program;
}
