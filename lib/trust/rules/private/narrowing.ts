/** Which of GitHub's claims say what code runs, rather than whose it is. */
import type { Cube, Pattern } from "../../algebra/index.js";
import type { SettingView } from "../setting-view.js";
import { patternOf } from "./anchor.js";

/** Claims that tie a job to reviewed code, or to an approval. */
const CODE = ["ref", "environment", "workflow_ref", "job_workflow_ref"] as const;

/** What follows a repository in a subject: `:ref:…`, `:environment:…`, `:pull_request`, or a template's claims. */
const CONTEXT = /^repo:[^:]+:./;

/** Whether every token is tied to some ref, environment or workflow file. */
export function isTiedToCode(setting: SettingView): boolean {
  return setting.cubes.every((cube) => CODE.some((name) => patternOf(cube, name) !== undefined) || hasContext(cube));
}

function hasContext(cube: Cube): boolean {
  const sub = patternOf(cube, "sub");
  return sub !== undefined && CONTEXT.test(sub.text);
}

/** What is asked of a claim beyond that it be there; direct, not by what follows. */
export function asked(setting: SettingView, ...names: readonly string[]): readonly string[] {
  return names.filter((name) => setting.asked.includes(name));
}

/** The claims of which something is asked, the audience and the issuer aside: those say nothing about a job. */
export function askedOfJob(setting: SettingView): readonly string[] {
  return setting.asked.filter((name) => name !== "aud" && name !== "iss");
}

/** Custom properties of which something is asked. */
export function askedProperties(setting: SettingView): readonly string[] {
  return askedOfJob(setting).filter((name) => name.startsWith("repo_property_"));
}

export function isFree({ text, prefix }: Pattern): boolean {
  return prefix && text === "";
}

/** Whether somebody who is not trusted can start the event and have their text or their code looked at by it. */
export const DANGEROUS_EVENTS: readonly string[] = ["pull_request_target", "workflow_run", "issue_comment"];
