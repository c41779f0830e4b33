/** GitHub's side of trust, as far as an app declares it beside its trust. */
import { tryGitHubPart } from "../drift/guards/side.js";
import { EXCEPTIONS_KEY } from "../exceptions.js";
import type { GitHubRepository, GitHubSide } from "../github.js";
import type { ResourceSource } from "../resources/source.js";
import { type DeclaredRepository, REPOSITORIES_KEY } from "./repositories-key.js";

/** What says something of a repository that a model holds. */
const TYPES = [
  "github_repository_environment",
  "github_workflow_repository_permissions",
  "github_repository_ruleset",
] as const;

/**
 * The repositories that a stack's constructs name, with what its resources set on them. What is absent is not known:
 * it may be set elsewhere.
 */
export function tryDeclaredGitHub(synthesized: unknown, source: ResourceSource): GitHubSide | undefined {
  const repositories = new Map<string, GitHubRepository>();
  const ambiguous = new Set<string>();
  for (const repository of declaredIn(synthesized)) {
    const name = nameOf(repository);
    if (repositories.has(name)) {
      // of two owners; resources do not say which they mean
      ambiguous.add(name);
    }
    repositories.set(name, { ...repository, scope: "declared" });
  }
  for (const name of ambiguous) {
    repositories.delete(name);
  }
  if (repositories.size === 0) {
    return undefined;
  }
  for (const type of TYPES) {
    for (const resource of source.resources(type)) {
      const { repository: value } = resource.body;
      const { text, known } = typeof value === "string" ? source.resolve(value) : { text: "", known: false };
      const repository = known ? repositories.get(text.toLowerCase()) : undefined;
      const part =
        repository === undefined || source.uncertainty(resource) !== undefined
          ? undefined
          : tryGitHubPart(type, asLists(resource.body, source) as Parameters<typeof tryGitHubPart>[1]);
      if (repository !== undefined && part !== undefined) {
        repositories.set(text.toLowerCase(), joined(repository, part));
      }
    }
  }
  return { repositories: [...repositories.values()] };
}

function declaredIn(synthesized: unknown): readonly DeclaredRepository[] {
  const list = member(member(member(member(synthesized, "//"), "metadata"), EXCEPTIONS_KEY), REPOSITORIES_KEY);
  return (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
    const { full_name, id, owner_id, visibility } = (typeof each === "object" && each !== null ? each : {}) as {
      readonly [name: string]: unknown;
    };
    if (typeof full_name !== "string" || !/^[^/\s]+\/[^/\s]+$/.test(full_name)) {
      return [];
    }
    return [
      {
        full_name,
        ...(isId(id) ? { id } : {}),
        ...(isId(owner_id) ? { owner_id } : {}),
        ...(visibility === "public" || visibility === "private" || visibility === "internal" ? { visibility } : {}),
      },
    ];
  });
}

function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function nameOf({ full_name }: DeclaredRepository): string {
  return (full_name.split("/")[1] ?? "").toLowerCase();
}

function joined(repository: GitHubRepository, part: Partial<GitHubRepository>): GitHubRepository {
  const { environments = [], protected_tags: tags = [], ...rest } = part;
  return {
    ...repository,
    ...rest,
    ...(environments.length === 0 ? {} : { environments: [...(repository.environments ?? []), ...environments] }),
    ...(tags.length === 0 ? {} : { protected_tags: [...(repository.protected_tags ?? []), ...tags] }),
  };
}

/** Blocks of one may be written without their list; names are meant as Terraform reads them. */
function asLists(value: unknown, source: ResourceSource): unknown {
  if (typeof value === "string") {
    return source.resolve(value).text;
  }
  if (Array.isArray(value)) {
    return value.map((each) => asLists(each, source));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "//")
      .map(([name, each]) => {
        const inner = asLists(each, source);
        return [name, typeof inner === "object" && inner !== null && !Array.isArray(inner) ? [inner] : inner];
      }),
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [name: string]: unknown })[name]
    : undefined;
}
