import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PrivilegeLevel } from "../../lib/cloudsmith/index.js";
import { differencesOf, unplanned } from "../../lib/provider/privileges/differences.js";
import { type Grants, grantsOf, listOf } from "../../lib/provider/privileges/grants.js";
import { PlannedGrants } from "../../lib/provider/privileges/planned-grants.js";

const grants = (values: { readonly [key: string]: PrivilegeLevel }): Grants => new Map(Object.entries(values));

const anyGrants = fc
  .dictionary(fc.constantFrom("service/a", "service/b", "team/a", "user/a"), fc.constantFrom("Admin", "Write", "Read"))
  .map((values) => grants(values as { [key: string]: PrivilegeLevel }));

describe("grants", () => {
  it("are read with nulls for the targets that do not apply, and written without", () => {
    const list = [{ privilege: "Write" as const, service: "ci-app", team: null, user: null }];
    expect([...grantsOf(list)]).toEqual([["service/ci-app", "Write"]]);
    expect(listOf(grantsOf(list))).toEqual([{ privilege: "Write", service: "ci-app" }]);
  });

  it("differ in what admits more when a level is higher or a target is not declared", () => {
    const found = differencesOf(
      grants({ "service/a": "Write", "service/b": "Write", "team/a": "Read" }),
      grants({ "service/a": "Admin", "service/b": "Read", "user/a": "Read" }),
    );
    expect(found.map(({ declared, found: now, admitsMore }) => [declared, now, admitsMore])).toEqual([
      ["service a: Write", "service a: Admin", true],
      ["service b: Write", "service b: Read", false],
      ["team a: Read", "team a: no grant", false],
      ["user a: no grant", "user a: Read", true],
    ]);
  });
});

describe("a changed live list", () => {
  const changes = (before: Grants, declared: Grants, live: Grants) =>
    differencesOf(before, unplanned(before, declared, live)).length;

  it("is none where everything is as it was, or as it is going to be", () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, (before, declared) => {
        expect(changes(before, declared, before)).toBe(0);
        expect(changes(before, declared, declared)).toBe(0);
      }),
    );
  });

  it("is one exactly where some target is neither as it was nor as it is going to be", () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, anyGrants, (before, declared, live) => {
        const keys = new Set([...before.keys(), ...declared.keys(), ...live.keys()]);
        const third = [...keys].filter((key) => {
          const level = live.get(key);
          return level !== before.get(key) && level !== declared.get(key);
        });
        expect(changes(before, declared, live)).toBe(third.length);
      }),
    );
  });
});

describe("what is planned for one repository", () => {
  const target = { kind: "service", slug: "ci-app" } as const;

  it("conflicts where two new or two kept grants have one target, in either order of calls", () => {
    for (const isNew of [true, false]) {
      const planned = new PlannedGrants();
      expect(planned.additive("acme", "prod", target, isNew)).toBeUndefined();
      expect(planned.additive("acme", "prod", target, isNew)).toContain("Two cloudsmith_repository_privilege");
    }
  });

  it("does not where one grant is kept and planned again as new, which is a replacement", () => {
    const planned = new PlannedGrants();
    expect(planned.additive("acme", "prod", target, false)).toBeUndefined();
    expect(planned.additive("acme", "prod", target, true)).toBeUndefined();
  });

  it("conflicts where two new or two kept resources own all grants, and not where one is replaced", () => {
    const planned = new PlannedGrants();
    for (const plan of ["kept", "created"] as const) {
      expect(planned.authoritative("acme", "prod", plan)).toBeUndefined();
    }
    for (const plan of ["kept", "created"] as const) {
      expect(planned.authoritative("acme", "prod", plan)).toContain("Two cloudsmith_repository_privileges");
    }
  });

  it("does not across repositories and organizations", () => {
    const planned = new PlannedGrants();
    planned.additive("acme", "prod", target, true);
    expect(planned.additive("acme", "stage", target, true)).toBeUndefined();
    expect(planned.additive("other", "prod", target, true)).toBeUndefined();
    expect(planned.authoritative("acme", "dev", "kept")).toBeUndefined();
  });

  it("conflicts with the authoritative resource, kept or destroyed, in either order of calls", () => {
    for (const plan of ["kept", "destroyed"] as const) {
      const first = new PlannedGrants();
      first.additive("acme", "prod", target, true);
      expect(first.authoritative("acme", "prod", plan)).toContain("cloudsmith_repository_privileges");
      const second = new PlannedGrants();
      second.authoritative("acme", "prod", plan);
      expect(second.additive("acme", "prod", target, true)).toContain("cloudsmith_repository_privileges");
    }
  });
});
