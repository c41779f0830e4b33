import { EmulatorError } from "./errors.js";
import type { Area } from "./http/router.js";

/** One request to the emulator, in the order of arrival. Calls to the control API are not among them. */
export interface RequestRecord {
  readonly area: Area;
  readonly method: string;
  /** `METHOD pattern` of the route table; undefined where no route fits. */
  readonly route: string | undefined;
  /** Path and query as asked for. */
  readonly path: string;
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
  /** `user:owner`, `service:ci-app`, `anonymous`, or `invalid` for a credential that opens nothing. */
  identity: string;
  /** Status sent; null while unanswered, and for ever where the connection was cut. */
  status: number | null;
  /** Kind of the fault that met it. */
  fault?: string;
}

/** Every request since the start or the last `clear`. */
export class RequestLog {
  private readonly records: RequestRecord[] = [];

  constructor(private readonly knows: (route: string) => boolean) {}

  /** A copy of the log, oldest first. */
  get log(): readonly RequestRecord[] {
    return [...this.records];
  }

  /** Requests to the Cloudsmith API, uploads and other areas left out. */
  get total(): number {
    return this.records.filter(({ area }) => area === "cloudsmith").length;
  }

  /**
   * How many requests met a route, e.g. `count("POST /orgs/{org}/services/")`.
   *
   * @throws {EmulatorError} `unknown_route` for a name that is not in the route table: a misspelt one would count zero.
   */
  count(route: string): number {
    if (!this.knows(route)) {
      throw new EmulatorError(
        "unknown_route",
        `There is no route "${route}". Write the method and the pattern as in lib/emulator/routes.ts, e.g. "POST /orgs/{org}/services/".`,
      );
    }
    return this.records.filter((record) => record.route === route).length;
  }

  /** Counts of the Cloudsmith API by route, most first. */
  byRoute(): { [route: string]: number } {
    const counts = new Map<string, number>();
    for (const { area, route, method } of this.records) {
      if (area === "cloudsmith") {
        const name = route ?? `${method} (no such path)`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
  }

  clear(): void {
    this.records.length = 0;
  }

  /** For the server: notes a request at its arrival. */
  add(record: RequestRecord): RequestRecord {
    this.records.push(record);
    return record;
  }
}
