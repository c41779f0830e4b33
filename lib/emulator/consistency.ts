import type { EmulatorSettings, Lag } from "./settings.js";

type Change = "create" | "update" | "delete";

interface Trace {
  /** The object before its last write; undefined when that write created it. */
  readonly before: unknown;
  readonly change: Change;
  readonly at: number;
  readsLeft: number;
}

/** The kinds of objects whose reads may lag. */
export type ObjectKind = "service" | "settings" | "privileges" | "repository" | "team" | "members";

const LAG_OF: Record<Change, keyof EmulatorSettings["consistency"]> = {
  create: "notFoundAfterCreate",
  update: "staleAfterUpdate",
  delete: "foundAfterDelete",
};

/**
 * Reads that lag behind writes. Handlers note what an object was before each write; reads then ask what they are
 * allowed to see. Writes themselves, and permissions, always work on the true state.
 */
export class Consistency {
  private readonly traces = new Map<ObjectKind, Map<string, Trace>>();

  constructor(
    private readonly settings: () => EmulatorSettings["consistency"],
    private readonly now: () => number,
  ) {}

  /** Call before an object is created, changed or deleted, with what it is (undefined: not yet there). */
  note(kind: ObjectKind, key: string, before: unknown, change: Change): void {
    const lag = this.settings()[LAG_OF[change]];
    let traces = this.traces.get(kind);
    if (!traces) {
      traces = new Map();
      this.traces.set(kind, traces);
    }
    traces.set(key, {
      before: structuredClone(before),
      change,
      at: this.now(),
      readsLeft: lag && "reads" in lag ? lag.reads : 0,
    });
  }

  /** The object as a read of it may see it. `stale` asks for the state before the last write, whatever the settings. */
  read<T>(kind: ObjectKind, key: string, current: T | undefined, stale: boolean): T | undefined {
    const trace = this.traces.get(kind)?.get(key);
    return trace && (stale || this.lags(trace)) ? (trace.before as T | undefined) : current;
  }

  /** All objects of a kind as a list of them may see them. */
  readAll<T>(kind: ObjectKind, current: ReadonlyMap<string, T>, stale: boolean): T[] {
    const traces = this.traces.get(kind);
    if (!traces || (!stale && Object.values(this.settings()).every((lag) => lag === null))) {
      return [...current.values()];
    }
    const keys = new Set([...current.keys(), ...traces.keys()]);
    return [...keys].flatMap((key) => this.read(kind, key, current.get(key), stale) ?? []);
  }

  clear(): void {
    this.traces.clear();
  }

  private lags(trace: Trace): boolean {
    const lag: Lag = this.settings()[LAG_OF[trace.change]];
    if (lag === null) {
      return false;
    }
    if ("ms" in lag) {
      return this.now() - trace.at < lag.ms;
    }
    if (trace.readsLeft > 0) {
      trace.readsLeft -= 1;
      return true;
    }
    return false;
  }
}
