import { TrustError } from "../errors.js";
import type { TrustModel } from "../model.js";
import type { TrustFileValue } from "./build.js";

/**
 * The value of a trust file that reads as this model again. Lists that are not known are left out.
 *
 * @throws TrustError `not_writable` when something inside an element is not known: a file has no way to say so
 */
export function trustFileValue(model: TrustModel): TrustFileValue {
  const inside = model.unknowns.find(({ name }) => name !== undefined);
  if (inside !== undefined) {
    throw new TrustError(
      "not_writable",
      `${inside.origin.at}: ${[inside.about, inside.name, ...(inside.field ?? [])].join(" / ")} is not known (${inside.reason}); a trust file holds known values only`,
    );
  }
  const unknownLists = new Set(model.unknowns.filter(({ name }) => name === undefined).map(({ about }) => about));
  const listed = <T>(list: (typeof model.unknowns)[number]["about"], items: readonly T[]): readonly T[] | undefined =>
    items.length === 0 && unknownLists.has(list) ? undefined : items;
  const accounts = listed(
    "accounts",
    model.accounts.map(({ origin: _, ...account }) => account),
  );
  const settings = listed(
    "settings",
    model.settings.map(({ origin: _, ...setting }) => setting),
  );
  const repositories = listed(
    "repositories",
    model.repositories.map(({ origin: _, ...repository }) => repository),
  );
  const privileges = listed(
    "privileges",
    model.grants.map(({ origin: _, ...grant }) => grant),
  );
  const teams = listed(
    "teams",
    model.teams.map(({ origin: _, ...team }) => team),
  );
  return {
    organization: model.organization,
    ...(accounts === undefined ? {} : { accounts }),
    ...(settings === undefined ? {} : { settings }),
    ...(repositories === undefined ? {} : { repositories }),
    ...(privileges === undefined ? {} : { privileges }),
    ...(teams === undefined ? {} : { teams }),
    ...(model.github === undefined ? {} : { github: model.github }),
  };
}

/** A trust file's text, two spaces deep, with a final line break. */
export function formatTrustFile(model: TrustModel): string {
  return `${JSON.stringify(trustFileValue(model), null, 2)}\n`;
}
