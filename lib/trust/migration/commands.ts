/** What the commands of a job do at Cloudsmith. */
import { PUSH_ACTION } from "../workflow/logins.js";
import { isExpression, type WorkflowFile, type WorkflowJob, type WorkflowStep } from "../workflow/model.js";
import { variableIn } from "../workflow/private/scripts.js";
import type { UsedRepository } from "./model.js";

const COMMAND =
  /(?:^|[\s;&|(])cloudsmith\s+([a-z-]+)((?:[ \t]+(?:\$\{\{[^}]*\}\}|"[^"\n]*"|'[^'\n]*'|[^\s;&|]|\\\n)+)*)/gm;
const READS = new Set([
  "check",
  "dependencies",
  "docs",
  "download",
  "help",
  "list",
  "ls",
  "metrics",
  "quota",
  "status",
  "whoami",
]);
const ADMINISTERS = new Set(["entitlements", "ents", "policy", "repos", "repositories", "upstream"]);
const UPLOAD = /\bupload\.cloudsmith\.(?:io|com)\/([\w${}.-]+)\/([\w${}.-]+)\//g;

/** The repositories that the steps of a job use, one entry a command. */
export function repositoriesOf(file: WorkflowFile, job: WorkflowJob, path: string): readonly UsedRepository[] {
  return job.steps.flatMap((step) => {
    const env = (name: string): string | undefined => step.env.get(name) ?? job.env.get(name) ?? file.env.get(name);
    return [...byAction(step, path, env), ...byCommands(step, path, env)];
  });
}

type Env = (name: string) => string | undefined;

function byAction(step: WorkflowStep, path: string, env: Env): readonly UsedRepository[] {
  if (step.uses === undefined || !PUSH_ACTION.test(step.uses)) {
    return [];
  }
  const [organization, slug] = [step.with.get("owner"), step.with.get("repo")].map((value) =>
    plain(filled(value, env)),
  );
  return [used(organization, slug, "Write", path, step.line)];
}

function byCommands(step: WorkflowStep, path: string, env: Env): readonly UsedRepository[] {
  const { run = "", line } = step;
  const commands = [...run.matchAll(COMMAND)].flatMap(([, verb = "", rest = ""]) => {
    if (["whoami", "check", "docs", "help", "quota", "metrics", "credential-helper", "auth", "login"].includes(verb)) {
      return [];
    }
    const privilege = READS.has(verb) ? "Read" : ADMINISTERS.has(verb) ? "Admin" : "Write";
    const words = rest
      .replaceAll(/\\\n/g, " ")
      .match(/\$\{\{[^}]*\}\}[^\s]*|"[^"]*"|'[^']*'|\S+/g)
      ?.map((word) => filled(word.replace(/^(["'])(.*)\1$/s, "$2"), env, run) ?? word)
      .filter((word) => !word.startsWith("-"));
    const target = words?.find((word) => word.includes("/"));
    const [organization, slug] = (target ?? "").split("/").map(plain);
    return [used(organization, slug, privilege, path, line)];
  });
  const uploads = [...run.matchAll(UPLOAD)].map(([, organization, slug]) =>
    used(plain(filled(organization, env, run)), plain(filled(slug, env, run)), "Write", path, line),
  );
  return [...commands, ...uploads];
}

/** With variables and `${{ env.X }}` filled in where they are written down. */
function filled(value: string | undefined, env: Env, run = ""): string | undefined {
  return variableIn(value, run, env)?.replace(
    /\$\{\{\s*env\.(\w+)\s*\}\}/g,
    (whole, name: string) => env(name) ?? whole,
  );
}

function plain(value: string | undefined): string | undefined {
  return value !== undefined && !isExpression(value) && /^[A-Za-z0-9][\w.-]*$/.test(value) ? value : undefined;
}

function used(
  organization: string | undefined,
  slug: string | undefined,
  privilege: UsedRepository["privilege"],
  path: string,
  line: number,
): UsedRepository {
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(slug === undefined ? {} : { slug }),
    privilege,
    path,
    line,
  };
}
