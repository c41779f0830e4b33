/** A whole pipeline as one construct: the account, what it may do, and who may act as it. */
import { idOf } from "../../../constructs/ids.js";
import { compareLevels } from "../../../trust/index.js";
import type { Fleet } from "../fit/fleets.js";
import { type GitHubJobs, type GitHubWay, purposeOf, type Source } from "../fit/github.js";
import { tryIssuer } from "../fit/issuer.js";
import type { Pipeline } from "../fit/pipelines.js";
import { groupBy } from "../fit/placement.js";
import { claimsCode } from "./claims.js";
import { issuerCode } from "./issuer.js";
import { keyLiteral, literal, terraformText, valueLiteral } from "./literal.js";
import { constructId, Names } from "./names.js";
import { array, type Code, call, object, property } from "./print.js";
import type { FileScope } from "./scope.js";

interface Options {
  readonly id: string;
  /** An account declared by itself; else the construct makes it. */
  readonly account: string | undefined;
  /** What the construct would begin names with where it does not make the account. */
  readonly fallbackName: string;
}

export interface PipelineCode {
  readonly code: Code;
  /** The construct of each of the settings, and their slug_perm. */
  readonly ways: readonly (readonly [id: string, slugPerm: string])[];
}

export function pipelineCode(scope: FileScope, pipeline: Pipeline, options: Options): PipelineCode {
  const { account, github } = pipeline;
  const prefix = options.account === undefined ? account.name : options.fallbackName;
  const ways = github === undefined ? plainWays(scope, pipeline, prefix) : gitHubWays(scope, github, prefix);
  const kind = pipeline.reads ? "Reader" : "Publisher";
  const type = github === undefined ? scope.ours(kind) : scope.github(`GitHub${kind}`);
  const props = object([
    ...accountProperties(pipeline, options),
    ...ways.properties,
    github?.audience === undefined ? undefined : property("audience", valueLiteral(github.audience)),
    accessProperty(pipeline),
  ]);
  return { code: call(`new ${type}`, "this", literal(options.id), props), ways: ways.ways };
}

function accountProperties({ account, github, reads }: Pipeline, { account: given }: Options): readonly Code[] {
  if (given !== undefined) {
    return [property("account", given)];
  }
  const { name, description = "" } = account;
  const isUsual = github !== undefined && description === purposeOf(reads, github.fullName);
  return [
    property("accountName", valueLiteral(name)),
    ...(isUsual ? [] : [property("accountDescription", valueLiteral(description))]),
  ];
}

function accessProperty({ grants, reads }: Pipeline): Code {
  if (reads) {
    return property("readFrom", array(grants.map(({ repository }) => literal(repository))));
  }
  const greatestFirst = grants.toSorted((a, b) => compareLevels(b.privilege, a.privilege));
  const access = greatestFirst.map(({ repository, privilege }) =>
    object([
      property("repository", literal(repository)),
      privilege === "Write" ? undefined : property("privilege", literal(privilege)),
    ]),
  );
  return property("publishTo", array(access));
}

interface Ways {
  readonly properties: readonly Code[];
  readonly ways: PipelineCode["ways"];
}

function plainWays(scope: FileScope, { settings }: Pipeline, prefix: string): Ways {
  const ids = new Names();
  const issuer = settings[0]?.providerUrl ?? "";
  const ways = settings.map(({ name, claims, slugPerm }) => {
    const short = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : name;
    const id = ids.unique(constructId(short));
    const code = object([
      property("id", literal(id)),
      `${terraformText(prefix)}-${id}` === name ? undefined : property("settingsName", valueLiteral(name)),
      property("claims", claimsCode(tryIssuer(issuer), claims, scope.imports)),
    ]);
    return { code, way: [idOf("From", id), slugPerm] as const };
  });
  return {
    properties: [
      property("issuer", issuerCode(issuer, scope.imports)),
      property("from", array(ways.map(({ code }) => code))),
    ],
    ways: ways.map(({ way }) => way),
  };
}

function gitHubWays(scope: FileScope, { fullName, id, ownerId, ways }: GitHubJobs, prefix: string): Ways {
  return {
    properties: [
      property("repository", repositoryCode(scope, { fullName, id }, ownerId)),
      ...issuerProperty(scope, ways),
      property("from", array(sourcesCode(scope, ways))),
      ...settingsNamesProperty(ways, prefix),
    ],
    ways: waysOf(ways),
  };
}

/** Settings of many repositories, each with an account. */
export function fleetCode(
  scope: FileScope,
  { ownerId, audience, members, ways }: Fleet,
  { id, codeOf }: { readonly id: string; readonly codeOf: (slug: string) => string },
): PipelineCode {
  const prefix = fleetPrefix(ways);
  const props = object([
    property("ownerId", numberCode(ownerId)),
    ...issuerProperty(scope, ways),
    property("from", array(sourcesCode(scope, ways))),
    property(
      "members",
      array(
        members.map((member) =>
          object([
            property("repository", repositoryCode(scope, member, ownerId)),
            property("account", codeOf(member.account)),
          ]),
        ),
      ),
    ),
    ...(prefix === undefined ? settingsNamesProperty(ways, undefined) : [property("namePrefix", literal(prefix))]),
    audience === undefined ? undefined : property("audience", valueLiteral(audience)),
  ]);
  return { code: call(`new ${scope.github("GitHubFleet")}`, "this", literal(id), props), ways: waysOf(ways) };
}

/** What all names begin with, where they are those that the construct gives. */
export function fleetPrefix(ways: readonly GitHubWay[]): string | undefined {
  const prefixes = ways.map(({ setting: { name }, alternative }) =>
    name.endsWith(`-${alternative}`) ? name.slice(0, -alternative.length - 1) : undefined,
  );
  const [prefix] = prefixes;
  const isShared = prefix !== undefined && prefix !== "" && prefixes.every((each) => each === prefix);
  return isShared && terraformText(prefix) === prefix ? prefix : undefined;
}

function repositoryCode(
  scope: FileScope,
  { fullName, id }: { readonly fullName: string; readonly id: string },
  ownerId: string,
): Code {
  const numbers = object([property("id", numberCode(id)), property("ownerId", numberCode(ownerId))]);
  return call(`${scope.github("GitHubRepository")}.of`, literal(fullName), numbers);
}

function issuerProperty(scope: FileScope, ways: readonly GitHubWay[]): readonly Code[] {
  const issuer = ways[0]?.setting.providerUrl ?? "";
  return tryIssuer(issuer)?.description?.id === "github" ? [] : [property("issuer", issuerCode(issuer, scope.imports))];
}

/** Those that are not what the construct would give. */
function settingsNamesProperty(ways: readonly GitHubWay[], prefix: string | undefined): readonly Code[] {
  const own = ways.filter(
    ({ alternative, setting }) => prefix === undefined || `${terraformText(prefix)}-${alternative}` !== setting.name,
  );
  const names = own.map(({ alternative, setting }) => property(keyLiteral(alternative), valueLiteral(setting.name)));
  return names.length === 0 ? [] : [property("settingsNames", object(names))];
}

function waysOf(ways: readonly GitHubWay[]): PipelineCode["ways"] {
  return ways.map(({ alternative, setting }) => [idOf("From", alternative), setting.slugPerm] as const);
}

/** A ref once, with all that may start its jobs. */
function sourcesCode(scope: FileScope, ways: readonly GitHubWay[]): readonly Code[] {
  return [...groupBy(ways, ({ source }) => JSON.stringify(source)).values()].flatMap((same) => {
    const events = same.flatMap(({ event }) => event ?? []).sort();
    return same.slice(0, 1).map(({ source }) => sourceCode(scope, source, events));
  });
}

function sourceCode(scope: FileScope, source: Source, events: readonly string[]): Code {
  switch (source.make) {
    case "environment":
      return call(`${scope.github("GitHubEnvironment")}.named`, valueLiteral(source.name));
    case "workflow": {
      const version = object([property("version", valueLiteral(source.version))]);
      return call(`${scope.github("GitHubReusableWorkflow")}.at`, valueLiteral(source.path), version);
    }
    default: {
      const ref = `${scope.github("GitHubRef")}.${source.make}(${valueLiteral(source.name)})`;
      return call(`${ref}.on`, ...events.map(literal));
    }
  }
}

function numberCode(digits: string): string {
  return Number.isSafeInteger(Number(digits)) ? digits : literal(digits);
}
