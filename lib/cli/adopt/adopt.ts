import { join } from "node:path";
import {
  type AcceptedAsFound,
  type AdoptionReport,
  isComplete,
  type LocateAdopted,
  renderAdoptionAnnotations,
  renderAdoptionHtml,
  renderAdoptionJson,
  renderAdoptionMarkdown,
  renderAdoptionSarif,
  renderAdoptionText,
} from "../../report/index.js";
import { compareSeverities, type TrustModel } from "../../trust/index.js";
import type { AdoptOptions } from "../commands/adopt.js";
import { failure, usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { locationsOf } from "../private/locations.js";
import { packageVersion } from "../private/package.js";
import { repositoryRoot, tryInRepository } from "../private/repository.js";
import { type AcceptedIn, appCode } from "./code/app.js";
import { layOut } from "./code/layout.js";
import { type ElementKey, type Finding, openTrust } from "./fit/acceptances.js";
import { type Engine, type Estate, estateOf } from "./fit/estate.js";
import { namesById } from "./fit/github.js";
import { demandGitHubToken, namesOnGitHub } from "./github-names.js";
import { notManagedIn } from "./not-managed.js";
import { openFolder, writeFolder } from "./project/folder.js";
import { OPTIONAL, projectFiles, readme } from "./project/project.js";

/**
 * Writes the app that declares a live organization.
 *
 * @returns the exit code
 */
export async function adopt(options: AdoptOptions): Promise<number> {
  const { output, engine, live, trust: file } = options;
  if ((live === undefined) === (file === undefined)) {
    throw usageError("adopt takes one organization", "give --live ORG, or --trust FILE of what the API said of one");
  }
  if (options.github === true) {
    demandGitHubToken();
  }
  const folder = openFolder(output, options.force === true);
  const { model, where } = await readTrust(live === undefined ? { trust: file ?? "" } : { live });
  checkAdoptable(model);
  const { files, report } = adoption(model, {
    where,
    output,
    engine,
    authoritative: options.authoritative === true || engine === "registry",
    now: new Date(),
    ...(options.github === true ? { gitHubNames: await namesOnGitHub(model) } : {}),
  });
  const kept = writeFolder(folder, files, OPTIONAL);
  const whole = { ...report, files: report.files.filter((each) => !kept.includes(each)), kept };
  const exitCode = exitCodeOf(whole, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const { fallback } = locationsOf({ where });
  await writeInFormat(
    {
      text: (paint) => renderAdoptionText(whole, paint),
      markdown: () => renderAdoptionMarkdown(whole),
      json: () => renderAdoptionJson(whole),
      sarif: () =>
        renderAdoptionSarif(whole, {
          version: packageVersion(),
          locate: locatorIn(output),
          ...(fallback && { fallback }),
        }),
      github: () => renderAdoptionAnnotations(whole, locatorIn(output)),
      html: () => renderAdoptionHtml(whole),
    },
    { format: options.format, ...(options.report === undefined ? {} : { output: options.report }) },
  );
  return exitCode;
}

export interface AdoptionOptions {
  /** Where the trust was read. */
  readonly where: string;
  readonly output: string;
  readonly engine: Engine;
  readonly authoritative: boolean;
  readonly now: Date;
  /** Full names of GitHub repositories by their ids. @default - those that the trust says */
  readonly gitHubNames?: ReadonlyMap<string, string>;
}

/** The files of the app by their paths, and what there is to say of them. Writes nothing. */
export function adoption(
  model: TrustModel,
  { where, output, engine, authoritative, now, gitHubNames = new Map() }: AdoptionOptions,
): { readonly files: ReadonlyMap<string, string>; readonly report: AdoptionReport } {
  const estate = estateOf(model, engine, authoritative);
  const findings = openTrust(estate);
  const acceptance = acceptanceOn(now);
  const layout = layOut(estate, {
    engine,
    authoritative,
    findings,
    gitHubNames: new Map([...namesById(model), ...gitHubNames]),
    acceptance,
  });
  const notManaged = notManagedIn(model);
  const { files: code, resources, acceptedIn } = appCode(layout, estate, notManaged);
  const project = projectFiles(model.organization);
  const report: AdoptionReport = {
    organization: model.organization,
    trust: where,
    output,
    engine,
    grants: authoritative ? "authoritative" : "additive",
    files: [...code.keys(), ...project.keys(), "README.md"].sort(),
    kept: [],
    declared: {
      accounts: estate.accounts.length,
      settings: estate.settings.length,
      grants: estate.grants.length,
      pipelines: layout.files.reduce((sum, { declared }) => sum + declared.pipelines.length, 0),
    },
    resources,
    accepted: acceptedOf(estate, findings, acceptedIn, acceptance.until),
    leftOut: estate.leftOut,
    reworded: estate.reworded,
    notRead: estate.notRead,
    notManaged,
  };
  return { files: new Map([...code, ...project, ["README.md", readme(report)]]), report };
}

/** Of files in the folder of the app, as far as that is inside the repository. */
function locatorIn(output: string): LocateAdopted {
  const root = repositoryRoot();
  return (file, line) => {
    const path = tryInRepository(join(output, file), root);
    return path === undefined ? undefined : { file: path, ...(line === undefined ? {} : { line }) };
  };
}

/** Where nothing of it could be read, an empty app would look as if there were nothing. */
function checkAdoptable({ unknowns, settings, organization }: TrustModel): void {
  const missing = (about: string) => unknowns.find((each) => each.about === about && each.name === undefined);
  const [accounts, trusted] = [missing("accounts"), missing("settings")];
  if (accounts !== undefined && trusted !== undefined) {
    throw failure(
      `neither the service accounts nor the provider settings of ${organization} could be read: ${accounts.reason}; ${trusted.reason}`,
      "adopt with the key of an Owner or a Manager; nothing was written",
    );
  }
  const nameless = settings.filter(
    ({ slug_perm, origin }) => slug_perm === undefined && origin.source === "trust-file",
  );
  if (nameless.length > 0) {
    const names = nameless.slice(0, 5).map(({ name }) => JSON.stringify(name));
    const more = nameless.length > names.length ? ` and ${nameless.length - names.length} more` : "";
    throw failure(
      `the trust file gives no slug_perm to the settings ${names.join(", ")}${more}, and settings are imported by it`,
      "take what the API says of them (GET /orgs/ORG/openid-connect/), or adopt with --live; nothing was written",
    );
  }
}

const ACCEPTED_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

function acceptanceOn(now: Date): { readonly reason: string; readonly until: string } {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    reason: `adopted as found on ${day(now)}; nobody has judged it yet`,
    until: day(new Date(now.getTime() + ACCEPTED_DAYS * DAY)),
  };
}

function acceptedOf(
  { settings }: Estate,
  findings: ReadonlyMap<ElementKey, readonly Finding[]>,
  acceptedIn: ReadonlyMap<ElementKey, AcceptedIn>,
  until: string,
): readonly AcceptedAsFound[] {
  const names = new Map(settings.map(({ slugPerm, name }) => [slugPerm, name]));
  return [...findings]
    .flatMap(([key, found]) => {
      const [what, id] = key.split(" ") as ["account" | "setting", string];
      const name = what === "account" ? id : (names.get(id) ?? id);
      const { file = "", lines } = acceptedIn.get(key) ?? {};
      return found.map((finding): AcceptedAsFound => {
        const line = lines?.get(finding.rule);
        return { ...finding, what, name, file, ...(line === undefined ? {} : { line }), until };
      });
    })
    .sort((a, b) => compareSeverities(b.severity, a.severity));
}

function exitCodeOf(report: AdoptionReport, options: AdoptOptions): number {
  if (!isComplete(report)) {
    return EXIT.error;
  }
  return fails(options, report.accepted[0]?.severity) ? EXIT.finding : EXIT.ok;
}
