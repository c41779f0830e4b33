import type { Judgement } from "../../oidc/index.js";
import type { AskingJob } from "../matchers.js";

/** A job in the words of the person who described it. */
export function describeJob({ repository, event, ref, environment, account }: AskingJob): string {
  const parts = [
    `a job of ${repository}`,
    ...(event === undefined ? [] : [`started by ${event}`]),
    ...(ref === undefined ? [] : [`at ${ref}`]),
    ...(environment === undefined ? [] : [`in ${environment}`]),
    ...(account === undefined ? [] : [`asking for ${account}`]),
  ];
  return parts.join(" ");
}

/** The nearest setting and the step that refused. */
export function describeSetting({ settings, reason }: Judgement): string {
  const [nearest] = settings;
  const step = nearest?.steps.find(({ passed }) => !passed);
  return nearest === undefined
    ? "there are no provider settings"
    : `${reason} in ${nearest.setting.name}: ${step?.text}`;
}
