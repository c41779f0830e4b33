import { EmulatorError } from "./errors.js";
import { type Area, type Route, routeName } from "./http/router.js";

/**
 * How an answer can break.
 *
 * - `status`: that status instead of the answer
 * - `reset-before`, `reset-after`: the connection is cut before or after the request took effect
 * - `hang`: nothing is ever answered
 * - `truncate`: the answer ends in the middle of its body
 * - `slow`: the answer comes `delayMs` late, its effect does not
 * - `stale`: a read gives what was there before the last write
 * - `html`: a page of a proxy instead of JSON
 * - `redirect`: to `location`, by default a host that is not the emulator's
 * - `huge`: an answer of `bytes`, 16 MiB by default
 */
export const FAULT_KINDS = [
  "status",
  "reset-before",
  "reset-after",
  "hang",
  "truncate",
  "slow",
  "stale",
  "html",
  "redirect",
  "huge",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** `METHOD pattern` or a pattern alone, as in the route table. @default - every route of the Cloudsmith API */
  readonly route?: string;
  /** @default - every method */
  readonly method?: string;
  /** Exact path without `/v1`, e.g. `/orgs/acme/services/ci-app/`. @default - every path */
  readonly path?: string;
  /** The first request it meets, counted from 1 among those that fit. @default 1 */
  readonly nth?: number;
  /** How many requests it meets from there on. @default 1 */
  readonly times?: number | "always";
  /** Status for `status` (default 500), `html` (502) and `redirect` (302). */
  readonly status?: number;
  /** For `status`, `hang`, `html`, `redirect` and `huge`: whether the request takes effect all the same. @default false */
  readonly committed?: boolean;
  /** Text of `detail` for `status`. */
  readonly detail?: string;
  /** Seconds in `Retry-After` for `status`. @default 1 for 429, otherwise none */
  readonly retryAfterSeconds?: number;
  /** For `slow`. @default 1000 */
  readonly delayMs?: number;
  /** For `redirect`. */
  readonly location?: string;
  /** For `huge`. */
  readonly bytes?: number;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** The faults that are armed, in the order they were added. The first that fits a request breaks it. */
export class Faults {
  private armed: Armed[] = [];

  constructor(private readonly knows: (route: string) => boolean) {}

  /** @throws {EmulatorError} `invalid_fault`: unknown kind or route, numbers out of range. */
  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      this.check(fault);
    }
    this.armed.push(...faults.map((fault) => ({ fault, seen: 0 })));
  }

  /** The faults that can still meet a request. */
  get list(): readonly Fault[] {
    return this.armed.filter((armed) => !isSpent(armed)).map(({ fault }) => fault);
  }

  clear(): void {
    this.armed = [];
  }

  /** For the server: the fault that this request meets, if any. Every fault that fits counts it. */
  meet(request: { method: string; path: string; area: Area; route: Route | undefined }): Fault | undefined {
    let met: Fault | undefined;
    for (const armed of this.armed) {
      if (fits(armed.fault, request)) {
        armed.seen += 1;
        if (!met && isDue(armed)) {
          met = armed.fault;
        }
      }
    }
    return met;
  }

  private check(fault: Fault): void {
    if (!FAULT_KINDS.includes(fault.kind)) {
      throw invalid(`kind is "${String(fault.kind)}"; use one of ${FAULT_KINDS.join(", ")}`);
    }
    if (fault.route !== undefined && !this.knows(fault.route)) {
      throw invalid(`there is no route "${fault.route}"; write it as in the route table, e.g. "GET /user/self/"`);
    }
    for (const name of ["nth", "times"] as const) {
      const value = fault[name];
      if (value !== undefined && value !== "always" && (!Number.isInteger(value) || value < 1)) {
        throw invalid(`${name} is ${String(value)}; it is a whole number from 1`);
      }
    }
  }
}

const invalid = (text: string): EmulatorError => new EmulatorError("invalid_fault", `Invalid fault: ${text}.`);

function fits(fault: Fault, { method, path, area, route }: Parameters<Faults["meet"]>[0]): boolean {
  const byRoute =
    fault.route === undefined
      ? area === "cloudsmith"
      : route !== undefined && (fault.route === route.pattern || fault.route === routeName(route));
  return byRoute && (fault.method ?? method) === method && (fault.path ?? path) === path;
}

const first = ({ nth = 1 }: Fault): number => nth;
const last = (fault: Fault): number =>
  fault.times === "always" ? Number.POSITIVE_INFINITY : first(fault) + (fault.times ?? 1) - 1;

const isDue = ({ fault, seen }: Armed): boolean => seen >= first(fault) && seen <= last(fault);
const isSpent = ({ fault, seen }: Armed): boolean => seen >= last(fault);
