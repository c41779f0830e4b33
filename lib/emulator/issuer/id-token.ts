import { randomUUID } from "node:crypto";
import { GITHUB_ISSUER, gitHubJobClaims, gitHubJobMayGetToken } from "../../oidc/index.js";
import type { Handler } from "../http/call.js";
import { forbidden, notFound, ok, Problem } from "../http/reply.js";
import type { World } from "../world.js";
import { type JobRecord, opens } from "./jobs.js";

/** A signed id token of a running job, whether or not GitHub would hand it one. */
export async function mintIdToken(world: World, { job }: JobRecord, audience: string | undefined): Promise<string> {
  const now = Math.floor(world.clock.now() / 1000);
  const claims = gitHubJobClaims(job, {
    now,
    tokenId: randomUUID(),
    ...(audience === undefined ? {} : { audience }),
  });
  return world.issuerKeys.sign(GITHUB_ISSUER, { ...claims, exp: now + world.settings.idTokenLifetimeSeconds });
}

/** GET /_jobs/{job}/idtoken: shaped like the endpoint a GitHub runner offers to a job. */
export const idToken: Handler = async (call) => {
  const record = call.world.jobs.get(call.param("job"));
  if (!record) {
    throw notFound();
  }
  if (!opens(record, call.headers.authorization)) {
    throw new Problem(401, "The request token is missing or is not that of this job.");
  }
  if (!gitHubJobMayGetToken(record.job).allowed) {
    throw forbidden();
  }
  return ok({ value: await mintIdToken(call.world, record, call.query.get("audience") ?? undefined) });
};
