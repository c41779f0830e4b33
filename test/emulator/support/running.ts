import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../lib/emulator/index.js";
import { type Api, apiOf } from "./api.js";

/** One emulator for a file of tests, as freshly started before each of them. */
export function runEmulator(options: EmulatorOptions = {}): { readonly emulator: Emulator; readonly api: Api } {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator(options);
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());
  return {
    get emulator() {
      return emulator;
    },
    get api() {
      return apiOf(emulator);
    },
  };
}
