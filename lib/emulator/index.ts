export * from "./assumptions.js";
export * from "./emulator.js";
export * from "./errors.js";
export type { ExchangeRecord } from "./exchanges.js";
export { FAULT_KINDS, type Fault, type FaultKind, type Faults } from "./faults.js";
export type { RequestLog, RequestRecord } from "./requests.js";
export type { EmulatorSettings, Lag } from "./settings.js";
export type * from "./state.js";
export type * from "./trust-file.js";
