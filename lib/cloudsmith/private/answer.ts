/** From what came over the wire to a value or an error. */
import { type ApiErrorCode, CloudsmithApiError, type Landed, type RequestLine } from "../errors.js";
import { readRateHeaders, readRetryAfter } from "../pacing.js";
import { remedyUntil } from "../rate-limit-wait.js";
import type { HttpAnswer } from "../transport.js";
import { redact } from "./redact.js";

export interface Parsed {
  /** Undefined for an empty body, and for one that is no JSON. */
  readonly json: unknown;
  /** A body that says it is JSON and is not: cut off on the way. */
  readonly broken: boolean;
  /** A body that is no JSON and does not say so: something else than the API answered. */
  readonly foreign: boolean;
}

export function parseAnswer(answer: HttpAnswer): Parsed {
  if (answer.text.trim() === "") {
    return { json: undefined, broken: false, foreign: false };
  }
  try {
    return { json: JSON.parse(answer.text), broken: false, foreign: false };
  } catch {
    const broken = /\bjson\b/i.test(answer.headers["content-type"] ?? "");
    return { json: undefined, broken, foreign: !broken };
  }
}

export interface Around {
  /** What the answer might repeat and nobody may see. */
  readonly secrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The error that an answer stands for, or undefined where it is a success. */
export function errorOf(
  answer: HttpAnswer,
  parsed: Parsed,
  request: RequestLine,
  landed: Landed,
  { secrets, now }: Around,
): CloudsmithApiError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return parsed.foreign || parsed.broken
      ? apiError(status, notJson(answer), request, landed, "unexpected_answer")
      : undefined;
  }
  if (status >= 300 && status < 400) {
    return apiError(status, redirectDetail(answer), request, landed, "redirect_refused");
  }
  const remedy = status === 429 ? throttledRemedy(answer, now) : undefined;
  const said = bodyOf(parsed.json);
  if (said === undefined) {
    // A proxy's or a login page's 404 must not pass for "it does not exist".
    const code = OWN_MEANING.has(status) || status >= 500 ? undefined : "unexpected_answer";
    return apiError(status, notJson(answer), request, landed, code, remedy);
  }
  const fields = Object.fromEntries(
    Object.entries(flatten(said.fields)).map(([field, messages]) => [
      redact(field, secrets),
      messages.map((message) => redact(message, secrets)),
    ]),
  );
  const detail = redact(detailOf(said), secrets);
  return new CloudsmithApiError({
    status,
    detail,
    fields,
    request,
    landed,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

/** An answer that is JSON but not what the endpoint is documented to give. */
export function unexpectedShape(what: string, status: number, request: RequestLine): CloudsmithApiError {
  return apiError(status, what, request, request.method === "GET" ? "no" : "maybe", "unexpected_answer");
}

/** What to do about a 429, with the moment from which on it makes sense, where the answer says it. */
function throttledRemedy({ headers }: HttpAnswer, now: number): string | undefined {
  const waitMs = readRetryAfter(headers, now) ?? readRateHeaders(headers, now).resetInMs;
  return waitMs === undefined ? undefined : remedyUntil(now + waitMs);
}

/** Statuses that mean the same whoever sends them. */
const OWN_MEANING: ReadonlySet<number> = new Set([401, 403, 407, 429]);

function apiError(
  status: number,
  detail: string,
  request: RequestLine,
  landed: Landed,
  code: ApiErrorCode | undefined,
  remedy?: string,
): CloudsmithApiError {
  return new CloudsmithApiError({
    status,
    detail,
    request,
    landed,
    ...(code === undefined ? {} : { code }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function notJson(answer: HttpAnswer): string {
  if (answer.text.trim() === "") {
    return "an empty answer";
  }
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(answer.headers["content-type"] ?? "")?.[0] ?? "a body without a type";
  return `not JSON but ${type}, ${Buffer.byteLength(answer.text)} bytes`;
}

function redirectDetail(answer: HttpAnswer): string {
  const location = answer.headers.location;
  const to = location !== undefined && URL.canParse(location) ? new URL(location).host : undefined;
  return to === undefined ? "a redirect, which is not followed" : `a redirect to ${to}, which is not followed`;
}

type Body = { readonly [name: string]: unknown };

function bodyOf(json: unknown): Body | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Body) : undefined;
}

function detailOf(body: Body): string {
  const texts = [body.detail, body.error, body.message].filter((text) => typeof text === "string" && text !== "");
  return (texts[0] as string | undefined) ?? "no reason given";
}

/**
 * Messages by field. The description has `{field: [text]}`; a refused privilege answers `{privileges: {detail: text}}`,
 * others have plain texts, or objects by position for lists.
 */
function flatten(fields: unknown): { [field: string]: string[] } {
  const found: { [field: string]: string[] } = {};
  const collect = (name: string, value: unknown): void => {
    if (typeof value === "string") {
      found[name] = [...(found[name] ?? []), value];
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        collect(typeof item === "string" ? name : join(name, String(index)), item);
      });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        collect(OF_THE_WHOLE.has(key) ? name : join(name, key), item);
      }
    }
  };
  collect("", fields);
  return found;
}

/** Keys that speak of the object they are in, not of a field of it. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(["detail", "non_field_errors"]);

function join(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}
