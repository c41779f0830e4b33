/** What can go wrong with the emulator itself, not with a request to it. */
export type EmulatorErrorCode =
  | "port_in_use"
  | "invalid_seed"
  | "invalid_fault"
  | "invalid_settings"
  | "invalid_job"
  | "unknown_route"
  | "closed";

const BRAND = Symbol.for("cloudsmith-trust/EmulatorError");

/** An error of the emulator's own surface, with a code that programs can look at. */
export class EmulatorError extends Error {
  readonly [BRAND] = true;

  constructor(
    readonly code: EmulatorErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "EmulatorError";
  }
}

/** `startEmulator` was asked for a port that another process listens on. */
export class PortInUseError extends EmulatorError {
  constructor(readonly port: number) {
    super(
      "port_in_use",
      `Port ${port} on 127.0.0.1 is in use by another process. Give another port, or leave it out to have a free one chosen.`,
    );
    this.name = "PortInUseError";
  }
}

/** True for an {@link EmulatorError} of any copy of this package. */
export function isEmulatorError(value: unknown): value is EmulatorError {
  return typeof value === "object" && value !== null && BRAND in value;
}
