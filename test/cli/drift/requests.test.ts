import { afterAll, expect, it } from "vitest";
import type { Emulator } from "../../../lib/emulator/index.js";
import { environmentOf, refreshedPlan, startOrganization } from "../../bench/drift.js";
import { file, run } from "./support.js";

let emulator: Emulator | undefined;
afterAll(() => emulator?.close());

it("asks at most forty times for a thousand pipelines, beyond the plan and a read for each repository outside of it", async () => {
  emulator = await startOrganization(1_000, 3);
  emulator.requests.clear();
  const { code, json } = await run(environmentOf(emulator), { plan: [file("plan.json", refreshedPlan(1_000))] });
  expect({ code, drifts: json.drifts, undecided: json.undecided }).toEqual({ code: 0, drifts: [], undecided: [] });
  const { log } = emulator.requests;
  const outside = log.filter(({ route }) => route?.endsWith("/privileges") === true);
  expect(outside.map(({ path }) => path).sort()).toEqual([
    "/repos/acme/other-0/privileges",
    "/repos/acme/other-1/privileges",
    "/repos/acme/other-2/privileges",
  ]);
  expect(log.length - outside.length).toBeLessThanOrEqual(40);
  // ten pages of the owner's repositories stand for a thousand reads
  expect(emulator.requests.count("GET /api/v3/orgs/{org}/repos")).toBe(10);
});
