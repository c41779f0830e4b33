import type { Emulator } from "../../emulator/index.js";
import { jsonText, type Paint, terminalSafe } from "../../report/index.js";
import type { EmulatorOptions } from "../commands/emulator.js";
import { shellQuote } from "../private/shell.js";
import { stopped } from "../private/stopped.js";
import { paintFor, print } from "../private/terminal.js";
import { start } from "./start.js";

/** Runs the embedded Cloudsmith until it is told to stop. */
export async function serveEmulator(options: EmulatorOptions): Promise<void> {
  const stop = stopped();
  const emulator = await start(options);
  try {
    await print(options.json ? oneLine(emulator) : forPeople(emulator, paintFor(process.stdout)));
    await stop.signal;
  } finally {
    stop.forget();
    await emulator.close();
  }
}

function oneLine(emulator: Emulator): string {
  return `${jsonText(
    {
      url: emulator.url,
      githubUrl: emulator.githubUrl,
      issuer: emulator.issuer,
      organization: emulator.organization,
      apiKey: emulator.apiKey,
      environment: emulator.environment,
    },
    0,
  )}\n`;
}

function forPeople(emulator: Emulator, paint: Paint): string {
  const addresses = [
    ["Cloudsmith API", `${emulator.url}  (also under /v1)`],
    ["GitHub API", `${emulator.githubUrl}api/v3/`],
    ["token issuer", `${emulator.issuer}  (its keys are the emulator's own)`],
    ["organization", emulator.organization],
  ] as const;
  const exports = Object.entries(emulator.environment).map(([name, value]) => `  export ${name}=${shellQuote(value)}`);
  return [
    paint.bold("The embedded Cloudsmith is running. Stop it with Ctrl-C."),
    "",
    ...addresses.map(([name, value]) => `  ${name.padEnd(15)} ${terminalSafe(value)}`),
    "",
    paint.dim("For other terminals (the key is made at each start, and good for nothing else):"),
    "",
    ...exports.map(terminalSafe),
    "",
    paint.dim("A command as a CI job of it, which may sign in as a service account:"),
    "",
    `  npx cloudsmith-trust emulator job --emulator ${emulator.url} --repository acme/app --ref refs/heads/main --account SLUG -- COMMAND`,
    "",
  ].join("\n");
}
