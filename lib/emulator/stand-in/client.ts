import { DiagnosticError } from "../../terraform/index.js";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null where there is none. */
  readonly body: unknown;
}

/** A field of an answer's object. */
export function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as { [name: string]: unknown })[name] : undefined;
}

/** The GitHub REST API of the embedded GitHub, as the real provider reaches a server that is not github.com. */
export class GitHubClient {
  constructor(
    readonly baseUrl: string,
    /** Owner of every repository that a resource names. */
    readonly owner: string,
    private readonly token: string | undefined,
  ) {}

  /** @param path after `/repos/{owner}/{repository}`, e.g. `/environments/production` */
  repository(repository: string, path: string): string {
    return `/repos/${encodeURIComponent(this.owner)}/${encodeURIComponent(repository)}${path}`;
  }

  /** @throws DiagnosticError for an answer that is neither 2xx nor one of `accepted` */
  async send(method: string, path: string, body?: unknown, accepted: readonly number[] = []): Promise<Answer> {
    const answer = await this.#fetch(method, path, body);
    if (answer.status >= 400 && !accepted.includes(answer.status)) {
      const said = field(answer.body, "message");
      throw new DiagnosticError(
        `GitHub refused ${method} ${path}`,
        `${answer.status}: ${typeof said === "string" ? said : "no message"}. Asked of the embedded GitHub at ${this.baseUrl}.`,
      );
    }
    return answer;
  }

  /** The object at a path, or undefined where there is none. */
  async find(path: string): Promise<unknown> {
    const answer = await this.send("GET", path, undefined, [404]);
    return answer.status === 404 ? undefined : answer.body;
  }

  /** Deletes; what is gone already is as good as deleted. */
  async remove(path: string): Promise<void> {
    await this.send("DELETE", path, undefined, [404]);
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(new URL(`api/v3${path}`, this.baseUrl), {
        method,
        redirect: "error",
        headers: {
          accept: "application/vnd.github+json",
          ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new DiagnosticError(
        "The embedded GitHub does not answer",
        `${method} ${path} at ${this.baseUrl} failed. Start it with "cloudsmith-trust emulator" and set GITHUB_BASE_URL to what it prints.`,
      );
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
}

function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
