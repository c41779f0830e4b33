/** Turns what the API said into what a person running Terraform reads. */
import { STATUS_CODES } from "node:http";
import {
  type CloudsmithApiError,
  isCloudsmithApiError,
  isCloudsmithTransportError,
  isCloudsmithUsageError,
} from "../../cloudsmith/index.js";
import { type AttributePath, DiagnosticError, isDiagnosticError } from "../../terraform/index.js";

/** Which attribute a field of the API's error belongs to, where their names differ. */
export type FieldPaths = { readonly [field: string]: AttributePath };

export interface FailureOptions {
  readonly paths?: FieldPaths;
  /** What to do, where the client's own remedy says too little. */
  readonly remedy?: string;
}

/** @param summary - what could not be done, e.g. `The service account could not be created` */
export function failure(summary: string, error: unknown, options: FailureOptions = {}): DiagnosticError {
  if (isDiagnosticError(error)) {
    return error;
  }
  if (isCloudsmithApiError(error)) {
    return apiFailure(summary, error, options);
  }
  if (isCloudsmithTransportError(error) || isCloudsmithUsageError(error)) {
    return new DiagnosticError(summary, error.message);
  }
  return new DiagnosticError(summary, error instanceof Error ? error.message : String(error));
}

function apiFailure(summary: string, error: CloudsmithApiError, options: FailureOptions): DiagnosticError {
  // The words of the official provider, which people search for.
  const title = error.status === 401 ? "invalid API credentials" : summary;
  return new DiagnosticError(title, apiWords(error, options.remedy), pathOf(error, options.paths ?? {}));
}

/** Status, the API's own words, its fields, where it was and what to do. */
export function apiWords(error: CloudsmithApiError, remedy: string = error.remedy): string {
  const lines = [`${error.status} ${STATUS_CODES[error.status] ?? "Unknown"}  (${error.detail})`];
  for (const [field, messages] of Object.entries(error.fields)) {
    lines.push(`${field}: ${messages.join(" ")}`);
  }
  lines.push(`This was the answer to ${error.request.method} ${error.request.path}. ${remedy}`);
  return lines.join("\n");
}

function pathOf(error: CloudsmithApiError, paths: FieldPaths): AttributePath | undefined {
  for (const field of Object.keys(error.fields)) {
    const path = paths[field.split(".")[0] ?? field];
    if (path !== undefined) {
      return path;
    }
  }
  return undefined;
}
