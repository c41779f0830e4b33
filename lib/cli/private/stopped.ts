/** Waits for the person or the system to stop us: Ctrl-C, `kill`, or the terminal going away. */
export function stopped(): { readonly signal: Promise<NodeJS.Signals>; forget(): void } {
  const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  let resolve: (signal: NodeJS.Signals) => void;
  const signal = new Promise<NodeJS.Signals>((settle) => {
    resolve = settle;
  });
  const stop = (received: NodeJS.Signals): void => resolve(received);
  for (const name of signals) {
    process.on(name, stop);
  }
  return {
    signal,
    forget(): void {
      for (const name of signals) {
        process.off(name, stop);
      }
    },
  };
}
