import type { Emulator } from "../../../lib/emulator/index.js";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

export interface Api {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
}

export async function send(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** The emulator's API as one caller; without headers, the organization's owner. */
export function apiOf(emulator: Emulator, headers: Record<string, string> = { "X-Api-Key": emulator.apiKey }): Api {
  const call =
    (method: string) =>
    (path: string, body?: unknown): Promise<Answer> =>
      send(emulator.url + path, method, headers, body);
  return { get: call("GET"), post: call("POST"), put: call("PUT"), patch: call("PATCH"), delete: call("DELETE") };
}

export const asKey = (emulator: Emulator, key: string): Api => apiOf(emulator, { "X-Api-Key": key });
export const anonymously = (emulator: Emulator): Api => apiOf(emulator, {});

/** Makes a service account and answers its slug and key. */
export async function newAccount(api: Api, name: string, more: object = {}): Promise<{ slug: string; key: string }> {
  const { status, body } = await api.post("/orgs/acme/services/", { name, ...more });
  if (status !== 200) {
    throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  }
  return body;
}
