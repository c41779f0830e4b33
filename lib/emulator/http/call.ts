import type { IncomingHttpHeaders } from "node:http";
import type { Identity } from "../identity.js";
import type { World } from "../world.js";
import { badRequest, type Reply } from "./reply.js";

export type JsonObject = { readonly [name: string]: unknown };

interface CallParts {
  readonly world: World;
  readonly method: string;
  /** Path as it was asked for, without `/v1` and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
  readonly params: Readonly<Record<string, string>>;
  readonly identity: Identity;
  /** True when a fault asks for this read to be answered as before the last write. */
  readonly stale: boolean;
}

/** One request as a handler sees it: matched, read and authenticated. */
export class Call {
  readonly world: World;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
  readonly identity: Identity;
  readonly stale: boolean;
  private readonly params: Readonly<Record<string, string>>;

  constructor(parts: CallParts) {
    this.world = parts.world;
    this.method = parts.method;
    this.path = parts.path;
    this.query = parts.query;
    this.headers = parts.headers;
    this.content = parts.content;
    this.params = parts.params;
    this.identity = parts.identity;
    this.stale = parts.stale;
  }

  /** A segment of the path by the name it has in the route's pattern. */
  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) {
      throw new Error(`the route of ${this.path} has no {${name}}`);
    }
    return value;
  }

  /** The body as a JSON object; none at all counts as `{}`. 400 where it is something else. */
  json(): JsonObject {
    const text = this.content.toString("utf8");
    if (text.trim() === "") {
      return {};
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw badRequest(`JSON parse error - ${error instanceof Error ? error.message : "not JSON"}`);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw badRequest("Invalid data. Expected a dictionary.");
    }
    return value as JsonObject;
  }
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Throws the problem that keeps a caller out; says nothing when it may pass. */
export type Guard = (call: Call) => void;
