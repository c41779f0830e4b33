import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../faults.js";
import type { Reply } from "./reply.js";

/** What becomes of a request in the end. */
export type Outcome =
  | { readonly kind: "send"; readonly reply: Reply; readonly truncated?: boolean }
  | { readonly kind: "cut" }
  | { readonly kind: "hang" };

const HUGE_BYTES = 16 * 1024 * 1024;
/** A host of the documentation range: it never answers, and a client must not go there. */
const ELSEWHERE = "https://elsewhere.example/";

/** Whether a request does its work although its answer breaks. */
export function takesEffect(fault: Fault): boolean {
  switch (fault.kind) {
    case "reset-before":
      return false;
    case "reset-after":
    case "truncate":
    case "slow":
    case "stale":
      return true;
    default:
      return fault.committed === true;
  }
}

/** What is sent in place of `reply`, which is absent where the request took no effect. */
export async function breakReply(fault: Fault, reply: Reply = { status: 500 }): Promise<Outcome> {
  switch (fault.kind) {
    case "status":
      return { kind: "send", reply: statusReply(fault) };
    case "reset-before":
    case "reset-after":
      return { kind: "cut" };
    case "hang":
      return { kind: "hang" };
    case "truncate":
      return { kind: "send", reply, truncated: true };
    case "slow":
      await sleep(fault.delayMs ?? 1000, undefined, { ref: false });
      return { kind: "send", reply };
    case "stale":
      return { kind: "send", reply };
    case "html":
      return { kind: "send", reply: htmlReply(fault.status ?? 502) };
    case "redirect":
      return {
        kind: "send",
        reply: { status: fault.status ?? 302, headers: { Location: fault.location ?? ELSEWHERE } },
      };
    case "huge":
      return { kind: "send", reply: hugeReply(fault.bytes ?? HUGE_BYTES) };
  }
}

const DETAILS: { readonly [status: number]: string } = {
  400: "Request could not be processed.",
  401: "Invalid token.",
  402: "Payment is required.",
  403: "You do not have permission to perform this action.",
  404: "Not found.",
  409: "Conflict.",
  422: "Invalid input.",
  429: "Request was throttled. Expected available in 1 second.",
};

function statusReply(fault: Fault): Reply {
  const status = fault.status ?? 500;
  const wait = fault.retryAfterSeconds ?? (status === 429 ? 1 : undefined);
  return {
    status,
    body: { detail: fault.detail ?? DETAILS[status] ?? "The server could not answer." },
    headers: wait === undefined ? {} : { "Retry-After": String(wait) },
  };
}

const htmlReply = (status: number): Reply => ({
  status,
  raw: {
    type: "text/html; charset=utf-8",
    content: `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
  },
});

const hugeReply = (bytes: number): Reply => ({
  status: 200,
  raw: { type: "application/json", content: `{"padding":"${"x".repeat(Math.max(bytes - 14, 0))}"}` },
});
