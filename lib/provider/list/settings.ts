import { reading } from "../data/values.js";
import { withMappings } from "../oidc/seen.js";
import { seenState } from "../oidc/values.js";
import type { ListHandler } from "../parts.js";
import { text } from "../private/values.js";
import { filterOf, firstOf } from "./first-of.js";

export const listSettings: ListHandler = async function* ({ client, config, limit, wholeState, signal }) {
  const namespace = text(config, "namespace");
  const what = `The OIDC provider settings of ${namespace}`;
  const { oidc } = client.api;
  const found = await firstOf(what, limit, {
    page: (request) => oidc.page(namespace, { ...filterOf(config), ...request }, { signal }),
    list: (request) => oidc.list(namespace, filterOf(config), { ...request, signal }),
  });
  const whole = wholeState
    ? await reading(what, () => Promise.all(found.map((one) => withMappings(client, namespace, one, { signal }))))
    : found.map((one) => ({ ...one, dynamic_mappings: [] }));
  for (const settings of whole) {
    yield { displayName: settings.name, state: seenState({ namespace }, settings) };
  }
};
