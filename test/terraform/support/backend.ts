import { existsSync, readFileSync, writeFileSync } from "node:fs";

export interface Thing {
  id: string;
  name: string;
  description: string | null;
  region: string;
  labels: Record<string, string> | null;
  tags: string[] | null;
  size: number | null;
  members: { slug: string; role: string }[];
  /** Grows with each write, as an API's etag does. */
  revision: number;
  key: string;
  /** What arrived in the write-only attribute. */
  passphrase: string | null;
}

/** The service behind the test provider, in memory. */
export class Backend {
  readonly things = new Map<string, Thing>();
  /** e.g. `create one`, in order. */
  readonly calls: string[] = [];
  readonly tokens = new Map<string, "open" | "renewed" | "closed">();
  #next = 1;

  nextId(): string {
    return `thing-${this.#next++}`;
  }
}

/** The same in a file, for a provider that runs in a process of its own. */
export class FileBackend extends Backend {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  load(): void {
    if (existsSync(this.#path)) {
      const { things, tokens } = JSON.parse(readFileSync(this.#path, "utf8")) as Stored;
      for (const [id, thing] of Object.entries(things)) {
        this.things.set(id, thing);
      }
      for (const [id, token] of Object.entries(tokens)) {
        this.tokens.set(id, token);
      }
    }
  }

  save(): void {
    const stored: Stored = { things: Object.fromEntries(this.things), tokens: Object.fromEntries(this.tokens) };
    writeFileSync(this.#path, JSON.stringify(stored));
  }

  override nextId(): string {
    return `thing-${this.things.size + 1}`;
  }
}

interface Stored {
  things: Record<string, Thing>;
  tokens: Record<string, "open" | "renewed" | "closed">;
}
