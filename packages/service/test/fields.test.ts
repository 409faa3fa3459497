import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { loadModel } from "@eslabon/model";
import { checkService, type Problem } from "@eslabon/service";
import { Compile } from "typebox/compile";
import { writeFieldsModel } from "./fields-model.ts";
import { post, tinyService } from "./service.ts";

const folder = await writeFieldsModel();
const model = await loadModel(folder);
const app = await tinyService({ model });
after(() => app.close());

const claim = { texto: "se ha roto la ventana", importe: 1100 };
const asked = (body: object, query = ""): ReturnType<typeof post> =>
  post(app, "application/json", JSON.stringify(body), query);

interface Answer {
  classification: { tokens: { token: string }[] };
  explanation: object;
}

describe("a model that reads more than text", () => {
  it("is asked with an object, and told by its fields", async () => {
    for (const [importe, label] of [
      [40, "Tienda"],
      [1100, "Peritaje"],
    ] as const) {
      const { classification } = (await asked({ ...claim, importe })).json<Answer>();
      assert.equal(classification.tokens[0]?.token, label);
    }
  });

  it("says on request what each field did", async () => {
    const { explanation } = (await asked(claim, "?explain=true")).json<Answer>();
    assert.deepEqual(explanation, model.explain(claim).explanation);
  });

  const problems: [what: string, code: string, ask: () => ReturnType<typeof post>][] = [
    ["a bare text", "MODEL_FIELD_MISSING", () => post(app, "text/plain", "ventana")],
    ["a JSON string", "MODEL_FIELD_MISSING", () => post(app, "application/json", '"ventana"')],
    ["the first version", "MODEL_FIELD_MISSING", () => app.inject("/api/v1/modelo?texto=ventana")],
    ["a field that is null", "MODEL_FIELD_MISSING", () => asked({ ...claim, importe: null })],
    [
      "a field of a prototype",
      "MODEL_FIELD_MISSING",
      () => post(app, "application/json", '{"texto":"a","__proto__":{"importe":7}}'),
    ],
    ["a number as a string", "MODEL_FIELD_TYPE", () => asked({ ...claim, importe: "1100" })],
    ["a list as a category", "MODEL_FIELD_TYPE", () => asked({ ...claim, canal: ["web"] })],
    ["a day that is none", "MODEL_FIELD_TYPE", () => asked({ ...claim, fecha: "2026-02-30" })],
    ["nothing", "MODEL_TEXT_MISSING", () => asked({})],
  ];
  for (const [what, code, ask] of problems) {
    it(`answers ${what} with 400 ${code}`, async () => {
      const response = await ask();
      assert.deepEqual([response.statusCode, response.json<Problem>().code], [400, code]);
    });
  }

  it("does not repeat what a field says", async () => {
    const { body } = await asked({ ...claim, fecha: "María Pérez" });
    assert.doesNotMatch(body, /Mar|rez/u);
  });

  it("reads its longest text together with its longest fields", async () => {
    const text = String.raw`\u00f1`.repeat(model.manifest.limits.textLength);
    const canal = String.raw`\u00f1`.repeat(200);
    const body = `{"texto":"${text}","importe":7,"canal":"${canal}","fecha":"2026-02-09T18:30:00.123456789+01:00"}`;
    assert.equal((await post(app, "application/json", body)).statusCode, 200);
  });

  it("says which fields it reads", async () => {
    const { models } = (await app.inject("/api/v2/modelos")).json<{ models: { fields: object[] }[] }>();
    assert.deepEqual(models[0]?.fields, [
      { name: "importe", type: "number", required: true },
      { name: "canal", type: "category", required: false },
      { name: "fecha", type: "date", required: false },
    ]);
  });

  it("is ready, and passes the service's check", async () => {
    assert.equal((await app.inject("/readyz")).statusCode, 200);
    for (const modelFolder of [folder, await writeFieldsModel(false)]) {
      const info = { name: "@hogar/service", version: "0.3.0", description: "", license: "Apache-2.0" };
      const { checks } = await checkService({ package: info, modelFolder });
      assert.deepEqual(
        checks.filter(({ passed }) => !passed),
        [],
      );
    }
  });
});

describe("its OpenAPI document", async () => {
  interface Document {
    paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>;
  }
  const document = (await app.inject("/openapi.json")).json<Document>();
  const content = document.paths["/api/v2/modelos/{model}"]!.post.requestBody.content;

  it("is valid, and describes a body as the model takes it", async () => {
    const { valid, errors } = await new Validator().validate(document as unknown as Record<string, unknown>);
    assert.ok(valid, JSON.stringify(errors));
    assert.deepEqual(Object.keys(content), ["application/json"]);
    const body = Compile(content["application/json"]!.schema);
    assert.ok(body.Check(claim) && body.Check({ ...claim, canal: "fax", fecha: null }));
    for (const wrong of [{ texto: "a" }, { ...claim, importe: "7" }, { ...claim, fecha: 7 }, "ventana"]) {
      assert.ok(!body.Check(wrong), JSON.stringify(wrong));
    }
  });

  it("allows a bare text where nothing else is needed", async () => {
    const other = await tinyService({ model: await loadModel(await writeFieldsModel(false)) });
    const { paths } = (await other.inject("/openapi.json")).json<Document>();
    const types = Object.keys(paths["/api/v2/modelos/{model}"]!.post.requestBody.content);
    assert.deepEqual(types, ["text/plain", "application/json"]);
    await other.close();
  });
});
