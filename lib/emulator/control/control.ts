/** The emulator's own switches over HTTP, for programs in another process: what `Emulator` offers in this one. */

import { type GitHubJob, isOidcError } from "../../oidc/index.js";
import { isTrustError, type TrustFileValue } from "../../trust/index.js";
import { EMULATOR_ASSUMPTIONS } from "../assumptions.js";
import { isEmulatorError } from "../errors.js";
import type { Fault } from "../faults.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { created, noContent, notFound, ok, Problem, type Reply } from "../http/reply.js";

/** What is wrong with a body is the caller's to read: these errors become a 422 with their message. */
const refusing =
  (handler: (call: Call) => Reply | Promise<Reply>): Handler =>
  async (call) => {
    try {
      return await handler(call);
    } catch (error) {
      throw isEmulatorError(error) || isOidcError(error) || isTrustError(error)
        ? new Problem(422, error.message)
        : error;
    }
  };

/** GET /_emulator/: the addresses, and what to export to use them. */
export const about: Handler = ({ world }) => {
  const { url, githubUrl, issuer, organization, environment } = world.emulator();
  return ok({ url, githubUrl, issuer, organization, environment });
};

/** GET /_emulator/state: the trust there is, as a trust file. */
export const state: Handler = ({ world }) => ok(world.emulator().trustFile());

/** POST /_emulator/seed: a trust file to put beside what is there. */
export const seed = refusing((call) => {
  call.world.emulator().seed(call.json() as unknown as TrustFileValue);
  return noContent();
});

/** POST /_emulator/reset */
export const reset: Handler = ({ world }) => {
  world.emulator().reset();
  return noContent();
};

/** GET /_emulator/requests */
export const requests: Handler = ({ world }) => {
  const { total, log } = world.emulator().requests;
  return ok({ total, by_route: world.emulator().requests.byRoute(), log });
};

/** DELETE /_emulator/requests */
export const clearRequests: Handler = ({ world }) => {
  world.emulator().requests.clear();
  return noContent();
};

/** GET /_emulator/exchanges */
export const exchanges: Handler = ({ world }) => ok(world.emulator().exchanges);

/** GET /_emulator/faults */
export const faults: Handler = ({ world }) => ok(world.emulator().faults.list);

/** POST /_emulator/faults: one fault, or `{ "faults": [...] }`. */
export const addFaults = refusing((call) => {
  const body = call.json();
  const given = Array.isArray(body.faults) ? (body.faults as Fault[]) : [body as unknown as Fault];
  call.world.emulator().faults.add(...given);
  return created(call.world.emulator().faults.list);
});

/** DELETE /_emulator/faults */
export const clearFaults: Handler = ({ world }) => {
  world.emulator().faults.clear();
  return noContent();
};

/** GET /_emulator/settings */
export const settings: Handler = ({ world }) => ok(world.settings);

/** PATCH /_emulator/settings */
export const changeSettings = refusing((call) => {
  call.world.emulator().configure(call.json());
  return ok(call.world.settings);
});

/** GET /_emulator/assumptions: every reading with its text, what it is now and what else it can be. */
export const assumptions: Handler = ({ world }) =>
  ok(
    Object.entries(EMULATOR_ASSUMPTIONS).map(([name, { text, values }]) => ({
      name,
      text,
      values,
      value: world.assumptions[name as keyof typeof EMULATOR_ASSUMPTIONS],
    })),
  );

/** PATCH /_emulator/assumptions: `{ "exchange-status": "200" }`. */
export const changeAssumptions = refusing((call) => {
  call.world.emulator().assume(call.json());
  return ok(call.world.assumptions);
});

/** POST /_emulator/jobs: starts a described job and answers its environment. */
export const startJob = refusing((call) => {
  const { id, environment } = call.world.emulator().startJob(call.json() as unknown as GitHubJob);
  return created({ id, environment });
});

/** DELETE /_emulator/jobs/{job} */
export const endJob: Handler = (call) => {
  if (!call.world.jobs.end(call.param("job"))) {
    throw notFound();
  }
  return noContent();
};

const SERVICE_ROLES = ["Manager", "Member"] as const;
const USER_ROLES = ["Owner", "Manager", "Member", "Collaborator"] as const;

/** POST /_emulator/identities: `{ kind: "service" | "user", slug, role? }`, answers its key. */
export const createIdentity = refusing((call) => {
  const fields = new Fields(call.json()).require("kind", "slug");
  const kind = fields.choice("kind", ["service", "user"]);
  const slug = fields.slug("slug") ?? "";
  const emulator = call.world.emulator();
  if (kind === "service") {
    const role = fields.choice("role", SERVICE_ROLES) ?? "Member";
    fields.done();
    return created(emulator.createIdentity({ kind, slug, role }));
  }
  const role = fields.choice("role", USER_ROLES) ?? "Member";
  fields.done();
  return created(emulator.createIdentity({ kind: "user", slug, role }));
});

/** POST /_emulator/id-tokens: signs any claims as the issuer they name. */
export const signIdToken: Handler = async (call) => {
  const claims = call.json();
  if (typeof claims.iss !== "string" || !URL.canParse(claims.iss)) {
    throw new Problem(422, "The claims name no issuer: iss is a URL.");
  }
  return created({ token: await call.world.emulator().signIdToken({ ...claims, iss: claims.iss }) });
};
