import type { Cube } from "../../algebra/index.js";
import type { Setting, TrustModel } from "../../model.js";
import { literalOf, patternOf } from "../../rules/private/anchor.js";
import type { SettingView } from "../../rules/setting-view.js";
import { TrustView } from "../../rules/trust-view.js";

/** What on GitHub a setting trusts: a repository, or all of an owner's. */
export interface PhantomTarget {
  readonly setting: Setting;
  /** `owner/name`, where one name is asked for. */
  readonly name?: string;
  readonly id?: string;
  readonly owner?: string;
  readonly ownerId?: string;
}

/** Everything on github.com that enabled settings trust, each once a setting. */
export function phantomTargets(model: TrustModel): readonly PhantomTarget[] {
  return new TrustView(model).settings.flatMap((view) => {
    if (!isOnGitHubCom(view) || !isLive(view)) {
      return [];
    }
    const targets = new Map<string, PhantomTarget>();
    for (const cube of view.cubes) {
      const target = targetOf(view.setting, cube);
      if (target !== undefined) {
        targets.set(JSON.stringify([target.name, target.id, target.owner, target.ownerId]), target);
      }
    }
    return [...targets.values()];
  });
}

/** How many enabled settings trust jobs of elsewhere, which are not asked about. */
export function settingsElsewhere(model: TrustModel): number {
  return new TrustView(model).settings.filter((view) => isLive(view) && !isOnGitHubCom(view)).length;
}

/** A server of one's own has names of its own, which nobody else can take. */
function isOnGitHubCom({ isGitHub, issuer }: SettingView): boolean {
  return isGitHub && issuer?.shared !== false;
}

function isLive({ setting, admitsNobody }: SettingView): boolean {
  return setting.enabled && !admitsNobody;
}

function targetOf(setting: Setting, cube: Cube): PhantomTarget | undefined {
  const [name, id, ownerId] = ["repository", "repository_id", "repository_owner_id"].map((claim) =>
    literalOf(cube, claim),
  );
  const owner = literalOf(cube, "repository_owner") ?? ownerOf(name ?? beginningOf(cube));
  return name === undefined && id === undefined && owner === undefined && ownerId === undefined
    ? undefined
    : {
        setting,
        ...(name === undefined ? {} : { name }),
        ...(id === undefined ? {} : { id }),
        ...(owner === undefined ? {} : { owner }),
        ...(ownerId === undefined ? {} : { ownerId }),
      };
}

function beginningOf(cube: Cube): string | undefined {
  const pattern = patternOf(cube, "repository");
  return pattern?.text.includes("/") === true ? pattern.text : undefined;
}

function ownerOf(name: string | undefined): string | undefined {
  const [owner] = name?.split("/") ?? [];
  return owner === "" ? undefined : owner;
}
