import { expect, it } from "vitest";
import type { RepositoryPrivilege } from "../../lib/cloudsmith/index.js";
import type { ProviderClient } from "../../lib/provider/index.js";
import { Serial } from "../../lib/provider/private/serial.js";
import { GrantQueue } from "../../lib/provider/privileges/grant-queue.js";

/** What the queue needs of a client; `afterGrant` is what another process does once a grant was written. */
function clientOf(afterGrant: (live: RepositoryPrivilege[], grants: number) => RepositoryPrivilege[]) {
  let live: RepositoryPrivilege[] = [];
  let grants = 0;
  const client = {
    serial: new Serial(),
    patience: { firstMs: 1, totalMs: 4 },
    forgetPrivileges: () => undefined,
    api: {
      privileges: {
        get: async () => live,
        update: async (_org: string, _repository: string, list: RepositoryPrivilege[]) => {
          grants += 1;
          live = afterGrant([...live, ...list], grants);
        },
      },
    },
  };
  return { queue: new GrantQueue(client as unknown as ProviderClient), live: () => live };
}

it("a grant that another process revoked by an older list is made again", async () => {
  const { queue, live } = clientOf((list, grants) => (grants === 1 ? [] : list));
  const { settled } = await queue.run({
    org: "acme",
    repository: "prod",
    target: { kind: "service", slug: "ci-app" },
    level: "Write",
    allowSelfLockout: false,
    signal: new AbortController().signal,
  });
  expect(settled.differences).toEqual([]);
  expect(live()).toEqual([{ privilege: "Write", service: "ci-app" }]);
});
