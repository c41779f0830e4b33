import { describe, expect, it } from "vitest";
import { withAuthors } from "../../../lib/cli/drift/authors.js";
import type { CloudsmithClient } from "../../../lib/cloudsmith/index.js";
import type { Drift, DriftSection, DriftTrace } from "../../../lib/trust/index.js";

/** A client whose audit log holds these events, newest first, about the thing of the same name. */
function logOf(...events: readonly string[]): CloudsmithClient {
  const items = events.map((event, index) => ({
    actor: `${event}-${index}`,
    actor_kind: "user",
    event,
    event_at: "2026-01-01T00:00:00Z",
    object: "app",
    object_slug_perm: "perm-app",
  }));
  return { auditLog: { page: async () => ({ items, pageTotal: 1 }) } } as unknown as CloudsmithClient;
}

const drift = (section: DriftSection, about: DriftTrace["about"]): Drift => ({
  section,
  fingerprint: "f",
  kind: "service account",
  name: "app",
  at: "services/app",
  what: "was changed beside Terraform",
  severity: "none",
  because: "",
  gained: [],
  lost: [],
  newFindings: [],
  effects: [],
  changes: [],
  trace: { about, names: ["app"] },
});

async function author(client: CloudsmithClient, of: Drift): Promise<string | undefined> {
  const { drifts } = await withAuthors(client, "acme", [of]);
  return drifts[0]?.author?.event;
}

describe("who made a drift", () => {
  it("is not who created what was changed later, nor who made it a new key", async () => {
    const log = logOf("user.service.key_refreshed", "user.service.created");
    expect(await author(log, drift("managed", "service"))).toBeUndefined();
  });

  it("is who created what no stack declares, whoever made it a new key since", async () => {
    const log = logOf("user.service.key_refreshed", "user.service.created");
    expect(await author(log, drift("unmanaged", "service"))).toBe("user.service.created");
  });

  it("is who changed or took away what a stack manages, last", async () => {
    expect(await author(logOf("org.oidc.updated", "org.oidc.created"), drift("managed", "oidc"))).toBe(
      "org.oidc.updated",
    );
    expect(await author(logOf("user.service.deleted", "user.service.created"), drift("managed", "service"))).toBe(
      "user.service.deleted",
    );
  });
});
