import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Model } from "@eslabon/model";
import { createService, type Problem } from "@eslabon/service";
import { model, VERSION } from "../service.ts";

/** The same model by another name and version. */
const motor: Model = {
  manifest: {
    ...model.manifest,
    name: "motor",
    version: "3.2.1",
    fields: { text: "aviso", label: "gremio" },
    data: { ...model.manifest.data, version: "3.0.0" },
  },
  predict: ({ aviso }) => model.predict({ texto: aviso }),
  decide: ({ aviso }) => model.decide({ texto: aviso }),
  explain: ({ aviso }) => model.explain({ texto: aviso }),
};

describe("a service with several models", () => {
  it("answers with each by its name, and says its versions", async () => {
    const app = await createService({ model, further: [motor], version: VERSION });
    const ask = (name: string, field: string) =>
      app.inject({ method: "POST", url: `/api/v2/modelos/${name}`, payload: { [field]: "grifo" } });
    const hogar = await ask("hogar", "texto");
    const other = await ask("motor", "aviso");
    assert.deepEqual([hogar.statusCode, other.statusCode], [200, 200]);
    assert.deepEqual(hogar.json(), other.json());
    assert.equal(hogar.headers["eslabon-model-version"], "1.1.0");
    assert.equal(other.headers["eslabon-model-version"], "3.2.1");
    assert.equal(other.headers["eslabon-data-version"], "3.0.0");
    assert.equal((await ask("motor", "texto")).json<Problem>().code, "MODEL_TEXT_MISSING");

    const unknown = (await ask("barco", "texto")).json<Problem>();
    assert.equal(unknown.code, "SERVICE_MODEL_UNKNOWN");
    assert.match(unknown.detail, /"hogar", "motor"/u);

    const { models } = (await app.inject("/api/v2/modelos")).json<{ models: { name: string }[] }>();
    assert.deepEqual(
      models.map(({ name }) => name),
      ["hogar", "motor"],
    );
    const figures = (await app.inject("/metrics")).body;
    assert.match(figures, /eslabon_info\{name="motor",service="0.3.0",model="3.2.1",data="3.0.0"\} 1/u);
    const ready = (await app.inject("/readyz?verbose")).body;
    assert.match(ready, /\[\+\] model hogar answers[^]*\[\+\] model motor answers/u);
    await app.close();
  });

  it("does not start with two of the same name", async () => {
    await assert.rejects(createService({ model, further: [model], version: VERSION }), {
      code: "SERVICE_MODEL_TWICE",
    });
  });
});
