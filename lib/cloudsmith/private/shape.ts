import type { RequestLine } from "../errors.js";
import type { ApiAnswer, Call, Requester, RequestOptions } from "../requester.js";
import { unexpectedShape } from "./answer.js";

/** Calls and insists on an object that has the named fields: what the caller will address things by. */
export async function requestObject<Body>(
  requester: Requester,
  call: Call,
  options: RequestOptions,
  fields: readonly (keyof Body & string)[],
): Promise<Body> {
  const answer = await requester.request(call, options);
  const line = { method: call.method, path: call.path };
  const object = objectOf(answer, line);
  const missing = fields.find((field) => object[field] === undefined);
  if (missing !== undefined) {
    throw unexpectedShape(`the field ${missing} is missing`, answer.status, line);
  }
  return object as Body;
}

/** Calls and returns the array that the answer wraps in an object. */
export async function requestWrapped<Item>(
  requester: Requester,
  call: Call,
  options: RequestOptions,
  field: string,
): Promise<Item[]> {
  const answer = await requester.request(call, options);
  const line = { method: call.method, path: call.path };
  const wrapped = objectOf(answer, line)[field];
  if (!Array.isArray(wrapped)) {
    throw unexpectedShape(`the list ${field} is missing`, answer.status, line);
  }
  return wrapped;
}

function objectOf(answer: ApiAnswer, line: RequestLine): { readonly [field: string]: unknown } {
  if (typeof answer.json !== "object" || answer.json === null || Array.isArray(answer.json)) {
    throw unexpectedShape("an object was expected, and the body is none", answer.status, line);
  }
  return answer.json as { readonly [field: string]: unknown };
}
