/** Which settings lean on a repository of GitHub that a resource knows by its bare name alone. */
import type { GitHubRepository } from "../../github.js";
import type { Setting } from "../../model.js";
import type { SettingView } from "../../rules/setting-view.js";
import { TrustView } from "../../rules/trust-view.js";
import type { DriftContext, DriftedStack } from "../context.js";
import { canonical } from "../private/canonical.js";

/** The repository as far as it is known, and the settings that trust its jobs. */
export interface Tie {
  readonly repository: GitHubRepository;
  readonly settings: readonly Setting[];
  /** Those that may: they ask for an id, and which one the repository has is not known. */
  readonly possible: readonly Setting[];
}

/**
 * By what GitHub says of the repository, by the names that settings ask for, and by the variables that tell the
 * repository's workflows which account to become.
 */
export function tieOf(context: DriftContext, stack: DriftedStack, name: string): Tie {
  const views = viewsOf(context);
  const owner = stack.plan.gitHubOwner;
  const known = context.github.repositories.find(({ full_name }) => isNamed(full_name, owner, name));
  const told = dataOf(stack, name);
  const accounts = new Set(accountsToldTo(stack, name));
  const ids = new Set([known?.id, told?.id].flatMap((id) => (id === undefined ? [] : [String(id)])));
  const settings = views.filter((view) => {
    const [asked, id] = [view.literal("repository"), view.literal("repository_id")];
    return (
      (asked !== undefined && isNamed(asked, owner, name)) ||
      (id !== undefined && ids.has(id)) ||
      view.setting.service_accounts.some((account) => accounts.has(account))
    );
  });
  const possible =
    ids.size > 0 ? [] : views.filter((view) => view.literal("repository") === undefined && !settings.includes(view));
  const id = [...ids][0] ?? settings.map((view) => view.literal("repository_id")).find((each) => each !== undefined);
  const full_name =
    known?.full_name ??
    told?.full_name ??
    settings.map((view) => view.literal("repository")).find((each) => each !== undefined) ??
    `${owner ?? "owner"}/${name}`;
  return {
    repository: { full_name, ...(id === undefined ? {} : { id: Number(id) }) },
    settings: settings.map(({ setting }) => setting),
    possible: possible.map(({ setting }) => setting),
  };
}

const views = new WeakMap<DriftContext, readonly SettingView[]>();

function viewsOf(context: DriftContext): readonly SettingView[] {
  const known = views.get(context);
  if (known !== undefined) {
    return known;
  }
  // what is declared leans on it even where that was changed as well
  const models = [context.live.model, context.declared.model];
  const all = models
    .flatMap((model) => new TrustView(model).settings)
    .filter((view) => view.isGitHub && view.setting.enabled && !view.admitsNobody);
  const made = [...new Map(all.toReversed().map((view) => [contentOf(view), view])).values()].toReversed();
  views.set(context, made);
  return made;
}

/** What a setting is but for where it was read. */
function contentOf({ setting: { origin: _, slug: __, ...setting } }: SettingView): string {
  return canonical(setting);
}

function isNamed(fullName: string, owner: string | undefined, name: string): boolean {
  const asked = fullName.toLowerCase();
  return owner === undefined ? asked.endsWith(`/${name.toLowerCase()}`) : asked === `${owner}/${name}`.toLowerCase();
}

/** What a data source of the stack read of the repository. */
function dataOf({ plan }: DriftedStack, name: string): { readonly id: number; readonly full_name: string } | undefined {
  const found = plan.live.find(({ type, values }) => type === "github_repository" && values.name === name);
  const { repo_id: id, full_name } = found?.values ?? {};
  return typeof id === "number" && typeof full_name === "string" ? { id, full_name } : undefined;
}

function accountsToldTo({ plan }: DriftedStack, name: string): readonly string[] {
  return plan.live.flatMap(({ type, values: { repository, value } }) =>
    type === "github_actions_variable" && repository === name && typeof value === "string" ? [value] : [],
  );
}
