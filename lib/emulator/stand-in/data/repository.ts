import { type Attribute, type DataSource, DiagnosticError, type Value } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { computed, describe, each, id, optional } from "../shape.js";

/** Attributes that are the API's own fields under the API's own names. */
const FIELDS: { readonly [name: string]: Attribute } = {
  ...each(
    computed,
    "bool",
    "allow_auto_merge allow_merge_commit allow_rebase_merge allow_squash_merge allow_update_branch archived delete_branch_on_merge fork has_discussions has_downloads has_issues has_projects has_wiki is_template private",
  ),
  ...each(
    computed,
    "string",
    "default_branch html_url merge_commit_message merge_commit_title node_id squash_merge_commit_message squash_merge_commit_title svn_url visibility",
  ),
  topics: computed(["list", "string"]),
};

/** Attributes that the API calls otherwise. */
const RENAMED: { readonly [name: string]: string } = {
  git_clone_url: "git_url",
  http_clone_url: "clone_url",
  homepage_url: "homepage",
  primary_language: "language",
  ssh_clone_url: "ssh_url",
  description: "description",
  full_name: "full_name",
  name: "name",
  repo_id: "id",
};

const strings = (names: string): { [name: string]: "string" } =>
  Object.fromEntries(names.split(" ").map((name) => [name, "string"]));

/** `github_repository`: a repository by `name`, or by `full_name` with another owner. */
export const repositoryData: DataSource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("data github_repository"),
    attributes: {
      ...FIELDS,
      ...each(computed, "string", "git_clone_url http_clone_url primary_language ssh_clone_url"),
      ...each(optional, "string", "description homepage_url"),
      id: id(),
      full_name: id(),
      name: id(),
      repo_id: computed("number"),
      pages: computed([
        "list",
        [
          "object",
          {
            ...strings("build_type cname html_url status url"),
            custom_404: "bool",
            source: ["list", ["object", strings("branch path")]],
          },
        ],
      ]),
      repository_license: computed([
        "list",
        [
          "object",
          {
            ...strings("content download_url encoding git_url html_url name path sha type url"),
            size: "number",
            license: [
              "list",
              [
                "object",
                {
                  ...strings("body description html_url implementation key name spdx_id url"),
                  featured: "bool",
                  conditions: ["set", "string"],
                  limitations: ["set", "string"],
                  permissions: ["set", "string"],
                },
              ],
            ],
          },
        ],
      ]),
      template: computed(["list", ["object", strings("owner repository")]]),
    },
  },

  async read({ client, config }) {
    const [owner, name] = wanted(config.full_name, config.name, client.owner);
    const found = await client.find(`/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`);
    if (found === undefined) {
      throw new DiagnosticError(
        "No such repository",
        `The embedded GitHub has no repository ${owner}/${name}. Start it with one of that name, or correct the name.`,
        [config.name === null ? "full_name" : "name"],
      );
    }
    const fields = Object.keys(FIELDS).map((attribute) => [attribute, value(found, attribute)]);
    const renamed = Object.entries(RENAMED).map(([attribute, api]) => [attribute, value(found, api)]);
    return {
      ...Object.fromEntries(fields),
      ...Object.fromEntries(renamed),
      id: name,
      pages: [],
      repository_license: [],
      template: [],
    };
  },
};

function wanted(fullName: Value | undefined, name: Value | undefined, owner: string): readonly [string, string] {
  if (typeof name === "string") {
    return [owner, name];
  }
  const [first, second] = typeof fullName === "string" ? fullName.split("/") : [];
  if (first === undefined || second === undefined) {
    throw new DiagnosticError("No repository named", "Set name, or full_name as OWNER/NAME.", ["name"]);
  }
  return [first, second];
}

function value(found: unknown, name: string): Value {
  return (field(found, name) ?? null) as Value;
}
