import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EslabonError } from "@eslabon/link";
import { type Example, type FieldDefinitions, learnFields, withFacts } from "@eslabon/model";
import { definitions, deliveries } from "./deliveries.ts";

const row = (fields: Record<string, unknown>): Example =>
  ({ text: "a", label: "b", fields }) as unknown as Example;

async function factsOf(
  of: FieldDefinitions,
  train: readonly Example[],
  asked: Example,
): Promise<readonly string[]> {
  for await (const { facts } of withFacts([asked], await learnFields(of, train))) return facts ?? [];
  throw new Error("there is no row");
}

describe("learning fields", () => {
  it("finds categories and thresholds in the training rows", async () => {
    const [canal, importe, fecha] = await learnFields(definitions, deliveries);
    assert.deepEqual(canal, { name: "canal", required: false, type: "category", values: ["app", "web"] });
    assert.deepEqual(fecha, { name: "fecha", required: false, type: "date" });
    assert.ok(importe?.type === "number" && importe.required);
    assert.equal(importe.thresholds.length, 16);
  });

  it("leaves out names of one row only", async () => {
    const rows = ["web", "web", "María Pérez"].map((canal) => row({ canal }));
    const [canal] = await learnFields({ canal: { type: "category" } }, rows);
    assert.deepEqual(canal?.type === "category" && canal.values, ["web"]);
  });

  it("refuses a field that no row has, and a value of another type", async () => {
    const code = (of: FieldDefinitions, fields: Record<string, unknown>): Promise<unknown> =>
      learnFields(of, [row(fields)]).then(
        () => undefined,
        (error: unknown) => (error as EslabonError).code,
      );
    assert.equal(await code({ importe: { type: "number" } }, { importes: 7 }), "MODEL_FIELD_EMPTY");
    assert.equal(await code({ canal: { type: "category" } }, { canal: "  " }), "MODEL_FIELD_EMPTY");
    assert.equal(await code({ importe: { type: "number" } }, { importe: "7" }), "MODEL_FIELD_TYPE");
  });

  it("reads no row where there is no field", async () => {
    const rows = {
      [Symbol.iterator]: () => {
        throw new Error("was read");
      },
    };
    assert.deepEqual(await learnFields({}, rows as unknown as Example[]), []);
  });
});

describe("facts", () => {
  it("say which category it is, of those that are known", async () => {
    const of: FieldDefinitions = { canal: { type: "category" } };
    const train = ["app", "app", "7", 7, "true", true].map((canal) => row({ canal }));
    for (const [canal, facts] of [
      ["app", ["canal=app"]],
      [" app ", ["canal=app"]],
      [7, ["canal=7"]],
      [true, ["canal=true"]],
      ["fax", []],
      ["", ["canal?"]],
    ] as const) {
      assert.deepEqual(await factsOf(of, train, row({ canal })), facts);
    }
  });

  it("say on which side of each threshold a number is", async () => {
    const of: FieldDefinitions = { importe: { type: "number" } };
    const train = [1, 2, 3].map((importe) => row({ importe }));
    assert.deepEqual(await factsOf(of, train, row({ importe: 2 })), ["importe>=2", "importe<3"]);
    assert.deepEqual(await factsOf(of, train, row({ importe: 1e300 })), ["importe>=2", "importe>=3"]);
  });

  it("say month, weekday and hour of a date", async () => {
    const of: FieldDefinitions = { fecha: { type: "date" } };
    const monday = row({ fecha: "2026-02-09T18:30+01:00" });
    assert.deepEqual(await factsOf(of, [monday], monday), [
      "fecha:month=2",
      "fecha:weekday=1",
      "fecha:hour=18",
    ]);
  });

  it("say that there is nothing, be it needed or not", async () => {
    const [first] = deliveries;
    const nothing = { text: "a", label: "b" };
    assert.deepEqual(await factsOf(definitions, deliveries, nothing), ["canal?", "importe?", "fecha?"]);
    assert.ok(!(await factsOf(definitions, deliveries, first!)).some((fact) => fact.endsWith("?")));
  });
});
