import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Problem } from "@eslabon/service";
import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { assertProblem, file, keys, V1 } from "./callers.ts";
import { tinyService } from "../service.ts";

describe("a service without keys and tokens", () => {
  it("lets everyone ask everything", async () => {
    const app = await tinyService();
    for (const url of [V1, "/metrics", "/openapi.json"]) {
      assert.equal((await app.inject(url)).statusCode, 200, url);
    }
    await app.close();
  });
});

describe("a service with API keys", async () => {
  const lines: string[] = [];
  const app = await tinyService({
    settings: { "access.keys": file },
    logger: { write: (line) => lines.push(line) },
  });
  after(() => app.close());
  const ask = (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    app.inject({ url, headers });
  const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

  for (const url of ["/livez", "/readyz", "/api/v1/status", "/", "/page.js"]) {
    it(`leaves ${url} open`, async () => assert.equal((await ask(url)).statusCode, 200));
  }

  for (const url of [V1, "/api/v2/modelos", "/metrics", "/openapi.json", "/docs/"]) {
    it(`asks who wants ${url}`, async () => {
      const response = await ask(url);
      assertProblem(response, 401, "SERVICE_UNAUTHENTICATED");
      assert.equal(response.headers["www-authenticate"], 'Bearer realm="eslabon"');
      assert.equal((await ask(url, bearer(keys.operator.key))).statusCode, 200);
    });
  }

  it("takes a key from either header", async () => {
    assert.equal((await ask(V1, bearer(keys.portal.key))).statusCode, 200);
    assert.equal((await ask(V1, { authorization: `bearer  ${keys.portal.key}` })).statusCode, 200);
    assert.equal((await ask(V1, { "x-api-key": keys.portal.key })).statusCode, 200);
  });

  it("tells what a key is for from what it is not for", async () => {
    const response = await ask("/metrics", bearer(keys.portal.key));
    assert.match(assertProblem(response, 403, "SERVICE_FORBIDDEN").detail, /metrics/);
    assert.match(String(response.headers["www-authenticate"]), /error="insufficient_scope", scope="metrics"/);
    assertProblem(await ask(V1, bearer(keys.prometheus.key)), 403, "SERVICE_FORBIDDEN");
    assert.equal((await ask("/metrics", bearer(keys.prometheus.key))).statusCode, 200);
  });

  it("asks before it looks at the method or the body", async () => {
    assertProblem(await app.inject({ method: "DELETE", url: "/metrics" }), 401, "SERVICE_UNAUTHENTICATED");
    const post = { method: "POST", url: "/api/v2/modelos/hogar", payload: "{" } as const;
    assertProblem(
      await app.inject({ ...post, headers: { "content-type": "application/json" } }),
      401,
      "SERVICE_UNAUTHENTICATED",
    );
  });

  it("knows nobody by anything else, and says no more than that", async () => {
    const headers = fc.oneof(
      fc.record({ authorization: fc.string({ unit: "grapheme-ascii" }) }),
      fc.record({ authorization: fc.string({ unit: "grapheme-ascii" }).map((text) => `Bearer ${text}`) }),
      fc.record({ "x-api-key": fc.string({ unit: "grapheme-ascii" }) }),
      fc.constantFrom(
        { authorization: `Basic ${keys.portal.key}` },
        { authorization: keys.portal.key },
        { authorization: `Bearer ${keys.portal.key} ${keys.portal.key}` },
        { authorization: `Bearer ${keys.portal.line.split(" ")[1]!}` },
        { authorization: "Bearer", "x-api-key": keys.portal.key },
      ),
    );
    await fc.assert(
      fc.asyncProperty(headers, async (headers) => {
        const { title, detail, fix } = assertProblem(await ask(V1, headers), 401, "SERVICE_UNAUTHENTICATED");
        assert.deepEqual([title, detail, fix], Object.values(await blandProblem()));
      }),
    );
    async function blandProblem(): Promise<Pick<Problem, "title" | "detail" | "fix">> {
      const { title, detail, fix } = (await ask(V1)).json<Problem>();
      return { title, detail, fix };
    }
  });

  it("logs who asked and never with what", async () => {
    lines.length = 0;
    await ask(V1, bearer(keys.portal.key));
    await ask(V1, bearer("a-secret-that-is-none"));
    const users = lines.map((line) => (JSON.parse(line) as Record<string, unknown>)["user.id"]);
    assert.deepEqual(users, ["key:portal", undefined]);
    assert.doesNotMatch(lines.join(""), /a-secret|eslabon_/);
  });

  it("documents how to say who one is, and what it answers to who does not", async () => {
    const document = (await ask("/openapi.json", bearer(keys.portal.key))).json<{
      components: { securitySchemes: object };
      paths: Record<string, Record<string, { security?: object[]; responses: object }>>;
    }>();
    assert.deepEqual(Object.keys(document.components.securitySchemes), ["bearer", "apiKey"]);
    const { security, responses } = document.paths["/metrics"]!.get!;
    assert.deepEqual(security, [{ bearer: ["metrics"] }, { apiKey: ["metrics"] }]);
    for (const status of ["401", "403", "503"]) assert.ok(status in responses, status);
    assert.ok(!("401" in document.paths["/livez"]!.get!.responses));
  });
});
