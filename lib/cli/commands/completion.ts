import { Argument, type Command } from "commander";
import { newCommand } from "../private/command.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** `cloudsmith-trust completion` */
export function completionCommand(): Command {
  return newCommand("completion", "Writes what completes command lines of this program in a shell.", [
    ['eval "$(cloudsmith-trust completion bash)"', "in ~/.bashrc"],
    ['eval "$(cloudsmith-trust completion zsh)"', "in ~/.zshrc, below compinit"],
    [
      "cloudsmith-trust completion fish > ~/.config/fish/completions/cloudsmith-trust.fish",
      "once, and after an update",
    ],
  ])
    .addArgument(new Argument("<SHELL>", "which shell").choices([...SHELLS]))
    .action(async (shell: Shell) => {
      const { completion } = await import("../completion/index.js");
      process.exitCode = await completion(shell);
    });
}
