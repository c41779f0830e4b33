import { isLoopback } from "../../cloudsmith/host.js";
import type { GitHubJob } from "../../oidc/index.js";
import { failure, usageError } from "../errors.js";

/** A job of an emulator, wherever that runs. */
export interface AttachedJob {
  readonly environment: { readonly [variable: string]: string };
  close(): Promise<void>;
}

/** Starts a job in an emulator of another process. */
export async function attachJob(emulator: string, job: GitHubJob): Promise<AttachedJob> {
  const url = emulatorUrl(emulator);
  const { id, environment } = (await ask("POST", new URL("/_emulator/jobs", url), job)) as {
    id: string;
    environment: { [variable: string]: string };
  };
  return {
    environment,
    close: async () => {
      // An emulator that was stopped meanwhile has no jobs left to end, and the command's exit code counts.
      await ask("DELETE", new URL(`/_emulator/jobs/${encodeURIComponent(id)}`, url)).catch(() => undefined);
    },
  };
}

function emulatorUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.protocol !== "http:" || !isLoopback(url.hostname)) {
    throw usageError(
      `--emulator is not the address of an emulator on this machine: ${JSON.stringify(text)}`,
      "give the URL that cloudsmith-trust emulator prints, e.g. http://127.0.0.1:8765",
    );
  }
  return url;
}

async function ask(method: string, url: URL, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      redirect: "error",
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch {
    throw failure(`no emulator answers at ${url.origin}`, "start one with cloudsmith-trust emulator, and give its URL");
  }
  const text = await response.text();
  if (!response.ok) {
    throw failure(`the emulator at ${url.origin} answered ${response.status}: ${detailOf(text)}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : "no reason given";
  } catch {
    return "no reason given";
  }
}
