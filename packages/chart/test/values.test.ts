import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Value } from "typebox/value";
import { parse } from "yaml";
import { quantity } from "../src/check/quantity.ts";
import { valuesFile } from "../src/package/values-files.ts";
import { leaves } from "../src/values/leaves.ts";
import { mergeValues } from "../src/values/merge.ts";
import { valuesTable } from "../src/values/table.ts";
import { Values } from "../src/values/values.ts";

const DEFAULTS = Value.Create(Values);
const page = new URL("../../../docs/reference/chart.md", import.meta.url);

describe("the values of a chart", () => {
  it("are each described", () => {
    assert.deepEqual(
      leaves().filter(({ description }) => description === ""),
      [],
    );
  });

  it("come back from values.yaml as they are", () => {
    assert.deepEqual(parse(valuesFile(DEFAULTS)), DEFAULTS);
  });

  it("are in the reference as they are in the code", async () => {
    const said = (await readFile(page, "utf8")).replaceAll(/ {2,}/gu, " ").replaceAll(/-{3,}/gu, "--");
    const rows = valuesTable(valuesFile(DEFAULTS)).split("\n").slice(2);
    for (const row of rows) assert.ok(said.includes(row), `docs/reference/chart.md lacks: ${row}`);
  });
});

const PLAIN = { noNullPrototype: true };
const values = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.array(fc.integer()),
      fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), PLAIN),
    ),
  })).value,
  PLAIN,
);

describe("merging values", () => {
  it("keeps them with nothing, and has the later ones' in place of the earlier ones'", () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        assert.deepEqual(mergeValues(one, {}), { ...one });
        const merged = mergeValues(one, other);
        assert.deepEqual(mergeValues(merged, other), merged);
        assert.deepEqual(
          Object.keys(merged).toSorted(),
          [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted(),
        );
      }),
    );
  });

  it("merges maps and replaces lists, as Helm does", () => {
    assert.deepEqual(mergeValues({ a: { b: 1, c: [1] }, d: 1 }, { a: { c: [2] } }), {
      a: { b: 1, c: [2] },
      d: 1,
    });
  });
});

describe("a quantity of Kubernetes", () => {
  for (const [text, number] of [
    ["100m", 0.1],
    ["2", 2],
    [4, 4],
    ["1.5", 1.5],
    ["512Mi", 536_870_912],
    ["1G", 1e9],
  ] as const) {
    it(`${text} is ${number}`, () => assert.equal(quantity(text), number));
  }

  it("is no number where it is none", () => {
    assert.ok(Number.isNaN(quantity("much")));
    assert.ok(Number.isNaN(quantity("5Zi")));
  });
});
