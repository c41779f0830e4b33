import { describe, expect, it } from "vitest";
import { accessOf, readTrustValue, unknownAccess } from "../../lib/trust/index.js";
import { trust } from "./support.js";

describe("accessOf", () => {
  it("is the greatest of an account's own grant, its teams' and the default", () => {
    const model = trust({
      accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }],
      repositories: [{ slug: "prod", default_privilege: "Read" }],
      privileges: [
        { repository: "prod", service: "ci-app", privilege: "Write" },
        { repository: "prod", team: "release", privilege: "Admin" },
        { repository: "prod", team: "other", privilege: "Admin" },
        { repository: "prod", user: "ci-app", privilege: "Admin" },
        { repository: "prod", service: "another", privilege: "Admin" },
      ],
    });
    const [prod, ...others] = accessOf(model, "ci-app");
    expect(others).toEqual([]);
    expect(prod).toMatchObject({ repository: "prod", level: "Admin" });
    expect(prod?.paths.map(({ by, level }) => [by, level])).toEqual([
      ["team", "Admin"],
      ["grant", "Write"],
      ["default", "Read"],
    ]);
  });

  it("counts that anyone may read what is public", () => {
    const model = trust({
      privileges: [],
      repositories: [{ slug: "open", repository_type_str: "Public" }, { slug: "closed" }],
    });
    expect(accessOf(model, "ci-app")).toMatchObject([{ repository: "open", level: "Read", paths: [{ by: "public" }] }]);
  });

  it("knows grants on repositories that are not listed", () => {
    expect(accessOf(trust({ repositories: [] }), "ci-app")).toMatchObject([{ repository: "prod", level: "Write" }]);
  });

  it("is nothing for an account without grants", () => {
    expect(accessOf(trust(), "other")).toEqual([]);
  });
});

describe("unknownAccess", () => {
  it("is empty where everything was read", () => {
    expect(unknownAccess(trust(), "ci-app")).toEqual([]);
  });

  it("names the lists that were not", () => {
    const model = readTrustValue({ organization: "acme", accounts: [], settings: [] }, "trust.json");
    expect(unknownAccess(model, "ci-app").map(({ about }) => about)).toEqual(["repositories", "privileges", "teams"]);
  });
});
