import type { OrganizationMember } from "../../cloudsmith/index.js";
import type { Value } from "../../terraform/index.js";
import type { DataSourceRead } from "../parts.js";
import { text } from "../private/values.js";
import { date, reading, textOr } from "./values.js";

export const userSelf: DataSourceRead = async ({ client }) => {
  const { slug, slugPerm, name, email } = await reading("The identity running Terraform", () => client.identity.self());
  return { id: slugPerm, slug, slug_perm: slugPerm, name, email };
};

export const organization: DataSourceRead = async ({ client, config, signal }) => {
  const slug = text(config, "slug");
  const found = await reading(`The organization ${slug}`, () => client.api.organizations.get(slug, { signal }));
  return {
    id: found.slug_perm,
    slug,
    slug_perm: found.slug_perm,
    name: found.name,
    country: textOr(found.country),
    location: textOr(found.location),
    tagline: textOr(found.tagline),
    created_at: date(found.created_at),
  };
};

/** The API has namespaces too; organizations are the only ones that trust is configured for. */
export const namespace: DataSourceRead = async ({ client, config, signal }) => {
  const slug = text(config, "slug");
  const found = await reading(`The namespace ${slug}`, () => client.api.organizations.get(slug, { signal }));
  return { id: found.slug_perm, slug, slug_perm: found.slug_perm, name: found.name, type_name: "Organization" };
};

export const teamList: DataSourceRead = async ({ client, config, signal }) => {
  const slug = text(config, "organization");
  const teams = await reading(`The teams of ${slug}`, () => client.api.teams.list(slug, {}, { signal }));
  return {
    id: slug,
    organization: slug,
    teams: teams.map((team) => ({
      name: team.name,
      slug: team.slug,
      slug_perm: team.slug_perm,
      description: textOr(team.description),
      visibility: team.visibility,
    })),
  };
};

export const teamMembers: DataSourceRead = async ({ client, config, signal }) => {
  const [slug, team] = [text(config, "organization"), text(config, "team_name")];
  const members = await reading(`The members of the team ${slug}/${team}`, () =>
    client.api.teams.members(slug, team, {}, { signal }),
  );
  return {
    id: `${slug}.${team}`,
    organization: slug,
    team_name: team,
    members: members.map(({ role, user }) => ({ role, user })),
  };
};

function memberValues(member: OrganizationMember): { readonly [name: string]: Value } {
  return {
    email: textOr(member.email),
    has_two_factor: member.has_two_factor,
    is_active: member.is_active,
    joined_at: date(member.joined_at),
    last_login_at: date(member.last_login_at),
    last_login_method: textOr(member.last_login_method),
    role: member.role,
    user: member.user,
    user_id: textOr(member.user_id),
  };
}

export const listOrgMembers: DataSourceRead = async ({ client, config, signal }) => {
  const slug = text(config, "namespace");
  const active = config.is_active !== false;
  const members = await reading(`The members of ${slug}`, () =>
    client.api.members.list(slug, { is_active: active }, { signal }),
  );
  return { id: slug, namespace: slug, is_active: config.is_active ?? null, members: members.map(memberValues) };
};

export const orgMemberDetails: DataSourceRead = async ({ client, config, signal }) => {
  const [slug, member] = [text(config, "organization"), text(config, "member")];
  const found = await reading(`The member ${slug}/${member}`, () => client.api.members.get(slug, member, { signal }));
  return {
    ...memberValues(found),
    id: textOr(found.user_id),
    organization: slug,
    member,
    user_name: textOr(found.user_name),
    user_url: textOr(found.user_url),
    visibility: textOr(found.visibility, null),
  };
};
