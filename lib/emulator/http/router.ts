import type { Guard, Handler } from "./call.js";

export type Area = "cloudsmith" | "upload" | "issuer" | "github" | "control";

/** One row of the route table. */
export interface Route {
  readonly area: Area;
  readonly method: string;
  /** E.g. `/orgs/{org}/services/{service}/`. `{name...}` at the end takes all that follows. */
  readonly pattern: string;
  readonly guard: Guard;
  readonly handler: Handler;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Patterns that the real service answers with and without the final slash. */
const EITHER_SLASH = /\/(privileges|members)$/;

/** `METHOD pattern`, the name under which a route is counted and broken. */
export const routeName = (route: Pick<Route, "method" | "pattern">): string => `${route.method} ${route.pattern}`;

/** Finds the row of a request; rows above win over rows below. */
export class Router {
  private readonly compiled: readonly Compiled[];
  private readonly names: ReadonlySet<string>;

  constructor(readonly routes: readonly Route[]) {
    this.compiled = routes.map((route) => ({ route, segments: route.pattern.split("/") }));
    this.names = new Set(routes.map(routeName));
  }

  /** Whether there is a route of this name, e.g. `GET /user/self/`. */
  knows(name: string): boolean {
    return this.names.has(name);
  }

  /** Every row whose pattern fits the path, whatever its method. Empty means: no such path. */
  matches(path: string): Match[] {
    const segments = path.split("/");
    const matches: Match[] = [];
    for (const { route, segments: pattern } of this.compiled) {
      const asked = EITHER_SLASH.test(route.pattern) && path.endsWith("/") ? segments.slice(0, -1) : segments;
      const params = paramsOf(pattern, asked);
      if (params) {
        matches.push({ route, params });
      }
    }
    return matches;
  }
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const last = pattern.at(-1) ?? "";
  const open = last.endsWith("...}");
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, want] of pattern.entries()) {
    const got = open && index === pattern.length - 1 ? segments.slice(index).join("/") : (segments[index] ?? "");
    if (want.startsWith("{")) {
      if (got === "") {
        return undefined;
      }
      const value = decode(got);
      if (value === undefined) {
        return undefined;
      }
      params[want.slice(1, open && index === pattern.length - 1 ? -4 : -1)] = value;
    } else if (want !== got) {
      return undefined;
    }
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
