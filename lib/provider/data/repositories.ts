import type { Value } from "../../terraform/index.js";
import type { DataSourceRead } from "../parts.js";
import { text } from "../private/values.js";
import { blocksOf, grantsOf } from "../privileges/grants.js";
import { date, flagOr, reading, textOr } from "./values.js";

export const repositoryPrivileges: DataSourceRead = async ({ client, config, signal }) => {
  const [organization, repository] = [text(config, "organization"), text(config, "repository")];
  const grants = await reading(`The privileges on ${organization}/${repository}`, () =>
    client.api.privileges.get(organization, repository, { signal }),
  );
  return { id: `${organization}/${repository}`, organization, repository, ...blocksOf(grantsOf(grants)) };
};

const DATES: ReadonlySet<string> = new Set(["created_at", "deleted_at"]);
/** The API calls the type's text another name. */
const RENAMED: { readonly [attribute: string]: string } = { repository_type: "repository_type_str" };

export const repository: DataSourceRead = async ({ client, config, signal }, schema) => {
  const [namespace, identifier] = [text(config, "namespace"), text(config, "identifier")];
  const found = await reading(`The repository ${namespace}/${identifier}`, () =>
    client.api.repositories.get(namespace, identifier, { signal }),
  );
  const values = Object.entries(schema.attributes).map(([name, { type }]): [string, Value] => {
    const value = found[RENAMED[name] ?? name];
    return [name, DATES.has(name) ? date(value) : type === "bool" ? flagOr(value) : textOr(value, null)];
  });
  return { ...Object.fromEntries(values), id: found.slug_perm, namespace, identifier };
};
