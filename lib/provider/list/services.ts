import type { ListHandler } from "../parts.js";
import { text } from "../private/values.js";
import { REDACTED } from "../service/api-key.js";
import { seenState } from "../service/values.js";
import { filterOf, firstOf } from "./first-of.js";

export const listServices: ListHandler = async function* ({ client, config, limit, signal }) {
  const organization = text(config, "organization");
  const { services } = client.api;
  const found = await firstOf(`The service accounts of ${organization}`, limit, {
    page: (request) => services.page(organization, { ...filterOf(config), ...request }, { signal }),
    list: (request) => services.list(organization, filterOf(config), { ...request, signal }),
  });
  for (const service of found) {
    yield { displayName: service.name, state: seenState({ organization, key: REDACTED }, service) };
  }
};
