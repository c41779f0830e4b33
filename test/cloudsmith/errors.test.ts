import { describe, expect, it } from "vitest";
import {
  type CloudsmithApiError,
  isCloudsmithApiError,
  isForbidden,
  isNotFound,
  mayHaveLanded,
} from "../../lib/cloudsmith/index.js";
import { clientOf, rejection } from "./support/client.js";
import { type Handler, json, serve } from "./support/server.js";

async function errorFrom(handler: Handler, method: "GET" | "POST" = "GET"): Promise<CloudsmithApiError> {
  const server = await serve(handler);
  const client = clientOf(server.url, { retry: { retries: 0, throttleCeilingMs: 0 } });
  const error = await rejection(
    method === "GET" ? client.services.get("acme", "ci-app") : client.services.create("acme", { name: "x" }),
  );
  expect(isCloudsmithApiError(error)).toBe(true);
  return error as CloudsmithApiError;
}

const answering =
  (status: number, body: unknown): Handler =>
  (_request, response) =>
    json(response, status, body);

describe("an answer that is no success", () => {
  it.each([
    [400, "bad_request"],
    [401, "unauthorized"],
    [402, "payment_required"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [422, "unprocessable"],
    [429, "throttled"],
    [500, "server_error"],
    [503, "server_error"],
    [418, "unexpected_answer"],
  ])("%i has the code %s", async (status, code) => {
    const error = await errorFrom(answering(status, { detail: "The API's own words." }));

    expect(error).toMatchObject({ status, code, detail: "The API's own words.", fields: {} });
    expect(error.request).toEqual({ method: "GET", path: "/orgs/acme/services/ci-app/" });
  });

  it("says what was asked, what came back and what to do", async () => {
    const error = await errorFrom(answering(403, { detail: "You do not have permission to perform this action." }));

    expect(error.message).toBe(
      "Cloudsmith answered 403 to GET /orgs/acme/services/ci-app/: You do not have permission to perform this action. " +
        error.remedy,
    );
    expect(error.remedy).toMatch(/Manager or Owner/);
    expect(isForbidden(error)).toBe(true);
  });

  it("names the fields, as the API's documentation has them", async () => {
    const error = await errorFrom(
      answering(422, {
        detail: "Invalid input.",
        code: "invalid",
        fields: { name: ["Too long.", "Taken."], role: "Odd." },
      }),
    );

    expect(error.fields).toEqual({ name: ["Too long.", "Taken."], role: ["Odd."] });
    expect(error.message).toContain("Invalid input. (name: Too long. Taken.; role: Odd.)");
  });

  it("names the fields of privileges, which come as an object", async () => {
    const error = await errorFrom(
      answering(422, {
        detail: "Invalid input.",
        fields: { privileges: { detail: "Invalid team(s) specified ['x']" } },
      }),
    );

    expect(error.fields).toEqual({ privileges: ["Invalid team(s) specified ['x']"] });
  });

  it("names fields in lists and objects by their way", async () => {
    const error = await errorFrom(
      answering(422, {
        detail: "Invalid input.",
        fields: {
          dynamic_mappings: [{}, { claim_value: ["Blank."] }],
          teams: { "0": { slug: ["Gone."] } },
          odd: [1, null],
        },
      }),
    );

    expect(error.fields).toEqual({ "dynamic_mappings.1.claim_value": ["Blank."], "teams.0.slug": ["Gone."] });
  });

  it.each([{ error: "Other words." }, { message: "Other words." }])("takes its words from %j too", async (body) => {
    expect((await errorFrom(answering(400, body))).detail).toBe("Other words.");
  });

  it("does without a detail", async () => {
    expect((await errorFrom(answering(400, {}))).detail).toBe("no reason given");
  });

  it("is a not-found only in the API's own words", async () => {
    const own = await errorFrom(answering(404, { detail: "Not found." }));
    const foreign = await errorFrom((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" }).end("<html>No such page</html>");
    });
    const empty = await errorFrom((_request, response) => void response.writeHead(404).end());

    expect(isNotFound(own)).toBe(true);
    expect(isNotFound(foreign)).toBe(false);
    expect(isNotFound(empty)).toBe(false);
    expect(foreign).toMatchObject({ status: 404, code: "unexpected_answer" });
  });

  it("proves that a write did not land, unless it is a server error", async () => {
    for (const status of [400, 401, 403, 404, 409, 422, 429]) {
      expect(mayHaveLanded(await errorFrom(answering(status, { detail: "No." }), "POST"))).toBe(false);
    }
    for (const status of [500, 502, 503, 504]) {
      expect(mayHaveLanded(await errorFrom(answering(status, { detail: "Oh." }), "POST"))).toBe(true);
    }
  });
});

describe("an answer that is not the API's", () => {
  it.each([200, 502])("as a page with status %i is named, but not shown", async (status) => {
    const error = await errorFrom((_request, response) => {
      response
        .writeHead(status, { "content-type": "text/html; charset=utf-8" })
        .end("<html>Welcome to Example Corp</html>");
    });

    expect(error.code).toBe(status === 200 ? "unexpected_answer" : "server_error");
    expect(error.detail).toBe("not JSON but text/html, 36 bytes");
    expect(error.message).not.toContain("Example Corp");
  });

  it("as a page instead of an answer to a write leaves open whether the write landed", async () => {
    const error = await errorFrom((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html></html>");
    }, "POST");

    expect(mayHaveLanded(error)).toBe(true);
  });

  it.each([[[1, 2]], ["text"], [null], [7]])("as %j where an object belongs is named", async (body) => {
    expect((await errorFrom(answering(200, body))).message).toContain("an object was expected");
  });

  it("as an object without the field that the client lives by is named", async () => {
    const error = await errorFrom(answering(200, { name: "ci-app" }));

    expect(error).toMatchObject({ code: "unexpected_answer", detail: "the field slug is missing" });
  });

  it("as an empty body where an object belongs is named", async () => {
    expect((await errorFrom((_request, response) => void response.writeHead(200).end())).code).toBe(
      "unexpected_answer",
    );
  });

  it("as an object without its list is named", async () => {
    const server = await serve(answering(200, { detail: "odd" }));

    const error = await rejection(clientOf(server.url).privileges.get("acme", "prod"));

    expect(error).toMatchObject({ code: "unexpected_answer", detail: "the list privileges is missing" });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("with %i is refused, and the host it leads to is named", async (status) => {
    const elsewhere = await serve((_request, response) => json(response, 200, {}));
    const error = await errorFrom((_request, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/x?secret=1` }).end();
    });

    expect(error).toMatchObject({ status, code: "redirect_refused", landed: "no" });
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(error.message).not.toContain("secret");
    expect(elsewhere.received).toEqual([]);
  });

  it("without a readable address is refused as well", async () => {
    const error = await errorFrom((_request, response) => void response.writeHead(302, { location: "/login" }).end());

    expect(error.code).toBe("redirect_refused");
  });
});
