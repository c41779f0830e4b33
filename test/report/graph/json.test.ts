import { describe, expect, it } from "vitest";
import { GRAPH_SCHEMA, renderGraphJson } from "../../../lib/report/index.js";
import { type JsonSchema, validate } from "../../../lib/trust/private/schema.js";
import { hostile, MODEL, report } from "./support.js";

const parsed = (...args: Parameters<typeof report>) => JSON.parse(renderGraphJson(report(...args)));

describe("the graph as JSON", () => {
  it.each([
    ["of everything", report()],
    ["around an account", report(MODEL, { account: "ci-app" })],
    ["around a repository", report(MODEL, { repository: "docs" })],
    ["of hostile names", report(hostile())],
  ])("%s has the published shape", (_, one) => {
    expect(validate(JSON.parse(renderGraphJson(one)), GRAPH_SCHEMA as unknown as JsonSchema)).toEqual([]);
  });

  it("names what edges join, and what findings are about", () => {
    const { nodes, edges, findings, rules, complete } = parsed();
    const ids = new Set(nodes.map(({ id }: { id: string }) => id));
    expect(edges.every(({ from, to }: { from: string; to: string }) => ids.has(from) && ids.has(to))).toBe(true);
    expect(findings[0]).toMatchObject({
      rule: "no-claims",
      severity: "critical",
      at: "/settings/1",
      nodes: ["setting-2"],
    });
    expect(rules.find(({ id }: { id: string }) => id === "no-claims")).toHaveProperty("remedy");
    expect(complete).toBe(true);
  });

  it("gives names to what has no slug yet, and says what makes it", () => {
    const slug = "${cloudsmith_service.app}";
    const model = { ...MODEL, accounts: [{ ...MODEL.accounts[1]!, slug }], grants: [] };
    const { nodes } = JSON.parse(renderGraphJson({ ...report(model), names: new Map([[slug, "ci app"]]) }));
    expect(nodes).toContainEqual(expect.objectContaining({ kind: "account", name: "ci app", identity: slug }));
  });

  it("says where what was read elsewhere was read, and what is not known", () => {
    const origin = { source: "synthesized", where: "stacks/b", at: "cloudsmith_oidc.app" } as const;
    const settings = [{ ...MODEL.settings[0]!, origin }];
    const unknown = {
      about: "settings",
      name: "app-main",
      field: ["claims", "ref"],
      reason: "known after deploy",
      origin,
    } as const;
    const { nodes, complete, undecided } = parsed({ ...MODEL, settings, unknowns: [unknown] });
    expect(nodes.find(({ kind }: { kind: string }) => kind === "setting")).toMatchObject({
      where: "stacks/b",
      at: "cloudsmith_oidc.app",
      undecided: ["settings app-main claims ref: known after deploy"],
    });
    expect({ complete, undecided }).toEqual({ complete: true, undecided: [] });
    const list = { about: "privileges", reason: "403", origin } as const;
    expect(parsed({ ...MODEL, unknowns: [list] })).toMatchObject({
      complete: false,
      undecided: [{ about: "privileges", reason: "403", at: "cloudsmith_oidc.app" }],
    });
  });
});
