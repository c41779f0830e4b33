import { timingSafeEqual } from "node:crypto";
import { type GitHubJob, resolveGitHubJob } from "../../oidc/index.js";
import { randomText } from "../private/random.js";

export interface JobRecord {
  readonly id: string;
  readonly job: GitHubJob;
  /** Bearer of the token endpoint. */
  readonly requestToken: string;
}

/** CI jobs that are running, each with a token endpoint of its own until it ends. */
export class Jobs {
  private readonly jobs = new Map<string, JobRecord>();

  /** @throws {OidcError} `invalid_job` */
  start(job: GitHubJob): JobRecord {
    resolveGitHubJob(job);
    const record = { id: randomText(8, "hex"), job, requestToken: randomText(40, "mixed") };
    this.jobs.set(record.id, record);
    return record;
  }

  end(id: string): boolean {
    return this.jobs.delete(id);
  }

  get(id: string): JobRecord | undefined {
    return this.jobs.get(id);
  }

  clear(): void {
    this.jobs.clear();
  }
}

/** Whether an `Authorization` header opens the job's token endpoint. */
export function opens(job: JobRecord, authorization: string | undefined): boolean {
  const given = Buffer.from((authorization ?? "").replace(/^bearer\s+/i, ""));
  const wanted = Buffer.from(job.requestToken);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
