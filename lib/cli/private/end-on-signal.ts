import { describeError, failure } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { note } from "./terminal.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Carriage return, then Erase in Line (ECMA-48): a terminal shows `^C`, and perhaps how far we were. */
const CLEAR_LINE = "\r\u001b[2K";

let isSet = false;

/** Ends a command that is stopped with one message; one that listens to signals itself ends itself. */
export function endOnSignal(): void {
  if (isSet) {
    return;
  }
  isSet = true;
  for (const name of SIGNALS) {
    process.on(name, end);
  }
}

function end(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) {
    return;
  }
  const said = signal === "SIGINT" ? `stopped by ${signal}, Ctrl-C` : `stopped by ${signal}`;
  const { text } = describeError(failure(`${said}: it did not come to its end`, "run it again"));
  note(`${process.stderr.isTTY === true ? CLEAR_LINE : ""}${text}`);
  process.exit(EXIT.error);
}
