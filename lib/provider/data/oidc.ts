import { withMappings } from "../oidc/seen.js";
import type { DataSourceRead } from "../parts.js";
import { text, tryText } from "../private/values.js";
import { reading, settingsValues } from "./values.js";

export const oidc: DataSourceRead = async ({ client, config, signal }) => {
  const [namespace, slugPerm] = [text(config, "namespace"), text(config, "slug_perm")];
  const seen = await reading(`The OIDC provider settings ${namespace}/${slugPerm}`, async () =>
    withMappings(client, namespace, await client.api.oidc.get(namespace, slugPerm, { signal }), { signal }),
  );
  return { ...settingsValues(seen), id: `${namespace}.${slugPerm}`, namespace, slug_perm: slugPerm };
};

export const oidcList: DataSourceRead = async ({ client, config, signal }) => {
  const namespace = text(config, "namespace");
  const [query, sort] = [tryText(config, "query"), tryText(config, "sort")];
  const filter = { ...(query === undefined ? {} : { query }), ...(sort === undefined ? {} : { sort }) };
  const settings = await reading(`The OIDC provider settings of ${namespace}`, async () => {
    const found = await client.api.oidc.list(namespace, filter, { signal });
    return Promise.all(found.map((one) => withMappings(client, namespace, one, { signal })));
  });
  return {
    id: [namespace, query ?? "", sort ?? ""].join("/"),
    namespace,
    query: query ?? null,
    sort: sort ?? null,
    settings: settings.map(settingsValues),
  };
};
