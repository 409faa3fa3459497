import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { Problem } from "@eslabon/service";
import type { FastifyInstance } from "fastify";
import { Compile } from "typebox/compile";
import { post, tinyService } from "./service.ts";

const app = await tinyService();
after(() => app.close());

interface Response {
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }>;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, Response>;
  readonly requestBody?: { content: Record<string, unknown> };
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object> };
}

async function documentOf(service: FastifyInstance): Promise<Document> {
  return (await service.inject("/openapi.json")).json<Document>();
}

describe("the OpenAPI document", async () => {
  const document = await documentOf(app);
  const classify = document.paths["/api/v2/modelos/{model}"]!;

  it("is valid OpenAPI 3.1", async () => {
    assert.match(document.openapi, /^3\.1\./);
    const { valid, errors } = await new Validator().validate(document as unknown as Record<string, unknown>);
    assert.ok(valid, JSON.stringify(errors));
  });

  it("has every address of the API, each operation under a name of its own", () => {
    assert.deepEqual(Object.keys(document.paths).sort(), [
      "/api/v1/modelo",
      "/api/v1/status",
      "/api/v2/modelos",
      "/api/v2/modelos/{model}",
      "/api/v2/modelos/{model}:batch",
      "/livez",
      "/metrics",
      "/readyz",
      "/v2",
      "/v2/health/live",
      "/v2/health/ready",
      "/v2/models/{model}",
      "/v2/models/{model}/infer",
      "/v2/models/{model}/ready",
      "/v2/models/{model}/versions/{version}",
      "/v2/models/{model}/versions/{version}/infer",
      "/v2/models/{model}/versions/{version}/ready",
    ]);
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it("documents both kinds of body, for POST and GET", () => {
    for (const method of ["post", "get"]) {
      assert.deepEqual(Object.keys(classify[method]?.requestBody?.content ?? {}), [
        "text/plain",
        "application/json",
      ]);
    }
  });

  it("documents the versions in the headers of every response", () => {
    for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      for (const response of Object.values(operation.responses)) {
        assert.ok("eslabon-model-version" in (response.headers ?? {}), operation.operationId);
      }
    }
  });

  it("documents every status that classifying can have", () => {
    const statuses = Object.keys(classify.post?.responses ?? {});
    assert.deepEqual(statuses, ["200", "400", "404", "408", "413", "415", "431", "500", "503"]);
  });

  it("shows each error as it is answered", async () => {
    const examples = classify.post?.responses["400"]?.content?.["application/problem+json"]?.examples ?? {};
    const { instance, ...problem } = (await post(app, "text/plain", "…")).json<Problem>();
    assert.ok(instance);
    assert.deepEqual(examples.MODEL_TEXT_EMPTY?.value, problem);
  });

  it("describes the answers as they are", async () => {
    const schemaOf = (path: string, method: string, status: string, type: string): object =>
      document.paths[path]?.[method]?.responses[status]?.content?.[type]?.schema ?? assert.fail(path);
    const v2 = schemaOf("/api/v2/modelos/{model}", "post", "200", "application/json");
    const v1 = schemaOf("/api/v1/modelo", "get", "200", "application/json");
    const models = schemaOf("/api/v2/modelos", "get", "200", "application/json");
    assert.ok(Compile(v2).Check((await post(app, "text/plain", "grifo", "?explain=true")).json()));
    assert.ok(Compile(v1).Check((await app.inject("/api/v1/modelo?texto=grifo")).json()));
    assert.ok(Compile(models).Check((await app.inject("/api/v2/modelos")).json()));
    const problem = document.components.schemas.Problem!;
    assert.deepEqual(schemaOf("/api/v1/modelo", "get", "400", "application/problem+json"), {
      $ref: "#/components/schemas/Problem",
    });
    assert.ok(Compile(problem).Check((await app.inject("/nada")).json()));
    assert.ok(!Compile(problem).Check({ code: "SERVICE_FAILED" }));
  });
});

describe("the reference", () => {
  it("is served with its own files only", async () => {
    const { statusCode, body, headers } = await app.inject("/docs");
    assert.equal(statusCode, 200);
    assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
    assert.doesNotMatch(body, /https?:/);
    for (const [, file] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      assert.equal((await app.inject(file!)).statusCode, 200, file);
    }
  });
});
