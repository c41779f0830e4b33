import { GitHubEnvironment, GitHubRef, renderWorkflow } from "../../github/index.js";
import { tryIssuerOf } from "../../oidc/index.js";
import { findAccount, type Setting } from "../../trust/index.js";
import type { RenderOptions } from "../commands/workflows-render.js";
import { failure, usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { onlyAccount } from "../explain/explain.js";
import { writeReport } from "../options/output.js";
import { readTrust } from "../options/readers.js";

/**
 * Writes the workflow for the jobs that trust lets in as an account.
 *
 * @returns the exit code
 */
export async function renderForAccount(options: RenderOptions): Promise<number> {
  const { run: commands = [] } = options;
  if (commands.length === 0) {
    throw usageError("the job would do nothing", "say what it does with --run COMMAND");
  }
  const { model, where } = await readTrust(options);
  const account = findAccount(model, options.account ?? onlyAccount(model, where));
  const settings = model.settings.filter(
    (setting) => setting.enabled && isGitHub(setting) && setting.service_accounts.includes(account),
  );
  const chosen = chooseSettings(settings, account, options);
  const environment = textOf(chosen[0], "environment");
  const refs = chosen.flatMap((setting) => refsOf(setting, options));
  const audience = textOf(chosen[0], "aud");
  const text = renderWorkflow({
    from: environment === undefined ? (refs[0] ?? GitHubRef.branch("main")) : GitHubEnvironment.named(environment),
    startedBy: refs,
    organization: model.organization,
    ...(audience === undefined ? {} : { audience }),
    ...(options.name === undefined ? {} : { name: options.name }),
    steps: commands.map((run) => ({ name: nameOf(run), run })),
  });
  process.exitCode = EXIT.ok;
  await writeReport(text, options);
  return EXIT.ok;
}

function isGitHub({ provider_url }: Setting): boolean {
  return tryIssuerOf(provider_url)?.id === "github";
}

/** One job takes one way in: the settings that ask for the same environment and audience. */
function chooseSettings(
  settings: readonly Setting[],
  account: string,
  { setting: wanted }: RenderOptions,
): readonly [Setting, ...Setting[]] {
  const found = wanted === undefined ? settings : settings.filter(({ name }) => name === wanted);
  const [first, ...others] = found;
  if (first === undefined) {
    const names = settings.map(({ name }) => name).join(", ");
    throw wanted === undefined
      ? failure(`no enabled settings hand out ${account} to jobs of GitHub`, "declare trust for it first")
      : usageError(
          `no settings ${wanted} hand out ${account} to jobs of GitHub`,
          names === "" ? undefined : `there are: ${names}`,
        );
  }
  const alike = (one: Setting): string => JSON.stringify([textOf(one, "environment"), textOf(one, "aud")]);
  if (others.some((one) => alike(one) !== alike(first))) {
    throw usageError(
      `the settings for ${account} differ in environment or audience: ${found.map(({ name }) => name).join(", ")}`,
      "say with --setting NAME which of them the job is to get in by",
    );
  }
  return [first, ...others];
}

function refsOf(setting: Setting, options: RenderOptions): readonly GitHubRef[] {
  const event = textOf(setting, "event_name") ?? "push";
  const required = setting.claims.ref;
  if (typeof required === "string") {
    return [refOf(required, setting).on(event)];
  }
  if (options.tag !== undefined) {
    return [GitHubRef.tagsStartingWith(options.tag).on(event)];
  }
  if (options.branch !== undefined || textOf(setting, "environment") !== undefined) {
    return [GitHubRef.branch(options.branch ?? "main").on(event)];
  }
  throw usageError(
    `${setting.name} leaves open from which ref a job comes`,
    "say --branch NAME or --tag START, or which settings to take with --setting NAME",
  );
}

function refOf(required: string, { name }: Setting): GitHubRef {
  const [, kind, rest = ""] = /^refs\/(heads|tags)\/(.*)$/s.exec(required) ?? [];
  if (kind === undefined || rest === "" || rest === ".*") {
    throw failure(
      `${name} asks for the ref ${required}, and no push can be told from it`,
      "write that workflow by hand",
    );
  }
  if (!rest.endsWith(".*")) {
    return kind === "heads" ? GitHubRef.branch(rest) : GitHubRef.tag(rest);
  }
  const start = rest.slice(0, -2);
  return kind === "tags" ? GitHubRef.tagsStartingWith(start) : GitHubRef.branchesUnder(start.replace(/\/$/, ""));
}

/** A claim that asks for one value. */
function textOf({ claims }: Setting, name: string): string | undefined {
  const required = claims[name];
  return typeof required === "string" && !required.endsWith(".*") ? required : undefined;
}

/** The first words of a command, for the log. */
function nameOf(run: string): string {
  const [line = ""] = run.trim().split("\n");
  const words = line
    .replace(/[^\w ./@-]/g, " ")
    .trim()
    .replace(/\s+/g, " ")
    .slice(0, 60)
    .trim();
  return words === "" ? "Run" : words;
}
