import type { DataSourceRead } from "../parts.js";
import { text, tryText } from "../private/values.js";
import { reading, serviceValues } from "./values.js";

export const serviceDetails: DataSourceRead = async ({ client, config, signal }) => {
  const [organization, service] = [text(config, "organization"), text(config, "service")];
  const found = await reading(`The service account ${organization}/${service}`, () =>
    client.api.services.get(organization, service, { signal }),
  );
  return { id: `${organization}.${found.slug}`, organization, service, ...serviceValues(found) };
};

export const serviceList: DataSourceRead = async ({ client, config, signal }) => {
  const organization = text(config, "organization");
  const [query, sort] = [tryText(config, "query"), tryText(config, "sort")];
  const filter = { ...(query === undefined ? {} : { query }), ...(sort === undefined ? {} : { sort }) };
  const services = await reading(`The service accounts of ${organization}`, () =>
    client.api.services.list(organization, filter, { signal }),
  );
  return {
    id: [organization, query ?? "", sort ?? ""].join("/"),
    organization,
    query: query ?? null,
    sort: sort ?? null,
    services: services.map(serviceValues),
  };
};
