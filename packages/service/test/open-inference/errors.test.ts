import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { file } from "../access/callers.ts";
import { tinyService } from "../service.ts";
import { app, assertError, infer, texts } from "./ask.ts";

after(() => app.close());

describe("an error of the Open Inference Protocol", () => {
  const cases: [what: string, status: number, words: RegExp, ask: () => Promise<LightMyRequestResponse>][] = [
    ["an unknown model", 404, /SERVICE_MODEL_UNKNOWN/u, () => app.inject("/v2/models/otro")],
    [
      "an unknown model's readiness",
      404,
      /SERVICE_MODEL_UNKNOWN/u,
      () => app.inject("/v2/models/otro/ready"),
    ],
    [
      "another version",
      404,
      /SERVICE_VERSION_UNKNOWN.*1\.1\.0/u,
      () => app.inject("/v2/models/hogar/versions/9"),
    ],
    ["an unknown address", 404, /SERVICE_ROUTE_UNKNOWN/u, () => app.inject("/v2/nada")],
    ["a broken address", 400, /SERVICE_URL_INVALID/u, () => app.inject("/v2/models/%F1")],
    ["another method", 405, /SERVICE_METHOD_NOT_ALLOWED/u, () => app.inject("/v2/models/hogar/infer")],
    ["no body", 400, /no body/u, () => app.inject({ method: "POST", url: "/v2/models/hogar/infer" })],
    ["torn JSON", 400, /SERVICE_BODY_INVALID/u, () => infer("{")],
    ["no inputs", 400, /inputs/u, () => infer({})],
    ["an empty list of inputs", 400, /inputs/u, () => infer({ inputs: [] })],
    ["another datatype", 400, /datatype/u, () => infer(texts(["a"], { datatype: "TEXT" }))],
    ["no data", 400, /has no data/u, () => infer(texts(["a"], { data: undefined }))],
    ["a shape of more", 400, /1 elements.* 3/u, () => infer(texts(["a"], { shape: [3] }))],
    [
      "an unknown output",
      400,
      /label, labels, scores/u,
      () => infer({ ...texts(["a"]), outputs: [{ name: "x" }] }),
    ],
    [
      "an unknown input among several",
      400,
      /texto/u,
      () => infer({ inputs: [...texts(["a"]).inputs, { ...texts(["a"]).inputs[0], name: "x" }] }),
    ],
    ["a number for a text", 400, /MODEL_TEXT_TYPE/u, () => infer(texts([7]))],
    ["an empty text", 400, /MODEL_TEXT_EMPTY/u, () => infer(texts(["a", "…"]))],
    ["a large body", 413, /SERVICE_BODY_TOO_LARGE/u, () => infer(texts(["a".repeat(200_000)]))],
    [
      "a length that is none",
      400,
      /inference-header-content-length/u,
      () => infer(texts(["a"]), { headers: { "inference-header-content-length": "9999" } }),
    ],
    [
      "bytes that are nobody's",
      400,
      /bytes behind the JSON/u,
      () => {
        const json = JSON.stringify(texts(["a"]));
        return infer(`${json} `, { headers: { "inference-header-content-length": String(json.length) } });
      },
    ],
  ];
  for (const [what, status, words, ask] of cases) {
    it(`is what ${what} is answered with`, async () => {
      assertError(await ask(), status, words);
    });
  }

  it("is what who may not ask is answered with, and the probes of Kubernetes are not", async () => {
    const guarded = await tinyService({ settings: { "access.keys": file } });
    assertError(await infer(texts(["a"]), { to: guarded }), 401, /SERVICE_UNAUTHENTICATED/u);
    assertError(await guarded.inject("/v2"), 401, /SERVICE_UNAUTHENTICATED/u);
    for (const probe of [
      "health/live",
      "health/ready",
      "models/hogar/ready",
      "models/hogar/versions/1.1.0/ready",
    ]) {
      assert.equal((await guarded.inject(`/v2/${probe}`)).statusCode, 200, probe);
    }
    await guarded.close();
  });
});
