/**
 * MessagePack as Terraform uses it: plain values, integers of 64 bits, and extensions that all mean "unknown".
 *
 * Source: Terraform's `docs/plugin-protocol/object-wire-format.md`.
 */
import { Decoder, Encoder, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { isUnknown, type Refinement, Unknown } from "../value.js";

const PLAIN = 0;
const REFINED = 12;
/** Keys of the map inside a refined unknown. */
const NULLNESS = 1;
const STRING_PREFIX = 2;

/**
 * What a refined unknown looked like on the wire. It may say more than {@link Refinement} holds, and an unknown that
 * comes from the configuration must go back as it came.
 */
const original = new WeakMap<Unknown, Uint8Array>();

const extensions: ExtensionCodecType<undefined> = {
  tryToEncode(value: unknown): ExtData | null {
    if (!isUnknown(value)) {
      return null;
    }
    const payload = original.get(value) ?? refinementPayload(value.refinement);
    return payload === undefined ? new ExtData(PLAIN, new Uint8Array(1)) : new ExtData(REFINED, payload);
  },
  decode(data: Uint8Array, type: number): Unknown {
    if (type !== REFINED) {
      return new Unknown();
    }
    const unknown = new Unknown(readRefinement(data));
    original.set(unknown, data.slice());
    return unknown;
  },
};

/** A map with integer keys, which the library cannot write. */
function refinementPayload(refinement: Refinement | undefined): Uint8Array | undefined {
  const entries: Uint8Array[] = [];
  if (refinement?.notNull || refinement?.prefix !== undefined) {
    entries.push(Uint8Array.of(NULLNESS), encoder.encode(false));
  }
  if (refinement?.prefix !== undefined) {
    entries.push(Uint8Array.of(STRING_PREFIX), encoder.encode(refinement.prefix));
  }
  const fixmap = 0x80 | (entries.length / 2);
  return entries.length === 0 ? undefined : Buffer.concat([Uint8Array.of(fixmap), ...entries]);
}

function readRefinement(data: Uint8Array): Refinement {
  const map = decoder.decode(data) as { readonly [key: number]: unknown };
  const prefix = map[STRING_PREFIX];
  return {
    ...(map[NULLNESS] === false ? { notNull: true } : {}),
    ...(typeof prefix === "string" ? { prefix } : {}),
  };
}

const encoder = new Encoder({ extensionCodec: extensions, useBigInt64: true });
const decoder = new Decoder({ extensionCodec: extensions, useBigInt64: true });

/** Numbers must be integers or in {@link toWireNumber}'s form already. */
export function encodeMessagePack(value: unknown): Uint8Array {
  return encoder.encode(value);
}

/** @throws Error when the bytes are no single MessagePack value */
export function decodeMessagePack(data: Uint8Array): unknown {
  return decoder.decode(data);
}
