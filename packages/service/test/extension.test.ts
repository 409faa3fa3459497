import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import {
  checkService,
  defineService,
  type Problem,
  ProblemError,
  problemResponses,
  startService,
} from "@eslabon/service";
import type { LightMyRequestResponse } from "fastify";
import { Type } from "typebox";
import { writeTinyModel } from "./model.ts";
import { model, tinyService, VERSION } from "./service.ts";

const UNKNOWN = { status: 404, code: "CLAIM_UNKNOWN", title: "Unknown claim" } as const;

const definition = defineService({
  extend: (app, model) => {
    const { text } = model.manifest.fields;
    app.get(
      "/api/urgent",
      {
        schema: {
          summary: "Is it urgent?",
          querystring: Type.Object({
            text: Type.String({ minLength: 1 }),
            least: Type.Optional(Type.Number()),
          }),
          response: {
            200: Type.Object({ urgent: Type.Boolean() }),
            ...problemResponses("SERVICE_QUERY_INVALID"),
          },
        },
      },
      ({ query }) => {
        const [first] = model.predict({ [text]: query.text });
        return { urgent: first!.label === "Fontanería" && first!.score >= (query.least ?? 0) };
      },
    );
    app.post(
      "/api/claims/:number",
      {
        schema: {
          params: Type.Object({ number: Type.Integer() }),
          body: Type.Object({ trade: Type.String() }),
        },
      },
      ({ params, body }) => {
        if (params.number > 9) {
          throw new ProblemError({
            ...UNKNOWN,
            detail: "there is no claim of this number",
            fix: "look it up",
          });
        }
        return { number: params.number, trade: body.trade };
      },
    );
    app.get("/api/broken", () => {
      throw new Error("the secret is in the log");
    });
  },
});

const app = await tinyService({ definition });
after(() => app.close());

const claim = (payload: unknown, url = "/api/claims/7"): Promise<LightMyRequestResponse> =>
  app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    payload: JSON.stringify(payload),
  });

describe("a route of the service's own", () => {
  it("answers by the model, with the versions behind it", async () => {
    const response = await app.inject(`/api/urgent?text=${encodeURIComponent("gotea el grifo")}`);
    assert.deepEqual([response.statusCode, response.json()], [200, { urgent: true }]);
    assert.equal(response.headers["eslabon-service-version"], VERSION);
  });

  it("gets its parameters and its body of the types that its schema says", async () => {
    assert.deepEqual((await claim({ trade: "Fontanería" })).json(), { number: 7, trade: "Fontanería" });
  });

  for (const [what, ask, status, code] of [
    ["its own error", () => claim({ trade: "a" }, "/api/claims/10"), 404, "CLAIM_UNKNOWN"],
    ["a parameter that is missing", () => app.inject("/api/urgent"), 400, "SERVICE_QUERY_INVALID"],
    [
      "a parameter of another type",
      () => claim({ trade: "a" }, "/api/claims/x"),
      400,
      "SERVICE_QUERY_INVALID",
    ],
    ["a body of another shape", () => claim({ trade: 7 }), 400, "SERVICE_BODY_INVALID"],
    ["a text that the model refuses", () => app.inject("/api/urgent?text=-"), 400, "MODEL_TEXT_EMPTY"],
    ["an error that nobody caught", () => app.inject("/api/broken"), 500, "SERVICE_FAILED"],
    [
      "another method",
      () => app.inject({ method: "PUT", url: "/api/urgent" }),
      405,
      "SERVICE_METHOD_NOT_ALLOWED",
    ],
  ] as const) {
    it(`answers ${what} with a problem, ${status} ${code}`, async () => {
      const response = await ask();
      assert.equal(response.headers["content-type"], "application/problem+json");
      const problem = response.json<Problem>();
      assert.deepEqual([response.statusCode, problem.status, problem.code], [status, status, code]);
      assert.deepEqual([problem.type, typeof problem.instance], [`urn:eslabon:error:${code}`, "string"]);
      assert.doesNotMatch(response.body, /secret/u);
    });
  }

  it("is in the OpenAPI document, which stays valid", async () => {
    const document = (await app.inject("/openapi.json")).json<Record<"paths", Record<string, object>>>();
    const { valid, errors } = await new Validator().validate(document);
    assert.ok(valid, JSON.stringify(errors));
    assert.deepEqual(Object.keys(document.paths["/api/urgent"] ?? {}), ["get"]);
    assert.deepEqual(Object.keys(document.paths["/api/claims/{number}"] ?? {}), ["post"]);
  });

  it("leaves the service's own as they are", async () => {
    const info = { name: "@hogar/service", version: VERSION, description: "", license: "Apache-2.0" };
    const report = await checkService({ package: info, modelFolder: await writeTinyModel(), definition });
    assert.ok(report.passed, JSON.stringify(report));
  });

  it("is there when the service is started", async () => {
    const { url, close } = await startService({
      model,
      version: VERSION,
      definition,
      port: 0,
      logger: false,
    });
    assert.deepEqual(await (await fetch(`${url}/api/urgent?text=grifo`)).json(), { urgent: true });
    await close();
  });
});

describe("routes that cannot be added", () => {
  it("are refused with the reason, before anything is served", async () => {
    const twice = defineService({
      extend: (app) => {
        app.get("/api/v1/status", () => "no");
      },
    });
    await assert.rejects(tinyService({ definition: twice }), {
      code: "SERVICE_EXTENSION_FAILED",
      message: /\/api\/v1\/status/u,
    });
    const failing = defineService({ extend: () => Promise.reject(new Error("no database")) });
    await assert.rejects(tinyService({ definition: failing }), {
      code: "SERVICE_EXTENSION_FAILED",
      message: /no database/u,
    });
  });
});
