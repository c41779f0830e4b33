import type { AnyResource, Context, ListedObject } from "../../provider.js";
import { encodeDiagnostics } from "../../wire/diagnostics.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../wire/dynamic-value.js";
import type { ListResourceEvent, ListResourceRequest } from "../../wire/messages.js";
import type { Encodable } from "../../wire/protobuf.js";
import { toDiagnostic } from "../failure.js";
import { encodeIdentity, identityOf } from "../identity.js";
import { assertKnown } from "../known.js";
import { lookUp, present } from "../lookup.js";
import { type Call, extend, type Session } from "../session.js";
import { withoutWriteOnly } from "../write-only.js";

/** Terraform prints a display name as it is, and a stranger may have chosen it: no control characters, no reversed text. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu;

type Event = Encodable<typeof ListResourceEvent.decoded>;

/** One event an object. What was found before an error is sent before it, the last together with it, and nothing after. */
export async function listResource(
  session: Session<unknown>,
  request: typeof ListResourceRequest.decoded,
  call: Call,
  send: (event: Event) => Promise<void>,
): Promise<void> {
  const context = session.context(call);
  let told = 0;
  const untold = () => {
    const { items } = context.diagnostics;
    const news = items.slice(told);
    told = items.length;
    return encodeDiagnostics(news, session.secrets.redact);
  };
  let held: Event | undefined;
  try {
    const { typeName, limit, includeResourceObject: wholeState } = request;
    const source = lookUp(session.provider.listResources ?? {}, typeName, "list resource type");
    const resource = lookUp(session.provider.resources, typeName, "resource type");
    identityOf(resource, typeName);
    const config = present(decodeValue(source.schema, request.config), "configuration");
    let left = limit;
    // One more than is sent: a limit is 100 unless something else is written down, and Terraform would not say so.
    for await (const object of left > 0 ? source.list(extend(context, { config, limit: limit + 1, wholeState })) : []) {
      if (left === 0 || context.signal.aborted) {
        tellOfMore(context, limit);
        break;
      }
      left -= 1;
      const event = eventOf(resource, object, wholeState);
      if (left === 0) {
        held = event;
      } else {
        await send({ ...event, diagnostic: untold() });
      }
    }
  } catch (error) {
    context.diagnostics.add(toDiagnostic(error, session.log));
  }
  const diagnostic = untold();
  if (held !== undefined || diagnostic.length > 0) {
    await send({ ...held, diagnostic });
  }
}

function tellOfMore({ diagnostics }: Context<unknown>, limit: number): void {
  diagnostics.warning(
    "Not all are listed",
    `There are more than the ${limit} that were asked for: raise the limit of the list block.`,
  );
}

function eventOf(resource: AnyResource<unknown>, { displayName, state }: ListedObject, wholeState: boolean): Event {
  const { schema } = resource;
  const shaped = withoutWriteOnly(schema, fromHandlerValue(schema, state));
  assertKnown(shaped, "listing");
  return {
    identity: encodeIdentity(resource, shaped),
    displayName: displayName.replace(HOSTILE, "\uFFFD"),
    resourceObject: wholeState ? encodeValue(schema, shaped) : undefined,
  };
}
