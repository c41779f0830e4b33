import type { NotManaged } from "../../report/index.js";
import type { TrustModel } from "../../trust/index.js";

/** What gives access to an organization and is no resource of the provider. */
export function notManagedIn({ users, teams, accounts, repositories }: TrustModel): readonly NotManaged[] {
  const people =
    users === undefined ? "people, their roles and their teams" : counted(users.length, "person", "people");
  const keys = `the API keys of ${counted(accounts.length, "service account", "service accounts")}: each has one, and whoever knows it needs no token`;
  return [
    {
      what: "people",
      text: users === undefined ? people : `${people}, and ${users.length === 1 ? "the role" : "their roles"}`,
    },
    ...(teams.length === 0
      ? []
      : [
          {
            what: "teams",
            text: `${counted(teams.length, "team", "teams")}, and who is in ${teams.length === 1 ? "it" : "them"}`,
          } as const,
        ]),
    ...(accounts.length === 0 ? [] : [{ what: "api-keys", text: keys } as const]),
    { what: "api-keys", text: "the API keys of people" },
    { what: "entitlement-tokens", text: "entitlement tokens" },
    { what: "organization-default", text: "the organization's own default privilege" },
    ...repositories.flatMap(({ slug, repository_type_str: type, default_privilege: level }): readonly NotManaged[] => [
      ...(type === "Private"
        ? []
        : [{ what: "repository", repository: slug, text: `is ${type}: anyone may read it` } as const]),
      ...(level === "None"
        ? []
        : [{ what: "repository", repository: slug, text: `gives ${level} to all members by its default` } as const]),
    ]),
  ];
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
