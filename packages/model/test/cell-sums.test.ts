import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainCellSums, simdCellSums } from "../src/cell-sums.ts";

const anyTable = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, rows]) =>
    fc.record({
      width: fc.constant(width),
      cells: fc.int8Array({ minLength: width * rows, maxLength: width * rows }),
      added: fc.array(fc.tuple(fc.nat(rows - 1), fc.float({ noNaN: true, min: -99, max: 99 }))),
    }),
  );

describe("sums of cells", () => {
  it("are the same bits in WebAssembly and in JavaScript", () => {
    fc.assert(
      fc.property(anyTable, ({ width, cells, added }) => {
        const both = [simdCellSums(cells, width), plainCellSums(cells, width)].map((table) => {
          assert.ok(table);
          table.columns.set(added.map(([row]) => row));
          table.factors.set(added.map(([, factor]) => factor));
          table.add(added.length);
          return table.sums.slice(0, width);
        });
        assert.deepEqual(both[0], both[1]);
      }),
    );
  });

  it("are what they are called", () => {
    const table = plainCellSums(Int8Array.of(1, 2, 3, -4, 5, -6), 3);
    table.sums.set([0.5, 0, 0]);
    table.columns.set([1, 0]);
    table.factors.set([2, 10]);
    table.add(2);
    assert.deepEqual([...table.sums], [2.5, 30, 18]);
  });
});
