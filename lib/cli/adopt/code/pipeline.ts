/** A whole pipeline as one construct: the account, what it may do, and who may act as it. */
import { idOf } from "../../../constructs/ids.js";
import { compareLevels } from "../../../trust/index.js";
import { type GitHubJobs, type GitHubWay, isRef, purposeOf, type Source } from "../fit/github.js";
import type { Pipeline } from "../fit/pipelines.js";
import { groupBy } from "../fit/placement.js";
import { claimsCode } from "./claims.js";
import { issuerCode, tryIssuer } from "./issuer.js";
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
  const issuer = ways[0]?.setting.providerUrl ?? "";
  const numbers = object([property("id", numberCode(id)), property("ownerId", numberCode(ownerId))]);
  const repository = call(`${scope.github("GitHubRepository")}.of`, literal(fullName), numbers);
  const own = ways.filter(({ alternative, setting }) => `${terraformText(prefix)}-${alternative}` !== setting.name);
  const names = own.map(({ alternative, setting }) => property(keyLiteral(alternative), valueLiteral(setting.name)));
  return {
    properties: [
      property("repository", repository),
      ...(tryIssuer(issuer)?.description?.id === "github"
        ? []
        : [property("issuer", issuerCode(issuer, scope.imports))]),
      property("from", array(sourcesCode(scope, ways))),
      ...(names.length === 0 ? [] : [property("settingsNames", object(names))]),
    ],
    ways: ways.map(({ alternative, setting }) => [idOf("From", alternative), setting.slugPerm] as const),
  };
}

/** A ref once, with all that may start its jobs. */
function sourcesCode(scope: FileScope, ways: readonly GitHubWay[]): readonly Code[] {
  return [...groupBy(ways, ({ source }) => JSON.stringify(source)).values()].map((same) => {
    const [{ source }] = same as [GitHubWay];
    const events = same.flatMap(({ event }) => event ?? []).sort();
    const code = sourceCode(scope, source);
    return isRef(source) ? `${code}.on(${events.map(literal).join(", ")})` : code;
  });
}

function sourceCode(scope: FileScope, source: Source): string {
  switch (source.make) {
    case "environment":
      return `${scope.github("GitHubEnvironment")}.named(${valueLiteral(source.name)})`;
    case "workflow":
      return `${scope.github("GitHubReusableWorkflow")}.at(${valueLiteral(source.path)}, { version: ${valueLiteral(source.version)} })`;
    default:
      return `${scope.github("GitHubRef")}.${source.make}(${valueLiteral(source.name)})`;
  }
}

function numberCode(digits: string): string {
  return Number.isSafeInteger(Number(digits)) ? digits : literal(digits);
}
