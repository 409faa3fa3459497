import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { loadModel } from "@eslabon/model";
import { checkService, defineService, type Problem, type ServiceDefinition } from "@eslabon/service";
import type { FastifyInstance } from "fastify";
import { writeFieldsModel } from "./fields-model.ts";
import { model as textModel, tinyService } from "./service.ts";

const folder = await writeFieldsModel();
const model = await loadModel(folder);
const all = defineService({ v1: { texto: "t", importe: "euros", canal: "por", fecha: "dia" } });

async function serve(definition: ServiceDefinition, of = model): Promise<FastifyInstance> {
  const app = await tinyService({ model: of, definition });
  after(() => app.close());
  return app;
}

const app = await serve(all);

async function firstLabel(query: string): Promise<string | undefined> {
  const response = await app.inject(`/api/v1/modelo?${query}`);
  assert.equal(response.statusCode, 200, response.body);
  return response.json<[string, number][]>()[0]?.[0];
}

describe("the first version of a service that maps fields to parameters", () => {
  it("is told by them", async () => {
    assert.equal(await firstLabel("t=ventana&euros=40"), "Tienda");
    assert.equal(await firstLabel("t=ventana&euros=1100&por=web&dia=2026-02-09"), "Peritaje");
  });

  it("answers as the second version does", async () => {
    const input = { texto: "ventana", importe: 612.5, canal: "app", fecha: "2026-03-09" };
    const answer = await app.inject("/api/v1/modelo?t=ventana&euros=612.5&por=app&dia=2026-03-09");
    const expected = model.predict(input).map(({ label, score }) => [label, Math.round(score * 1e6) / 1e6]);
    assert.deepEqual(answer.json(), expected);
  });

  it("reads numbers as JSON writes them", async () => {
    for (const euros of ["1100.0", "1.1e3", "1.1E%2B3"]) {
      assert.equal(await firstLabel(`t=ventana&euros=${euros}`), "Peritaje");
    }
  });

  it("takes nothing in a field for no value", async () => {
    assert.equal(await firstLabel("t=ventana&euros=1100&por=&dia="), "Peritaje");
  });

  for (const [query, status, code] of [
    ["euros=7", 400, "MODEL_TEXT_MISSING"],
    ["texto=ventana&euros=7", 400, "MODEL_TEXT_MISSING"],
    ["t=&euros=7", 400, "MODEL_TEXT_EMPTY"],
    ["t=a&t=b&euros=7", 400, "MODEL_TEXT_TYPE"],
    ["t=ventana", 400, "MODEL_FIELD_MISSING"],
    ["t=ventana&importe=7", 400, "MODEL_FIELD_MISSING"],
    ["t=ventana&euros=", 400, "MODEL_FIELD_MISSING"],
    ...["siete", "true", "0x7", "7,5", "%207", "Infinity", "1&euros=2"].map(
      (euros) => [`t=ventana&euros=${euros}`, 400, "MODEL_FIELD_TYPE"] as const,
    ),
    ["t=ventana&euros=7&dia=ayer", 400, "MODEL_FIELD_TYPE"],
  ] as const) {
    it(`answers ${query} with ${status} ${code}`, async () => {
      const response = await app.inject(`/api/v1/modelo?${query}`);
      assert.deepEqual([response.statusCode, response.json<Problem>().code], [status, code]);
    });
  }

  it("names the parameter when there is no text", async () => {
    assert.match((await app.inject("/api/v1/modelo")).json<Problem>().detail, /"t"/u);
  });

  it("passes the service's check", async () => {
    const info = { name: "@hogar/service", version: "0.3.0", description: "", license: "Apache-2.0" };
    const some = defineService({ v1: { texto: "q", importe: "importe" } });
    for (const definition of [all, some, {}]) {
      const { checks } = await checkService({ package: info, modelFolder: folder, definition });
      assert.deepEqual(
        checks.filter(({ passed }) => !passed),
        [],
      );
    }
  });
});

interface Document extends Record<string, unknown> {
  readonly paths: Record<string, { get: { description: string; parameters: Described[] } }>;
}

interface Described {
  readonly name: string;
  readonly required: boolean;
  readonly schema: { readonly type: string };
}

async function described(service: FastifyInstance): Promise<{ parameters: string[]; description: string }> {
  const document = (await service.inject("/openapi.json")).json<Document>();
  const { valid, errors } = await new Validator().validate(document);
  assert.ok(valid, JSON.stringify(errors));
  const { parameters, description } = document.paths["/api/v1/modelo"]!.get;
  return {
    parameters: parameters.map(
      ({ name, required, schema }) => `${name}${required ? "" : "?"}: ${schema.type}`,
    ),
    description,
  };
}

describe("its description", () => {
  it("has each parameter, which ones are needed, and of which type they are", async () => {
    const { parameters, description } = await described(app);
    assert.deepEqual(parameters, ["t: string", "euros: number", "por?: string", "dia?: string"]);
    assert.doesNotMatch(description, /takes no/u);
  });

  it("says which fields it cannot be told", async () => {
    const { parameters, description } = await described(await serve({}));
    assert.deepEqual(parameters, ["texto: string"]);
    assert.match(description, /takes no `importe`, `canal`, `fecha`/u);
  });

  it("has nothing of fields where the model reads the text alone", async () => {
    assert.doesNotMatch((await described(await serve({}, textModel))).description, /takes no/u);
  });
});

describe("a mapping that does not fit the model", () => {
  for (const [what, v1, message] of [
    ["without the text", { importe: "importe" }, /v1\.texto is missing, and the model needs it/u],
    ["without a field that is needed", { texto: "texto" }, /v1\.importe is missing, and the model needs it/u],
    [
      "with another field",
      { texto: "t", importe: "i", sala: "s" },
      /v1\.sala is none of the model's fields/u,
    ],
  ] as const) {
    it(`${what} is refused before anything is served`, async () => {
      await assert.rejects(tinyService({ model, definition: { v1 } }), {
        code: "SERVICE_DEFINITION_INVALID",
        message,
      });
    });
  }
});
